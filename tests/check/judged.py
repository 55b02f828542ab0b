"""Stacks judged for the tests."""

from datetime import date
from typing import Any

from tests.cli.files import web
from tests.oracle.as_pulumi import pulumi_state
from yett_policies import profiles
from yett_policies.gate import Baseline, Judgement, judge
from yett_policies.gate.baseline import baseline_of
from yett_policies.rulebook.profile import Profile, adjusted
from yett_policies.stacks import stack_of
from yett_policies.waivers import NOTHING, Waivers, waivers_in

TODAY = date(2026, 11, 22)
LOGIN = "remote-login-from-internet"
RULES = (LOGIN, "undeclared-exposure", "rule-without-description", "group-open-to-everyone")


def profile(**levels: str) -> Profile:
    """A few rules, so that no other one decides a test."""
    return adjusted(profiles.load(""), dict.fromkeys(RULES, "mandatory") | levels, "test", "disabled")


def state(*ports: str, cidr: str = "0.0.0.0/0") -> Any:
    return pulumi_state(web(ports, cidr))


def judged(document: Any, baseline: Any = None, fail_on: str = "low", waivers: Waivers = NOTHING) -> Judgement:
    """A document judged today by these rules; the baseline is a document too."""
    own = profile()
    before: Baseline | None = None if baseline is None else baseline_of(baseline, own)
    return judge(stack_of(document, TODAY), own, waivers, fail_on, before)


def waived(resource: str, rule: str = LOGIN, **change: Any) -> Waivers:
    record = {"rule": rule, "resource": resource, "reason": "support", "owner": "platform", "approver": "security"}
    return waivers_in([record | {"expires": "2026-12-31"} | change], "waivers.yaml", TODAY)


def failing(found: Judgement) -> list[tuple[str, str]]:
    """(rule, name) of everything that stops the change."""
    return sorted((one.finding.rule, one.finding.name) for one in found.findings if one.fails)
