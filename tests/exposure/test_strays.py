"""A way to what nobody can name may be a way to whatever is asked about, unless that cannot be meant."""

from dataclasses import replace
from typing import Any

import pytest

from yett.packets import TransportSet
from yett_policies.exposure import analyse, explain
from yett_policies.exposure.strays import perhaps
from yett_policies.exposure.ways import ways_from_internet
from yett_policies.network import EipAssociation, Member, Network, PortRange, Unknown

from .nets import built

LOST = Unknown("whose it is")
SSH = TransportSet.tcp(22)
OUTSIDE = "198.51.100.7"


def bound_to(network: Network, target: Any = LOST, kind: Any = "") -> Network:
    """A network with an EIP that is bound to a target of a kind."""
    return replace(network, associations=(EipAssociation("bound", "eip", target, "NAT", kind),))


def verdicts(network: Network, target: str, packet: TransportSet = SSH) -> set[str]:
    return {trace.verdict for trace in explain(network, OUTSIDE, target, packet)}


OPEN = built("net", "web", "open22")


@pytest.mark.parametrize(
    ("target", "kind", "packet", "wanted"),
    [
        (LOST, "", SSH, {"indeterminate"}),
        (LOST, "ecsinstance", SSH, {"indeterminate"}),
        (LOST, Unknown("the kind"), SSH, {"indeterminate"}),
        # its groups refuse it, whoever it is
        (LOST, "", TransportSet.tcp(23), {"closed"}),
        # neither a gateway nor a load balancer is a machine, and what the snapshot does not hold is not this one
        (LOST, "nat", SSH, set()),
        (LOST, "slbinstance", SSH, set()),
        ("outside:i-1", "", SSH, set()),
    ],
)
def test_an_address_of_nobody_knows_whom_may_be_a_machines(
    target: Any, kind: Any, packet: TransportSet, wanted: set[str]
) -> None:
    assert verdicts(bound_to(OPEN, target, kind), "web", packet) == wanted
    assert verdicts(bound_to(OPEN, target, kind), "alicloud_instance.web", packet) == wanted


def test_only_what_is_asked_about_is_looked_at() -> None:
    network = bound_to(built("net", "web", instance__other={"private_ip": "10.0.0.77"}))
    found = list(perhaps(network, ways_from_internet(network), "web"))
    assert [(way.name, way.stray) for way in found] == [("bound", ""), ("web", None)]


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        ("", {"indeterminate"}),
        ("slbinstance", {"indeterminate"}),
        (Unknown("the kind"), {"indeterminate"}),
        ("ecsinstance", set()),
    ],
)
def test_it_may_be_a_load_balancers_and_so_lead_to_what_is_behind_it(kind: Any, wanted: set[str]) -> None:
    inside = {"address_type": "intranet", "vswitch_id": "${alicloud_vswitch.a.id}"}
    network = bound_to(built("net", "web", "clb", "backend", slb_load_balancer__lb=inside), kind=kind)
    (listener,) = network.listeners
    assert isinstance(listener.ports, PortRange)
    front = TransportSet.tcp(listener.ports.first)
    assert verdicts(network, "lb", front) == wanted
    ways = [trace.way for trace in explain(network, OUTSIDE, "web", front)]
    assert any(hop.kind == "listener" for way in ways for hop in way.hops) is bool(wanted)


def test_whether_groups_are_asked_behind_a_load_balancer_is_no_better_known_of_nobody() -> None:
    network = built("net", "web", "clb", "backend", slb_backend_server__one={"load_balancer_id": None})
    lost = [replace(one, members=(Member(LOST, 8080),)) for one in network.listeners]
    assert verdicts(replace(network, listeners=tuple(lost)), "web", TransportSet.tcp(8080)) == {"indeterminate"}


def test_a_forward_entry_has_no_effect_for_a_machine_with_an_address_of_its_own() -> None:
    network = built("net", "web", "open22", "nat", "forward")
    lost = replace(network, forward_entries=tuple(replace(one, internal=LOST) for one in network.forward_entries))
    assert verdicts(lost, "web") == {"indeterminate"}
    own = {urn: replace(one, has_public_ip=True) for urn, one in lost.interfaces.items()}
    assert verdicts(replace(lost, interfaces=own), "web") == {"reachable"}


def test_nothing_is_called_closed_that_may_be_meant() -> None:
    found = analyse(bound_to(OPEN))
    assert found.verdict("alicloud_instance.web") == "indeterminate"
    assert found.verdict("alicloud_slb_load_balancer.none") == "closed"
    assert analyse(OPEN).verdict("alicloud_instance.web") == "closed"
