"""A group that admits internet addresses at all.

What it does: reports every rule that lets internet addresses, named ones included, send anything to a group's members.
Why it matters: where only balancers and bastions may face the internet, no other group has a public peer.
Example: `port_range: 443/443, cidr_ip: 203.0.113.0/24` on an application tier.
Instead: let a balancer take the traffic and admit the balancer's own group or network.

    alicloud.ecs.SecurityGroupRule("app", type="ingress", ip_protocol="tcp", port_range="8080/8080", policy="accept",
        priority=1, nic_type="intranet", security_group_id=application.id, cidr_ip="10.0.1.0/24")
References: Alibaba Cloud Config and InfraGuard `ecs-security-group-not-internet-cidr-access`.
"""

from collections.abc import Iterator

from yett_policies.rulebook import Finding, Stack, blamed

SEVERITY = "low"
LEVEL = "disabled"
TITLE_ZH = "安全组放行了公网来源"
FIX_ZH = "由负载均衡承接流量，只放行其安全组或网段"
CLAUSES = {"mlps-level-3": ("8.1.2.1", "8.1.3.1 a")}


def findings(stack: Stack) -> Iterator[Finding]:
    openings = (opening for admitted in stack.admitted() for opening in admitted.by_rule())
    yield from blamed(openings, "admit private networks or groups only, and let a balancer face the internet")
