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
