"""A group rule without which everything would be the same.

What it does: reports a rule that never decides, or whose packets other rules of its group, or the cloud's own last
line, would decide in the same way; several rules together count as one.
Why it matters: every rule is read in a review and paid for in a quota; those that do nothing hide those that do.
Example: an accept of tcp/443 from 10.0.0.0/8, and another of tcp/443 from 10.1.0.0/16.
Instead: remove it, and keep the one that says it all; the finding names the rules that do the same.

    alicloud.ecs.SecurityGroupRule("app", type="ingress", ip_protocol="tcp", port_range="443/443", policy="accept",
        priority=1, nic_type="intranet", security_group_id=group.id, cidr_ip="10.0.0.0/8")
References: Al-Shaer and Hamed, IEEE JSAC 23 (2005); np-guard `sg-rule-implied`; GCP Firewall Insights.
"""

from collections.abc import Iterator

from yett_policies.hygiene import Kind
from yett_policies.rulebook import Finding, Stack
from yett_policies.rulebook.idle_rules import idle

SEVERITY = "low"
LEVEL = "advisory"
TITLE_ZH = "冗余规则"
FIX_ZH = "删除该规则，其他规则的效果相同"
CLAUSES = {"mlps-level-3": ("8.1.3.2 b",)}


def findings(stack: Stack) -> Iterator[Finding]:
    yield from idle(stack, Kind.REDUNDANT, "remove it")
