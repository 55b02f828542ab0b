"""A database port open to the internet.

What it does: reports a security group that admits the port of a database or cache from the internet.
Why it matters: databases are scanned for within minutes, and many have no password until somebody sets one.
Example: `port_range: 3306/3306, cidr_ip: 0.0.0.0/0`; `1/65535` without a drop above it.
Instead: admit the application tier's group, and reach the database through a bastion.
References: Alibaba Cloud Config `sg-risky-ports-check`; AWS EC2.19.
"""

from collections.abc import Iterator

from yett.packets import TransportSet
from yett.packets.services import SERVICES
from yett_policies.network import Network

from .finding import Finding
from .group_ingress import each_open_to_everyone

SEVERITY = "high"
DATABASES = TransportSet.union(service.transport for service in SERVICES if service.risk == "database")


def findings(network: Network) -> Iterator[Finding]:
    fix = "admit the application tier's security group instead, or remove the rule"
    for opening in each_open_to_everyone(network, DATABASES):
        for rule in opening.rules:
            yield Finding(rule.urn, "database-from-internet", opening.traffic, str(opening), fix)
