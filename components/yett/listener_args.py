"""The provider's arguments of one listener: what each protocol takes, and nothing that it does not."""

from typing import Any

from yett.specs.health_check import HealthCheck, HealthCheckType
from yett.specs.listener import Listener, ListenerProtocol, Scheduler, TlsPolicy

DESCRIPTION = 80
"""Characters of a listener's description."""


def listener_args(name: str, listener: Listener) -> dict[str, Any]:
    """Everything but the ids: port, servers or redirect, timeouts, TLS and health check."""
    common = {
        "protocol": listener.protocol.value,
        "frontend_port": listener.port,
        "description": name[:DESCRIPTION],
        "bandwidth": -1,
    }
    if listener.redirect_to is not None:
        return {**common, "listener_forward": "on", "forward_port": listener.redirect_to}
    served = {"backend_port": listener.backend_port, "scheduler": (listener.scheduler or Scheduler.WEIGHTED).value}
    web = _web_args(listener) if listener.is_web else {}
    return {**common, **served, **web, **_check_args(listener)}


def _web_args(listener: Listener) -> dict[str, Any]:
    args = {
        "sticky_session": "off",
        "idle_timeout": listener.idle_timeout,
        "request_timeout": listener.request_timeout,
    }
    if listener.protocol is ListenerProtocol.HTTP:
        return {**args, "listener_forward": "off"}
    policy = listener.tls_policy or TlsPolicy.TLS_1_2
    return {**args, "enable_http2": "on", "tls_cipher_policy": policy.value}


def _check_args(listener: Listener) -> dict[str, Any]:
    check = listener.health_check or HealthCheck()
    args: dict[str, Any] = {
        "health_check_connect_port": check.port or listener.backend_port,
        "health_check_interval": check.interval,
        "health_check_timeout": check.timeout,
        "healthy_threshold": check.healthy_threshold,
        "unhealthy_threshold": check.unhealthy_threshold,
    }
    if listener.is_web:
        args["health_check"] = "on"
    if listener.protocol is ListenerProtocol.TCP:
        args["health_check_type"] = listener.check_type.value
    if listener.check_type is HealthCheckType.HTTP:
        args |= {"health_check_uri": check.path, "health_check_http_code": check.healthy_codes}
    return args
