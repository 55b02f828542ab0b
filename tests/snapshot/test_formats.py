"""One small shop in five files: every reader finds the same network."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from yett_policies.exposure import analyse, exceeds, rows, to_document
from yett_policies.snapshot import build_network, load, network_of, read_network, resources_of

FIXTURES = Path(__file__).parent / "fixtures"
FILES = ("pulumi-preview", "pulumi-export", "crossguard", "terraform-plan", "terraform-state")
WANTED = [
    "shop tcp/443->443 from 203.0.113.0/24",
    "web tcp/10022->22 from 198.51.100.0/24",
    "web tcp/443->8080 from 203.0.113.0/24",
]


def document(name: str) -> Any:
    """A fixture, parsed."""
    return load(FIXTURES / f"{name}.json")


@pytest.mark.parametrize("name", FILES)
def test_every_format_gives_the_same_exposures(name: str) -> None:
    found = [row for e in analyse(read_network(FIXTURES / f"{name}.json")).exposures for row in rows(e)]
    shown = [
        f"{r.exposure.name} {r.protocol}/{r.ports[0]}->{r.target_ports[0]} from {' '.join(r.cidrs)}" for r in found
    ]
    assert sorted(shown) == WANTED
    assert {row.exposure.verdict for row in found} == {"reachable"}


@pytest.mark.parametrize("name", FILES)
def test_no_secret_is_kept(name: str) -> None:
    assert "ciphertext" not in repr(resources_of(document(name)))
    assert "hidden" not in repr(read_network(FIXTURES / f"{name}.json"))


@pytest.mark.parametrize("name", ["pulumi-preview", "pulumi-export", "crossguard"])
def test_openings_of_a_component_are_declared(name: str) -> None:
    network = build_network(resources_of(document(name)), date(2026, 1, 1))
    declared = {(e["name"], e["target_ports"][0]): e["declared"] for e in to_document(analyse(network))["exposures"]}
    assert declared == {("web", "22"): True, ("web", "8080"): False, ("shop", "443"): False}
    assert exceeds(analyse(network))


def test_an_opening_that_expired_is_not_declared() -> None:
    state = document("pulumi-export")
    component = next(r for r in state["deployment"]["resources"] if r["type"].startswith("yett:"))
    component["inputs"]["spec"]["openings"][0]["expires"] = "2026-06-30"
    resources = resources_of(state)
    assert build_network(resources, date(2026, 6, 30)).declared
    assert not build_network(resources, date(2026, 7, 1)).declared


def test_a_spec_that_cannot_be_read_is_said() -> None:
    state = document("pulumi-export")
    component = next(r for r in state["deployment"]["resources"] if r["type"].startswith("yett:"))
    component["inputs"]["spec"]["openings"][0]["ports"] = ["70000"]
    network = network_of(state)
    assert network.declared == ()
    (entry,) = network.unmodelled
    assert "nothing of it counts as declared" in entry.why


def test_resources_that_wait_for_deletion_are_gone() -> None:
    urns = [r.urn for r in resources_of(document("pulumi-export"))]
    assert len(urns) == len(set(urns))


def test_a_deleted_resource_of_a_plan_is_gone() -> None:
    plan = document("pulumi-preview")
    step = next(s for s in plan["steps"] if s["urn"].endswith("::ssh"))
    step |= {"op": "delete", "oldState": step.pop("newState")}
    assert all(e.way.offset in (0, 8080 - 443) for e in analyse(network_of(plan)).exposures)


def test_a_replaced_resource_counts_once_as_it_will_be() -> None:
    plan = document("pulumi-preview")
    index = next(i for i, s in enumerate(plan["steps"]) if s["urn"].endswith("::web-http"))
    new = plan["steps"][index]["newState"]
    old = {**new, "inputs": {**new["inputs"], "portRange": "1/65535"}}
    plan["steps"][index : index + 1] = [
        {"op": "create-replacement", "urn": new["urn"], "oldState": old, "newState": new},
        {"op": "replace", "urn": new["urn"], "oldState": old, "newState": new},
        {"op": "delete-replaced", "urn": new["urn"], "oldState": old},
    ]
    assert to_document(analyse(network_of(plan))) == to_document(analyse(network_of(document("pulumi-preview"))))


def test_an_unknown_that_names_a_component_is_joined_to_what_is_inside() -> None:
    plan = document("pulumi-preview")
    component = next(s["urn"] for s in plan["steps"] if "yett:index:SecurityGroup::web" in s["urn"])
    instance = next(s["newState"] for s in plan["steps"] if "ecs/instance" in s["urn"])
    instance["propertyDependencies"]["securityGroups"] = [component]
    (host,) = network_of(plan).interfaces.values()
    assert isinstance(host.groups, tuple)
    assert [str(group).rpartition("::")[2] for group in host.groups] == ["web"]


def test_a_value_that_only_the_cloud_fills_in_is_its_default() -> None:
    plan = document("terraform-plan")
    for change in plan["resource_changes"]:
        if change["type"] == "alicloud_security_group":
            del change["change"]["after"]["inner_access_policy"]
            change["change"]["after_unknown"]["inner_access_policy"] = True
    config = plan["configuration"]["root_module"]["module_calls"]["web"]["module"]["resources"]
    for entry in config:
        entry["expressions"].pop("inner_access_policy", None)
    for entry in plan["planned_values"]["root_module"]["child_modules"][0]["resources"]:
        entry["values"].pop("inner_access_policy", None)
    (group,) = network_of(plan).groups.values()
    assert group.inner_access is True


def hidden_behind_a_local(plan: Any) -> Any:
    """The plan with the group of its rules written as a local value, which no plan shows."""
    for entry in plan["configuration"]["root_module"]["module_calls"]["web"]["module"]["resources"]:
        if "security_group_id" in entry["expressions"]:
            entry["expressions"]["security_group_id"] = {"references": ["local.group_id"]}
    return plan


def test_a_local_value_is_the_only_group_that_is_created() -> None:
    network = network_of(hidden_behind_a_local(document("terraform-plan")))
    assert network.stray_rules == ()
    assert to_document(analyse(network)) == to_document(analyse(network_of(document("terraform-plan"))))


def bound_behind_a_local(kind: str) -> Any:
    """The plan with its EIP bound to a local value, of which the instance type alone is known."""
    plan = document("terraform-plan")
    for entry in plan["configuration"]["root_module"]["resources"]:
        if entry["type"] == "alicloud_eip_association":
            entry["expressions"]["instance_id"] = {"references": ["local.target", "count.index"]}
    for entry in plan["planned_values"]["root_module"]["resources"]:
        if entry["type"] == "alicloud_eip_association":
            entry["values"]["instance_type"] = kind
    return plan


@pytest.mark.parametrize(
    ("kind", "wanted"), [("Nat", "alicloud_nat_gateway.nat"), ("EcsInstance", "alicloud_instance.web")]
)
def test_an_association_behind_a_local_value_is_to_the_only_one_of_its_type(kind: str, wanted: str) -> None:
    (association,) = network_of(bound_behind_a_local(kind)).associations
    assert association.target == wanted


def test_an_association_behind_a_local_value_is_unknown_without_its_type() -> None:
    (association,) = network_of(bound_behind_a_local("IpAddress")).associations
    assert not isinstance(association.target, str)


@pytest.mark.parametrize(("module", "strays"), [("module.web.", 2), ("", 0)])
def test_a_local_value_is_unknown_when_it_may_be_one_of_two_that_its_module_sees(module: str, strays: int) -> None:
    plan = hidden_behind_a_local(document("terraform-plan"))
    other = {"address": f"{module}alicloud_security_group.other", "type": "alicloud_security_group", "values": {}}
    root = plan["planned_values"]["root_module"]
    (root["child_modules"][0] if module else root)["resources"].append(other)
    assert len(network_of(plan).stray_rules) == strays


def test_a_local_value_is_unknown_when_a_data_source_is_read_later() -> None:
    plan = hidden_behind_a_local(document("terraform-plan"))
    later = {"address": "module.web.data.alicloud_security_groups.x", "mode": "data", "change": {}}
    plan["resource_changes"].append(later)
    assert len(network_of(plan).stray_rules) == 2


@pytest.mark.parametrize("token", ["ecs/securityGroup:SecurityGroup", "slb/acl:Acl"])
def test_what_is_only_read_may_hold_more_than_the_snapshot(token: str) -> None:
    state = document("pulumi-export")
    for entry in state["deployment"]["resources"]:
        entry["external"] = token in entry["type"]
    verdicts = {e.name: e.verdict for e in analyse(network_of(state)).exposures if e.way.offset}
    assert verdicts["web"] == "indeterminate"
