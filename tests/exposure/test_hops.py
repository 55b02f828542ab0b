"""A route leads somewhere, elsewhere, or where nobody knows; and then it says what would decide."""

from typing import Any

import pytest

from yett_policies.exposure.hops import DIVERTING, BackByGateway, BackOver, By, Leads, Over, hop_name, why_unknown
from yett_policies.network import Cidr, RouteEntry, Unknown

TEN = Cidr.parse("10.0.0.0/8")
LOST, AND = Unknown("what nobody knows"), Unknown("the rest")


def route(kind: Any, nexthop: Any = "ns::next", **more: Any) -> RouteEntry:
    return RouteEntry(
        **{
            "urn": "ns::route",
            "table": "t",
            "vpc": "vpc",
            "destination": TEN,
            "nexthop_type": kind,
            "nexthop": nexthop,
            **more,
        }
    )


@pytest.mark.parametrize(
    ("asked", "kind", "nexthop", "leads"),
    [
        (Over("p"), "vpcpeer", "p", True),
        (Over("p"), "vpcpeer", "q", False),
        (Over("p"), "vpcpeer", LOST, None),
        (BackOver("p"), "local", "", True),
        (BackOver("p"), "local", LOST, True),
        (BackOver("p"), "vpcpeer", "p", True),
        (BackOver("p"), "vpcpeer", "q", False),
        (BackOver("p"), "vpcpeer", LOST, None),
        (BackByGateway("ipv4gateway"), "ipv4gateway", "g", True),
        (BackByGateway("ipv4gateway"), "ipv6gateway", "g", False),
        (BackByGateway("ipv4gateway"), "local", "", True),
        (BackByGateway("ipv4gateway"), "instance", "i", None),
        (BackByGateway("ipv4gateway"), "natgateway", "n", False),
        (BackByGateway("ipv4gateway"), LOST, "g", None),
    ],
)
def test_a_route_leads_there_or_not_or_nobody_knows(asked: Leads, kind: Any, nexthop: Any, leads: bool | None) -> None:
    assert asked(route(kind, nexthop)) is leads


def test_a_route_is_itself_and_no_other() -> None:
    assert By(route("instance"))(route("instance")) is True
    assert By(route("instance"))(route("havip")) is False


def test_equal_questions_are_equal() -> None:
    assert len({Over("p"), Over("p"), BackOver("p"), BackByGateway("p"), By(route("local")), By(route("local"))}) == 4


@pytest.mark.parametrize(("nexthop", "name"), [("ns::next", "next"), ("next", "next"), (LOST, LOST.what)])
def test_a_next_hop_goes_by_its_name(nexthop: Any, name: str) -> None:
    assert hop_name(route("instance", nexthop)) == name


SEVERAL = "which of several NAT gateways the default route of the VPC leads to"
OBEYED = 'which vswitches obey the table of route "route"'


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (route("natgateway", "ns::route"), SEVERAL),
        (route("natgateway"), OBEYED),
        (route("vpcpeer", "ns::route"), OBEYED),
        (route("vpcpeer"), OBEYED),
        (route("vpcpeer", urn="route"), OBEYED),
        (route("instance"), 'what next hop "next" lets through, which yett does not model'),
        (route("instance", LOST), LOST.what),
        (route("vpcpeer", LOST), LOST.what),
        (route(LOST, AND), LOST.what),
        (route("vpcpeer", destination=AND), AND.what),
        (route("vpcpeer", table=LOST), LOST.what),
    ],
)
def test_a_route_that_is_not_known_says_what_would_decide(found: RouteEntry, why: str) -> None:
    assert why_unknown(found) == why


def test_every_next_hop_that_is_not_modelled_lets_something_through() -> None:
    assert all("does not model" in why_unknown(route(kind)) for kind in DIVERTING)
