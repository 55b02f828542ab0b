"""An accept beside a drop of the same packets at the same priority.

What it does: reports an accept rule beside a drop of the same packets at the same priority: the drop wins the tie, and
the accept does nothing. Behind a wider or a stronger drop it is `shadowed-rule`.
Why it matters: one of the two is a mistake, and nobody reading them can tell which.
Example: an accept and a drop of tcp/22 from 10.0.0.0/8, both at priority 1.
Instead: decide which is meant, and remove the other; an exception stands before what it is an exception from.

    alicloud.ecs.SecurityGroupRule("office", type="ingress", ip_protocol="tcp", port_range="22/22", policy="accept",
        priority=1, nic_type="intranet", security_group_id=group.id, cidr_ip="10.1.0.0/24")
    alicloud.ecs.SecurityGroupRule("no-ssh", type="ingress", ip_protocol="tcp", port_range="22/22", policy="drop",
        priority=2, nic_type="intranet", security_group_id=group.id, cidr_ip="10.0.0.0/8")
References: Alibaba Cloud AuthorizeSecurityGroup (drop wins a tie); Al-Shaer and Hamed, IEEE JSAC 23 (2005).
"""

from collections.abc import Iterator

from yett_policies.hygiene import Kind
from yett_policies.rulebook import Finding, Stack
from yett_policies.rulebook.idle_rules import idle

SEVERITY = "medium"
TITLE_ZH = "同优先级的放行与拒绝互相矛盾"
FIX_ZH = "确定本意，删除另一条规则"
CLAUSES = {"mlps-level-3": ("8.1.3.2 b",)}


def findings(stack: Stack) -> Iterator[Finding]:
    yield from idle(stack, Kind.CONTRADICTING, "decide which of the two is meant, and remove the other")
