"""Whom a forward entry means by an inner address: a machine, or whoever holds a virtual one."""

from dataclasses import replace
from typing import Any

import pytest

from yett_policies.exposure.forwards import every_forward, forwarded
from yett_policies.network import Cidr, HaVip, Interface, VSwitch

from .test_forwards import AND, BOUND, ENTRY, HELD, HOST, LOST, NAT, TABLE, network, ways

TEN = Cidr.parse("10.0.0.10")
AWAY = {"far": VSwitch("far", "far", "another vpc", (Cidr.parse("10.0.0.0/24"),))}
NEAR = replace(HOST, urn="near", name="near", addresses=(TEN,))
THERE = replace(NEAR, urn="away", name="away", vswitch="far")
UNSEEN = replace(NEAR, urn="lost", name="lost", vswitch=LOST)
BLANK = replace(NEAR, urn="blank", name="blank", addresses=())
OTHER, SIX = Cidr.parse("10.0.0.11"), Cidr.parse("2408:4000::1")
FAR = ("away", ('whether NAT gateway "the nat" reaches "away" in another VPC',))
WHO = "who has the address 10.0.0.10"
VIP = 'whether a forward entry may lead to HA VIP "the vip", as its documentation speaks of machines'


@pytest.mark.parametrize(
    ("hosts", "nat", "wanted"),
    [
        ((NEAR,), "nat", [("near", ())]),
        ((NEAR, THERE), "nat", [("near", ())]),
        ((NEAR, THERE), "other", [("away", ())]),
        ((THERE,), "nat", [("away", ('whether NAT gateway "the nat" reaches "away" in another VPC',))]),
        ((UNSEEN,), "nat", [("lost", ())]),
        ((NEAR, UNSEEN), "nat", [("entry", (WHO,))]),
        ((UNSEEN, THERE), "nat", [("lost", ())]),
        ((), "nat", [("entry", (WHO,))]),
        ((THERE, BLANK), "nat", [("entry", (WHO,)), FAR]),
        ((THERE, replace(BLANK, addresses=(SIX,))), "nat", [("entry", (WHO,)), FAR]),
        ((THERE, replace(BLANK, addresses=(OTHER,), has_more=True)), "nat", [("entry", (WHO,)), FAR]),
        ((THERE, replace(BLANK, addresses=(SIX, OTHER))), "nat", [FAR]),
        ((THERE, replace(BLANK, vswitch="far")), "nat", [FAR]),
        ((replace(NEAR, has_public_ip=AND),), "nat", [("near", (AND.what,))]),
    ],
)
def test_an_inner_address_is_who_has_it_in_the_vpc_of_the_gateway(
    hosts: tuple[Interface, ...], nat: str, wanted: list[Any]
) -> None:
    given = {"interfaces": {one.urn: one for one in hosts}, "vswitches": {**HELD["vswitches"], **AWAY}}
    found = network(replace(ENTRY, internal=TEN, nat=nat), replace(BOUND, target=nat), **given)
    assert [(way.workload, way.needs) for way in forwarded(found, frozenset())] == wanted


@pytest.mark.parametrize(("hosts", "wanted"), [((NEAR,), "near"), ((NEAR, THERE), "entry")])
def test_an_inner_address_of_a_gateway_that_nobody_knows_is_its_only_owner(
    hosts: tuple[Interface, ...], wanted: str
) -> None:
    given = {"interfaces": {one.urn: one for one in hosts}, "vswitches": {**HELD["vswitches"], **AWAY}}
    found = network(replace(ENTRY, internal=TEN, nat=LOST), replace(BOUND, target=LOST, target_type="nat"), **given)
    assert [way.workload for way in forwarded(found, frozenset())] == [wanted]


def test_the_gateway_of_an_entrys_eip_tells_whose_inner_address_it_is() -> None:
    given = {"interfaces": {"near": NEAR, "away": THERE}, "vswitches": {**HELD["vswitches"], **AWAY}}
    for nat, wanted in (("nat", "near"), ("other", "away")):
        found = network(replace(ENTRY, internal=TEN, nat=LOST), replace(BOUND, target=nat), **given)
        assert [way.workload for way in forwarded(found, frozenset())] == [wanted]


def test_whoever_holds_a_ha_vip_is_forwarded_to() -> None:
    for nat, doubt in (("nat", ()), ("outside:ftb-1", (TABLE,))):
        found = [way for way, _ in ways(nat=nat, internal="vip")]
        assert [way.workload for way in found] == ["host", "entry", "second"]
        assert [way.needs for way in found] == [(*doubt, VIP), (*doubt, VIP, LOST.what), (*doubt, VIP)]


def test_the_address_of_a_ha_vip_means_it_unless_somebody_else_may_have_it() -> None:
    shared, alone, far = (Cidr.parse(f"10.0.0.{last}") for last in (9, 99, 100))
    away = VSwitch("away", "away", "another vpc", (Cidr.parse("10.0.0.0/24"),))
    hosts = {
        "host": HOST,
        "second": replace(HOST, urn="second", addresses=(shared,)),
        "third": replace(HOST, urn="third", addresses=(far,), vswitch="away"),
    }
    vips = {"vip": HaVip("vip", "the vip", "vsw", (shared, alone, far), ("host",))}
    held = {"interfaces": hosts, "ha_vips": vips, "vswitches": {**HELD["vswitches"], "away": away}}
    doubt = ("who has the address 10.0.0.9",)
    for address, expected in (
        (alone, [("host", (VIP,))]),
        (shared, [("host", (*doubt, VIP)), ("second", doubt)]),
        (far, [("host", (VIP,))]),
    ):
        found = every_forward(network(replace(ENTRY, internal=address), BOUND, **held), frozenset())
        assert [(way.workload, way.needs) for way, _ in found] == expected


def test_two_ha_vips_of_one_address_are_both_in_doubt() -> None:
    address = Cidr.parse("10.0.0.99")
    vips = {name: HaVip(name, name, "vsw", (address,), (name,)) for name in ("host", "second")}
    entry = replace(ENTRY, internal=address, nat="outside:ftb-1")
    found = every_forward(network(entry, BOUND, ha_vips=vips), frozenset())
    doubt = (TABLE, "who has the address 10.0.0.99")
    wanted = [(name, (*doubt, VIP.replace("the vip", name))) for name in ("host", "second")]
    assert [(way.workload, way.needs) for way, _ in found] == wanted


def test_a_gateway_in_a_vpc_that_nobody_knows_may_be_beside_everybody() -> None:
    address = Cidr.parse("10.0.0.20")
    held = {"host": replace(HOST, addresses=(address,))}
    nats = {"nat": replace(NAT, vpc=LOST)}
    entry = replace(ENTRY, internal=address)
    found = every_forward(network(entry, BOUND, interfaces=held, nat_gateways=nats), frozenset())
    assert [(way.workload, way.needs) for way, _ in found] == [("host", ())]


def test_a_first_interface_and_its_instance_are_one_owner() -> None:
    address = Cidr.parse("10.0.0.20")
    host = replace(HOST, addresses=(address,), instance="host")
    first = replace(host, urn="first", kind="interface")
    found = every_forward(
        network(replace(ENTRY, internal=address), BOUND, interfaces={"host": host, "first": first}), frozenset()
    )
    assert [(way.workload, way.needs) for way, _ in found] == [("host", ())]
