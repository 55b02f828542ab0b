"""A group rule whose ports do not go with its protocol.

What it does: reports a security group rule for tcp or udp without a range of ports (`-1/-1`, or nothing, which is the
same), and one for any other protocol with one.
Why it matters: the preview passes and the provider refuses the rule at apply, when half of the stack stands already;
what was meant to be closed or opened by it is not.
Example: `ip_protocol: tcp` without `port_range`; `ip_protocol: icmp, port_range: 8/0`.
Instead: the ports for tcp and udp, `-1/-1` for the others.

    alicloud.ecs.SecurityGroupRule("web", type="ingress", ip_protocol="tcp", port_range="8080/8080", policy="accept",
        priority=1, nic_type="intranet", security_group_id=group.id, cidr_ip="10.0.0.0/8")
References: alicloud provider, `security_group_rule` (port_range, default -1/-1; checked when the rule is made).
"""

from collections.abc import Iterator

from yett_policies.network import Unknown
from yett_policies.resources.values import word
from yett_policies.rulebook import Finding, Stack, indeterminate, violated

SEVERITY = "medium"
TITLE_ZH = "端口范围与协议不匹配"
FIX_ZH = "tcp 和 udp 写明端口范围，其他协议用 -1/-1"
EVERY = "-1/-1"
WITH_PORTS = ("tcp", "udp")


def findings(stack: Stack) -> Iterator[Finding]:
    for rule in stack.resources.each("alicloud_security_group_rule"):
        protocol, ports = word(rule, "ip_protocol", "all"), word(rule, "port_range", EVERY)
        needs = [value.what for value in (protocol, ports) if isinstance(value, Unknown)]
        said = f'security group rule "{rule.name}" asks for {protocol} with port_range {ports}, which the cloud refuses'
        if needs:
            yield indeterminate(rule, f'whether the cloud takes the ports of security group rule "{rule.name}"', needs)
        elif (protocol in WITH_PORTS) == (ports == EVERY):
            yield violated(rule, said, "write the ports of tcp and udp, and -1/-1 for any other protocol")
