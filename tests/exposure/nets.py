"""Small networks for tests, put together from the table's building blocks."""

from typing import Any

import yaml

from yett_policies.network import Network
from yett_policies.snapshot import network_of

from .table import CASES, Case, state

BASES: dict[str, Any] = yaml.safe_load((CASES / "_bases.yaml").read_text(encoding="utf-8"))
SSH = {"ip_protocol": "tcp", "port_range": "22/22", "cidr_ip": "0.0.0.0/0"}


def built(*bases: str, rules: tuple[dict[str, Any], ...] = (), **resources: dict[str, Any]) -> Network:
    """The network of some bases, ingress rules of group `sg`, and resources named `type__name`."""
    return network_of(document(*bases, rules=rules, **resources))


def document(*bases: str, rules: tuple[dict[str, Any], ...] = (), **resources: dict[str, Any]) -> dict[str, Any]:
    """The same as a state."""
    found: dict[str, dict[str, Any]] = {}
    for base in bases:
        found |= BASES[base]
    for number, rule in enumerate(rules):
        head = {"type": "ingress", "security_group_id": "${alicloud_security_group.sg.id}"}
        found[f"alicloud_security_group_rule.r{number + 1}"] = {**head, **rule}
    for key, values in resources.items():
        address = "alicloud_" + key.replace("__", ".")
        found[address] = {**found.get(address, {}), **values}
    return state(Case("", "", found, [], [], []))
