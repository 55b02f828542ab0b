"""More groups named as peers than the cloud takes.

What it does: counts the groups that the rules of a group name as peers; reports more than the quota, and any in an
enterprise group, which takes none.
Why it matters: the cloud refuses the rule, and the deployment stops half way.
Example: a basic group whose rules name 21 other groups; an enterprise group with one.
Instead: name the peers' networks, or a prefix list of them.

    alicloud.ecs.SecurityGroupRule("app", ..., prefix_list_id=tiers.id)
References: Alibaba Cloud, "security groups" (limits) and "basic and advanced security groups".
"""

from collections.abc import Iterator

from yett_policies.frozen import frozen
from yett_policies.network import GroupPeer, Rule, SecurityGroup, Unknown
from yett_policies.resources import UNKNOWN
from yett_policies.rulebook import Finding, Stack, indeterminate, option, violated

SEVERITY = "medium"
TITLE_ZH = "安全组引用的安全组数量超出配额"
FIX_ZH = "改用网段或前缀列表作为授权对象"
FIX = "name the networks of the peers, or a prefix list of them"


@frozen
class Options:
    most: int = option(20, "Groups that the rules of a basic group name, at most.", minimum=0, maximum=1000)


def findings(stack: Stack, options: Options) -> Iterator[Finding]:
    for group in stack.network.groups.values():
        if group.complete:
            yield from judged(stack, group, options.most)


def judged(stack: Stack, group: SecurityGroup, most: int) -> Iterator[Finding]:
    written = [rule for rule in group.rules if not rule.implicit]
    known = {rule.peer.group for rule in written if isinstance(rule.peer, GroupPeer)}
    lost = [rule.peer.what for rule in written if isinstance(rule.peer, Unknown) and names_group(stack, rule)]
    allowed = 0 if group.kind == "enterprise" else most
    doubts = [group.kind.what] if isinstance(group.kind, Unknown) else []
    said = f'the rules of group "{group.name}" name'
    if len(known) > allowed or (lost and not allowed):
        yield violated(group, f"{said} {len(known) or len(lost)} groups, {allowed} are allowed", FIX)
    elif (known or lost) and (doubts or len(known) + len(lost) > allowed):
        yield indeterminate(group, f"whether {said} more groups than the cloud takes", [*doubts, *lost])


def names_group(stack: Stack, rule: Rule) -> bool:
    """Whether the peer that nobody knows is a group."""
    return stack.resources.by_urn[rule.urn].props.get("source_security_group_id") is UNKNOWN
