"""Who is routed to what stands inside: by the addresses that it has, or by all that it may have."""

from dataclasses import replace
from typing import Any

import pytest

from yett.packets import TransportSet
from yett_policies.exposure import analyse, vpc_zone
from yett_policies.network import (
    Cidr,
    Listener,
    LoadBalancer,
    ManagedEndpoint,
    Network,
    Peering,
    PortRange,
    RouteEntry,
    Unknown,
    Vpc,
    VSwitch,
)

from .nouns import WEB, accept, network

DUAL = ("10.0.0.0/24", "2001:db8::/64")
FAR = ("172.16.0.0/16", "2001:db8:f::/56")


def cidrs(*texts: str) -> tuple[Cidr, ...]:
    return tuple(map(Cidr.parse, texts))


def peered(*towards: str, **nouns: Any) -> Network:
    """Everything of a far VPC is routed to, and it routes to these blocks."""
    far = VSwitch("f", "f", "far", cidrs(*FAR))
    leads = [("vpc", one) for one in FAR] + [("far", one) for one in towards]
    routes = (RouteEntry(f"{vpc} {to}", vpc, vpc, Cidr.parse(to), "link", "vpcpeer") for vpc, to in leads)
    found = network(accept(*FAR, ports=PortRange(22, 22)), cidrs=cidrs("10.0.0.0/8", "2001:db8::/56"), **nouns)
    return replace(
        found,
        vpcs={"far": Vpc("far", "far", cidrs(*FAR)), **found.vpcs},
        vswitches={**found.vswitches, "f": far},
        peerings=(Peering("link", "link", ("vpc", "far")),),
        route_entries=tuple(routes),
    )


def seen(found: Network, workload: str = "web") -> dict[str, str]:
    """Verdict by sources, of what the far VPC reaches."""
    exposures = analyse(found, vpc_zone(found.vpcs["far"])).exposures
    return {str(e.sources): e.verdict for e in exposures if e.workload == workload}


FOUR, SIX = "172.16.0.0/16", "2001:db8:f::/56"
CASES: list[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], dict[str, str]]] = [
    (("10.0.0.10",), ("10.0.0.0/24",), ("10.0.0.0/25",), {FOUR: "reachable"}),
    (("10.0.0.200",), ("10.0.0.0/24",), ("10.0.0.0/25",), {}),
    ((), ("10.0.0.0/24",), ("10.0.0.0/24",), {FOUR: "reachable"}),
    ((), ("10.0.0.0/24",), ("10.0.0.0/25",), {FOUR: "indeterminate"}),
    (("10.0.0.10",), DUAL, ("10.0.0.0/25", "2001:db8::/64"), {FOUR: "reachable", SIX: "reachable"}),
    (("10.0.0.10",), DUAL, ("10.0.0.0/25",), {FOUR: "reachable"}),
    (("10.0.0.10", "2001:db8::10"), DUAL, ("10.0.0.0/25", "2001:db8::/124"), {FOUR: "reachable"}),
    (("10.0.0.10", "2001:db8::1"), DUAL, ("10.0.0.0/25", "2001:db8::/124"), {FOUR: "reachable", SIX: "reachable"}),
    (("2001:db8::1",), DUAL, ("10.0.0.0/24", "2001:db8::/124"), {FOUR: "reachable", SIX: "reachable"}),
    (("2001:db8::1",), DUAL, ("10.0.0.0/25", "2001:db8::/124"), {SIX: "reachable", FOUR: "indeterminate"}),
]


@pytest.mark.parametrize(("own", "room", "towards", "wanted"), CASES)
def test_a_peering_leads_to_the_addresses_of_each_family_that_both_sides_route(
    own: tuple[str, ...], room: tuple[str, ...], towards: tuple[str, ...], wanted: dict[str, str]
) -> None:
    host = replace(WEB, addresses=cidrs(*own), has_ipv6=True)
    assert seen(peered(*towards, room=cidrs(*room), interfaces={"web": host})) == wanted


@pytest.mark.parametrize(
    ("towards", "verdict"), [("10.0.0.0/8", "reachable"), ("10.0.0.0/24", "indeterminate"), ("11.0.0.0/8", "")]
)
def test_a_machine_in_a_vswitch_whose_block_nobody_knows_is_anywhere_in_its_vpc(towards: str, verdict: str) -> None:
    host = replace(WEB, addresses=())
    found = seen(peered(towards, room=Unknown("the block"), interfaces={"web": host}))
    assert found == ({FOUR: verdict} if verdict else {})


def test_a_machine_of_which_nothing_is_known_may_be_anywhere() -> None:
    host = replace(WEB, addresses=())
    found = peered("10.0.0.0/8", room=Unknown("the block"), interfaces={"web": host})
    lost = replace(found, vpcs={**found.vpcs, "vpc": Vpc("vpc", "vpc", Unknown("the blocks"))})
    assert set(seen(lost).values()) == {"indeterminate"}


LISTENER = Listener("l", "l", "lb", "tcp", PortRange(22, 22))
NLB = LoadBalancer("lb", "lb", "nlb", "intranet")


@pytest.mark.parametrize(
    ("lb", "wanted"),
    [
        (replace(NLB, vpc="vpc", vswitches=("a",), address="10.0.0.10"), "reachable"),
        (replace(NLB, vpc="vpc", vswitches=("a",), address="10.0.0.200"), "closed"),
        (replace(NLB, vpc="vpc", vswitches=("a",), address="lb.example"), "indeterminate"),
        (replace(NLB, vpc="vpc", vswitches=("a",)), "indeterminate"),
        (replace(NLB, vpc="vpc", vswitches=("a",), address=Unknown("the address")), "indeterminate"),
        (replace(NLB, vpc="vpc"), "indeterminate"),
        (replace(NLB, vswitches=("a",), address="10.0.0.10"), "reachable"),
        (replace(NLB, vpc=Unknown("the vpc"), vswitches=("a",), address="10.0.0.10"), "reachable"),
    ],
)
def test_a_balancer_is_reached_by_its_private_address_in_its_vpc(lb: LoadBalancer, wanted: str) -> None:
    found = peered("10.0.0.0/25", balancers={"lb": lb}, listeners=(LISTENER,))
    assert analyse(found, vpc_zone(found.vpcs["far"])).verdict("lb") == wanted


def test_a_balancer_without_a_known_leg_is_in_its_vpc() -> None:
    found = peered(balancers={"lb": replace(NLB, vpc="vpc")}, listeners=(LISTENER,))
    assert analyse(found, vpc_zone(found.vpcs["vpc"])).verdict("lb") == "reachable"


@pytest.mark.parametrize(("is_public", "verdict"), [(False, "reachable"), (True, "closed")])
def test_a_public_connection_of_a_service_is_not_reached_from_inside(is_public: bool, verdict: str) -> None:
    one = ManagedEndpoint("db", "db", "rds", "owner", "", 22, is_public, cidrs("0.0.0.0/0"), vswitch="a")
    found = peered("10.0.0.0/8", managed_endpoints=(one,))
    assert analyse(found, vpc_zone(found.vpcs["vpc"])).verdict("db") == verdict


def test_a_way_inside_is_dialled_at_the_first_private_address() -> None:
    found = peered("10.0.0.0/8")
    (exposure, *_) = analyse(found, vpc_zone(found.vpcs["far"])).exposures
    assert (exposure.address, exposure.transport) == ("10.0.0.10", TransportSet.tcp(22))
