"""A forward entry leads in where its EIP is bound to the internet NAT gateway that it belongs to."""

from dataclasses import replace
from typing import Any

import pytest

from yett.packets import TransportSet
from yett_policies.exposure import Way
from yett_policies.exposure.forwards import every_forward, forwarded
from yett_policies.exposure.sets import EIP_CARRIES
from yett_policies.exposure.way import FOUR
from yett_policies.network import (
    Cidr,
    Eip,
    EipAssociation,
    ForwardEntry,
    HaVip,
    Interface,
    LoadBalancer,
    NatGateway,
    Network,
    PortRange,
    Unknown,
    Vpc,
    VSwitch,
)

LOST, AND = Unknown("what nobody knows"), Unknown("the rest")
SSH, OUTER = PortRange(22, 22), PortRange(10022, 10022)
ENTRY = ForwardEntry("entry", "the entry", "nat", "eip", "47.9.0.1", OUTER, "tcp", "host", SSH)
BOUND = EipAssociation("bound", "eip", "nat")
FAR = NatGateway("other", "other", "another vpc")
NAT = NatGateway("nat", "the nat", "vpc")
HOST = Interface("host", "the host", "vsw", ())
HELD: dict[str, Any] = {
    "eips": {"eip": Eip("eip", "the eip", "47.9.0.1"), "free": Eip("free", "free", LOST)},
    "vpcs": {"vpc": Vpc("vpc", "vpc", (Cidr.parse("10.0.0.0/8"),))},
    "vswitches": {"vsw": VSwitch("vsw", "vsw", "vpc", (Cidr.parse("10.0.0.0/24"),))},
    "nat_gateways": {"nat": NAT, "other": FAR, "vpc nat": replace(FAR, network_type="intranet")},
    "interfaces": {
        "host": HOST,
        "second": replace(HOST, urn="second"),
        "seen": replace(HOST, urn="seen", has_public_ip=AND),
    },
    "balancers": {"lb": LoadBalancer("lb", "lb", "clb", "internet")},
}
NOT_BOUND = "its EIP is not bound to the internet NAT gateway that it belongs to"


def network(entry: ForwardEntry, *bound: EipAssociation, **nouns: Any) -> Network:
    vips = {"vip": HaVip("vip", "the vip", None, (), ("host", LOST, "second"))}
    return Network(**{**HELD, "ha_vips": vips, "forward_entries": (entry,), "associations": bound, **nouns})


def ways(*bound: EipAssociation, public: frozenset[str] = frozenset(), **entry: Any) -> list[tuple[Way, str]]:
    return list(every_forward(network(replace(ENTRY, **entry), *(bound or (BOUND,))), public))


def only(*bound: EipAssociation, **entry: Any) -> Way:
    ((way, why_not),) = ways(*bound, **entry)
    assert not why_not
    return way


def test_a_port_outside_leads_to_a_port_of_the_machine() -> None:
    way = only()
    assert (way.workload, way.name, way.address, way.target, way.senders) == (
        "host",
        "the host",
        "47.9.0.1",
        HOST,
        FOUR,
    )
    assert (way.dialled, way.arriving, way.offset) == (TransportSet.tcp(10022), TransportSet.tcp(22), -10000)
    assert [(hop.kind, hop.urn, hop.detail) for hop in way.hops] == [
        ("eip", "eip", 'eip "the eip" 47.9.0.1'),
        ("forward-entry", "entry", 'forward entry "the entry": tcp 10022 -> 22'),
    ]


def bound(target: Any, eip: Any = "eip", **more: Any) -> EipAssociation:
    return EipAssociation("bound", eip, target, **more)


OUTSIDE = 'what the external address of forward entry "the entry" is bound to'
TABLE = 'whether forward table "ftb-1" belongs to "the nat"'


