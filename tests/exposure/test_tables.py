"""Which table a vswitch obeys, and the routes that the cloud itself puts there."""

from dataclasses import replace
from typing import Any

import pytest

from yett.packets import AddressSet
from yett_policies.exposure.hops import Over
from yett_policies.exposure.tables import Tables
from yett_policies.network import (
    Cidr,
    NatGateway,
    Network,
    RouteEntry,
    RouteTable,
    TableAttachment,
    Unknown,
    Vpc,
    VSwitch,
)

LOST = Unknown("what nobody knows")
ALL = Cidr.parse("0.0.0.0/0")
NAT = NatGateway("nat", "nat", "vpc", vswitch="vsw")
HELD: dict[str, Any] = {
    "vpcs": {
        "vpc": Vpc("vpc", "main", (Cidr.parse("10.0.0.0/8"),), system_table="vtb-main"),
        "far": Vpc("far", "far", (Cidr.parse("172.16.0.0/16"),)),
    },
    "vswitches": {
        "vsw": VSwitch("vsw", "a", "vpc", (Cidr.parse("10.0.0.0/24"),)),
        "two": VSwitch("two", "b", "vpc", LOST),
        "there": VSwitch("there", "c", "far", (Cidr.parse("172.16.0.0/24"),)),
    },
    "route_tables": {
        "own": RouteTable("own", "own", "vpc"),
        "border": RouteTable("border", "border", "vpc", "gateway"),
        "theirs": RouteTable("theirs", "theirs", "far"),
        "any": RouteTable("any", "any", LOST),
    },
}


def bound(table: str | Unknown, vswitch: str | Unknown) -> TableAttachment:
    return TableAttachment(f"{table} to {vswitch}", table, vswitch)


def to(table: str | Unknown, where: str | Unknown = "0.0.0.0/0", vpc: str | Unknown = LOST) -> RouteEntry:
    destination = where if isinstance(where, Unknown) else Cidr.parse(where)
    return RouteEntry(f"{table} to {where}", table, vpc, destination, f"hop of {table}", "vpcpeer")


def tables(*attachments: TableAttachment, entries: tuple[RouteEntry, ...] = (), **nouns: Any) -> Tables:
    found = entries or tuple(to(table) for table in ("vpc", "far", "own", "border", "theirs", "any", "outside:vtb-x"))
    return Tables(Network(**{**HELD, "table_attachments": attachments, "route_entries": found, **nouns}))


def hops(found: Tables, vswitch: Any = "vsw", vpc: str = "vpc") -> set[str]:
    """The hops that everything may be sent to."""
    obeyed = found.of(vswitch, vpc)
    named = (f"hop of {name}" for name in ("vpc", "far", "own", "border", "theirs", "any", "outside:vtb-x", LOST))
    return {hop.removeprefix("hop of ") for hop in named if AddressSet.of("8.8.8.8") <= obeyed.towards(Over(hop)).most}


def test_a_vswitch_obeys_the_table_attached_to_it_and_else_its_vpcs() -> None:
    found = tables(bound("own", "vsw"), bound("border", "two"))
    assert (hops(found), hops(found, "two"), hops(found, "there", "far")) == (
        {"own"},
        {"border"},
        {"far", "outside:vtb-x"},
    )
    assert hops(tables(bound("own", "two"))) == {"vpc"}


def test_of_two_attachments_nobody_knows_which_counts() -> None:
    found = tables(bound("own", "vsw"), bound("any", "vsw"))
    assert hops(found) == {"own", "any"}
    assert found.of("vsw", "vpc").need == 'which of its route tables vswitch "vsw" obeys'


@pytest.mark.parametrize(
    ("table", "may"),
    [("own", {"vpc", "own"}), ("theirs", {"vpc"}), ("any", {"vpc", "any"})],
)
def test_an_attachment_to_a_vswitch_that_nobody_knows_may_be_of_its_own_vpc(table: str, may: set[str]) -> None:
    found = tables(bound(table, LOST))
    assert hops(found) == may
    assert found.of("vsw", "vpc").need == (LOST.what if len(may) > 1 else "")
    assert hops(tables(bound(table, LOST), bound("own", "vsw"))) == {"own"}


@pytest.mark.parametrize("table", [LOST, "outside:vtb-y"])
def test_the_routes_of_a_table_that_is_not_held_are_not_seen(table: str | Unknown) -> None:
    for attachment in (bound(table, "vsw"), bound(table, LOST)):
        (*_, unseen) = tables(attachment).of("vsw", "vpc").tables
        said = 'the routes of table "vtb-y", which this snapshot does not hold'
        assert unseen.unseen == (LOST.what if table is LOST else said)


