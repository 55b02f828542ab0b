"""A rule for the internet card of a group in a VPC.

What it does: reports a rule with `nic_type: internet` in a group of a VPC, or with a group as its peer.
Why it matters: machines in a VPC have one private card. The cloud refuses such a rule at apply, when half of the stack
stands already; changing it replaces the rule.
Example: `nic_type: internet` (which the provider's page calls the default) in a group with a `vpc_id`.
Instead: intranet, or nothing: a VPC's group takes no other value.

    alicloud.ecs.SecurityGroupRule("web", type="ingress", ip_protocol="tcp", port_range="8080/8080", policy="accept",
        priority=1, nic_type="intranet", security_group_id=group.id, cidr_ip="10.0.0.0/8")
References: alicloud provider, `security_group_rule` (nic_type of a VPC's group must be intranet).
"""

from collections.abc import Iterator, Mapping

from yett_policies.network import Unknown
from yett_policies.resources import UNKNOWN, Resource, kinds
from yett_policies.resources.graph import unknown
from yett_policies.resources.values import word
from yett_policies.rulebook import Finding, Stack, indeterminate, violated

SEVERITY = "medium"
TITLE_ZH = "VPC 安全组规则使用了公网网卡类型"
FIX_ZH = "把 nic_type 设为 intranet（VPC 安全组只接受这个值）"
KIND = "alicloud_security_group_rule"
INTERNET, INTRANET = "internet", "intranet"
PEER = "source_security_group_id"


def findings(stack: Stack) -> Iterator[Finding]:
    for rule in stack.resources.each(KIND):
        card = word(rule, "nic_type", INTRANET)
        if card == INTRANET:
            continue
        needs = [card.what] if isinstance(card, Unknown) else []
        place = vpc_of(stack, rule)
        if place is not None:
            yield judged(rule, [*needs, *place])


def vpc_of(stack: Stack, rule: Resource) -> list[str] | None:
    """What is not known about whether the rule's group is in a VPC; None when it is in none."""
    if rule.props.get(PEER) not in (None, ""):
        return []
    group = stack.resources.ref(rule, "security_group_id", kinds.GROUP)
    if not isinstance(group, str) or group not in stack.resources.by_urn:
        return [unknown(rule, "security_group_id").what]
    found = stack.resources.by_urn[group]
    vpc = found.props.get("vpc_id")
    if vpc is UNKNOWN and not stack.resources.linked_to(found, "vpc_id", kinds.VPC):
        return [unknown(found, "vpc_id").what]
    return [] if vpc is UNKNOWN or vpc else None


def judged(rule: Resource, needs: list[str]) -> Finding:
    said = f'security group rule "{rule.name}" has nic_type internet in a group of a VPC'
    if needs:
        return indeterminate(rule, f"whether {said}", needs)
    return violated(rule, said, "set nic_type to intranet, or leave it out")


def mend(rule: Resource) -> Mapping[str, str]:
    """Intranet instead of internet; the group is not seen here, so this is for stacks without the classic network."""
    is_wrong = rule.type == KIND and word(rule, "nic_type", INTRANET) == INTERNET
    return {"nic_type": INTRANET} if is_wrong else {}