@pytest.mark.parametrize(
    ("entry", "association", "needs"),
    [
        ({}, BOUND, ()),
        ({"nat": LOST}, BOUND, ()),
        ({"nat": "outside:ftb-1"}, BOUND, (TABLE,)),
        ({"nat": "other"}, BOUND, None),
        ({"nat": "other"}, bound("nat", target_type="nat"), None),
        ({"nat": LOST}, bound("vpc nat"), None),
        ({"nat": "vpc nat"}, BOUND, None),
        ({"nat": "vpc nat", "eip": LOST}, BOUND, None),
        ({}, bound("vpc nat"), None),
        ({}, bound("host"), None),
        ({}, bound("lb"), None),
        ({}, bound("vip"), None),
        ({}, bound("nat-9"), ('what "nat-9" is, which this snapshot does not hold',)),
        ({}, bound(LOST), (LOST.what,)),
        ({}, bound(LOST, target_type="nat"), ()),
        ({"nat": AND}, bound(LOST, target_type="nat"), (AND.what,)),
        ({"eip": LOST}, BOUND, (LOST.what,)),
        ({"eip": "elsewhere"}, BOUND, (OUTSIDE,)),
        ({"eip": "free"}, BOUND, None),
        ({"eip": "free"}, bound("nat", LOST), (LOST.what,)),
    ],
)
def test_an_entry_has_an_effect_where_its_eip_is_bound_to_its_own_gateway(
    entry: dict[str, Any], association: EipAssociation, needs: tuple[str, ...] | None
) -> None:
    ((way, why_not),) = ways(association, **entry)
    assert (way.needs, why_not) == (((), NOT_BOUND) if needs is None else (needs, ""))


def test_a_gateway_that_is_not_known_to_be_public_leaves_it_open() -> None:
    nats = {"nat": replace(NAT, network_type=LOST)}
    ((way, why_not),) = every_forward(network(ENTRY, BOUND, nat_gateways=nats), frozenset())
    assert (way.needs, why_not) == ((LOST.what,), "")


@pytest.mark.parametrize(
    ("entry", "asked"),
    [
        ({}, True),
        ({"nat": LOST}, True),
        ({"nat": "outside:ftb-1"}, True),
        ({"eip": LOST}, True),
        ({"eip": "free", "nat": LOST}, False),
        ({"internal": LOST}, False),
    ],
)
def test_the_backends_routes_are_asked_for_the_gateway_of_the_entry_or_of_its_eip(
    entry: dict[str, Any], asked: bool
) -> None:
    # nobody knows which of two the default route leads to
    nats = {**HELD["nat_gateways"], "twin": replace(NAT, urn="twin")}
    found = network(replace(ENTRY, **entry), BOUND, nat_gateways=nats)
    ((way, _),) = every_forward(found, frozenset())
    assert (way.hops[-1].kind == "route") is asked


def test_a_machine_with_a_public_address_of_its_own_is_not_forwarded_to() -> None:
    assert [why for _, why in ways(public=frozenset({"host"}))] == ["the backend has a public address of its own"]
    assert [why for _, why in ways(public=frozenset({"second"}))] == [""]
    assert [why for _, why in ways(public=frozenset({"host"}), internal=LOST)] == [""]
    found = network(ENTRY, BOUND)
    assert [way.workload for way in forwarded(found, frozenset())] == ["host"]
    assert list(forwarded(found, frozenset({"host"}))) == []


@pytest.mark.parametrize(
    ("internal", "workloads", "needs"),
    [
        ("host", ["host"], ()),
        ("seen", ["seen"], (AND.what,)),
        (LOST, ["entry"], (LOST.what,)),
        (Cidr.parse("10.0.0.7"), ["entry"], ("who has the address 10.0.0.7",)),
        ("elsewhere", ["entry"], ('what "elsewhere" is, which this snapshot does not hold',)),
    ],
)
def test_the_inner_address_is_a_machine_or_what_nobody_knows(
    internal: Any, workloads: list[str], needs: tuple[str, ...]
) -> None:
    for nat, doubt in (("nat", ()), ("outside:ftb-1", (TABLE,))):
        found = [way for way, _ in ways(nat=nat, internal=internal)]
        assert [way.workload for way in found] == workloads
        assert [way.target is not None for way in found] == [name != "entry" for name in workloads]
        assert {way.name for way in found} == {"the entry" if name == "entry" else "the host" for name in workloads}
        assert {way.needs for way in found} == {(*doubt, *needs)}


