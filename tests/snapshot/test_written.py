"""What a configuration writes into a property: nothing where a variable is null, one instance for each.value."""

from typing import Any

import pytest

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
    marks = references(expression, given).written(f'{HOST}["a"]', {"p": True})
    assert ("p" in marks) is stays


def test_a_block_keeps_the_marks_inside_it() -> None:
    found = references({"references": ["var.x"]}, {}).written(f'{HOST}["a"]', {"p": [{"id": True}], "q": {"id": True}})
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
