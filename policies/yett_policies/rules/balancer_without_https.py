"""An internet-facing balancer that speaks plain http.

What it does: reports an http listener of a balancer with a public address that serves content instead of redirecting.
Why it matters: whatever passes, sessions and passwords included, can be read and changed on the way.
Example: a listener with `protocol: http` and no `listener_forward: on`.
Instead: an https listener with a certificate, and an http listener that only redirects to it.

    alicloud.slb.Listener("http", load_balancer_id=balancer.id, protocol="http", frontend_port=80,
        listener_forward="on", forward_port=443)
References: AWS ELB.1; InfraGuard `slb-listener-https-enabled`.
"""

from collections.abc import Iterator

from yett_policies.network import Listener, LoadBalancer, Unknown
from yett_policies.resources import OUTSIDE, UNKNOWN
from yett_policies.rulebook import Finding, Stack, indeterminate, violated

SEVERITY = "high"
TITLE_ZH = "面向公网的负载均衡使用明文 HTTP"
FIX_ZH = "增加带证书的 HTTPS 监听，HTTP 监听只做跳转（listener_forward、forward_port）"
FIX = "add an https listener with a certificate and let this one redirect to it (listener_forward, forward_port)"


def findings(stack: Stack) -> Iterator[Finding]:
    for listener in stack.network.listeners:
        balancer = stack.network.balancers.get(listener.balancer) if isinstance(listener.balancer, str) else None
        if may_be_plain(listener, balancer):
            yield found(listener, balancer, list(unknowns(stack, listener, balancer)))


def may_be_plain(listener: Listener, balancer: LoadBalancer | None) -> bool:
    """Whether internet clients get content over http, or may; a redirect to a port nobody knows yet is one too."""
    is_http = listener.protocol == "http" or isinstance(listener.protocol, Unknown)
    return is_http and listener.redirect is None and (balancer is None or balancer.address_type != "intranet")


def unknowns(stack: Stack, listener: Listener, balancer: LoadBalancer | None) -> Iterator[str]:
    """What would decide, where something is not known."""
    asked = (listener.protocol, balancer.address_type if balancer else listener.balancer)
    yield from (value.what for value in asked if isinstance(value, Unknown))
    if balancer is None and isinstance(listener.balancer, str):
        yield f'address_type of load balancer "{listener.balancer.removeprefix(OUTSIDE)}", which is not in this stack'
    if stack.resources.by_urn[listener.urn].props.get("listener_forward") is UNKNOWN:
        yield f'listener_forward of listener "{listener.name}"'


def found(listener: Listener, balancer: LoadBalancer | None, needs: list[str]) -> Finding:
    traffic = f"tcp/{listener.ports}" if not isinstance(listener.ports, Unknown) else ""
    where = f'"{balancer.name}"' if balancer else "of another stack"
    said = f'internet-facing balancer {where} serves plain http on {traffic} by listener "{listener.name}"'
    if needs:
        return indeterminate(listener, f"whether {said}", needs, traffic=traffic)
    return violated(listener, said, FIX, traffic=traffic)
