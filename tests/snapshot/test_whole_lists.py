"""A list that is unknown as a whole may hold more than what it came from, unless something says that it does not."""

from typing import Any

import pytest

from yett_policies.exposure import analyse
from yett_policies.snapshot import network_of
from yett_policies.snapshot.pulumi_values import SENTINELS
from yett_policies.snapshot.terraform_references import References

WHOLE = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
HOST = "urn:pulumi:dev::p::alicloud:ecs/instance:Instance::web"
Entry = dict[str, Any]


def group_urn(name: str) -> str:
    return f"urn:pulumi:dev::p::alicloud:ecs/securityGroup:SecurityGroup::{name}"


def step(urn: str, inputs: Entry, links: dict[str, list[str]] | None = None) -> Entry:
    token = urn.split("::")[2]
    state = {"urn": urn, "type": token, "inputs": inputs, "propertyDependencies": links or {}}
    return {"op": "create", "urn": urn, "newState": state}


def rule(name: str, group: str, policy: str) -> Entry:
    urn = f"urn:pulumi:dev::p::alicloud:ecs/securityGroupRule:SecurityGroupRule::{name}"
    where = {"type": "ingress", "ipProtocol": "tcp", "portRange": "22/22", "cidrIp": "0.0.0.0/0"}
    return step(urn, {**where, "policy": policy, "securityGroupId": WHOLE}, {"securityGroupId": [group]})


def preview(groups: Any, *came_from: str) -> Entry:
    """An instance with a public address in these groups; group `open` admits ssh, group `shut` drops it."""
    linked = [group_urn(name) for name in came_from]
    host = step(HOST, {"securityGroups": groups, "internetMaxBandwidthOut": 5}, {"securityGroups": linked})
    made = [step(group_urn(name), {}) for name in ("open", "shut")]
    rules = [rule("admit", group_urn("open"), "accept"), rule("refuse", group_urn("shut"), "drop")]
    return {"steps": [*made, *rules, host], "changeSummary": {"create": 5}}


@pytest.mark.parametrize(
    ("groups", "came_from", "verdict"),
    [
        ([WHOLE], ["open"], "reachable"),
        ([WHOLE], ["shut"], "closed"),
        ([WHOLE, WHOLE], ["open", "shut"], "closed"),
        # a group that this program does not manage may admit anybody
        (["sg-existing", WHOLE], ["shut"], "indeterminate"),
        # two unknown groups, of which the dependencies name one
        ([WHOLE, WHOLE], ["shut"], "indeterminate"),
        ([WHOLE, WHOLE], ["open"], "indeterminate"),
        # one group, and two that it may be
        ([WHOLE], ["open", "shut"], "indeterminate"),
        # computed as one: `group.id.apply(lambda one: [one, "sg-existing"])`
        (WHOLE, ["shut"], "indeterminate"),
        (WHOLE, ["open"], "indeterminate"),
        (WHOLE, ["open", "shut"], "indeterminate"),
        (WHOLE, [], "indeterminate"),
    ],
)
def test_groups_of_a_preview_are_those_it_shows_and_perhaps_others(
    groups: Any, came_from: list[str], verdict: str
) -> None:
    assert analyse(network_of(preview(groups, *came_from))).verdict(HOST) == verdict


@pytest.mark.parametrize("sentinel", sorted(SENTINELS))
def test_a_list_is_computed_as_one_whatever_the_engine_writes_for_it(sentinel: str) -> None:
    assert analyse(network_of(preview(sentinel, "shut"))).verdict(HOST) == "indeterminate"


def test_a_policy_run_hides_a_list_with_an_unknown_item_and_names_where_it_came_from() -> None:
    group = {"resource_type": "alicloud:ecs/securityGroup:SecurityGroup", "urn": group_urn("shut"), "props": {}}
    host: Entry = {
        "resource_type": "alicloud:ecs/instance:Instance",
        "urn": HOST,
        "props": {"internetMaxBandwidthOut": 5},
        "property_dependencies": {"securityGroups": [group_urn("shut")]},
    }
    assert analyse(network_of([group, host])).verdict(HOST) == "closed"
    host["props"]["securityGroups"] = ["sg-existing", WHOLE]
    assert analyse(network_of([group, host])).verdict(HOST) == "indeterminate"
    host["props"]["securityGroups"] = WHOLE
    assert analyse(network_of([group, host])).verdict(HOST) == "indeterminate"


GROUP = ["alicloud_security_group.a.id", "alicloud_security_group.a"]


