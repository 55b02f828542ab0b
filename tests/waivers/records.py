"""Waivers and findings for the tests."""

from datetime import date
from typing import Any

from yett_policies.rulebook import Finding
from yett_policies.rulebook.registry import by_id
from yett_policies.testing import stack
from yett_policies.waivers import Waivers, waivers_in

TODAY = date(2026, 11, 22)
RECORD: dict[str, Any] = {
    "rule": "remote-login-from-internet",
    "resource": "jump-ssh",
    "reason": "the vendor's support works from there",
    "owner": "platform team",
    "approver": "security team",
    "expires": "2026-11-22",
}
GROUP = {"type": "alicloud_security_group", "name": "jump", "id": "sg-1"}


def rule(name: str = "jump-ssh", ports: str = "22/22", cidr: str = "0.0.0.0/0") -> dict[str, Any]:
    """An ingress rule of the group."""
    opened = {"type": "ingress", "ip_protocol": "tcp", "policy": "accept", "priority": 1, "nic_type": "intranet"}
    props = {**opened, "port_range": ports, "cidr_ip": cidr, "security_group_id": "sg-1", "description": "support"}
    return {"type": "alicloud_security_group_rule", "name": name, "props": props}


def findings(*rules: dict[str, Any], of: str = "remote-login-from-internet") -> list[Finding]:
    """What one rule finds in a group with these rules."""
    return sorted(by_id()[of].findings(stack([GROUP, *rules], TODAY)))


def waivers(*changes: dict[str, Any]) -> Waivers:
    """RECORD once for each change to it."""
    return waivers_in([{**RECORD, **change} for change in changes], "waivers.yaml", TODAY)
