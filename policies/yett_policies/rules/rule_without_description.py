"""A security group rule that says nothing about itself.

What it does: reports a security group rule without a description.
Why it matters: whoever reviews the rule in a year has to guess whether it may go; so it stays.
Example: a `SecurityGroupRule` without `description`.
Instead: say what it is for.

    alicloud.ecs.SecurityGroupRule("https", ..., description="public site, web team, TICKET-17")
References: Alibaba Cloud Config and InfraGuard `ecs-security-group-description-check`; cfn_nag W36.
"""

from collections.abc import Iterator

from yett_policies.network import Unknown
from yett_policies.resources.values import word
from yett_policies.rulebook import Finding, Stack, indeterminate, violated

SEVERITY = "low"
LEVEL = "advisory"
TITLE_ZH = "安全组规则没有描述"
FIX_ZH = "在 description 中写明用途、负责人和工单"
CLAUSES = {"mlps-level-3": ("8.1.3.2 b",)}


def findings(stack: Stack) -> Iterator[Finding]:
    for rule in stack.resources.each("alicloud_security_group_rule"):
        said = word(rule, "description", "")
        if isinstance(said, Unknown):
            yield indeterminate(rule, f'whether rule "{rule.name}" has a description', [said.what])
        elif not said.strip():
            yield violated(rule, f'rule "{rule.name}" has no description', "say what it is for, and who answers for it")
