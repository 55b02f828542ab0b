"""The rows of what lands: together they are all of it, no two overlap, and each says one protocol's ports."""

from itertools import combinations
from random import Random

import pytest

from yett.packets import AddressSet, Product, TransportSet
from yett_policies.exposure.landing import WHOLE
from yett_policies.exposure.parts import Part, by_transport, narrowed, parts_of, port_texts
from yett_policies.exposure.sets import ALL4, ALL6, EVERYONE, Reach, reach
from yett_policies.exposure.way import Way

TCP, UDP, ALL = TransportSet.tcp, TransportSet.udp, TransportSet.all()
BLOCKS = ("10.0.0.0/8", "10.1.0.0/16", "10.1.2.0/24", "11.0.0.0/8", "0.0.0.0/0", "2001:db8::/32", "::/0")
CARRIED = (
    TCP(22), TCP(80), TCP((20, 90)), TCP(), UDP(53), UDP((20, 90)), TransportSet.icmp(), TransportSet.gre(), ALL4, ALL6,
    ALL, TransportSet.icmp(type=8), TransportSet.protocol(0),
)  # fmt: skip


def random_reach(chance: Random) -> Reach:
    rules = ((chance.choice(BLOCKS), chance.choice(CARRIED)) for _ in range(chance.randint(1, 7)))
    found = Product.union(reach(AddressSet.of(block), carried) for block, carried in rules)
    return found - reach(AddressSet.of(chance.choice(BLOCKS)), chance.choice(CARRIED))


def way(dialled: TransportSet, arriving: TransportSet, offset: int | None) -> Way:
    return Way("w", "w", "", (), dialled, arriving, offset)


def said(found: list[Part]) -> list[tuple[str, AddressSet, TransportSet, TransportSet]]:
    return [(part.protocol, part.sources, part.dialled, part.arriving) for part in found]


@pytest.mark.parametrize("seed", range(24))
def test_transports_turned_round_are_disjoint_and_each_set_of_senders_stands_once(seed: int) -> None:
    found = random_reach(Random(seed))
    pairs = by_transport(found)
    assert Product.union(reach(who, carried) for who, carried in pairs) == found
    assert len({who for who, _ in pairs}) == len(pairs)
    assert not any(one & other for (_, one), (_, other) in combinations(pairs, 2))


@pytest.mark.parametrize("seed", range(24))
def test_the_parts_of_a_way_are_all_that_lands_each_of_one_protocol(seed: int) -> None:
    found = random_reach(Random(seed))
    parts = parts_of(found, WHOLE)
    assert Product.union(reach(part.sources, part.arriving) for part in parts) == found
    for part in parts:
        assert part.dialled == part.arriving
        assert {part.protocol} == {"all"} or [part.protocol] == [p.value for p in part.dialled.protocols]
        assert (part.protocol == "all") == (part.dialled >= ALL4 or part.dialled >= ALL6)
    places = ["all", "tcp", "udp", "icmp", "icmpv6", "gre", "other"]
    order = [(places.index(one.protocol), one.dialled.points.edges, one.sources.points.edges) for one in parts]
    assert order == sorted(order)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("carried", [TCP(22), TCP((21, 80)), UDP(), ALL4, TCP() | UDP() | TransportSet.icmp()], ids=str)
def test_the_parts_of_a_way_that_carries_less_are_cut_out_of_the_wider_ones(carried: TransportSet, seed: int) -> None:
    found = random_reach(Random(seed)) & reach(EVERYONE, ALL4)
    less = way(carried, carried, 0)
    wanted = parts_of(found & reach(EVERYONE, carried), less)
    assert said(narrowed(parts_of(found, WHOLE), less)) == said(wanted)


@pytest.mark.parametrize("carried", [ALL, ALL4, ALL6], ids=str)
def test_everything_of_one_address_family_is_everything(carried: TransportSet) -> None:
    assert [part.protocol for part in parts_of(reach(EVERYONE, carried), WHOLE)] == ["all"]


def test_a_part_whose_transport_does_not_change_stays_the_same_object() -> None:
    wider = parts_of(reach(EVERYONE, TCP(22)), WHOLE)
    assert narrowed(wider, way(TCP(), TCP(), 0))[0] is wider[0]


def test_ports_that_are_moved_are_told_as_dialled_and_as_they_arrive() -> None:
    landed = reach(EVERYONE, TCP(22, (30, 40)))
    moved = parts_of(landed, way(TCP((1022, 1040)), TCP((22, 40)), -1000))
    assert said(moved) == [("tcp", EVERYONE, TCP(1022, (1030, 1040)), TCP(22, (30, 40)))]
    assert (moved[0].ports, moved[0].target_ports) == (("1022", "1030-1040"), ("22", "30-40"))


def test_every_dialled_port_arrives_at_the_one_port_of_a_way_that_has_no_offset() -> None:
    (part,) = parts_of(reach(EVERYONE, TCP(22)), way(TCP((80, 90)), TCP(22), None))
    assert (part.ports, part.target_ports) == (("80-90",), ("22",))
    assert (part.dialled, part.arriving) == (TCP((80, 90)), TCP(22))


@pytest.mark.parametrize(
    ("carried", "protocol", "texts"),
    [
        (TCP(22, (8000, 8100)), "tcp", ("22", "8000-8100")),
        (UDP(), "udp", ("1-65535",)),
        (TCP(1) | UDP(2), "udp", ("2",)),
        (UDP(53), "udp", ("53",)),
        (TransportSet.icmp(), "icmp", ()),
        (TransportSet.icmp(type=8), "icmp", ("8",)),
        (TransportSet.gre(), "gre", ()),
        (TransportSet.protocol(50), "other", ("50",)),
        (ALL4, "all", ()),
    ],
)
def test_ports_are_told_as_people_write_them(carried: TransportSet, protocol: str, texts: tuple[str, ...]) -> None:
    assert port_texts(carried, protocol) == texts


@pytest.mark.parametrize(
    ("sources", "carried", "tried"),
    [
        ("8.0.0.0/8", TCP(22, 80), ("8.0.0.1:50000", ":22")),
        ("2001:db8::/32", UDP(53), ("[2001:db8::7]:50000", ":53")),
        ("8.0.0.0/8", TransportSet.icmp(), ("8.0.0.1", "")),
        ("2001:db8::/32", TransportSet.icmpv6(), ("2001:db8::7", "")),
    ],
)
def test_a_packet_to_try_names_ports_where_there_are_any(
    sources: str, carried: TransportSet, tried: tuple[str, str]
) -> None:
    assert Part("any", AddressSet.of(sources), carried, carried).tried == tried


def test_what_is_dialled_over_udp_and_arrives_over_tcp_shows_its_tcp_ports() -> None:
    (part,) = parts_of(reach(EVERYONE, TCP(8080)), way(UDP(443), TCP(8080), None))
    assert (part.protocol, part.ports, part.target_ports) == ("udp", ("443",), ("8080",))


@pytest.mark.parametrize(
    ("dialled", "arriving", "shown"),
    [
        (UDP(53), UDP(5353), ("5353",)),
        (TCP(80), TCP(8080), ("8080",)),
        (TransportSet.icmp(type=8), TransportSet.icmp(type=8), port_texts(TransportSet.icmp(type=8), "icmp")),
    ],
)
def test_what_arrives_as_it_was_dialled_shows_the_ports_of_its_protocol(
    dialled: TransportSet, arriving: TransportSet, shown: tuple[str, ...]
) -> None:
    (part,) = parts_of(reach(EVERYONE, arriving), way(dialled, arriving, None))
    assert part.target_ports == shown != ()
