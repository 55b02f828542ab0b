"""A list that a plan hides behind local values holds what its module sees of that kind, when that is a single one."""

from datetime import date
from typing import Any

import pytest

from yett_policies.exposure import analyse
from yett_policies.rulebook.registry import by_id
from yett_policies.snapshot import network_of
from yett_policies.snapshot.read import resources_of
from yett_policies.stacks import stack_from

Entry = dict[str, Any]
GROUP = "alicloud_security_group"
HOST = "alicloud_instance"
RULE = "alicloud_security_group_rule"
FROM_GROUP = {"references": ["alicloud_security_group.a.id", "alicloud_security_group.a"]}
LOCAL = {"references": ["local.ids"]}


def planned(address: str, values: Entry, unknown: list[str]) -> tuple[Entry, Entry]:
    """A resource in the planned values and among the changes."""
    kind = address.split(".")[-2]
    after = {"actions": ["create"], "after_unknown": {"id": True, **dict.fromkeys(unknown, True)}}
    entry = {"address": address, "mode": "managed", "type": kind, "name": address.rpartition(".")[2]}
    return {**entry, "values": values}, {**entry, "change": after}


def written(kind: str, name: str, **expressions: Any) -> Entry:
    return {"mode": "managed", "type": kind, "name": name, "expressions": expressions}


def plan(given: Entry, expression: Entry, more: list[Entry] | None = None, **over: Any) -> Entry:
    """A public instance in module `web`, which is `given` variables; group `a` of the root admits ssh from everyone.

    `more` are other resources of the module, `over` is laid over its configuration.
    """
    open_ssh = {"type": "ingress", "ip_protocol": "tcp", "port_range": "22/22", "cidr_ip": "0.0.0.0/0"}
    root = [planned(f"{GROUP}.a", {}, []), planned(f"{RULE}.ssh", open_ssh, ["security_group_id"])]
    inner = [planned(f"module.web.{HOST}.this", {"internet_max_bandwidth_out": 5}, ["security_groups"])]
    inner += [planned(f"module.web.{one['type']}.{one['name']}", {}, []) for one in more or () if one["mode"] != "data"]
    module = {"resources": [written(HOST, "this", security_groups=expression), *(more or ())]}
    module |= {"variables": {name: {} for name in given}} | over
    calls = {"web": {"expressions": given, "module": module}}
    made = [written(GROUP, "a"), written(RULE, "ssh", security_group_id=FROM_GROUP)]
    child = {"address": "module.web", "resources": [entry for entry, _ in inner]}
    return {
        "format_version": "1.2",
        "terraform_version": "1.9.8",
        "planned_values": {"root_module": {"resources": [entry for entry, _ in root], "child_modules": [child]}},
        "resource_changes": [change for _, change in root + inner],
        "configuration": {"root_module": {"resources": made, "module_calls": calls}},
    }


def verdict(document: Entry) -> str:
    return analyse(network_of(document)).verdict("module.web.alicloud_instance.this")


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({"group_ids": FROM_GROUP}, "reachable"),
        ({"group_ids": FROM_GROUP, "name": {"constant_value": "web"}}, "reachable"),
        # the ids of others may be put together with it
        ({"group_ids": FROM_GROUP, "more": {"constant_value": ["sg-existing"]}}, "indeterminate"),
        ({"group_ids": FROM_GROUP, "more": {"references": ["data.alicloud_security_groups.x.ids"]}}, "indeterminate"),
        ({"group_ids": FROM_GROUP, "zone": {"references": ["data.alicloud_zones.x.ids[0]"]}}, "reachable"),
        # the root module is written for one account, and may name a group of it
        ({"group_ids": {"references": ["local.of_the_root"]}}, "indeterminate"),
        # nothing that it could be
        ({}, "indeterminate"),
    ],
)
def test_a_local_list_of_a_module_is_the_only_group_that_the_module_was_given(given: Entry, wanted: str) -> None:
    assert verdict(plan(given, LOCAL)) == wanted


@pytest.mark.parametrize(
    ("more", "wanted"),
    [
        (written(GROUP, "own"), "indeterminate"),
        (written("alicloud_vpc", "own"), "reachable"),
        # a cluster puts out the id of a group that it makes
        (written("alicloud_cs_managed_kubernetes", "own"), "indeterminate"),
        ({"mode": "data", "type": "alicloud_images", "name": "x"}, "reachable"),
        ({"mode": "data", "type": "alicloud_instances", "name": "x"}, "indeterminate"),
        ({"mode": "data", "type": "terraform_remote_state", "name": "x"}, "indeterminate"),
    ],
)
def test_a_local_list_of_a_module_may_be_anything_of_its_kind_that_the_module_sees(more: Entry, wanted: str) -> None:
    assert verdict(plan({"group_ids": FROM_GROUP}, LOCAL, [more])) == wanted


def read_later(document: Entry, kind: str, **expressions: Any) -> Entry:
    """The plan with a data source in module `web` that is read after this plan."""
    module = document["configuration"]["root_module"]["module_calls"]["web"]["module"]
    module["resources"].append({"mode": "data", "type": kind, "name": "x", "expressions": expressions})
    late = {"address": f"module.web.data.{kind}.x", "mode": "data", "type": kind, "change": {"actions": ["read"]}}
    document["resource_changes"].append(late)
    return document


