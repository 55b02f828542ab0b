"""A group that admits every port of a protocol.

What it does: reports a security group that admits every tcp port or every udp port from some addresses, private ones
included, in one rule or in several; from everyone it is `group-open-to-everyone`, with every protocol
`every-protocol-open`.
Why it matters: whatever starts to listen later is open at once, and nobody decided so.
Example: `ip_protocol: tcp, port_range: 1/65535, cidr_ip: 192.168.0.0/16`.
Instead: one rule for each port that is needed.

    alicloud.ecs.SecurityGroupRule("app", type="ingress", ip_protocol="tcp", port_range="8080/8080", policy="accept",
        priority=1, nic_type="intranet", security_group_id=group.id, cidr_ip="192.168.1.0/24")
References: Alibaba Cloud Config and InfraGuard `ecs-security-group-not-open-all-port`.
"""

from collections.abc import Iterator

from yett.packets import AddressSet, TransportSet
from yett_policies.rulebook import Finding, GroupOpening, Stack, blamed

SEVERITY = "medium"
TITLE_ZH = "安全组放行某协议的全部端口"
FIX_ZH = "按需要的端口逐条放行"
CLAUSES = {"mlps-level-3": ("8.1.3.2 c",)}
WHOLE = (TransportSet.tcp(), TransportSet.udp())


def findings(stack: Stack) -> Iterator[Finding]:
    yield from blamed(wide(stack), "admit the ports that are needed, one by one")


def wide(stack: Stack) -> Iterator[GroupOpening]:
    for opening in stack.openings(zone=AddressSet.everyone()):
        if is_whole(opening) and not (opening.is_certain and opening.is_for_everyone):
            yield opening.only(TransportSet.union(whole for whole in WHOLE if whole <= opening.transport))


def is_whole(opening: GroupOpening) -> bool:
    """Every port of tcp or of udp, and not simply everything."""
    return opening.transport != TransportSet.all() and any(whole <= opening.transport for whole in WHOLE)
