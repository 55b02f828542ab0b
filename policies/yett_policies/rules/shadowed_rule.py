"""A group rule that never decides because stronger rules decide otherwise.

What it does: reports a rule of which every packet meets stronger rules of its group first, and some of that meets a
rule that decides the other way; several stronger rules together count as one.
Why it matters: it says something that is not so: a drop that drops nothing, an accept that somebody will mend by
opening more.
Example: an accept of tcp/1-1024 at priority 1, and a drop of tcp/22 at priority 10.
Instead: give it the stronger priority, or remove it.

    alicloud.ecs.SecurityGroupRule("no-ssh", type="ingress", ip_protocol="tcp", port_range="22/22", policy="drop",
        priority=1, nic_type="intranet", security_group_id=group.id, cidr_ip="10.0.0.0/8")
References: Al-Shaer and Hamed, IEEE JSAC 23 (2005); np-guard `nacl-rule-shadowed`; Aerleon `shade_check`.
"""

from collections.abc import Iterator

from yett_policies.hygiene import Kind
from yett_policies.rulebook import Finding, Stack
from yett_policies.rulebook.idle_rules import idle

SEVERITY = "medium"
LEVEL = "advisory"
TITLE_ZH = "规则被更高优先级的规则遮蔽"
FIX_ZH = "提高其优先级，或删除该规则"
CLAUSES = {"mlps-level-3": ("8.1.3.2 b",)}


def findings(stack: Stack) -> Iterator[Finding]:
    yield from idle(stack, Kind.SHADOWED, "give it a stronger priority (a smaller number), or remove it")
