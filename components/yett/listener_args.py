"""The provider's arguments of a listener and of a forwarding rule: what each takes, and nothing that it does not."""

from typing import Any, Optional

from yett.naming import cloud_name
from yett.specs.forwarded_headers import ForwardedHeaders
from yett.specs.forwarding_rule import ForwardingRule
from yett.specs.health_check import HealthCheck, HealthCheckType
from yett.specs.listener import Listener, ListenerProtocol, TlsPolicy
from yett.specs.scheduler import Scheduler
from yett.specs.sticky_session import StickySession

NO_BOUND = -1
"""The cloud's word for a listener that may use all that the balancer has."""


def listener_args(name: str, listener: Listener) -> dict[str, Any]:
    """Everything but the ids: port, servers or redirect, timeouts, TLS and health check."""
    common = {
        "protocol": listener.protocol.value,
        "frontend_port": listener.port,
        "description": cloud_name(name),
        "bandwidth": listener.bandwidth or NO_BOUND,
    }
    if listener.redirect_to is not None:
        return {**common, "listener_forward": "on", "forward_port": listener.redirect_to}
    served = {"backend_port": listener.backend_port, "scheduler": (listener.scheduler or Scheduler.WEIGHTED).value}
    spoken = _web_args(listener) if listener.is_web else _layer4_args(listener)
    return {**common, **served, **spoken, **_check_args(listener)}


def rule_args(listener: Listener, rule: ForwardingRule) -> dict[str, Any]:
    """Everything but the ids and the name; what a rule does not say for itself is said as the listener says it."""
    check = rule.health_check or listener.health_check or HealthCheck()
    own_port = rule.health_check.port if rule.health_check else None
    return {
        "domain": rule.domain,
        "url": rule.url,
        "listener_sync": "off",
        "scheduler": (rule.scheduler or listener.scheduler or Scheduler.WEIGHTED).value,
        **_sticky_args(rule.sticky_session or listener.sticky_session),
        **_http_check_args(check, own_port or rule.backend_port),
    }


def _web_args(listener: Listener) -> dict[str, Any]:
    args = {
        **_sticky_args(listener.sticky_session),
        "idle_timeout": listener.idle_timeout,
        "request_timeout": listener.request_timeout,
        "gzip": listener.gzip is not False,
        "x_forwarded_for": _forwarded(listener.forwarded_headers or ForwardedHeaders()),
    }
    if listener.protocol is ListenerProtocol.HTTP:
        return {**args, "listener_forward": "off"}
    policy = listener.tls_policy or TlsPolicy.TLS_1_2
    http2 = "off" if listener.http2 is False else "on"
    return {
        **args,
        "enable_http2": http2,
        "tls_cipher_policy": policy.value,
        "ca_certificate_id": listener.client_ca_id,
    }


def _layer4_args(listener: Listener) -> dict[str, Any]:
    args: dict[str, Any] = {"proxy_protocol_v2_enabled": bool(listener.proxy_protocol)}
    if listener.protocol is ListenerProtocol.TCP:
        args["established_timeout"] = listener.established_timeout or 900
        args["persistence_timeout"] = listener.persistence_timeout or 0
    return args


def _sticky_args(sticky: Optional[StickySession]) -> dict[str, Any]:
    if sticky is None:
        return {"sticky_session": "off"}
    kept = {"cookie_timeout": sticky.timeout, "cookie": sticky.cookie}
    return {"sticky_session": "on", "sticky_session_type": sticky.type.value, **kept}


def _forwarded(headers: ForwardedHeaders) -> dict[str, bool]:
    return {
        "retrive_slb_ip": bool(headers.balancer_address),
        "retrive_slb_id": bool(headers.balancer_id),
        "retrive_slb_proto": bool(headers.protocol),
    }


def _check_args(listener: Listener) -> dict[str, Any]:
    check = listener.health_check or HealthCheck()
    port = check.port or listener.backend_port
    if listener.is_web:
        method = {"health_check_method": check.method.value} if check.method else {}
        return {**_http_check_args(check, port), **method}
    args: dict[str, Any] = _how_often(check, port)
    if listener.protocol is ListenerProtocol.TCP:
        args["health_check_type"] = listener.check_type.value
    if listener.check_type is HealthCheckType.HTTP:
        args |= _asked(check)
    return args


def _http_check_args(check: HealthCheck, port: Optional[int]) -> dict[str, Any]:
    if check.enabled is False:
        return {"health_check": "off"}
    return {"health_check": "on", **_how_often(check, port), **_asked(check)}


def _how_often(check: HealthCheck, port: Optional[int]) -> dict[str, Any]:
    return {
        "health_check_connect_port": port,
        "health_check_interval": check.interval,
        "health_check_timeout": check.timeout,
        "healthy_threshold": check.healthy_threshold,
        "unhealthy_threshold": check.unhealthy_threshold,
    }


def _asked(check: HealthCheck) -> dict[str, Any]:
    domain = {"health_check_domain": check.domain} if check.domain else {}
    return {"health_check_uri": check.path, "health_check_http_code": check.healthy_codes, **domain}
