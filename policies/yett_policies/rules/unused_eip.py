"""A public address that nobody uses.

What it does: reports an EIP of this stack that is bound to nothing and that nothing here refers to; a shared bandwidth
it belongs to does not count.
Why it matters: it is paid for, and whatever it is bound to next is public at once, without anybody's review.
Example: an `ecs.EipAddress` left over after its instance was deleted.
Instead: release it, or bind it where it is meant.

    alicloud.ecs.EipAssociation("gate", allocation_id=eip.id, instance_id=gateway.id)
References: Alibaba Cloud Config and InfraGuard `eip-attached`.
"""

from collections.abc import Iterator

from yett_policies.resources import UNKNOWN, Resource, kinds
from yett_policies.resources.values import unknowns
from yett_policies.rulebook import Finding, Stack, indeterminate, violated
from yett_policies.rulebook.mentions import Mentions

SEVERITY = "low"
LEVEL = "advisory"
TITLE_ZH = "弹性公网 IP 闲置"
FIX_ZH = "释放该弹性公网 IP，或绑定到需要的资源"
CLAUSES = {"mlps-level-3": ("8.1.4.4 b",)}
BANDWIDTH = ("alicloud_common_bandwidth_package_attachment",)
WORDS = ("allocation_id", "eip", "snat_ip", "external_ip")


def findings(stack: Stack) -> Iterator[Finding]:
    mentions = Mentions(stack.resources, kinds.EIP, WORDS, BANDWIDTH)
    for eip in stack.resources.each(*kinds.EIP):
        if eip.is_read or is_bound(eip) or mentions.has(eip, eip.props.get("ip_address")):
            continue
        doubts = [*mentions.lost, *unknowns(eip, "instance_id")]
        if doubts:
            yield indeterminate(eip, f'whether anything uses EIP "{eip.name}"', doubts)
        else:
            yield violated(eip, f'nothing of this stack uses EIP "{eip.name}"', "release it, or bind it")


def is_bound(eip: Resource) -> bool:
    """Whether the cloud says so itself."""
    target = eip.props.get("instance_id")
    return target is not UNKNOWN and target not in (None, "")
