"""A group that admits every protocol.

What it does: reports a security group that admits all protocols and ports from some addresses, private ones included;
from everyone it is `group-open-to-everyone`.
Why it matters: a neighbour that is taken over reaches everything that listens, and nobody can say what is meant to.
Example: `ip_protocol: all, port_range: -1/-1, cidr_ip: 10.0.0.0/8`.
Instead: one rule for each protocol and port that the neighbour needs.

    alicloud.ecs.SecurityGroupRule("app", type="ingress", ip_protocol="tcp", port_range="8080/8080", policy="accept",
        priority=1, nic_type="intranet", security_group_id=group.id, cidr_ip="10.0.1.0/24")
References: Alibaba Cloud Config and InfraGuard `ecs-security-group-not-open-all-protocol`.
"""

from collections.abc import Iterator

from yett.packets import AddressSet, TransportSet
from yett_policies.rulebook import Finding, Stack, blamed

SEVERITY = "medium"
TITLE_ZH = "安全组放行全部协议"
FIX_ZH = "按需要的协议和端口逐条放行"
CLAUSES = {"mlps-level-3": ("8.1.3.2 c",)}


def findings(stack: Stack) -> Iterator[Finding]:
    everything = (one for one in stack.openings(zone=AddressSet.everyone()) if one.transport == TransportSet.all())
    own = (one for one in everything if not (one.is_certain and one.is_for_everyone))
    yield from blamed(own, "admit the protocols and ports that are needed, one by one")
