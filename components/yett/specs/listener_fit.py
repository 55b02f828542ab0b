"""What a listener of each protocol can have, so that an option that would do nothing is refused."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from yett.specs.health_check import HealthCheck, HealthCheckType
from yett.specs.problems import ProblemError

if TYPE_CHECKING:
    from yett.specs.listener import Listener

WEB = ("http", "https")
ONLY: dict[str, tuple[str, ...]] = {
    "certificate": ("https",),
    "domain_certificates": ("https",),
    "client_ca_id": ("https",),
    "http2": ("https",),
    "rules": WEB,
    "gzip": WEB,
    "forwarded_headers": WEB,
    "sticky_session": WEB,
    "persistence_timeout": ("tcp",),
    "established_timeout": ("tcp",),
    "proxy_protocol": ("tcp", "udp"),
}
"""Field -> the protocols that have it (alibabacloud_slb20140515, CreateLoadBalancer{TCP,UDP,HTTP,HTTPS}Listener)."""
SERVED = ("rules", "health_check", "sticky_session", "gzip", "forwarded_headers", "bandwidth")
"""What a listener that redirects has no use for."""
MOST_RULES = 40
"""Rules of one listener (help.aliyun.com, doc-detail/32459)."""
SCHEDULERS = {"http": "wrr, wlc or rr", "https": "wrr, wlc or rr", "tcp": "wrr, wlc, rr, sch or tch"}


def listener_problems(listener: "Listener") -> Iterator[ProblemError]:
    """Everything that its protocol, or a redirect, cannot have."""
    yield from _of_other_protocols(listener)
    yield from _backends(listener)
    yield from _certificates(listener)
    yield from _scheduler(listener)
    yield from _check(listener)
    yield from _rules(listener)


def _of_other_protocols(listener: "Listener") -> Iterator[ProblemError]:
    for field, protocols in ONLY.items():
        got = getattr(listener, field)
        if got is not None and listener.protocol.value not in protocols:
            shown = got if isinstance(got, int | str) else None
            fix = f"leave it out, or make it {' or '.join(protocols)}"
            yield ProblemError(f"{listener.protocol.value} has no {field}", got=shown, fix=fix, at=(field,))


def _backends(listener: "Listener") -> Iterator[ProblemError]:
    if listener.redirect_to is not None and listener.protocol.value != "http":
        yield ProblemError("only http redirects", got=listener.redirect_to, at=("redirect_to",))
        return
    if listener.backend_port is None and listener.redirect_to is None:
        yield ProblemError("is missing", allowed="the port of the servers, 1..65535", at=("backend_port",))
    if listener.redirect_to is None:
        return
    if listener.backend_port is not None:
        fix = "drop backend_port or redirect_to"
        yield ProblemError("a listener that redirects has no servers", fix=fix, at=("backend_port",))
    for field in SERVED:
        if getattr(listener, field) is not None:
            yield ProblemError("a listener that redirects has no servers", fix="leave it out", at=(field,))


def _certificates(listener: "Listener") -> Iterator[ProblemError]:
    if listener.protocol.value == "https" and listener.certificate is None:
        fix = "give certificate_file and private_key_file, or the id of a certificate"
        yield ProblemError("is missing", allowed="a certificate, https needs one", fix=fix, at=("certificate",))
    domains = [one.domain for one in listener.domain_certificates or []]
    for number, domain in enumerate(domains):
        if domain in domains[:number]:
            at = ("domain_certificates", number, "domain")
            yield ProblemError("has a certificate already", got=domain, allowed="each domain once", at=at)


def _scheduler(listener: "Listener") -> Iterator[ProblemError]:
    chosen = listener.scheduler
    layer4 = ("sch", "tch") if listener.protocol.value == "tcp" else ("sch", "tch", "qch")
    if chosen is None or chosen.is_web or (listener.protocol.value not in WEB and chosen.value in layer4):
        return
    said, allowed = f"{listener.protocol.value} has no such scheduler", SCHEDULERS[listener.protocol.value]
    yield ProblemError(said, got=chosen.value, allowed=allowed, at=("scheduler",))


def _check(listener: "Listener") -> Iterator[ProblemError]:
    if listener.health_check is not None:
        problems = _web_check if listener.protocol.value in WEB else _layer4_check
        yield from (problem.below("health_check") for problem in problems(listener.health_check))
        if listener.protocol.value == "udp" and listener.check_type is HealthCheckType.HTTP:
            yield ProblemError("udp is not checked by http", got="http", at=("health_check", "type"))
    for number, rule in enumerate(listener.rules or []):
        if rule.health_check is not None:
            found = [*_web_check(rule.health_check), *_rule_check(rule.health_check)]
            yield from (problem.below("rules", number, "health_check") for problem in found)


def _web_check(check: HealthCheck) -> Iterator[ProblemError]:
    if check.type is HealthCheckType.TCP:
        said = "http and https listeners are checked by http"
        yield ProblemError(said, got="tcp", allowed="http", at=("type",))


def _rule_check(check: HealthCheck) -> Iterator[ProblemError]:
    if check.method is not None:
        fix = "say it in the listener's health_check"
        yield ProblemError("a rule has no method of its own", got=check.method.value, fix=fix, at=("method",))


def _layer4_check(check: HealthCheck) -> Iterator[ProblemError]:
    if check.enabled is False:
        said = "the provider cannot turn off the check of tcp and udp listeners"
        yield ProblemError(said, got=False, fix="leave it out", at=("enabled",))
    if check.method is not None:
        yield ProblemError("tcp and udp listeners ask by head", got=check.method.value, at=("method",))
    if check.domain is not None and check.type is not HealthCheckType.HTTP:
        yield ProblemError("is asked for by http only", got=check.domain, fix="write type: http", at=("domain",))


def _rules(listener: "Listener") -> Iterator[ProblemError]:
    matched = [(rule.domain, rule.url) for rule in listener.rules or []]
    for number, one in enumerate(matched):
        if one in matched[:number]:
            said = f"rules[{matched.index(one)}] is for the same requests"
            yield ProblemError(said, allowed="each domain and url once", at=("rules", number))
    if len(matched) > MOST_RULES:
        yield ProblemError("too many rules", got=len(matched), allowed=f"at most {MOST_RULES}", at=("rules",))