def plan(references: list[str], variables: Entry, given: Any = None) -> Entry:
    """A plan with the property `p` of an instance in module `web`, which is given `given` as `groups`."""
    outputs = {
        "own": {"expression": {"references": ["alicloud_security_group.b.id", "alicloud_security_group.b"]}},
        "mixed": {"expression": {"references": ["alicloud_security_group.b.id", "local.more"]}},
    }
    here = {"type": "alicloud_instance", "name": "web", "expressions": {"p": {"references": references}}}
    web = {
        "expressions": {} if given is None else {"groups": given},
        "module": {"resources": [here], "variables": {"groups": {"default": []}, "name": {"default": "web"}}},
    }
    calls = {"web": web, "groups": {"module": {"outputs": outputs}}}
    return {"configuration": {"root_module": {"module_calls": calls}}, "variables": variables}


@pytest.mark.parametrize(
    ("references", "given", "whole"),
    [
        (GROUP, None, True),
        ([*GROUP, "each.key", "count.index", "path.module"], None, True),
        ([*GROUP, "each.value.group", "each.value"], None, False),
        ([*GROUP, "local.more"], None, False),
        ([*GROUP, "data.alicloud_security_groups.all.ids", "data.alicloud_security_groups.all"], None, False),
        ([*GROUP, "var.groups"], None, True),
        ([*GROUP, "var.name"], None, False),
        ([*GROUP, "var.nowhere"], None, False),
        ([*GROUP, "var.groups"], {"constant_value": ["sg-existing"]}, False),
        ([*GROUP, "var.groups"], {"constant_value": [""]}, True),
        ([*GROUP, "var.groups"], {"constant_value": ["${alicloud_security_group.b.id}"], "references": GROUP}, True),
        ([*GROUP, "var.groups"], {"constant_value": "${alicloud_security_group.b[*].id}", "references": GROUP}, True),
        ([*GROUP, "var.groups"], {"constant_value": ["${alicloud_security_group.b.id}", "sg-1"]}, False),
        ([*GROUP, "var.groups"], {"references": GROUP}, True),
        ([*GROUP, "var.groups"], {"references": ["var.extra"]}, False),
        ([*GROUP, "var.groups"], {"references": ["var.none"]}, True),
        ([*GROUP, "var.groups"], {"references": ["var.missing"]}, False),
        (["var.groups"], {"references": ["module.groups.own", "module.groups"]}, True),
        (["var.groups"], {"references": ["module.groups.mixed", "module.groups"]}, False),
        (["var.groups"], {"references": ["module.groups.nothing", "module.groups"]}, False),
        (["var.groups"], {"references": ["module.groups"]}, False),
        (["var.groups"], {"references": ["var.groups"]}, False),
    ],
)
def test_references_are_all_there_is_when_each_of_them_names_resources(
    references: list[str], given: Any, whole: bool
) -> None:
    document = plan(references, {"extra": {"value": ["sg-existing"]}, "none": {"value": [False, 3, ""]}}, given)
    links = References(document, {"module.web.alicloud_instance.web"})
    found = links.of("module.web.alicloud_instance.web", "alicloud_instance", None)
    assert found.is_whole("p") is whole


def test_outputs_that_stand_for_each_other_are_not_all_there_is() -> None:
    circle: Entry = {"x": {"module": {"outputs": {"y": {"expression": {"references": ["module.x.y"]}}}}}}
    circle["x"]["module"]["module_calls"] = circle
    here = {"type": "alicloud_instance", "name": "web", "expressions": {"p": {"references": ["module.x.y"]}}}
    document = {"configuration": {"root_module": {"resources": [here], "module_calls": circle}}}
    found = References(document, {"alicloud_instance.web"}).of("alicloud_instance.web", "alicloud_instance", None)
    assert not found.is_whole("p")


OTHER = ["alicloud_security_group.b.id", "alicloud_security_group.b"]
OF_X = ['alicloud_security_group.c["x"].id', 'alicloud_security_group.c["x"]', "alicloud_security_group.c"]
OF_INSTANCE = ["alicloud_security_group.c", "each.value.tier", "each.value"]


