"""A plan of a part of the stack: what it does not touch stays as the state has it, and is judged with it."""

from typing import Any

import pytest

from yett_policies.exposure import analyse
from yett_policies.snapshot import network_of

Entry = dict[str, Any]
RULE = {"type": "ingress", "ip_protocol": "tcp", "port_range": "22/22", "cidr_ip": "0.0.0.0/0"}
HELD: dict[str, Entry] = {
    "alicloud_security_group.web": {"id": "sg-1"},
    "alicloud_security_group_rule.ssh": {"id": "sg-1:ingress:tcp:22/22", "security_group_id": "sg-1", **RULE},
    "alicloud_instance.web": {"id": "i-1", "security_groups": ["sg-1"], "internet_max_bandwidth_out": 5},
}


def entries(resources: dict[str, Entry]) -> Entry:
    made = [{"address": a, "type": a.split(".")[0], "name": "x", "values": values} for a, values in resources.items()]
    return {"root_module": {"resources": made}}


def plan(planned: dict[str, Entry], actions: dict[str, str], prior: Entry | None = None) -> Entry:
    changes = [{"address": address, "change": {"actions": [action]}} for address, action in actions.items()]
    return {
        "format_version": "1.2",
        "planned_values": entries(planned),
        "resource_changes": changes,
        "prior_state": {"values": prior or entries(HELD)},
    }


def verdict(document: Entry) -> str:
    return analyse(network_of(document)).verdict("alicloud_instance.web")


def only(*addresses: str) -> dict[str, Entry]:
    return {address: HELD[address] for address in addresses}


@pytest.mark.parametrize(
    "document",
    [
        # terraform plan -refresh-only
        plan({}, {}),
        # terraform plan -target
        plan(only("alicloud_security_group.web"), {"alicloud_security_group.web": "no-op"}),
        plan(only("alicloud_instance.web"), {"alicloud_instance.web": "update"}),
        plan(HELD, dict.fromkeys(HELD, "no-op")),
    ],
)
def test_what_a_plan_has_no_word_about_stays(document: Entry) -> None:
    assert verdict(document) == "reachable"


@pytest.mark.parametrize(("action", "wanted"), [("delete", "closed"), ("forget", "reachable")])
def test_what_a_plan_deletes_is_gone_and_what_it_forgets_is_not(action: str, wanted: str) -> None:
    assert verdict(plan({}, {"alicloud_security_group_rule.ssh": action})) == wanted


def test_what_a_plan_changes_is_as_planned() -> None:
    rule = "alicloud_security_group_rule.ssh"
    planned = {rule: {**HELD[rule], "cidr_ip": "10.0.0.0/8"}}
    assert verdict(plan(planned, {rule: "update"})) == "closed"


def test_what_only_waits_for_its_deletion_is_gone() -> None:
    prior = entries(HELD)
    prior["root_module"]["resources"][1]["deposed_key"] = "byebye"
    assert verdict(plan({}, {}, prior)) == "closed"


def test_what_stays_inside_of_a_module_is_found() -> None:
    prior: Entry = {"root_module": {"child_modules": [entries(HELD)["root_module"]]}}
    assert verdict(plan({}, {}, prior)) == "reachable"
