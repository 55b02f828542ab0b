"""A public port that is not on the list.

What it does: reports a security group that admits a tcp or udp port from the internet that is not on the list of ports
meant for everyone.
Why it matters: a short list of public ports can be reviewed; everything beside it was opened by somebody for a reason
that should be on the list or gone.
Example: `port_range: 9443/9443, cidr_ip: 0.0.0.0/0`.
Instead: serve it on a listed port behind a balancer, name the peers, or put the port on the list.

    LeastExposure(port_not_allowed_from_internet={"allowed": ["tcp/80", "tcp/443", "udp/443"]})
References: Alibaba Cloud Config and InfraGuard `ecs-security-group-white-list-port-check`; AWS EC2.18.
"""

from collections.abc import Iterator

from yett.packets import TransportSet
from yett_policies.frozen import frozen
from yett_policies.rulebook import Finding, Stack, blamed, option, ports

SEVERITY = "medium"
LEVEL = "advisory"
TITLE_ZH = "对公网开放了名单之外的端口"
FIX_ZH = "改由负载均衡在名单内的端口提供服务，或只写出来源网段，或把端口列入名单"
CLAUSES = {"mlps-level-3": ("8.1.3.2 b", "8.1.4.4 b")}
NUMBERED = TransportSet.tcp() | TransportSet.udp()


@frozen
class Options:
    allowed: tuple[str, ...] = option(
        ("tcp/80", "tcp/443"), "Ports that are meant for everyone.", check=lambda text: ports([text])
    )


def findings(stack: Stack, options: Options) -> Iterator[Finding]:
    yield from blamed(
        stack.open_to_everyone(NUMBERED - ports(options.allowed)),
        "serve it on a listed port, name the peers, or put the port on the list",
    )
