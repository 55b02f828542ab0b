"""A group rule that names more than one peer.

What it does: reports a security group rule with two or more of `cidr_ip`, `ipv6_cidr_ip`, `source_security_group_id`
and `prefix_list_id`.
Why it matters: the cloud takes one and says nothing of the rest: an address block wins over a group, and a prefix list
is dropped beside anything else. A drop for a list that is ignored drops nothing.
Example: `cidr_ip: 10.0.0.0/8` and `prefix_list_id` of a deny list in the same rule.
Instead: one rule for each peer.

    alicloud.ecs.SecurityGroupRule("deny", type="ingress", ip_protocol="all", port_range="-1/-1", policy="drop",
        priority=1, nic_type="intranet", security_group_id=group.id, prefix_list_id=denied.id)
References: alicloud provider, `security_group_rule` (prefix_list_id is ignored beside another source); Alibaba Cloud
ECS API, AuthorizeSecurityGroup.
"""

from collections.abc import Iterator

from yett_policies.resources import UNKNOWN, Resource
from yett_policies.resources.values import unknowns
from yett_policies.rulebook import Finding, Stack, indeterminate, violated

SEVERITY = "medium"
TITLE_ZH = "安全组规则写了多个对端，只有一个生效"
FIX_ZH = "每个对端单独写一条规则"
CLAUSES = {"mlps-level-3": ("8.1.3.2 b", "8.1.3.2 c")}
PEERS = ("cidr_ip", "ipv6_cidr_ip", "source_security_group_id", "prefix_list_id")


def findings(stack: Stack) -> Iterator[Finding]:
    for rule in stack.resources.each("alicloud_security_group_rule"):
        # an id of another resource is a peer before anybody knows it; an address may turn out to be left out
        sure = [prop for prop in PEERS if is_given(rule, prop)]
        open_ones = [prop for prop in PEERS if rule.props.get(prop) is UNKNOWN and prop not in sure]
        said = f'security group rule "{rule.name}" names {" and ".join([*sure, *open_ones])}, of which one counts'
        if len(sure) > 1:
            yield violated(rule, said, "write one rule for each peer")
        elif len(sure) + len(open_ones) > 1:
            yield indeterminate(rule, f"whether {said}", unknowns(rule, *open_ones))


def is_given(rule: Resource, prop: str) -> bool:
    """Whether the property has a value for certain: one that comes from another resource has."""
    value = rule.props.get(prop)
    return bool(rule.links.get(prop)) if value is UNKNOWN else value not in (None, "")