def test_whoever_holds_a_ha_vip_is_forwarded_to() -> None:
    for nat, doubt in (("nat", ()), ("outside:ftb-1", (TABLE,))):
        found = [way for way, _ in ways(nat=nat, internal="vip")]
        assert [way.workload for way in found] == ["host", "entry", "second"]
        assert [way.needs for way in found] == [doubt, (*doubt, LOST.what), doubt]


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
        (alone, [("host", ())]),
        (shared, [("host", doubt), ("second", doubt)]),
        (far, [("host", ())]),
    ):
        found = every_forward(network(replace(ENTRY, internal=address), BOUND, **held), frozenset())
        assert [(way.workload, way.needs) for way, _ in found] == expected


def test_two_ha_vips_of_one_address_are_both_in_doubt() -> None:
    address = Cidr.parse("10.0.0.99")
    vips = {name: HaVip(name, name, "vsw", (address,), (name,)) for name in ("host", "second")}
    entry = replace(ENTRY, internal=address, nat="outside:ftb-1")
    found = every_forward(network(entry, BOUND, ha_vips=vips), frozenset())
    doubt = (TABLE, "who has the address 10.0.0.99")
    assert [(way.workload, way.needs) for way, _ in found] == [("host", doubt), ("second", doubt)]


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


ALL, RANGE, SHORT = TransportSet.tcp(), PortRange(8000, 8009), PortRange(1, 9)
ODD = 'the ports of forward entry "the entry" (8000-8009 to 1-9 are not of one length)'


@pytest.mark.parametrize(
    ("protocol", "outer", "inner", "dialled", "arriving", "offset", "needs"),
    [
        ("udp", RANGE, PortRange(80, 89), TransportSet.udp((8000, 8009)), TransportSet.udp((80, 89)), -7920, ()),
        ("tcp", RANGE, SHORT, TransportSet.tcp((8000, 8009)), TransportSet.tcp((1, 9)), None, (ODD,)),
        ("tcp", LOST, SSH, ALL, TransportSet.tcp(22), None, (LOST.what,)),
        ("tcp", SSH, LOST, TransportSet.tcp(22), ALL, None, (LOST.what,)),
        ("tcp", LOST, AND, ALL, ALL, None, (LOST.what, AND.what)),
        ("any", PortRange(0, 65535), PortRange(0, 65535), EIP_CARRIES, EIP_CARRIES, 0, ()),
        ("any", SSH, RANGE, EIP_CARRIES, EIP_CARRIES, 0, ()),
        ("any", LOST, SSH, EIP_CARRIES, EIP_CARRIES, None, (LOST.what,)),
        (LOST, SSH, SSH, EIP_CARRIES, EIP_CARRIES, None, (LOST.what,)),
    ],
)
def test_ports_lead_to_ports_as_far_as_they_are_known(
    protocol: Any, outer: Any, inner: Any, dialled: TransportSet, arriving: TransportSet, offset: int | None, needs: Any
) -> None:
    way = only(protocol=protocol, external_ports=outer, internal_ports=inner)
    assert (way.dialled, way.arriving, way.offset, way.needs) == (dialled, arriving, offset, needs)


@pytest.mark.parametrize(
    ("protocol", "outer", "inner", "detail"),
    [
        ("any", SSH, SSH, "every port and protocol"),
        ("udp", RANGE, LOST, "udp 8000-8009 -> ?"),
        (LOST, AND, SSH, "? ? -> 22"),
    ],
)
def test_an_entry_says_what_is_known_of_it(protocol: Any, outer: Any, inner: Any, detail: str) -> None:
    way = only(protocol=protocol, external_ports=outer, internal_ports=inner)
    assert way.hops[-1].detail == f'forward entry "the entry": {detail}'


def test_an_address_that_is_not_known_is_left_out() -> None:
    way = only(bound("nat", "free"), eip="free", external_address=LOST)
    assert (way.address, way.hops[0].detail) == ("", 'eip "free"')
    assert [hop.kind for hop in only(eip=LOST).hops] == ["forward-entry"]
    assert [hop.kind for hop in only(eip="elsewhere").hops] == ["forward-entry"]


TEN = Cidr.parse("10.0.0.10")
AWAY = {"far": VSwitch("far", "far", "another vpc", (Cidr.parse("10.0.0.0/24"),))}
NEAR = replace(HOST, urn="near", name="near", addresses=(TEN,))
THERE = replace(NEAR, urn="away", name="away", vswitch="far")
UNSEEN = replace(NEAR, urn="lost", name="lost", vswitch=LOST)
WHO = "who has the address 10.0.0.10"


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
