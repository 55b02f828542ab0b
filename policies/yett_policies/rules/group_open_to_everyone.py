"""A group that admits everything from everyone.

What it does: reports a security group that admits every tcp port, every udp port or every protocol from the internet.
Why it matters: whatever listens on a member, now or later, can be reached; a group like this is no gate at all.
Example: `ip_protocol: all, port_range: -1/-1, cidr_ip: 0.0.0.0/0`, or the same in two halves.
Instead: one opening for each port that somebody needs, from the peers that need it.

    alicloud.ecs.SecurityGroupRule("https", type="ingress", ip_protocol="tcp", port_range="443/443", policy="accept",
        priority=1, nic_type="intranet", security_group_id=group.id, cidr_ip="0.0.0.0/0")
References: Alibaba Cloud Config `sg-public-access-check`; CIS Alibaba Cloud 4.
"""

from collections.abc import Iterator

from yett.packets import TransportSet
from yett_policies.rulebook import Finding, Stack, blamed

SEVERITY = "critical"
WAIVABLE = False
TITLE_ZH = "安全组对所有人放行全部流量"
FIX_ZH = "为每个确有需要的端口各写一条开放记录，只放行需要它的来源；或删除该规则"
CLAUSES = {"mlps-level-3": ("8.1.3.2 a", "8.1.3.2 c")}
WHOLE = (TransportSet.tcp(), TransportSet.udp())


def findings(stack: Stack) -> Iterator[Finding]:
    wide = (one for one in stack.open_to_everyone() if any(whole <= one.transport for whole in WHOLE))
    yield from blamed(wide, "declare one opening for each port that is needed, or remove the rule")
