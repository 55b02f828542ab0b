"""What a row says: who, what is dialled and what arrives, and the rules that decide just this."""

from dataclasses import replace

import pytest

from yett.packets import AddressSet, TransportSet
from yett_policies.exposure import Zone, analyse, office, rows, vpc_zone
from yett_policies.network import Eip, Ipv6Bandwidth, Network, PortRange, Unknown

from .nouns import EIP, WEB, accept, network


def named(found: Network, zone: Zone | None = None) -> list[tuple[str, list[str]]]:
    """(verdict, rules) of each row, which the path of just these packets names too."""
    shown = []
    for exposure in (analyse(found, zone) if zone else analyse(found)).exposures:
        for row in rows(exposure):
            shown.append((exposure.verdict, [rule.urn for rule in row.rules]))
            hops = exposure.path(row.part.sources, row.part.arriving)
            assert [hop.urn for hop in hops if hop.kind == "rule"] == shown[-1][1]
    return shown


SSH, WEB80 = PortRange(22, 22), PortRange(80, 80)


def test_a_row_names_what_is_certain_where_it_is_and_what_is_likely_where_it_is_not() -> None:
    lost = accept("0.0.0.0/0", urn="lost", ports=SSH, peer=Unknown("the peer"))
    known = accept("8.0.0.0/8", urn="known", ports=SSH, priority=2)
    assert named(network(lost, known, **EIP)) == [("reachable", ["known"]), ("indeterminate", ["lost"])]


def test_a_row_names_no_rule_that_drops() -> None:
    drop = accept("8.0.0.0/9", urn="drop", ports=SSH, policy="drop")
    both = network(drop, accept("8.0.0.0/8", urn="open", ports=SSH, priority=2), **EIP)
    assert named(both) == [("reachable", ["open"])]
    (exposure,) = analyse(both).exposures
    path = exposure.path(AddressSet.of("8.0.0.0/8"), TransportSet.tcp(22))
    assert [hop.urn for hop in path] == ["eip", "open"]


def test_a_row_of_a_zone_names_no_rule_for_others() -> None:
    other = accept("9.0.0.0/8", urn="other", ports=SSH)
    found = network(accept("8.0.0.0/8", urn="mine", ports=SSH), other, **EIP)
    assert named(found, office("office", "8.8.0.0/16")) == [("reachable", ["mine"])]


def test_a_row_of_one_address_family_names_no_rule_of_the_other() -> None:
    rules = (accept("0.0.0.0/0", urn="four", ports=SSH), accept("::/0", urn="six", ports=SSH))
    six = (Ipv6Bandwidth("band", "vpc", "web"),)
    assert named(network(*rules, **EIP)) == [("reachable", ["four"])]
    assert named(network(*rules, ipv6_bandwidths=six)) == [("reachable", ["six"])]


def test_rows_of_a_part_of_what_lands_name_their_rules() -> None:
    found = analyse(network(accept("8.0.0.0/8", urn="one", ports=SSH), accept("9.0.0.0/8", urn="two"), **EIP))
    (exposure,) = found.exposures
    part = exposure.landed.within(AddressSet.of("9.9.9.9").points)
    assert [[rule.urn for rule in row.rules] for row in rows(exposure, part)] == [["two"]]
    assert [[rule.urn for rule in row.rules] for row in rows(exposure)] == [["two"], ["one", "two"]]


def test_interfaces_of_the_same_groups_are_dialled_by_their_own_ports() -> None:
    twin = replace(WEB, urn="twin", name="twin", has_public_ip=True, public_ip="47.0.0.2", addresses=())
    found = analyse(network(accept("0.0.0.0/0", ports=WEB80), **EIP, interfaces={"web": WEB, "twin": twin}))
    assert [(e.workload, row.ports, row.target_ports) for e in found.exposures for row in rows(e)] == [
        ("twin", ("80",), ("80",)),
        ("web", ("80",), ("80",)),
    ]


def test_interfaces_of_the_same_groups_have_each_their_own_doubt() -> None:
    lost = {n: replace(WEB, urn=n, name=n, has_public_ip=Unknown(f"the bandwidth of {n}")) for n in ("one", "two")}
    found = analyse(network(accept("0.0.0.0/0", ports=SSH), **EIP, interfaces={"web": WEB, **lost}))
    assert [(e.workload, e.verdict, e.needs) for e in found.exposures] == [
        ("one", "indeterminate", ("the bandwidth of one",)),
        ("two", "indeterminate", ("the bandwidth of two",)),
        ("web", "reachable", ()),
    ]
    assert [row.ports for e in found.exposures for row in rows(e)] == [("22",)] * 3


def test_a_row_is_told_by_its_stations_and_its_rules() -> None:
    ((row,),) = (rows(exposure) for exposure in analyse(network(accept("8.0.0.0/8", ports=SSH), **EIP)).exposures)
    assert [hop.urn for hop in row.path] == ["eip", "r"]
    assert (row.protocol, row.ports, row.cidrs) == ("tcp", ("22",), ("8.0.0.0/8",))


def test_sources_inside_are_told_as_they_are() -> None:
    found = network(accept("10.0.0.0/9", ports=SSH))
    (exposure,) = analyse(found, vpc_zone(found.vpcs["vpc"])).exposures
    assert [row.cidrs for row in rows(exposure)] == [("10.0.0.0/9",)]


SIX = (Ipv6Bandwidth("band", "vpc", "web"),)
NAMELESS = {**EIP, "eips": {"eip": Eip("eip", "eip", Unknown("the address"))}}


@pytest.mark.parametrize(
    ("found", "witness"),
    [
        (network(accept("8.0.0.0/8", ports=SSH), **EIP), ("8.0.0.1:50000", "47.0.0.1:22")),
        (network(accept("8.0.0.0/8", ports=SSH), **NAMELESS), ("8.0.0.1:50000", "web:22")),
        (network(accept("8.0.0.0/8", protocol="icmp"), **EIP), ("8.0.0.1", "47.0.0.1")),
        (network(accept("2600::/16", ports=SSH), ipv6_bandwidths=SIX), ("[2600::1]:50000", "[2001:db8::10]:22")),
        (network(accept("2600::/16", protocol="icmpv6"), ipv6_bandwidths=SIX), ("2600::1", "2001:db8::10")),
    ],
)
def test_a_row_names_the_packet_to_try(found: Network, witness: tuple[str, str]) -> None:
    assert [row.witness for exposure in analyse(found).exposures for row in rows(exposure)] == [witness]
