"""An internet-facing balancer that speaks plain http.

What it does: reports an http listener of a balancer with a public address that serves content instead of redirecting.
Why it matters: whatever passes, sessions and passwords included, can be read and changed on the way.
Example: a CLB listener with `protocol: http` and no `listener_forward: on`; an http listener of an ALB without a rule
that redirects every request.
Instead: an https listener with a certificate, and an http listener that only redirects to it (an ALB does so by a rule
for the path "/*" with a Redirect action to HTTPS). At level remediate, with `https_port`, the pack lets every http
listener of a CLB redirect to that port, intranet ones too (one resource does not tell); the cloud makes it anew.

    alicloud.slb.Listener("http", load_balancer_id=balancer.id, protocol="http", frontend_port=80,
        listener_forward="on", forward_port=443)
References: AWS ELB.1; InfraGuard `slb-listener-https-enabled`; cdk-nag ALBHttpToHttpsRedirection.
"""

from collections.abc import Iterator, Mapping

from yett_policies.frozen import frozen
from yett_policies.network import Listener, Unknown
from yett_policies.resources import UNKNOWN, Resource
from yett_policies.resources.values import number, word
from yett_policies.rulebook import Finding, Fronts, Stack, indeterminate, option, short, violated
from yett_policies.rulebook.alb_redirects import LISTENER, redirects

SEVERITY = "high"
TITLE_ZH = "面向公网的负载均衡使用明文 HTTP"
FIX_ZH = "增加带证书的 HTTPS 监听，HTTP 监听只做跳转（CLB 用 listener_forward、forward_port，ALB 用转发规则）"
FIX = "add an https listener with a certificate and let this one redirect to it (listener_forward; of an ALB, a rule)"
CLB_LISTENER = "alicloud_slb_listener"


@frozen
class Options:
    https_port: int = option(
        0,
        "Port of the https listener to which level remediate sends http; 0: nothing is sent.",
        minimum=0,
        maximum=65535,
    )


def findings(stack: Stack, options: Options) -> Iterator[Finding]:
    fronts = Fronts(stack.network)
    for listener in stack.network.listeners:
        facing = fronts.of(listener.balancer) if may_be_http(listener) else None
        if facing is not None and (turned := redirect_of(stack, listener)) is not True:
            asked = (listener.protocol, turned)
            yield found(listener, [*facing, *(value.what for value in asked if isinstance(value, Unknown))])


def may_be_http(listener: Listener) -> bool:
    """Whether it serves content over http, or may; a redirect to a port nobody knows yet is one too."""
    is_http = listener.protocol == "http" or isinstance(listener.protocol, Unknown)
    return is_http and listener.redirect is None and listener.is_on is not False


def redirect_of(stack: Stack, listener: Listener) -> bool | Unknown:
    """Whether it redirects all the same: by a switch that is not known, or by the rules of an ALB."""
    resource = stack.resources.by_urn[listener.urn]
    if resource.props.get("listener_forward") is UNKNOWN:
        return Unknown(f'listener_forward of listener "{listener.name}"')
    if resource.type not in LISTENER:
        return False
    if not stack.sees("alicloud_alb_rule"):
        return Unknown(f'the rules of listener "{listener.name}", which reading a live account does not show')
    return redirects(stack, listener.urn)


def found(listener: Listener, needs: list[str]) -> Finding:
    traffic = f"tcp/{listener.ports}" if not isinstance(listener.ports, Unknown) else ""
    where = (
        f'"{short(listener.balancer).removeprefix("outside:")}"' if isinstance(listener.balancer, str) else "unknown"
    )
    where += f" serves plain http on {traffic}" if traffic else " serves plain http"
    said = f'internet-facing balancer {where} by listener "{listener.name}"'
    if needs:
        return indeterminate(listener, f"whether {said}", needs, traffic=traffic)
    return violated(listener, said, FIX, traffic=traffic)


def mend(listener: Resource, options: Options) -> Mapping[str, object]:
    """A redirect to the https listener; nothing where any part of it is not known."""
    asked = (word(listener, "protocol", ""), word(listener, "listener_forward", "off"))
    port = number(listener, "frontend_port")
    is_sent = listener.type == CLB_LISTENER and asked == ("http", "off") and 0 < options.https_port != port
    if not is_sent or isinstance(port, Unknown) or listener.props.get("forward_port") is UNKNOWN:
        return {}
    return {"listener_forward": "on", "forward_port": options.https_port}
