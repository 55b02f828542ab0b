"""A machine that everyone may dial at its own public address.

What it does: reports what everyone reaches on a machine's own public address, be it internet bandwidth, an EIP or
public IPv6, after its groups, their priorities and the network ACLs before it. Halves and quarters of the internet are
everyone.
Why it matters: nothing stands between the internet and the machine: no address list, no certificate, no log of its own.
Example: an instance with an EIP and a group that admits tcp/8080 from 0.0.0.0/0; 0.0.0.0/1 and 128.0.0.0/1 alike.
Instead: no public address; what is meant for everyone goes through a balancer.

    alicloud.slb.Listener("web", load_balancer_id=front.id, protocol="https", frontend_port=443, backend_port=8080, ...)
References: Alibaba Cloud Config `ecs-instance-no-public-and-anyip` (InfraGuard's rule of that name does not join the
two).
"""

from collections.abc import Iterator

from yett_policies.exposure import rows
from yett_policies.rulebook import Finding, Stack, exposed, for_everyone

SEVERITY = "high"
LEVEL = "advisory"
TITLE_ZH = "主机的公网地址对所有人开放"
FIX_ZH = "去掉公网地址，面向所有人的服务改由负载均衡提供；或在安全组中写明来源"
CLAUSES = {"mlps-level-3": ("8.1.3.1 a", "8.1.3.2 a")}
OWN = {"eip", "public-ip", "network-acl"}
"""Stations of a way to a machine's own address; a balancer, a NAT gateway and a managed service have others."""
FIX = "serve it through a balancer and take the public address away, or name the peers in the security group"


def findings(stack: Stack) -> Iterator[Finding]:
    for exposure in stack.exposures:
        if {hop.kind for hop in exposure.hops} <= OWN:
            for row in for_everyone(rows(exposure)):
                yield exposed(row, FIX, "at its own public address")
