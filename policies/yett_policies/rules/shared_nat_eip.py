"""One EIP for what goes out and for what comes in.

What it does: reports a forward entry whose EIP an SNAT entry of the same gateway uses too.
Why it matters: the address that every outgoing request shows to strangers is then the one that answers them; and
nobody can close or move the one without the other.
Example: an SNAT entry with `snat_ip: 47.0.0.1` and a forward entry with `external_ip: 47.0.0.1`.
Instead: an EIP of its own for forward entries.

    inward = alicloud.ecs.EipAddress("inward")
    alicloud.ecs.EipAssociation("inward", allocation_id=inward.id, instance_id=gateway.id, instance_type="Nat")
    alicloud.vpc.ForwardEntry("https", forward_table_id=gateway.forward_table_ids, external_ip=inward.ip_address,
        external_port="443", ip_protocol="tcp", internal_ip=host.private_ip, internal_port="443")
References: Alibaba Cloud Config `natgateway-eip-used-check`.
"""

from collections.abc import Iterator

from yett_policies.network import ForwardEntry, SnatEntry, Unknown
from yett_policies.rulebook import Finding, Stack, indeterminate, short, violated

SEVERITY = "medium"
LEVEL = "advisory"
TITLE_ZH = "SNAT 与 DNAT 共用一个弹性公网 IP"
FIX_ZH = "为 DNAT 条目单独准备弹性公网 IP"
FIX = "give forward entries an EIP of their own"


def findings(stack: Stack) -> Iterator[Finding]:
    for entry in stack.network.forward_entries:
        others = [snat for snat in stack.network.snat_entries if may_be_one_gateway(entry, snat)]
        shared = [snat.name for snat in others if isinstance(entry.eip, str) and entry.eip in snat.eips]
        said = f'forward entry "{entry.name}" shares its EIP with'
        if shared:
            named = ", ".join(f'"{name}"' for name in shared)
            yield violated(entry, f"{said} SNAT entry {named} ({short(str(entry.eip))})", FIX)
        elif doubts := [what for snat in others for what in unknowns(entry, snat)]:
            yield indeterminate(entry, f"whether {said} an SNAT entry of its gateway", doubts)


def may_be_one_gateway(entry: ForwardEntry, snat: SnatEntry) -> bool:
    """An EIP is bound to one gateway: two gateways cannot share it."""
    return isinstance(entry.nat, Unknown) or isinstance(snat.nat, Unknown) or entry.nat == snat.nat


def unknowns(entry: ForwardEntry, snat: SnatEntry) -> Iterator[str]:
    """What is not known about the addresses of the two."""
    yield from (eip.what for eip in (entry.eip, *snat.eips) if isinstance(eip, Unknown))
