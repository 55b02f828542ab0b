"""A forward entry to a load balancer's private address goes on over the listeners that stand there."""

from dataclasses import replace
from typing import Any

import pytest

from yett.packets import TransportSet
from yett_policies.exposure import explain
from yett_policies.exposure.forwards import every_forward, forwarded
from yett_policies.network import (
    Cidr,
    EipAssociation,
    Listener,
    LoadBalancer,
    Member,
    Network,
    PortRange,
    Unknown,
    VSwitch,
)

from .test_forwards import BOUND, ENTRY, HELD, HOST, LOST, NOT_BOUND, network

TEN, WEB = Cidr.parse("10.0.0.10"), PortRange(80, 80)
CLB = LoadBalancer("clb", "the clb", "clb", "intranet", ("vsw",), None, "10.0.0.10")
FRONT = Listener("front", "front", "clb", "tcp", WEB, members=(Member("host", 8080),))
AWAY = {"far": VSwitch("far", "far", "another vpc", (Cidr.parse("10.0.0.0/24"),))}
WHO = "who has the address 10.0.0.10"
EIP = 'whether a forward entry has an effect on "the clb", a load balancer with an EIP of its own'
OTHER = 'whether NAT gateway "the nat" reaches "the clb" in another VPC'
ALB = 'whether a forward entry may lead to "the clb", which is not documented of an ALB or NLB'


def held(*balancers: LoadBalancer, front: Listener = FRONT, bound: tuple[Any, ...] = (BOUND,), **entry: Any) -> Network:
    """An entry from 10080 to port 80 of an address, and these load balancers."""
    ports = {"external_ports": PortRange(10080, 10080), "internal_ports": WEB, "internal": TEN}
    nouns = {"balancers": {one.urn: one for one in balancers}, "vswitches": {**HELD["vswitches"], **AWAY}}
    hosts = {"host": replace(HOST, addresses=(Cidr.parse("10.0.0.99"),))}
    return network(replace(ENTRY, **{**ports, **entry}), *bound, listeners=(front,), interfaces=hosts, **nouns)


def ends(found: Network) -> list[tuple[str, tuple[str, ...]]]:
    ways = list(every_forward(found, frozenset()))
    assert [why_not for _, why_not in ways if why_not] == []
    return [(way.workload, way.needs) for way, _ in ways]


@pytest.mark.parametrize(
    ("changes", "entry", "wanted"),
    [
        ({}, {}, [("clb", ()), ("host", ())]),
        ({}, {"internal": "clb"}, [("clb", ()), ("host", ())]),
        ({"vswitches": ()}, {}, [("clb", ()), ("host", ())]),
        ({"vswitches": ("far",)}, {}, [("clb", (OTHER,)), ("host", (OTHER,))]),
        ({"address": "10.0.0.11"}, {}, [("entry", (WHO,))]),
        ({"address": LOST}, {}, [("entry", (WHO,))]),
        ({"address": "not an address"}, {}, [("entry", (WHO,))]),
        ({"address_type": "internet"}, {}, [("entry", (WHO,))]),
        ({"address_type": LOST}, {}, [("clb", ()), ("host", ())]),
        ({"family": "alb"}, {"internal": "clb"}, [("clb", (ALB,)), ("host", (ALB,))]),
    ],
)
def test_an_internal_address_is_a_load_balancers_that_has_it_in_the_vpc_of_the_gateway(
    changes: dict[str, Any], entry: dict[str, Any], wanted: list[Any]
) -> None:
    assert ends(held(replace(CLB, **changes), **entry)) == wanted


@pytest.mark.parametrize(
    ("here", "wanted"),
    [
        ({"address": LOST}, True),
        ({"address": "10.0.0.11"}, False),
        ({"address": LOST, "address_type": "internet"}, False),
        ({"address": "nlb.example", "address_type": "internet", "family": "nlb"}, True),
    ],
)
def test_one_in_another_vpc_is_meant_unless_the_address_may_be_somebodys_here(
    here: dict[str, Any], wanted: bool
) -> None:
    """A load balancer here whose address is still to come may get it; a CLB that faces the internet may not."""
    found = ends(held(replace(CLB, vswitches=("far",)), replace(CLB, urn="here", name="here", **here)))
    assert [(end, needs) for end, needs in found if end == "entry"] == ([("entry", (WHO,))] if wanted else [])
    assert ("clb", (OTHER,)) in found


def test_of_a_load_balancer_with_an_eip_nobody_documents_what_an_entry_does() -> None:
    assert ends(held(CLB, bound=(BOUND, EipAssociation("own", "free", "clb")))) == [("clb", (EIP,)), ("host", (EIP,))]


@pytest.mark.parametrize(
    ("front", "entry", "wanted"),
    [
        ({}, {}, [("tcp/10080", "tcp/80", -10000), ("tcp/10080", "tcp/8080", -2000)]),
        ({"protocol": "http"}, {}, [("tcp/10080", "tcp/80", -10000), ("tcp/10080", "tcp/8080", -2000)]),
        ({"members": (Member("host", None),)}, {}, [("tcp/10080", "tcp/80", -10000)] * 2),
        ({"ports": PortRange(79, 81)}, {}, [("tcp/10080", "tcp/80", -10000), ("tcp/10080", "tcp/8080", None)]),
        ({}, {"external_ports": LOST}, [("tcp", "tcp/80", None), ("tcp", "tcp/8080", None)]),
    ],
)
def test_ports_are_carried_over_both(front: dict[str, Any], entry: dict[str, Any], wanted: list[Any]) -> None:
    found = list(forwarded(held(CLB, front=replace(FRONT, **front), **entry), frozenset()))
    assert [(str(way.dialled), str(way.arriving), way.offset) for way in found] == wanted
    assert [[hop.kind for hop in way.hops] for way in found] == [["eip", "forward-entry", "listener"]] * 2


@pytest.mark.parametrize(
    ("front", "entry"),
    [
        ({"ports": PortRange(443, 443)}, {}),
        ({"protocol": "udp"}, {}),
        ({"is_on": False}, {}),
        ({}, {"protocol": "udp"}),
    ],
)
def test_where_no_listener_runs_an_entry_has_no_effect(front: dict[str, Any], entry: dict[str, Any]) -> None:
    ((way, why_not),) = every_forward(held(CLB, front=replace(FRONT, **front), **entry), frozenset())
    assert (way.workload, why_not) == ("clb", 'load balancer "the clb" has no running listener there')
    assert way.target is None


def test_an_entry_whose_eip_is_not_bound_leads_to_no_load_balancer() -> None:
    ((way, why_not),) = every_forward(held(CLB, bound=()), frozenset())
    assert (way.workload, why_not) == ("clb", NOT_BOUND)


@pytest.mark.parametrize(
    ("changes", "internal", "wanted"),
    [
        ({}, LOST, {"indeterminate"}),
        ({"address": LOST}, TEN, {"indeterminate"}),
        ({"address": "10.0.0.11"}, LOST, {"indeterminate"}),
        ({"address": "10.0.0.11"}, TEN, set()),
        ({"address_type": "internet"}, LOST, set()),
    ],
)
def test_an_entry_to_nobody_knows_whom_may_lead_over_a_load_balancer(
    changes: dict[str, Any], internal: Cidr | Unknown, wanted: set[str]
) -> None:
    found = explain(held(replace(CLB, **changes), internal=internal), "198.51.100.7", "host", TransportSet.tcp(8080))
    assert {t.verdict for t in found if any(hop.kind == "forward-entry" for hop in t.way.hops[:2])} == wanted
