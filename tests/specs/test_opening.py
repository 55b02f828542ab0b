"""An opening is named by what it opens, is open from its first to its last day, and means a set of packets."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.specs.sites import GONE, opening
from yett import packets
from yett.errors import SpecError
from yett.specs import Opening, Peer, PortRange, Protocol

TODAY = date(2026, 6, 15)

KEYS = [
    (opening(), "tcp-22-203.0.113.0-24"),
    (opening(peer={"cidr": "2001:DB8::/32"}, ports=["8000-8010"]), "tcp-8000-8010-2001_db8__-32"),
    (opening(peer={"group": "app"}, protocol="udp", port=53, ports=GONE), "udp-53-group-app"),
    (opening(peer={"anywhere": "public"}, protocol="icmp", ports=GONE), "icmp-anywhere"),
]


@pytest.mark.parametrize(("data", "key"), KEYS)
def test_the_key_says_what_is_opened_to_whom(data: dict[str, object], key: str) -> None:
    assert Opening.parse(data).key == key


@pytest.mark.parametrize(
    "change", [{"reason": "x"}, {"owner": "x"}, {"ticket": "T-1"}, {"expires": "2030-01-01"}, {"closed": True}]
)
def test_the_key_does_not_depend_on_the_record(change: dict[str, object]) -> None:
    assert Opening.parse(opening(**change)).key == Opening.parse(opening()).key


@given(st.permutations(["10.1.0.0/16", "10.2.0.0/16", "2001:db8::/32"]), st.permutations([80, 443, 8080]))
def test_the_key_does_not_depend_on_the_order(cidrs: list[str], ports: list[int]) -> None:
    data = opening(peers=[{"cidr": cidr} for cidr in cidrs], peer=GONE, ports=ports)
    assert Opening.parse(data).key == "tcp-03656687e9"


@pytest.mark.parametrize(
    ("record", "open_today"),
    [
        ({}, True),
        ({"closed": True}, False),
        ({"expires": "2026-06-15"}, True),
        ({"expires": "2026-06-14"}, False),
        ({"opened": "2026-06-15"}, True),
        ({"opened": "2026-06-16"}, False),
        ({"expires": date(2026, 6, 14)}, False),
    ],
)
def test_an_opening_is_open_from_its_first_to_its_last_day(record: dict[str, object], open_today: bool) -> None:
    assert Opening.parse(opening(**record)).is_open(TODAY) is open_today


@pytest.mark.parametrize("day", ["2026-06-15 00:00:00 +0000 UTC", "2026-06-15T00:00:00Z", datetime(2026, 6, 15)])
def test_a_day_without_quotes_in_the_stack_file_is_still_a_day(day: object) -> None:
    assert Opening.parse(opening(expires=day)).expires == "2026-06-15"


def test_a_late_review_keeps_the_opening_open_and_is_told() -> None:
    late = Opening.parse(opening(review_by="2026-06-14"))
    assert (late.is_open(TODAY), late.needs_review(TODAY)) == (True, True)


def test_traffic_of_a_network_is_exactly_its_packets() -> None:
    said = packets.TrafficSet.to_port(packets.TCP, 22, source=packets.AddressSet.of("203.0.113.0/24"))
    assert Opening.parse(opening()).to_traffic() == said


def test_traffic_from_anywhere_is_both_families_where_the_protocol_has_both() -> None:
    everyone = Opening.parse(opening(peer={"anywhere": "public"})).to_traffic()
    pings = Opening.parse(opening(peer={"anywhere": "public"}, protocol="icmp", ports=GONE)).to_traffic()
    assert everyone == packets.TrafficSet.to_port(packets.TCP, 22)
    assert pings == packets.TrafficSet.of(
        packets.AddressSet.everyone_v4(), packets.AddressSet.everyone_v4(), packets.TransportSet.icmp()
    )


@pytest.mark.parametrize("one", [{"peers": None}, {"port": None}, {"ports": None, "port": 22}])
def test_the_other_way_to_write_a_list_may_stand_there_without_a_value(one: dict[str, object]) -> None:
    assert Opening.parse(opening(**one)) == Opening.parse(opening())


@pytest.mark.parametrize("peer", [{"group": "app"}, {"prefix_list": "pl-1"}, {"zone": "elsewhere"}])
def test_traffic_of_a_peer_without_known_addresses_is_unknown_and_not_nothing(peer: dict[str, str]) -> None:
    assert Opening.parse(opening(peer=peer)).to_traffic({"office": ["10.0.0.0/8"]}) is None


def test_a_zone_means_its_networks() -> None:
    zoned = Opening.parse(opening(peer={"zone": "office"}))
    assert zoned.to_traffic({"office": ["203.0.113.0/24"]}) == Opening.parse(opening()).to_traffic()


@pytest.mark.parametrize("spelling", [443, 443.0, "443", {"first": 443, "last": 443}, "443/443"])
def test_a_port_has_many_spellings_and_one_meaning(spelling: object) -> None:
    assert PortRange.parse(spelling) == PortRange.of(443)


@given(st.integers(1, 65535), st.integers(1, 65535))
def test_a_range_reads_back_as_it_is_written(a: int, b: int) -> None:
    ports = PortRange.of(min(a, b), max(a, b))
    assert PortRange.parse(str(ports)) == ports
    assert PortRange.parse({"first": float(ports.first), "last": float(ports.last)}) == ports


def test_what_a_component_registers_reads_back_as_the_same_opening() -> None:
    said = Opening(
        peers=[Peer(cidr="10.0.0.0/8"), Peer(anywhere="public")],
        protocol=Protocol.TCP,
        ports=[PortRange.of(80), PortRange.of(8000, 8010)],
        reason="r",
        owner="o",
        expires="2030-01-01",
    )
    assert Opening.parse(said.plain()) == said


def test_nobody_can_change_an_opening_afterwards() -> None:
    with pytest.raises(SpecError, match="closed"):
        Opening.parse(opening()).parse({**opening(), "closed": "perhaps"})
    with pytest.raises(ValueError, match="frozen"):
        Opening.parse(opening()).closed = True
