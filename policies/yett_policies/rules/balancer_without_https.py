"""An internet-facing balancer that speaks plain http.

What it does: reports an http listener of a balancer with a public address that serves content instead of redirecting.
Why it matters: whatever passes, sessions and passwords included, can be read and changed on the way.
Example: a listener with `protocol: http` and no `listener_forward: on`.
Instead: an https listener with a certificate, and an http listener that only redirects to it.
References: AWS ELB.1; InfraGuard `slb-listener-https-enabled`.
"""

from collections.abc import Iterator

from yett_policies.network import Listener, LoadBalancer, Network

from .finding import Finding

SEVERITY = "high"


def findings(network: Network) -> Iterator[Finding]:
    for listener in network.listeners:
        balancer = network.balancers.get(listener.balancer) if isinstance(listener.balancer, str) else None
        if balancer is not None and is_plain(listener, balancer):
            yield found(listener, balancer)


def is_plain(listener: Listener, balancer: LoadBalancer) -> bool:
    """Whether internet clients get content over http; an unknown redirect is none."""
    redirects = isinstance(listener.redirect, int)
    return balancer.address_type == "internet" and listener.protocol == "http" and not redirects


def found(listener: Listener, balancer: LoadBalancer) -> Finding:
    traffic = f"tcp/{listener.ports}"
    problem = f'internet-facing balancer "{balancer.name}" serves plain http on {traffic} by listener "{listener.name}"'
    fix = "add an https listener with a certificate and let this one redirect to it (listener_forward, forward_port)"
    return Finding(listener.urn, "balancer-without-https", traffic, problem, fix)
