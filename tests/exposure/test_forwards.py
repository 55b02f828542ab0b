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
