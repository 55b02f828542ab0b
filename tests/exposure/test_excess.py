"""What exceeds what is declared: by the ports that are dialled or that arrive, and through what a component built."""

from typing import Any

import pytest

from yett.packets import AddressSet, TrafficSet, TransportSet
from yett_policies.exposure import Intent, excess
from yett_policies.exposure.sets import NOTHING, Reach, reach
from yett_policies.network import Declared, Network

from .ends import TCP22, TCP80, exposure

WHO = "198.51.100.0/24"
HALF = "198.51.100.0/25"
MANY = TransportSet.tcp((8000, 8009))


def opening(transport: TransportSet, *covers: str, who: str = WHO) -> Declared:
    traffic = TrafficSet.of(AddressSet.of(who), AddressSet.everyone(), transport)
    return Declared("spec", "opening", "spec", traffic, frozenset(covers))


def declared(*openings: Declared, arriving: TransportSet = TCP22, urns: tuple[str, ...] = (), **way: Any) -> Reach:
    """The part of an exposure of `web` that these openings admit; the rest is the excess."""
    one = exposure("web", arriving, "reachable", *urns, **way)
    split = Intent(Network(declared=openings)).split(one)
    assert split.excess == one.landed - split.declared
    return split.declared


def said(transport: TransportSet, who: str = WHO) -> Reach:
    return reach(AddressSet.of(who), transport)


def test_nothing_is_declared_where_no_opening_is_or_none_speaks_of_the_way() -> None:
    assert declared() == declared(opening(TCP22, "db")) == NOTHING


@pytest.mark.parametrize("covered", ["web", "eip", "door"])
def test_an_opening_speaks_of_its_workload_and_of_each_station_of_the_way(covered: str) -> None:
    assert declared(opening(TCP22, covered), urns=("eip", "door")) == said(TCP22)


def test_openings_admit_together_and_no_more_than_what_is_exposed() -> None:
    two = (opening(TCP22, "web"), opening(TransportSet.tcp(80, 443), "web", who="0.0.0.0/0"))
    assert declared(*two, arriving=TCP22 | TCP80) == said(TCP22 | TCP80)
    assert declared(*two[::-1], arriving=TCP22 | TCP80) == said(TCP22 | TCP80)
    assert declared(opening(TCP22, "web", who=HALF)) == said(TCP22, HALF)


def test_a_port_is_declared_as_it_is_dialled_or_as_it_arrives() -> None:
    forwarded: dict[str, Any] = {"dialled": TransportSet.tcp(10022), "offset": 22 - 10022}
    assert declared(opening(TCP22, "web"), **forwarded) == said(TCP22)
    assert declared(opening(TransportSet.tcp(10022), "web"), **forwarded) == said(TCP22)
    many: dict[str, Any] = {"arriving": TransportSet.tcp((80, 89)), "dialled": MANY, "offset": -7920}
    assert declared(opening(TransportSet.tcp((8000, 8004)), "web"), **many) == said(TransportSet.tcp((80, 84)))
    # dialled by another way, a port that happens to be declared is not this one
    assert declared(opening(TransportSet.tcp(10023), "web"), **forwarded) == NOTHING


def test_a_port_that_many_lead_to_is_declared_for_those_who_may_dial_them_all() -> None:
    many: dict[str, Any] = {"dialled": MANY, "offset": None}
    assert declared(opening(MANY | TCP80, "web"), **many) == said(TCP22)
    assert declared(opening(TransportSet.tcp((8000, 8008)), "web"), **many) == NOTHING
    both = (opening(MANY, "web", who=HALF), opening(TransportSet.tcp(8000), "web"))
    assert declared(*both, **many) == said(TCP22, HALF)


def test_only_what_exceeds_is_told_with_the_part_that_does() -> None:
    fine, more = exposure("web"), exposure("web", TCP22 | TCP80)
    assert excess([fine, more], Network(declared=(opening(TCP22, "web"),))) == {more: said(TCP80)}
