"""Every way from the internet: what is dialled, where it ends, and what is not known of it."""

from dataclasses import replace
from typing import Any

import pytest

from yett.packets import AddressSet, TransportSet
from yett_policies.exposure import Way
from yett_policies.exposure.sets import ALL4, ALL6, EIP_CARRIES, EVERYONE4, EVERYONE6, NOBODY
from yett_policies.exposure.way import FOUR, SIX
from yett_policies.exposure.ways import public_hosts, ways_from_internet
from yett_policies.network import (
    Cidr,
    Eip,
    HaVip,
    Interface,
    Ipv4Gateway,
    Ipv6Bandwidth,
    Listener,
    LoadBalancer,
    ManagedEndpoint,
    NatGateway,
    NetworkAcl,
    PortRange,
    Unknown,
)

from .nouns import EIP, WEB, network


def ways(**nouns: Any) -> list[Way]:
    return list(ways_from_internet(network(**nouns)))


def bound(**changes: Any) -> dict[str, Any]:
    """The EIP's association with something changed."""
    return {**EIP, "associations": (replace(EIP["associations"][0], **changes),)}


def test_an_eip_leads_to_its_machine_by_what_an_eip_carries() -> None:
    (way,) = ways(**EIP)
    assert (way.workload, way.name, way.address, way.target) == ("web", "web", "47.0.0.1", WEB)
    assert (way.dialled, way.arriving, way.offset, way.needs) == (EIP_CARRIES, EIP_CARRIES, 0, ())
    assert (way.senders is FOUR, way.cut_through, way.backend) == (True, False, "")
    assert [(hop.kind, hop.urn, hop.detail) for hop in way.hops] == [("eip", "eip", 'eip "eip" 47.0.0.1')]


def test_an_eip_that_has_no_address_yet_is_told_by_its_name() -> None:
    (way,) = ways(**{**EIP, "eips": {"eip": Eip("eip", "eip", Unknown("the address"))}})
    assert (way.address, way.hops[0].detail) == ("", 'eip "eip"')


@pytest.mark.parametrize("eip", ["elsewhere", Unknown("the eip")])
def test_an_eip_that_the_snapshot_does_not_hold_is_told_by_what_binds_it(eip: Any) -> None:
    (way,) = ways(**bound(eip=eip))
    assert (way.workload, way.address) == ("web", "")
    assert (way.hops[0].urn, way.hops[0].detail) == ("bound", "an EIP that this snapshot does not hold")


@pytest.mark.parametrize(
    ("target", "workload", "name", "need"),
    [
        (Unknown("what it is bound to"), "urn::bound", "bound", "what it is bound to"),
        ("outside::i-1", "outside::i-1", "i-1", 'what "outside::i-1" is, which this snapshot does not hold'),
    ],
)
def test_a_way_whose_end_nobody_knows_is_lost(target: Any, workload: str, name: str, need: str) -> None:
    (way,) = ways(**bound(urn="urn::bound", target=target))
    assert (way.workload, way.name, way.needs, way.target) == (workload, name, (need,), None)
    assert (way.dialled, way.arriving) == (EIP_CARRIES, EIP_CARRIES)


def test_a_nat_gateway_lets_nothing_in_by_itself() -> None:
    assert ways(**bound(target="nat"), nat_gateways={"nat": NatGateway("nat", "nat", "vpc")}) == []


ACLS = (NetworkAcl("x", "x", (), (), ()),)


@pytest.mark.parametrize(
    ("mode", "acls", "cut", "needs"),
    [
        ("NAT", ACLS, False, ()),
        ("BINDED", (), True, ()),
        (Unknown("the mode"), ACLS, True, ("the mode",)),
        (Unknown("the mode"), (), False, ()),
    ],
)
def test_only_a_cut_through_eip_passes_network_acls_by(mode: Any, acls: Any, cut: bool, needs: Any) -> None:
    (way,) = ways(**bound(mode=mode), network_acls=acls)
    assert (way.cut_through, way.needs, way.offset) == (cut, needs, 0)


@pytest.mark.parametrize(
    ("has", "shown", "wanted"),
    [
        (True, "47.0.0.2", [("47.0.0.2", "public address by internet bandwidth 47.0.0.2", ())]),
        (True, Unknown("the address"), [("", "public address by internet bandwidth", ())]),
        (Unknown("the bandwidth"), "", [("", "public address by internet bandwidth", ("the bandwidth",))]),
        (False, "", []),
    ],
)
def test_bandwidth_gives_a_machine_a_public_address(has: Any, shown: Any, wanted: list[Any]) -> None:
    found = ways(interfaces={"web": replace(WEB, has_public_ip=has, public_ip=shown)})
    assert [(way.address, way.hops[0].detail, way.needs) for way in found] == wanted
    assert {(way.hops[0].kind, way.arriving == ALL4, way.dialled == ALL4) for way in found} <= {
        ("public-ip", True, True)
    }


def test_any_member_of_an_ha_vip_may_hold_its_eip() -> None:
    members = ("web", "outside::i-1", Unknown("a member"))
    found = ways(**bound(target="vip"), ha_vips={"vip": HaVip("vip", "vip", None, (), members)})
    assert [(way.workload, way.needs) for way in found] == [
        ("web", ()),
        ("vip", ('what "outside::i-1" is, which this snapshot does not hold',)),
        ("vip", ("a member",)),
    ]
    assert [hop.detail for hop in found[0].hops] == ['eip "eip" 47.0.0.1', 'ha vip "vip"']
    assert found[0].cut_through is False


