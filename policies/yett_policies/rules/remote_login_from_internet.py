"""SSH or RDP open to the internet.

What it does: reports a security group that admits tcp/22 or tcp/3389 from the internet, whatever way the rules say it.
Why it matters: whoever can reach the port can try keys and passwords on it, and everyone does, all day.
Example: `port_range: 22/22, cidr_ip: 0.0.0.0/0`; `1/1024` from 0.0.0.0/1 and 128.0.0.0/1.
Instead: declare the peers that administer the host, or use a session service.
References: CIS Alibaba Cloud 4.3, 4.4; Checkov CKV_ALI_2, CKV_ALI_3; AWS EC2.13, EC2.14.
"""

from collections.abc import Iterator

from yett.packets import TransportSet
from yett_policies.network import Network

from .finding import Finding
from .group_ingress import each_open_to_everyone

SEVERITY = "high"
LOGIN = TransportSet.tcp(22, 3389)


def findings(network: Network) -> Iterator[Finding]:
    fix = "name the peers that administer the host (cidr_ip), or remove the rule"
    for opening in each_open_to_everyone(network, LOGIN):
        for rule in opening.rules:
            yield Finding(rule.urn, "remote-login-from-internet", opening.traffic, str(opening), fix)