@pytest.mark.parametrize("vswitch", ["outside:vsw-x", LOST, None])
def test_a_vswitch_that_is_not_held_may_obey_any_table_of_its_vpc(vswitch: Any) -> None:
    found = tables()
    assert hops(found, vswitch) == {"vpc", "own", "any"}
    assert found.of(vswitch, "vpc").need == 'which route table a vswitch of vpc "vpc" obeys'
    assert hops(tables(bound("own", "outside:vsw-x")), "outside:vsw-x") == {"own"}


def test_a_route_of_an_id_that_no_table_has_may_stand_in_a_system_table_without_an_id() -> None:
    found = tables(bound("theirs", "there"), entries=(to("outside:vtb-x"),))
    assert hops(found, "vsw") == set()
    assert hops(found, "there", "far") == set()
    assert hops(tables(entries=(to("outside:vtb-x"),)), "there", "far") == {"outside:vtb-x"}
    assert hops(tables(entries=(to("outside:vtb-x"),)), None, "outside:vpc-x") == {"outside:vtb-x"}


def test_a_route_of_a_table_that_nobody_knows_may_stand_in_any() -> None:
    lost = replace(to(LOST), nexthop="hop of own")
    found = tables(bound("own", "vsw"), entries=(lost,))
    for vswitch, vpc in (("vsw", "vpc"), ("two", "vpc"), ("there", "far")):
        (table,) = found.of(vswitch, vpc).tables
        assert table.maybe[:1] == (lost,)


def test_a_route_to_nobody_knows_where_is_one_that_may_be_anywhere() -> None:
    (table,) = tables(entries=(to("vpc", LOST),)).of("vsw", "vpc").tables
    assert [r.urn for r in table.maybe] == [f"vpc to {LOST}"]
    assert not set(table.maybe) & set(table.routes)


def test_a_table_is_read_once() -> None:
    found = tables()
    assert found.of("vsw", "vpc") is found.of("vsw", "vpc")
    assert found.of("vsw", "vpc").tables[0] is found.of("two", "vpc").tables[0]


def added(found: Tables, vswitch: str = "vsw") -> list[tuple[str, str | Unknown]]:
    """(destination, kind of hop) of what nobody wrote."""
    return [(str(r.destination), r.nexthop_type) for t in found.of(vswitch, "vpc").tables for r in t.routes]


SYSTEM = [("10.0.0.0/24", "local"), ("100.64.0.0/10", "service")]
SIX, FOUR = ("::/0", "ipv6gateway"), ("0.0.0.0/0", "natgateway")
NO_ENTRIES = (to("theirs"),)


def test_every_table_leads_to_the_vswitches_and_the_services() -> None:
    assert added(tables(bound("own", "vsw"), entries=NO_ENTRIES)) == SYSTEM
    assert added(tables(entries=NO_ENTRIES)) == [*SYSTEM, SIX]


def test_what_somebody_wrote_takes_the_place_of_what_the_cloud_adds() -> None:
    turned = to("own", "10.0.0.0/24")
    (table,) = tables(bound("own", "vsw"), entries=(turned,)).of("vsw", "vpc").tables
    assert [r.nexthop_type for r in table.routes] == ["vpcpeer", "service"]
    assert added(tables(entries=(to("vpc"), to("vpc", "::/0")), nat_gateways={"nat": NAT}))[2:] == SYSTEM


@pytest.mark.parametrize(
    ("nat", "certain", "possible"),
    [
        (NAT, [FOUR], []),
        (replace(NAT, network_type="intranet"), [], []),
        (replace(NAT, network_type=LOST), [], ["nat"]),
        (replace(NAT, vpc="far"), [], []),
    ],
)
def test_the_only_internet_nat_gateway_has_the_default_route(nat: NatGateway, certain: Any, possible: Any) -> None:
    found = tables(entries=NO_ENTRIES, nat_gateways={"nat": nat})
    assert added(found) == [*SYSTEM, *certain, SIX]
    assert [r.nexthop for t in found.of("vsw", "vpc").tables for r in t.maybe] == possible
    assert added(tables(bound("own", "vsw"), entries=NO_ENTRIES, nat_gateways={"nat": nat})) == SYSTEM


def test_of_two_nat_gateways_either_may_have_it_unless_somebody_wrote_one() -> None:
    two = {"nat": NAT, "other": replace(NAT, urn="other")}

    def possible(*entries: RouteEntry) -> list[Any]:
        return [r.nexthop for t in tables(entries=entries, nat_gateways=two).of("vsw", "vpc").tables for r in t.maybe]

    assert possible(*NO_ENTRIES) == ["nat", "other"]
    assert possible(to("vpc")) == []


def test_a_live_account_shows_what_the_cloud_adds() -> None:
    live: dict[str, Any] = {"nat_gateways": {"nat": NAT}, "holds_every_route": True, "entries": NO_ENTRIES}
    assert added(tables(**live)) == SYSTEM
    (table, _) = tables(**live).of("outside:vsw", "outside:vpc").tables
    assert [r.nexthop_type for r in table.routes] == ["service", "ipv6gateway"]
