"""What a configuration writes into a property: nothing where a variable is null, one instance for each.value."""

import json
from random import Random
from typing import Any

import pytest

from tests.oracle.as_terraform import terraform_plan
from tests.oracle.builder import Builder, Ref
from yett_policies.exposure import analyse
from yett_policies.snapshot import network_of
from yett_policies.snapshot.terraform_blocks import WRITTEN_ONLY
from yett_policies.snapshot.terraform_references import References

Entry = dict[str, Any]
HOST = "module.web.alicloud_instance.this"
SWITCH = "alicloud_vswitch.a"


def references(expression: Entry, given: Entry, each: Entry | None = None) -> References:
    """A plan whose module `web` is `given` variables and writes `expression` into property `p` of its instances."""
    here = {"type": "alicloud_instance", "name": "this", "expressions": {"p": expression}}
    here |= {"for_each_expression": each} if each else {}
    inner = {"resources": [here], "variables": {"x": {"default": None}, "y": {}}}
    calls = {"web": {"expressions": given, "module": inner}}
    present = {f'{HOST}["{key}"]' for key in "ab"} | {f'{SWITCH}["{key}"]' for key in "ab"}
    present |= {f'module.web.{SWITCH}["{key}"]' for key in "ab"}
    return References({"configuration": {"root_module": {"module_calls": calls}}}, present)


@pytest.mark.parametrize(
    ("expression", "given", "stays"),
    [
        # of what is known, null alone is decided by the cloud
        ({"references": ["var.x"]}, {}, False),
        ({"references": ["var.x"]}, {"x": {"constant_value": None}}, False),
        ({"references": ["var.x"]}, {"x": {"references": ["var.of_the_root"]}}, False),
        ({"references": ["var.x", "count.index", "each.key", "path.module"]}, {}, False),
        ({"constant_value": None}, {}, False),
        ({"references": ["var.x"]}, {"x": {"references": ["alicloud_vpc.a.id", "alicloud_vpc.a"]}}, True),
        ({"references": ["var.x", "var.y"]}, {"y": {"references": ["local.z"]}}, True),
        ({"references": ["var.x"]}, {"x": {"references": ["module.net.id", "module.net"]}}, True),
        ({"references": ["var.x"]}, {"x": {"references": ["data.alicloud_vpcs.a.ids"]}}, True),
        ({"references": ["each.value"]}, {}, True),
        ({"references": ["local.z"]}, {}, True),
        ({"references": [SWITCH]}, {}, True),
        # a call without arguments, whose answer comes with the apply
        ({}, {}, True),
        ({"references": ["var.x"]}, {"x": {}}, True),
    ],
)
def test_a_value_that_all_is_known_of_is_left_out_where_it_is_not_known(
    expression: Entry, given: Entry, stays: bool
) -> None:
    marks = references(expression, given).written(f'{HOST}["a"]', "alicloud_instance", {"p": True})
    assert ("p" in marks) is stays


def test_a_block_keeps_the_marks_inside_it() -> None:
    found = references({"references": ["var.x"]}, {}).written(
        f'{HOST}["a"]', "alicloud_instance", {"p": [{"id": True}], "q": {"id": True}}
    )
    assert found == {"p": [{"id": True}], "q": {"id": True}}


VALUE = {"references": ["each.value.id", "each.value"]}


@pytest.mark.parametrize(
    ("each", "wanted"),
    [
        ({"references": [SWITCH]}, {f'module.web.{SWITCH}["a"]'}),
        ({"references": ["var.x"]}, set()),
        ({"references": ["local.z"]}, set()),
        ({"references": [SWITCH, "var.x"]}, set()),
        ({"references": ["module.net"]}, set()),
        (None, set()),
    ],
)
def test_each_value_of_a_resource_is_its_instance_of_the_same_key(each: Entry | None, wanted: set[str]) -> None:
    found = references(VALUE, {}, each).of(f'{HOST}["a"]', "alicloud_instance", "a")
    assert set(found.get("p", ())) == wanted


