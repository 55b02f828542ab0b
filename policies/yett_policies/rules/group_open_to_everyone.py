"""A group that admits everything from everyone.

What it does: reports a security group that admits every tcp port, every udp port or every protocol from the internet.
Why it matters: whatever listens on a member, now or later, can be reached; a group like this is no gate at all.
Example: `ip_protocol: all, port_range: -1/-1, cidr_ip: 0.0.0.0/0`, or the same in two halves.
Instead: one opening for each port that somebody needs, from the peers that need it.
References: Alibaba Cloud Config `sg-public-access-check`; CIS Alibaba Cloud 4.
"""

from collections.abc import Iterator

from yett.packets import TransportSet
from yett_policies.network import Network

from .finding import Finding
from .group_ingress import GroupOpening, each_open_to_everyone

SEVERITY = "critical"
WHOLE = (TransportSet.tcp(), TransportSet.udp())


def findings(network: Network) -> Iterator[Finding]:
    for opening in each_open_to_everyone(network, TransportSet.all()):
        if any(whole <= opening.transport for whole in WHOLE):
            yield from found(opening)


def found(opening: GroupOpening) -> Iterator[Finding]:
    fix = "declare one opening for each port that is needed, or remove the rule"
    for rule in opening.rules:
        yield Finding(rule.urn, "group-open-to-everyone", opening.traffic, str(opening), fix)
