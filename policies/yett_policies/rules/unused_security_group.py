"""A security group that nobody is in.

What it does: reports a group of this stack that no instance, interface, template or anything else here refers to; rules
that name it, as their group or as their peer, do not count.
Why it matters: a group that waits for members is opened, forgotten, and joined by mistake.
Example: a `ecs.SecurityGroup` with rules, left over after its instances were deleted.
Instead: delete it; where another stack uses it, switch the rule off for this stack.

    LeastExposure(unused_security_group="disabled")
References: Alibaba Cloud Config `ecs-security-group-not-used`; AWS EC2.22; np-guard `sg-unattached`.
"""

from collections.abc import Iterator

from yett_policies.resources import kinds
from yett_policies.rulebook import Finding, Stack, indeterminate, violated
from yett_policies.rulebook.mentions import Mentions

SEVERITY = "low"
LEVEL = "advisory"
TITLE_ZH = "安全组无人使用"
FIX_ZH = "删除该安全组"
CLAUSES = {"mlps-level-3": ("8.1.3.2 b",)}
RULES = ("alicloud_security_group_rule",)
TEMPLATE = "alicloud_ecs_launch_template"
LIVE = "launch templates that no scaling group uses, which reading a live account does not show"


def findings(stack: Stack) -> Iterator[Finding]:
    groups = [one for one in stack.resources.each(*kinds.GROUP) if not one.is_read]
    mentions = Mentions(stack.resources, kinds.GROUP, ("security_group",), RULES)
    doubts = [*mentions.lost, *([] if stack.sees(TEMPLATE) else [LIVE])]
    for group in groups:
        if mentions.has(group):
            continue
        if doubts:
            yield indeterminate(group, f'whether anything is in group "{group.name}"', doubts)
        else:
            yield violated(group, f'nothing of this stack is in group "{group.name}"', "delete it")
