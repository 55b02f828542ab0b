"""A group rule that does not say accept or drop.

What it does: reports a security group rule whose `policy` nobody wrote. Terraform's documents show the provider's
default as if somebody had written it: there the rule has nothing to say.
Why it matters: the default is accept. Who reads such a rule, or copies the drop beside it, does not see that it opens.
Example: `alicloud_security_group_rule` without `policy`.
Instead: write it out.

    alicloud.ecs.SecurityGroupRule("web", type="ingress", ip_protocol="tcp", port_range="8080/8080", policy="accept",
        priority=1, nic_type="intranet", security_group_id=group.id, cidr_ip="10.0.0.0/8")
References: rule of our own; alicloud provider, `security_group_rule` (policy, default accept).
"""

from collections.abc import Iterator, Mapping

from yett_policies.resources import UNKNOWN, Resource
from yett_policies.resources.graph import unknown
from yett_policies.rulebook import Finding, Stack, indeterminate, violated

SEVERITY = "low"
LEVEL = "advisory"
TITLE_ZH = "安全组规则没有写明 accept 或 drop"
FIX_ZH = "写明 policy（供应商默认是 accept）"
KIND = "alicloud_security_group_rule"


def findings(stack: Stack) -> Iterator[Finding]:
    for rule in stack.resources.each(KIND):
        said = f'security group rule "{rule.name}" does not say accept or drop'
        if rule.props.get("policy") is UNKNOWN:
            yield indeterminate(rule, f"whether {said}", [unknown(rule, "policy").what])
        elif is_left_out(rule):
            yield violated(rule, said, 'write policy="accept" or policy="drop"')


def is_left_out(rule: Resource) -> bool:
    """Whether the provider's default stands there."""
    return not rule.is_written("policy") or rule.props["policy"] == ""


def mend(rule: Resource) -> Mapping[str, str]:
    """What it means anyway, written out."""
    return {"policy": "accept"} if rule.type == KIND and is_left_out(rule) else {}
