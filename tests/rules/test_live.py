"""A live account is read for reachability: what is not read there is indeterminate, and never called missing or off."""

from typing import Any

import pytest

from yett_policies.rulebook import INDETERMINATE
from yett_policies.rulebook.registry import by_id
from yett_policies.snapshot.live import KINDS
from yett_policies.stacks import stack_from
from yett_policies.testing import resources

CLB = {"type": "alicloud_slb_load_balancer", "name": "front", "id": "lb-1", "props": {"address_type": "internet"}}
HTTPS = {"load_balancer_id": "lb-1", "protocol": "https", "frontend_port": 443}
ALB = {"type": "alicloud_alb_load_balancer", "name": "app", "id": "alb-1", "props": {"address_type": "Internet"}}
HTTP = {"load_balancer_id": "alb-1", "listener_protocol": "HTTP", "listener_port": 80}
LISTENER = {"type": "alicloud_alb_listener", "name": "it", "id": "lsn-1", "props": HTTP}
RULE = {"listener_id": "lsn-1", "rule_actions": []}
NOT_READ = [
    ("listener-allows-old-tls", [CLB, {"type": "alicloud_slb_listener", "name": "it", "props": HTTPS}]),
    ("health-check-off", [CLB, {"type": "alicloud_slb_listener", "name": "it", "props": HTTPS}]),
    ("uncapped-bandwidth", [CLB, {"type": "alicloud_slb_listener", "name": "it", "props": HTTPS}]),
    ("uncapped-bandwidth", [{"type": "alicloud_eip_address", "name": "it", "props": {}}]),
    ("balancer-access-log-off", [ALB | {"name": "it"}]),
    ("deletion-protection-off", [ALB | {"name": "it"}]),
    ("health-check-off", [{"type": "alicloud_nlb_server_group", "name": "it", "props": {}}]),
    ("balancer-without-https", [ALB, LISTENER, {"type": "alicloud_alb_rule", "name": "all", "props": RULE}]),
    ("vpc-flow-log-off", [{"type": "alicloud_vpc", "name": "it", "props": {"cidr_block": "10.0.0.0/8"}}]),
    ("traffic-alarm-missing", [{"type": "alicloud_eip_address", "name": "it", "props": {}}]),
    ("classic-network", [{"type": "alicloud_db_instance", "name": "it", "props": {"engine": "MySQL"}}]),
    ("metadata-without-token", [{"type": "alicloud_instance", "name": "it", "props": {}}]),
    ("password-login", [{"type": "alicloud_instance", "name": "it", "props": {}}]),
    ("unused-security-group", [{"type": "alicloud_security_group", "name": "it", "props": {}}]),
    ("unprotected-entry", [ALB | {"name": "it"}, {"type": "alicloud_alb_listener", "name": "http", "props": HTTP}]),
]


@pytest.mark.parametrize(("rule", "given"), NOT_READ, ids=[rule for rule, _ in NOT_READ])
def test_what_a_live_account_does_not_show_is_indeterminate(rule: str, given: list[dict[str, Any]]) -> None:
    stack = stack_from(resources(given), kinds=KINDS)
    found = {finding.urn.rpartition("::")[2]: finding for finding in by_id()[rule].findings(stack)}
    assert found["it"].verdict == INDETERMINATE
    assert "which reading a live account does not show" in found["it"].fix


@pytest.mark.parametrize("rule", ["action-trail-off"])
def test_whether_a_live_account_has_a_trail_is_indeterminate(rule: str) -> None:
    info = by_id()[rule]
    stack = stack_from(resources([CLB]), kinds=KINDS)
    (found,) = info.findings(stack, info.read({"required": True}))
    assert (found.name, found.verdict) == ("front", INDETERMINATE)
    assert "which reading a live account does not show" in found.fix


@pytest.mark.parametrize("name", ["required-tags-missing"])
def test_tags_that_nobody_read_are_not_called_missing(name: str) -> None:
    rule = by_id()[name]
    stack = stack_from(resources([CLB | {"name": "it"}]), kinds=KINDS)
    (found,) = rule.findings(stack, rule.read({"required": ["team"]}))
    assert found.verdict == INDETERMINATE
    assert "which reading a live account does not show" in found.fix
