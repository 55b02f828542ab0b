"""A database port open to the internet.

What it does: reports a security group that admits the port of a database or cache from the internet.
Why it matters: databases are scanned for within minutes, and many have no password until somebody sets one.
Example: `port_range: 3306/3306, cidr_ip: 0.0.0.0/0`; `1/65535` without a drop above it.
Instead: admit the application tier's group, and reach the database through a bastion.

    alicloud.ecs.SecurityGroupRule("mysql", type="ingress", ip_protocol="tcp", port_range="3306/3306", policy="accept",
        priority=1, nic_type="intranet", security_group_id=database.id, source_security_group_id=application.id)
References: Alibaba Cloud Config `sg-risky-ports-check`; AWS EC2.19.
"""

from collections.abc import Iterator

from yett.packets.services import of_risk
from yett_policies.rulebook import Finding, Stack, blamed

SEVERITY = "high"
TITLE_ZH = "数据库端口对公网开放"
FIX_ZH = "改为只放行应用层的安全组，通过堡垒机访问数据库；或删除该规则"
CLAUSES = {"mlps-level-3": ("8.1.4.4 b",)}
DATABASES = of_risk("database")


def findings(stack: Stack) -> Iterator[Finding]:
    yield from blamed(
        stack.open_to_everyone(DATABASES), "admit the application tier's security group instead, or remove the rule"
    )