def test_each_value_that_is_given_to_a_module_is_the_instance_of_its_key() -> None:
    here = {"type": "alicloud_instance", "name": "this", "expressions": {"p": {"references": ["var.x"]}}}
    call = {
        "expressions": {"x": VALUE},
        "for_each_expression": {"references": [SWITCH]},
        "module": {"resources": [here]},
    }
    hosts = {f'module.web["{key}"].alicloud_instance.this' for key in "ab"}
    document = {"configuration": {"root_module": {"module_calls": {"web": call}}}}
    all_of_them = References(document, hosts | {f'{SWITCH}["{key}"]' for key in "ab"})
    found = {host: all_of_them.of(host, "alicloud_instance", None)["p"] for host in sorted(hosts)}
    assert list(found.values()) == [(f'{SWITCH}["a"]',), (f'{SWITCH}["b"]',)]


def test_a_block_that_the_cloud_never_writes_is_there_though_nobody_knows_how_often() -> None:
    found = references({"references": ["var.x"]}, {})
    marks = {"servers": True, "resources": True, "slow_start_config": True, "id": True}
    assert found.written(f'{HOST}["a"]', "alicloud_alb_server_group", marks) == {"servers": True}
    assert found.written(f'{HOST}["a"]', "alicloud_network_acl_attachment", marks) == {"resources": True}
    assert found.written(f'{HOST}["a"]', "alicloud_network_acl", marks) == {}


def dynamic(kind: str, prop: str) -> Entry:
    """A plan of a balancer, whose resource of this type writes this block dynamically, over what is not made yet."""
    b = Builder(Random(0))
    vpc = b.add("alicloud_vpc", cidr_block="10.0.0.0/8")
    vswitch = b.add("alicloud_vswitch", vpc_id=Ref(vpc), cidr_block="10.0.0.0/24", zone_id="cn-hangzhou-h")
    group = b.add("alicloud_security_group", vpc_id=Ref(vpc), security_group_type="normal")
    host = b.add("alicloud_instance", vswitch_id=Ref(vswitch), security_groups=[Ref(group)], private_ip="10.0.0.5")
    balancer = b.add("alicloud_alb_load_balancer", address_type="Internet", vpc_id=Ref(vpc))
    servers = [{"server_id": Ref(host), "server_type": "Ecs", "port": 80}]
    pool = b.add("alicloud_alb_server_group", vpc_id=Ref(vpc), servers=servers)
    action = {
        "type": "ForwardGroup",
        "forward_group_config": [{"server_group_tuples": [{"server_group_id": Ref(pool)}]}],
    }
    listener = {"listener_port": 80, "listener_protocol": "HTTP", "default_actions": [action]}
    b.add("alicloud_alb_listener", load_balancer_id=Ref(balancer), **listener)
    if not any(one["type"] == kind for one in b.resources):
        b.add(kind, **{prop: []})
    plan = json.loads(json.dumps(terraform_plan(b.resources)))
    for entry in plan["planned_values"]["root_module"]["resources"]:
        entry["values"].pop(prop, None) if entry["type"] == kind else None
    for entry in plan["resource_changes"]:
        entry["change"]["after_unknown"] |= {prop: True} if entry["type"] == kind else {}
    for entry in plan["configuration"]["root_module"]["resources"]:
        entry["expressions"].pop(prop, None) if entry["type"] == kind else None
    return dict(plan)


def verdicts(plan: Entry) -> dict[str, str]:
    found = analyse(network_of(plan)).exposures
    return {f"{one.workload} {one.transport}": str(one.verdict) for one in found}


def test_servers_of_a_dynamic_block_may_be_reached() -> None:
    """Both the machine that the plan makes and whatever else the group may hold."""
    told = {"alicloud_alb_load_balancer.r4 tcp/80": "reachable", "alicloud_instance.r3 tcp/80": "indeterminate"}
    assert verdicts(dynamic("alicloud_vpc", "servers")) == told
    hidden = {"alicloud_alb_server_group.r5 tcp/80": "indeterminate"}
    assert verdicts(dynamic("alicloud_alb_server_group", "servers")) == told | hidden


@pytest.mark.parametrize(("kind", "prop"), [(kind, prop) for kind in WRITTEN_ONLY for prop in WRITTEN_ONLY[kind]])
def test_no_dynamic_block_is_an_accident(kind: str, prop: str) -> None:
    assert verdicts(dynamic(kind, prop))
