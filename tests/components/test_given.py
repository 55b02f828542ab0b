"""Args are read as strictly as specs: what nobody reads, what is missing and what has another shape is refused."""

from typing import Any

import pulumi
import pytest

from tests.components.recorder import Recorded, record
from yett import Access, Eip, InstanceGroup, LoadBalancer, NatGateway, Peering, PortMapping, SecurityGroup, Vpc
from yett.errors import SpecError
from yett.plugin import COMPONENTS

GROUP: dict[str, Any] = {"spec": {}, "vpc_id": "vpc-1"}
MACHINES: dict[str, Any] = {
    "spec": {"image_id": "linux", "instance_type": "ecs.c7.large"},
    "vswitch_ids": {"zone-a": "vsw-1"},
    "security_group_ids": ["sg-1"],
}
NAMES = "its names have to be known before the first resource, its values may be outputs"
ROWS: dict[str, tuple[type, Any, str]] = {
    "no args": (Vpc, None, "x.args: allowed is a mapping of spec"),
    "no spec": (Eip, {}, "x.spec: is missing, allowed is bandwidth, pay type and line"),
    "null": (SecurityGroup, {**GROUP, "spec": None}, "x.spec: is missing, allowed is who may reach the members, and "),
    "misspelt": (
        LoadBalancer,
        {"spec": {"address_type": "internet"}, "server": {"a": "i-1"}},
        'x.server: unknown argument, allowed is servers, spec, today, vswitch_id; did you mean "servers"?',
    ),
    "unknown": (
        SecurityGroup,
        {**GROUP, "color": 1},
        "x.color: unknown argument, allowed is groups, spec, today, vpc_id",
    ),
    "no VPC": (Access, {"spec": {"tiers": {}}}, "x.vpc_id: is missing, allowed is id of the VPC they lie in"),
    "two missing": (
        Peering,
        {"spec": {"accepting_region": "cn-hangzhou"}},
        "x.accepting_vpc_id: is missing, allowed is id of the accepting VPC\n"
        "x.vpc_id: is missing, allowed is id of the own VPC",
    ),
    "number": (SecurityGroup, {**GROUP, "vpc_id": 5}, "x.vpc_id: got 5, allowed is a text, or an output of one"),
    "list for a mapping": (
        InstanceGroup,
        {**MACHINES, "vswitch_ids": ["vsw-1"]},
        f"x.vswitch_ids: got ['vsw-1'], allowed is a mapping; {NAMES}",
    ),
    "number in a mapping": (
        InstanceGroup,
        {**MACHINES, "vswitch_ids": {"zone-a": 1}},
        "x.vswitch_ids.zone-a: got 1, allowed is a text, or an output of one",
    ),
    "text for a list": (
        InstanceGroup,
        {**MACHINES, "security_group_ids": "sg-1"},
        'x.security_group_ids: got "sg-1", allowed is a list',
    ),
    "null in a list": (
        InstanceGroup,
        {**MACHINES, "security_group_ids": [None]},
        "x.security_group_ids[0]: allowed is a text, or an output of one",
    ),
    "no group": (
        InstanceGroup,
        {**MACHINES, "security_group_ids": []},
        "x.security_group_ids: is empty, allowed is at least one group",
    ),
    "tiers one deep": (
        NatGateway,
        {"spec": {}, "vpc_id": "vpc-1", "vswitch_id": "vsw-1", "tiers": {"app": "vsw-1"}},
        f'x.tiers.app: got "vsw-1", allowed is a mapping; {NAMES}',
    ),
    "a day that is no text": (
        PortMapping,
        {"spec": {"mode": "eip"}, "today": 20270101},
        "x.today: got 20270101, allowed is a text that is known before the first resource",
    ),
}


@pytest.mark.parametrize(("component", "args", "message"), ROWS.values(), ids=ROWS)
def test_args_that_cannot_be_meant_are_refused_before_the_first_resource(
    component: type, args: Any, message: str
) -> None:
    seen = Recorded()
    with pytest.raises(SpecError) as refused:
        record(lambda: component("x", args), seen)
    assert str(refused.value).startswith(message)
    assert not seen.inputs


@pytest.mark.parametrize(
    ("component", "args", "where"),
    [
        (SecurityGroup, {**GROUP, "groups": {"a": "sg-1"}}, "groups"),
        (InstanceGroup, MACHINES, "vswitch_ids"),
        (SecurityGroup, {**GROUP, "today": "2026-06-15"}, "today"),
    ],
)
def test_names_and_days_are_no_outputs(component: type, args: dict[str, Any], where: str) -> None:
    with pytest.raises(SpecError, match=rf"^x\.{where}: got an Output, allowed is a "):
        record(lambda: component("x", {**args, where: pulumi.Output.from_input(args[where])}))


def test_an_id_is_no_component() -> None:
    with pytest.raises(SpecError, match=r"^x\.vpc_id: got a Vpc, allowed is a text, or an output of one$"):
        record(lambda: SecurityGroup("x", {**GROUP, "vpc_id": Vpc("net", {"spec": {"cidr": "10.0.0.0/16"}})}))  # type: ignore[typeddict-item]


def test_a_list_of_ids_may_be_one_output() -> None:
    def program() -> None:
        args: Any = {**MACHINES, "security_group_ids": pulumi.Output.from_input(["sg-1"])}
        InstanceGroup("x", args)

    made = record(program)
    assert made.of("Instance")["x-zone-a-1"]["securityGroups"] == ["sg-1"]


@pytest.mark.parametrize("component", COMPONENTS)
def test_every_component_reads_its_args(component: type) -> None:
    with pytest.raises(SpecError, match=r"(?m)^x\.spec: is missing"):
        record(lambda: component("x", {}))