@pytest.mark.parametrize(
    ("references", "given", "choice"),
    [
        ([*GROUP, *OTHER], None, False),
        (["count.index", *GROUP, *OTHER, *GROUP], None, True),
        ([*GROUP, "each.value.is_public", *OTHER], None, True),
        (["terraform.workspace", *GROUP, *OTHER], None, True),
        (["local.is_public", *GROUP, *OTHER], None, True),
        (["var.name", *GROUP, *OTHER], None, True),
        # `element([a.id, b.id], count.index)`
        ([*GROUP, *OTHER, "count.index"], None, True),
        # an index stands behind the name that it belongs to
        ([*OF_INSTANCE, *GROUP], None, False),
        ([*GROUP, *OF_INSTANCE], None, False),
        ([*OF_X, *OF_INSTANCE, *GROUP], None, False),
        ([*OF_INSTANCE, "var.name", *GROUP], None, True),
        # others are put beside them
        ([*GROUP, *OTHER, "var.groups"], None, False),
        (["var.groups", *GROUP, *OTHER], None, False),
        (["var.groups", *GROUP], {"references": OTHER}, False),
        (["var.groups", *GROUP], {"constant_value": ["sg-existing"]}, False),
        (["var.groups", *GROUP], {"references": ["var.extra"]}, False),
        (["var.groups", *GROUP], {"references": ["var.is_public"]}, True),
        (["var.groups"], {"references": ["var.is_public", *GROUP, *OTHER]}, True),
        (["var.groups"], {"references": [*GROUP, *OTHER]}, False),
        (["var.groups"], {"references": ["module.groups.own", "module.groups"]}, False),
        (["var.groups"], {"references": ["module.groups.picked", "module.groups"]}, True),
        (["var.groups"], {"references": ["module.groups.nothing", "module.groups"]}, False),
        (["var.groups"], {"references": ["var.groups"]}, False),
    ],
)
def test_what_is_asked_before_resources_are_named_may_pick_among_them(
    references: list[str], given: Any, choice: bool
) -> None:
    document = plan(references, {"extra": {"value": ["sg-existing"]}, "is_public": {"value": True}}, given)
    picked = {"expression": {"references": ["var.which", *GROUP, *OTHER]}}
    modules = document["configuration"]["root_module"]["module_calls"]
    modules["groups"]["module"]["outputs"]["picked"] = picked
    links = References(document, {"module.web.alicloud_instance.web"})
    assert links.of("module.web.alicloud_instance.web", "alicloud_instance", None).is_choice("p") is choice


@pytest.mark.parametrize(
    ("references", "verdict"),
    [
        (["open", "shut"], "closed"),
        # `var.is_public ? [open.id] : [open.id, shut.id]`
        (["var.is_public", "open", "open", "shut"], "indeterminate"),
        (["var.is_public", "open"], "reachable"),
    ],
)
def test_of_groups_that_a_condition_picks_from_nobody_knows_which(references: list[str], verdict: str) -> None:
    named = {
        name: [f"alicloud_security_group.{name}.id", f"alicloud_security_group.{name}"] for name in ("open", "shut")
    }
    given = {"references": [one for name in references for one in named.get(name, [name])]}
    assert analyse(network_of(planned(given))).verdict("alicloud_instance.web") == verdict


def planned(groups: Entry) -> Entry:
    """A Terraform plan of an instance with a public address in these groups; `open` admits ssh, `shut` drops it."""
    ssh = {"type": "ingress", "ip_protocol": "tcp", "port_range": "22/22", "cidr_ip": "0.0.0.0/0"}
    made: list[tuple[str, str, Entry, Entry]] = [
        ("alicloud_instance", "web", {"internet_max_bandwidth_out": 5}, {"security_groups": groups}),
    ]
    for name, policy in (("open", "accept"), ("shut", "drop")):
        owner = {"references": [f"alicloud_security_group.{name}.id", f"alicloud_security_group.{name}"]}
        made.append(("alicloud_security_group", name, {}, {}))
        made.append(("alicloud_security_group_rule", name, {**ssh, "policy": policy}, {"security_group_id": owner}))
    plain = [{"address": f"{kind}.{name}", "mode": "managed", "type": kind, "name": name} for kind, name, _, _ in made]
    values = [{**one, "values": known} for one, (_, _, known, _) in zip(plain, made, strict=True)]
    changes, written = [], []
    for one, (_, _, _, unknown) in zip(plain, made, strict=True):
        marks = {"id": True, **dict.fromkeys(unknown, True)}
        changes.append({**one, "change": {"actions": ["create"], "after_unknown": marks}})
        written.append({**one, "expressions": unknown})
    return {
        "format_version": "1.2",
        "terraform_version": "1.9.8",
        "planned_values": {"root_module": {"resources": values}},
        "resource_changes": changes,
        "configuration": {"root_module": {"resources": written}},
        "variables": {"is_public": {"value": True}},
    }
