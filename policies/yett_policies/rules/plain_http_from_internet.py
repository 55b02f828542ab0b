"""A group that admits plain http from the internet.

What it does: reports a security group that admits tcp/80 from the internet to its own members.
Why it matters: whatever passes, sessions and passwords included, can be read and changed on the way.
Example: `port_range: 80/80, cidr_ip: 0.0.0.0/0`.
Instead: serve https; let a balancer redirect port 80.

    alicloud.slb.Listener("http", load_balancer_id=balancer.id, protocol="http", frontend_port=80,
        listener_forward="on", forward_port=443)
References: Pulumi compliance policies `disallow-inbound-http-traffic`.
"""

from collections.abc import Iterator

from yett.packets import TransportSet
from yett_policies.rulebook import Finding, Stack, blamed

SEVERITY = "medium"
LEVEL = "advisory"
TITLE_ZH = "安全组对公网放行明文 HTTP"
FIX_ZH = "改用 HTTPS，由负载均衡把 80 端口跳转到 443"
HTTP = TransportSet.tcp(80)


def findings(stack: Stack) -> Iterator[Finding]:
    yield from blamed(stack.open_to_everyone(HTTP), "serve https, and let a balancer redirect port 80")
