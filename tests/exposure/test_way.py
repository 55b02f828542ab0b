"""What is dialled becomes what arrives, for those whom a way lets on."""

import pytest

from yett.packets import AddressSet, TransportSet
from yett_policies.exposure.sets import NOBODY, NOTHING, reach
from yett_policies.exposure.way import FOUR, SIX, Hop, Senders, Way, both

TCP = TransportSet.tcp
LOW, HIGH = AddressSet.of("10.0.0.0/8"), AddressSet.of("11.0.0.0/8")
OUTER, INNER = TCP((1000, 1100)), TCP((1, 101))
BACK = Hop("route", "vsw", "the routes")


def way(offset: int | None, dialled: TransportSet = OUTER, arriving: TransportSet = INNER) -> Way:
    return Way("w", "w", "", (Hop("eip", "eip", ""),), dialled, arriving, offset)


def test_ports_are_what_they_were_unless_something_moves_them() -> None:
    plain = Way("w", "w", "", (), INNER, INNER)
    found = reach(LOW, TCP(22))
    assert (plain.as_dialled(found), plain.dialled_for(TCP(22)), plain.arriving_of(TCP(22))) == (
        found,
        TCP(22),
        TCP(22),
    )


def test_ports_that_move_are_dialled_before_and_arrive_after() -> None:
    moved = way(-999)
    assert moved.as_dialled(reach(LOW, TCP(22))) == reach(LOW, TCP(1021))
    assert (moved.dialled_for(TCP(22)), moved.arriving_of(TCP(1021))) == (TCP(1021), TCP(22))


def test_every_dialled_port_leads_to_the_one_that_arrives() -> None:
    one = way(None, arriving=TCP(22))
    assert one.as_dialled(reach(LOW, TCP(22))) == reach(LOW, OUTER)
    assert one.as_dialled(NOTHING) == NOTHING
    assert (one.dialled_for(TCP(22)), one.arriving_of(TCP(1000))) == (OUTER, TCP(22))


@pytest.mark.parametrize("everybody", [FOUR, SIX], ids=["four", "six"])
def test_a_way_that_answers_everybody_stays_the_same(everybody: Senders) -> None:
    asked = way(0)
    assert asked.answered(everybody, BACK) is asked


def test_a_way_that_answers_some_is_for_them_and_says_so() -> None:
    found = way(0).answered(Senders(LOW, LOW | HIGH, ("a route",)), BACK)
    assert found.senders == Senders(LOW, LOW | HIGH, ("a route",))
    assert ([hop.urn for hop in found.hops], found.back) == (["eip", "vsw"], BACK)


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        (Senders(LOW, LOW | HIGH, ("one",)), Senders(), Senders(LOW, LOW | HIGH, ("one",))),
        (Senders(), Senders(LOW, LOW | HIGH, ("other",)), Senders(LOW, LOW | HIGH, ("other",))),
        (Senders(LOW, LOW | HIGH, ("one",)), Senders(LOW, LOW, ("other",)), Senders(LOW, LOW)),
        (Senders(LOW, LOW), Senders(HIGH, HIGH), Senders(NOBODY, NOBODY)),
        (Senders(NOBODY, LOW, ("one", "a")), Senders(LOW, LOW, ("a", "b")), Senders(NOBODY, LOW, ("one", "a", "b"))),
    ],
)
def test_who_gets_past_two_gets_past_each(one: Senders, other: Senders, wanted: Senders) -> None:
    assert both(one, other) == wanted
