"""A managed service whose address list holds everyone.

What it does: reports a managed service (database, cache, search, queue, registry of images or services, bastion host)
whose address lists, all of them together, admit everyone: 0.0.0.0/0, the old spellings 0.0.0.0 and %, halves and
quarters of the internet. A list that nobody asks, as the public endpoint that it guards is off, is passed over.
Why it matters: the list is the only control before the password; no security group stands there. A public connection
that is added later is open at once.
Example: `security_ips: ["0.0.0.0/1", "128.0.0.0/1"]`.
Instead: name the application's networks, or its security group.

    alicloud.rds.Instance("orders", ..., security_ips=["10.0.1.0/24"])
References: Checkov CKV_ALI_9, CKV_ALI_43; KICS "Public Database Instance" rules for Alibaba Cloud; Prowler
`rds_instance_no_public_access_whitelist`.
"""

from collections.abc import Iterator

from yett_policies.resources import kinds
from yett_policies.rulebook import Finding, Stack, indeterminate, is_crowd, violated
from yett_policies.rulebook.address_lists import LISTS, admits

SEVERITY = "critical"
TITLE_ZH = "托管服务的白名单放行所有人"
FIX_ZH = "白名单只写应用所在网段，或改用安全组"
CLAUSES = {"mlps-level-3": ("8.1.3.2 a", "8.1.4.4 b")}


def findings(stack: Stack) -> Iterator[Finding]:
    dialled = public_ways(stack)
    for one in stack.resources.each(*LISTS):
        found, needs = admits(one)
        said = f'the address lists of {kinds.spoken(one.type)} "{one.name}" admit everyone'
        if is_crowd(found):
            yield violated(one, said + dialled.get(one.urn, ""), "name the networks or the security group that use it")
        elif needs:
            yield indeterminate(one, f"whether {said}", needs)


def public_ways(stack: Stack) -> dict[str, str]:
    """What is said of services that have a public connection: what can be dialled there."""
    endpoints = {one.urn: one for one in stack.network.managed_endpoints}
    found = (e for e in stack.exposures if e.workload in endpoints and e.verdict == "reachable")
    return {str(endpoints[e.workload].owner): f", and {e.transport} can be dialled from the internet" for e in found}