@pytest.mark.parametrize(
    ("kind", "asked", "wanted"),
    [
        ("alicloud_zones", {}, "reachable"),
        ("alicloud_route_tables", {"vpc_id": {"references": ["local.vpc_id"]}}, "reachable"),
        ("alicloud_security_groups", {"vpc_id": {"references": ["local.vpc_id"]}}, "indeterminate"),
        # asked for the ids that it knows, it names no other group
        ("alicloud_security_groups", {"ids": LOCAL}, "reachable"),
        ("alicloud_security_groups", {"ids": LOCAL, "tags": {}}, "indeterminate"),
        ("alicloud_instances", {"ids": LOCAL}, "indeterminate"),
    ],
)
def test_what_is_looked_up_later_matters_when_it_can_name_a_group(kind: str, asked: Entry, wanted: str) -> None:
    assert verdict(read_later(plan({"group_ids": FROM_GROUP}, LOCAL), kind, **asked)) == wanted


def test_what_a_module_further_in_looks_up_matters_when_it_is_put_out() -> None:
    inner: Entry = {"outputs": {"zone": {"expression": {"references": ["data.alicloud_zones.x.ids"]}}}}
    document = plan({"group_ids": FROM_GROUP}, LOCAL, module_calls={"in": {"module": inner}})
    late = {"address": "module.web.module.in.data.alicloud_instances.x", "mode": "data", "change": {}}
    document["resource_changes"].append(late)
    assert verdict(document) == "reachable"
    inner["outputs"]["all"] = {"expression": {"references": ["data.alicloud_instances.x.instances"]}}
    assert verdict(document) == "indeterminate"


def test_a_default_of_a_variable_is_seen_and_a_value_instead_of_it_hides_it() -> None:
    default: Entry = {"variables": {"more": {"default": ["sg-existing"]}, "group_ids": {}}}
    assert verdict(plan({"group_ids": FROM_GROUP}, LOCAL, **default)) == "indeterminate"
    given = {"group_ids": FROM_GROUP, "more": {"constant_value": []}}
    assert verdict(plan(given, LOCAL, **default)) == "reachable"


def test_a_list_of_each_value_is_what_the_for_each_of_its_resource_sees() -> None:
    document = plan({"hosts": FROM_GROUP, "more": {"constant_value": ["sg-existing"]}}, {"references": ["each.value"]})
    (host,) = document["configuration"]["root_module"]["module_calls"]["web"]["module"]["resources"]
    assert verdict(document) == "indeterminate"
    host["for_each_expression"] = {"references": ["var.hosts"]}
    assert verdict(document) == "reachable"


def test_a_list_is_what_a_module_puts_out_that_keeps_it_in_a_local_value() -> None:
    """As the published security group and instance modules are written, the one given to the other."""
    inner: Entry = {"outputs": {"ids": {"expression": LOCAL}}, "variables": {"group_ids": {}}}
    calls: Entry = {
        "module_calls": {"groups": {"expressions": {"group_ids": {"references": ["var.ids"]}}, "module": inner}}
    }
    through = {"references": ["module.groups.ids", "module.groups"]}
    assert verdict(plan({"ids": FROM_GROUP}, through, **calls)) == "reachable"
    inner["outputs"]["ids"] = {"expression": {"references": ["local.ids", "var.unset"]}}
    assert verdict(plan({"ids": FROM_GROUP}, through, **calls)) == "reachable"
    del inner["outputs"]["ids"]
    assert verdict(plan({"ids": FROM_GROUP}, through, **calls)) == "indeterminate"


@pytest.mark.parametrize(("items", "wanted"), [(1, "indeterminate"), (2, "reachable"), (3, "indeterminate")])
def test_a_list_that_shows_its_items_holds_all_that_the_module_sees_when_they_are_as_many(
    items: int, wanted: str
) -> None:
    given = {"references": [*FROM_GROUP["references"], "alicloud_security_group.b.id", "alicloud_security_group.b"]}
    document = plan({"group_ids": given}, LOCAL)
    document["planned_values"]["root_module"]["resources"].append(planned(f"{GROUP}.b", {}, [])[0])
    document["resource_changes"][-1]["change"]["after_unknown"]["security_groups"] = [True] * items
    assert verdict(document) == wanted


def test_each_instance_of_a_module_sees_its_own_group_behind_a_local_value() -> None:
    """Hundreds of them are one look at what the root sees, and one look each at what stands in them."""
    keys = [f"k{number}" for number in range(300)]
    made = [
        planned(f'module.web["{key}"].{kind}', values, unknown)
        for key in keys
        for kind, values, unknown in (
            (f"{GROUP}.own", {}, []),
            (f"{HOST}.this", {"internet_max_bandwidth_out": 5}, ["security_groups"]),
        )
    ]
    module: Entry = {"resources": [written(GROUP, "own"), written(HOST, "this", security_groups=LOCAL)]}
    module["variables"] = {"all": {}}
    calls = {"web": {"expressions": {"all": {"references": ["local.all"]}}, "module": module}}
    document = {
        "planned_values": {"root_module": {"resources": [entry for entry, _ in made]}},
        "resource_changes": [change for _, change in made],
        "configuration": {"root_module": {"module_calls": calls}},
    }
    network = network_of(document)
    found = {key: network.interfaces[f'module.web["{key}"].{HOST}.this'].groups for key in keys}
    # what the root knows beside may be given to it too
    assert {groups[0] if isinstance(groups, tuple) else groups for groups in found.values()} == {
        f'module.web["{key}"].{GROUP}.own' for key in keys
    }


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({"group_ids": FROM_GROUP}, []),
        # whatever else is in the list, the group that is made now is
        ({"group_ids": FROM_GROUP, "more": {"constant_value": ["sg-existing"]}}, []),
        # the list may hold an id that nobody sees, and this group's may be it
        ({}, ["indeterminate"]),
    ],
)
def test_a_group_in_a_local_list_is_used(given: Entry, wanted: list[str]) -> None:
    rule = by_id()["unused-security-group"]
    stack = stack_from(resources_of(plan(given, LOCAL)), date(2026, 11, 22))
    assert [found.verdict for found in rule.findings(stack, rule.read({}))] == wanted
