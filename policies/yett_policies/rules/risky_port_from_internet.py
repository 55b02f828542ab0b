"""A port that attackers look for open to the internet.

What it does: reports a security group that admits one of a list of ports from the internet. Ports of databases, remote
login and other services have rules of their own; this list is for mail, development servers and whatever you add.
Why it matters: these ports are scanned all day, and what listens there was rarely meant for strangers.
Example: `port_range: 25/25, cidr_ip: 0.0.0.0/0`; `8000/9000` from 0.0.0.0/1 and 128.0.0.0/1.
Instead: put a balancer with https in front of it, or name the peers.

    alicloud.ecs.SecurityGroupRule("app", type="ingress", ip_protocol="tcp", port_range="8080/8080", policy="accept",
        priority=1, nic_type="intranet", security_group_id=group.id, source_security_group_id=front.id)
References: Alibaba Cloud Config and InfraGuard `sg-risky-ports-check`; AWS EC2.19.
"""

from collections.abc import Iterator

from yett_policies.frozen import frozen
from yett_policies.rulebook import Finding, Stack, blamed, option, ports

SEVERITY = "high"
TITLE_ZH = "高危端口对公网开放"
FIX_ZH = "在前面放置启用 HTTPS 的负载均衡，或只写出确有需要的来源网段"
CLAUSES = {"mlps-level-3": ("8.1.4.4 b",)}
LIST = (
    *("tcp/25", "tcp/110", "tcp/143", "tcp/3000", "tcp/4333"),
    *("tcp/5000", "tcp/5500", "tcp/8080", "tcp/8088", "tcp/8888"),
)


@frozen
class Options:
    ports: tuple[str, ...] = option(
        LIST, 'Ports that nobody opens to everyone, such as "tcp/8080".', check=lambda x: ports([x])
    )


def findings(stack: Stack, options: Options) -> Iterator[Finding]:
    yield from blamed(
        stack.open_to_everyone(ports(options.ports)), "put a balancer with https in front of it, or name the peers"
    )