def test_each_member_of_an_ha_vip_is_answered_by_its_own_routes() -> None:
    vips = {"vip": HaVip("vip", "vip", None, (), ("web", "elsewhere"))}
    gate = {"gate": Ipv4Gateway("gate", "gate", "vpc", True)}
    found = ways(**bound(target="vip"), ha_vips=vips, ipv4_gateways=gate)
    assert [(way.workload, way.back.urn if way.back else "") for way in found] == [("web", "a"), ("vip", "")]


def test_a_machine_has_a_public_address_by_bandwidth_or_by_an_eip() -> None:
    hosts = [replace(WEB, urn=urn, has_public_ip=has) for urn, has in (("a", True), ("b", False), ("c", Unknown("?")))]
    found = network(interfaces={host.urn: host for host in (WEB, *hosts)}, **EIP)
    assert public_hosts(found) == {"web", "a"}
    assert public_hosts(replace(found, associations=(replace(EIP["associations"][0], target=Unknown("?")),))) == {"a"}


def six(name: str, has: Any, vswitch: Any, *addresses: str) -> Interface:
    return Interface(name, name, vswitch, ("g",), tuple(map(Cidr.parse, addresses)), has_ipv6=has)


def test_bandwidth_on_an_ipv6_address_leads_to_its_machine() -> None:
    (way,) = ways(ipv6_bandwidths=(Ipv6Bandwidth("band", "vpc", "web"),))
    assert (way.workload, way.address, way.dialled, way.arriving) == ("web", "2001:db8::10", ALL6, ALL6)
    assert (way.senders is SIX, way.offset, way.needs) == (True, 0, ())


NOWHERE = ["lost", "outside"]


@pytest.mark.parametrize(
    ("vpc", "wanted"),
    [
        ("vpc", ["on", "may", "lost", "outside"]),
        ("far", ["lost", "outside"]),
        (Unknown("?"), ["on", "may", "lost", "outside"]),
    ],
)
@pytest.mark.parametrize("interface", ["elsewhere", Unknown("elsewhere")])
def test_bandwidth_on_an_address_that_nobody_knows_may_be_on_any_of_its_vpc(
    interface: Any, vpc: Any, wanted: list[str]
) -> None:
    hosts = (
        six("on", True, "a", "10.0.0.1", "2001:db8::1"),
        six("off", False, "a"),
        six("may", Unknown("?"), "a"),
        six("lost", True, Unknown("the vswitch")),
        six("outside", True, "elsewhere"),
    )
    found = ways(interfaces={h.urn: h for h in hosts}, ipv6_bandwidths=(Ipv6Bandwidth("band", vpc, interface),))
    assert [way.workload for way in found] == wanted
    assert {way.needs for way in found} == {("elsewhere",)}
    assert {way.address for way in found if way.workload == "on"} <= {"2001:db8::1"}
    assert {way.address for way in found if way.workload != "on"} == {""}


DB = ManagedEndpoint("db", "db", "rds", "owner", "db.example", 3306, True, (Cidr.parse("8.0.0.0/8"),))
EIGHT = AddressSet.of("8.0.0.0/8")


def test_a_public_connection_is_guarded_by_its_services_list() -> None:
    (way,) = ways(managed_endpoints=(DB,))
    assert (way.workload, way.address, way.dialled, way.arriving) == (
        "db", "db.example", TransportSet.tcp(3306), TransportSet.tcp(3306)
    )  # fmt: skip
    assert (way.senders.sure, way.senders.most, way.senders.needs, way.needs) == (EIGHT, EIGHT, (), ())
    assert [(hop.kind, hop.urn) for hop in way.hops] == [("public-ip", "db"), ("acl", "owner")]


def test_what_is_not_known_of_a_connection_is_told() -> None:
    lost = replace(
        DB, owner=Unknown("whose"), address=Unknown("?"), port=Unknown("the port"), is_public=Unknown("whether"),
        unknown=(Unknown("an entry"),),
    )  # fmt: skip
    (way,) = ways(managed_endpoints=(lost,))
    assert (way.address, way.dialled, way.needs) == ("", TransportSet.tcp(), ("whether", "the port"))
    assert (way.senders.sure, way.senders.most, way.senders.needs) == (EIGHT, EVERYONE4 | EVERYONE6, ("an entry",))
    assert [hop.kind for hop in way.hops] == ["public-ip"]


def test_a_private_connection_has_no_way_from_the_internet() -> None:
    assert ways(managed_endpoints=(replace(DB, is_public=False),)) == []


@pytest.mark.parametrize(
    ("kind", "address", "wanted"),
    [
        ("internet", "47.0.0.3", [("47.0.0.3", ())]),
        (Unknown("the type"), Unknown("the address"), [("", ("the type",))]),
        ("intranet", "10.0.0.3", []),
    ],
)
def test_a_balancer_has_a_way_by_its_own_public_address(kind: Any, address: Any, wanted: list[Any]) -> None:
    lb = LoadBalancer("lb", "lb", "clb", kind, address=address)
    listener = Listener("l", "l", "lb", "tcp", PortRange(80, 80))
    found = ways(balancers={"lb": lb}, listeners=(listener,))
    assert [(way.address, way.senders.needs) for way in found] == wanted
    assert all(bool(way.senders.sure) is (kind == "internet") for way in found)


def test_a_balancer_behind_an_eip_is_dialled_at_it() -> None:
    lb = LoadBalancer("lb", "lb", "clb", "intranet", address="10.0.0.3")
    found = ways(
        **bound(target="lb"), balancers={"lb": lb}, listeners=(Listener("l", "l", "lb", "tcp", PortRange(80, 80)),)
    )
    assert [(way.address, way.needs, [hop.kind for hop in way.hops]) for way in found] == [
        ("47.0.0.1", (), ["eip", "listener"])
    ]
    assert found[0].senders.sure != NOBODY
