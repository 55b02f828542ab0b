"""A forbidden port open to internet addresses.

What it does: reports a security group that admits one of a list of forbidden ports from any internet address, a single
named one included.
Why it matters: some ports are never to be reached from outside, whoever asks; a named peer does not change that.
Example: `port_range: 1521/1521, cidr_ip: 203.0.113.7/32`.
Instead: reach it over a VPN, a peering or a bastion, from private addresses.

    alicloud.ecs.SecurityGroupRule("oracle", type="ingress", ip_protocol="tcp", port_range="1521/1521", policy="accept",
        priority=1, nic_type="intranet", security_group_id=group.id, source_security_group_id=application.id)
References: Alibaba Cloud Config `sg-risky-ports-check` (configurable list).
"""

from collections.abc import Iterator

from yett_policies.frozen import frozen
from yett_policies.rulebook import Finding, Stack, blamed, option, ports

SEVERITY = "high"
LEVEL = "advisory"  # a game may well declare 27000-27017 for its relays; profiles say where the list is law
TITLE_ZH = "禁用端口对公网地址开放"
FIX_ZH = "通过 VPN、对等连接或堡垒机从私网地址访问"
CLAUSES = {"mlps-level-3": ("8.1.4.4 b",)}


@frozen
class Options:
    ports: tuple[str, ...] = option(
        ("tcp/1521", "tcp/27017"), "Ports that no internet address may reach.", check=lambda text: ports([text])
    )


def findings(stack: Stack, options: Options) -> Iterator[Finding]:
    yield from blamed(stack.openings(ports(options.ports)), "reach it from private addresses only, or remove the rule")
