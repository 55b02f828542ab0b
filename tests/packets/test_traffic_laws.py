"""TrafficSet against sets of single packets, and against itself in any order of construction."""

from hypothesis import given
from hypothesis import strategies as st

from tests.packets.universe import PACKETS, addresses, box_lists, listed, members, packet, traffic, transports
from yett.packets import TCP, AddressSet, Box, TrafficSet, TransportSet

UNIVERSE = TrafficSet.all()


@given(box_lists, box_lists)
def test_operators_agree_with_single_packets(a: list[Box], b: list[Box]) -> None:
    x, y, p, q = traffic(a), traffic(b), members(a), members(b)
    assert listed(x | y) == p | q
    assert listed(x & y) == p & q
    assert listed(x - y) == p - q
    assert listed(x ^ y) == p ^ q
    assert (x <= y, x < y, x == y) == (p <= q, p < q, p == q)
    assert (bool(x), x.is_empty, x.size) == (bool(p), not p, len(p))


@given(box_lists, box_lists)
def test_complement_obeys_de_morgan(a: list[Box], b: list[Box]) -> None:
    x, y = traffic(a), traffic(b)
    assert (x | y).complement() == x.complement() & y.complement()
    assert (x & y).complement() == x.complement() | y.complement()
    assert x.complement().complement() == x
    assert (x | x.complement(), x & x.complement()) == (UNIVERSE, TrafficSet.empty())
    assert x - y == x & y.complement()
    assert x - y <= x


@given(box_lists, st.randoms(use_true_random=False))
def test_equal_sets_have_identical_boxes_in_any_order(a: list[Box], r: object) -> None:
    x = traffic(a)
    shuffled = sorted(a, key=lambda _: r.random())  # type: ignore[attr-defined]
    assert traffic(shuffled).boxes == x.boxes
    assert traffic(list(x.boxes)[::-1]).boxes == x.boxes
    assert TrafficSet.union(TrafficSet.of(b.source, b.destination, b.transport) for b in a).boxes == x.boxes
    one_by_one = TrafficSet.union(
        TrafficSet.of(AddressSet.of(packet(*m).source), AddressSet.of(packet(*m).destination), packet(*m).transport)
        for m in members(a)
    )
    assert (one_by_one.boxes, str(one_by_one), hash(one_by_one)) == (x.boxes, str(x), hash(x))


@given(box_lists)
def test_boxes_are_disjoint(a: list[Box]) -> None:
    boxes = traffic(a).boxes
    assert sum(len(members([box])) for box in boxes) == len(members(list(boxes)))


@given(box_lists, addresses, addresses, transports)
def test_projections_and_slices_agree_with_single_packets(
    a: list[Box], source: AddressSet, destination: AddressSet, transport: TransportSet
) -> None:
    x, p = traffic(a), members(a)
    assert {s for s, _, _ in p} == {s for s, _, _ in PACKETS if s in x.sources.points}
    assert {d for _, d, _ in p} == {d for _, d, _ in PACKETS if d in x.destinations.points}
    assert {t for _, _, t in p} == {t for _, _, t in PACKETS if t in x.transport.points}
    assert listed(x.given_source(source)) == {m for m in p if m[0] in source.points}
    assert listed(x.given_destination(destination)) == {m for m in p if m[1] in destination.points}
    assert listed(x.given_transport(transport)) == {m for m in p if m[2] in transport.points}
    assert x.sources_of(transport) == x.given_transport(transport).sources


@given(box_lists)
def test_membership_agrees_with_single_packets(a: list[Box]) -> None:
    x, p = traffic(a), members(a)
    assert {m for m in PACKETS[::3] if packet(*m) in x} == {m for m in PACKETS[::3] if m in p}


@given(box_lists.map(traffic).filter(bool))
def test_the_witness_is_a_member(x: TrafficSet) -> None:
    assert x.witness() in x


def test_families_never_meet() -> None:
    v4, v6 = AddressSet.everyone_v4(), AddressSet.everyone_v6()
    assert not TrafficSet.of(v4, v6, TransportSet.all())
    assert str(TrafficSet.all()) == "0.0.0.0/0 -> 0.0.0.0/0 all; ::/0 -> ::/0 all"


def test_nobody_as_source_is_no_traffic_at_all() -> None:
    assert not TrafficSet.to_port(TCP, 22, source=AddressSet.empty())
    assert not TrafficSet.to_port(TCP, 22, destination=AddressSet.empty())


def test_redirecting_keeps_the_senders() -> None:
    office = TrafficSet.to_port(TCP, 22, source=AddressSet.cidr("8.0.0.0/8"))
    dialled = office.redirected(AddressSet.of("47.0.0.9"), TransportSet.tcp(10022))
    assert str(dialled) == "8.0.0.0/8 -> 47.0.0.9/32 tcp/10022"


@given(box_lists, addresses)
def test_within_is_the_part_from_these_sources(a: list[Box], source: AddressSet) -> None:
    x = traffic(a)
    assert x.by_source.within(source.points) == x.given_source(source).by_source
