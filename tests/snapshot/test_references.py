"""A Terraform plan knows no ids: references join, through indices, keys, modules, variables and outputs."""

from typing import Any

import pytest

from yett_policies.snapshot.terraform_references import References

PRESENT = {
    "alicloud_vpc.main",
    "alicloud_security_group.many[0]",
    "alicloud_security_group.many[1]",
    'alicloud_security_group.named["a"]',
    'alicloud_security_group.named["b.c"]',
    'alicloud_security_group_rule.each["a"]',
    'module.web["blue"].alicloud_security_group.this',
    'module.web["green"].alicloud_security_group.this',
    'module.web["blue"].alicloud_instance.host',
    "module.outer.module.inner.alicloud_instance.deep",
}


def module(**outputs: list[str]) -> dict[str, Any]:
    """A module with outputs by references."""
    return {"outputs": {k: {"expression": {"references": v}} for k, v in outputs.items()}}


def document(kind: str, name: str, references: list[str]) -> dict[str, Any]:
    """A configuration in which one root resource has one property `p`."""
    here = {"type": kind, "name": name, "expressions": {"p": {"references": references}}}
    inside = {"type": "alicloud_instance", "name": "host", "expressions": {"p": {"references": ["var.group"]}}}
    deep = {"type": "alicloud_instance", "name": "deep", "expressions": {"p": {"references": ["var.id"]}}}
    web = module(group_id=["alicloud_security_group.this.id", "alicloud_security_group.this"])
    inner = {"expressions": {"id": {"references": ["var.id"]}}, "module": {"resources": [deep]}}
    outer = {
        "expressions": {"id": {"references": ["alicloud_vpc.main.id"]}},
        "module": {"module_calls": {"inner": inner}},
    }
    call = {
        "expressions": {"group": {"references": ["alicloud_security_group.named", "each.key"]}},
        "module": {**web, "resources": [inside]},
    }
    root = {"resources": [here], "module_calls": {"web": call, "outer": outer}}
    return {"configuration": {"root_module": root}}


@pytest.mark.parametrize(
    ("references", "wanted"),
    [
        (["alicloud_vpc.main.id", "alicloud_vpc.main"], ["alicloud_vpc.main"]),
        (
            ["alicloud_security_group.many[1].id", "alicloud_security_group.many[1]", "alicloud_security_group.many"],
            ["alicloud_security_group.many[1]"],
        ),
        (["alicloud_security_group.many"], ["alicloud_security_group.many[0]", "alicloud_security_group.many[1]"]),
        (
            ['alicloud_security_group.named["b.c"].id', 'alicloud_security_group.named["b.c"]'],
            ['alicloud_security_group.named["b.c"]'],
        ),
        (["alicloud_security_group.named", "each.key"], ['alicloud_security_group.named["a"]']),
        (
            ["alicloud_security_group.named", "each.value"],
            ['alicloud_security_group.named["a"]', 'alicloud_security_group.named["b.c"]'],
        ),
        (
            ['module.web["green"].group_id', 'module.web["green"]', "module.web"],
            ['module.web["green"].alicloud_security_group.this'],
        ),
        (
            ["module.web"],
            [],
        ),
        (["data.alicloud_vpcs.x.ids", "local.group", "var.unset", "path.module"], []),
    ],
)
def test_a_reference_names_the_instances_it_means(references: list[str], wanted: list[str]) -> None:
    found = References(document("alicloud_security_group_rule", "each", references), PRESENT)
    links = found.of('alicloud_security_group_rule.each["a"]', "alicloud_security_group_rule", "a")
    assert sorted(links.get("p", ())) == sorted(wanted)


def test_a_variable_is_what_the_call_of_this_module_instance_passes() -> None:
    found = References(document("alicloud_vpc", "main", []), PRESENT | {'alicloud_security_group.named["blue"]'})
    links = found.of('module.web["blue"].alicloud_instance.host', "alicloud_instance", None)
    assert links["p"] == ('alicloud_security_group.named["blue"]',)


def test_a_variable_is_followed_through_two_modules() -> None:
    found = References(document("alicloud_vpc", "main", []), PRESENT)
    links = found.of("module.outer.module.inner.alicloud_instance.deep", "alicloud_instance", None)
    assert dict(links) == {"p": ("alicloud_vpc.main",)}


