"""A network ACL that guards no vswitch.

What it does: reports a network ACL that is bound to no vswitch.
Why it matters: its rows look like protection in every review and protect nothing.
Example: an `alicloud_network_acl` without `resources` and without an attachment.
Instead: bind it to the vswitches of its tier, or remove it.

    alicloud.vpc.NetworkAcl("edge", ..., resources=[{"resource_id": vswitch.id, "resource_type": "VSwitch"}])
References: Alibaba Cloud Config rule on bound network ACLs; GB/T 22239-2019 8.1.3.2 b (no rules without effect).
"""

from collections.abc import Iterator

from yett_policies.network import Unknown
from yett_policies.resources import OUTSIDE
from yett_policies.rulebook import Finding, Stack, indeterminate, violated

SEVERITY = "medium"
LEVEL = "advisory"
TITLE_ZH = "网络 ACL 未绑定交换机"
FIX_ZH = "绑定到所属层的交换机，或删除"
CLAUSES = {"mlps-level-3": ("8.1.3.2 b",)}


def findings(stack: Stack) -> Iterator[Finding]:
    for acl in stack.network.network_acls:
        if acl.urn.startswith(OUTSIDE) or any(not isinstance(one, Unknown) for one in acl.vswitches):
            continue
        said = f'network ACL "{acl.name}" guards no vswitch'
        if acl.vswitches:
            lost = [one.what for one in acl.vswitches if isinstance(one, Unknown)]
            yield indeterminate(acl, f"whether {said}", lost)
        else:
            yield violated(acl, said, "bind it to the vswitches of its tier, or remove it")