def test_a_module_that_outputs_itself_does_not_hang() -> None:
    circle = {"web": {"module": {"outputs": {"x": {"expression": {"references": ["module.web.x"]}}}}}}
    circle["web"]["module"]["module_calls"] = circle
    here = {"type": "alicloud_vpc", "name": "main", "expressions": {"p": {"references": ["module.web.x"]}}}
    root = {"resources": [here], "module_calls": {"web": {"module": circle["web"]["module"]}}}
    found = References({"configuration": {"root_module": root}}, PRESENT)
    assert found.of("alicloud_vpc.main", "alicloud_vpc", None).get("p", ()) == ()


def fed(late: str, references: list[str], given: list[str]) -> bool:
    """Whether a property of `module.host` is open to the only candidate, in a plan that reads `late` later.

    `module.host` is given `given`; `module.other` is given what `host` puts out, and puts out a new resource and what
    it was given.
    """
    here = {"type": "alicloud_instance", "name": "web", "expressions": {"p": {"references": references}}}
    puts_out = module(new=["alicloud_vpc.it.id", "alicloud_vpc.it"], same=["var.x"], any=["local.z"])
    calls = {
        "host": {"expressions": {"group": {"references": given}}, "module": {"resources": [here]}},
        "other": {"expressions": {"x": {"references": ["module.host.id", "module.host"]}}, "module": puts_out},
    }
    changes = [{"address": late, "mode": "data", "change": {"actions": ["read"]}}]
    plan = {"configuration": {"root_module": {"module_calls": calls}}, "resource_changes": changes}
    links = References(plan, PRESENT).of("module.host.alicloud_instance.web[0]", "alicloud_instance", 0)
    hidden = links.hidden("p")
    return hidden is not None and not hidden.late


@pytest.mark.parametrize(
    ("late", "references", "given", "wanted"),
    [
        ("module.vpc.data.alicloud_vpcs.x", ["local.group"], ["alicloud_vpc.main"], True),
        ("module.vpc.data.alicloud_vpcs.x", ["local.group"], ["module.vpc.id", "module.vpc"], False),
        ("module.vpc[0].data.alicloud_vpcs.x", ["var.group"], ["module.vpc[0].id", "module.vpc"], False),
        ("module.host.data.alicloud_vpcs.x", ["local.group"], ["alicloud_vpc.main"], False),
        ("module.host.data.alicloud_vpcs.x", ["var.group"], ["alicloud_vpc.main"], True),
        ("module.host.module.in.data.alicloud_vpcs.x", ["each.value"], [], False),
        ("data.alicloud_vpcs.x", ["var.group"], ["data.alicloud_vpcs.x.ids[0]", "data.alicloud_vpcs.x"], False),
        ("data.alicloud_vpcs.x", ["var.group"], ["data.alicloud_vpcs.other.ids"], True),
        ("data.alicloud_vpcs.x", ["local.group"], ["local.anything"], False),
        ("module.other.data.alicloud_vpcs.x", ["local.group"], ["module.other.y", "module.other"], False),
        ("module.other.data.alicloud_vpcs.x", ["local.group"], ["module.other.new", "module.other"], True),
        ("module.other.data.alicloud_vpcs.x", ["local.group"], ["module.other.same", "module.other"], True),
        ("module.other.data.alicloud_vpcs.x", ["local.group"], ["module.other.any", "module.other"], False),
        ("module.other.data.alicloud_vpcs.x", ["local.group"], ["module.other"], False),
        ("module.host.module.in.data.alicloud_vpcs.x", ["module.in.id", "module.in"], [], False),
        ("module.vpc.data.alicloud_vpcs.x", ["module.in.id", "module.in"], [], True),
        ("module.vpc.data.alicloud_vpcs.x", ["local.group", "module"], ["module"], True),
        ("module.vpc.data.alicloud_vpcs.x", ["alicloud_vpc.main.id"], [], False),
    ],
)
def test_only_a_data_source_that_feeds_a_local_value_makes_it_unknown(
    late: str, references: list[str], given: list[str], wanted: bool
) -> None:
    assert fed(late, references, given) is wanted
