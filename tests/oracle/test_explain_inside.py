"""One packet between private addresses, explained: where it ends agrees with the oracle, hop by hop or not."""

from collections import Counter

import pytest

from tests.oracle.agreement import FORMATS, carried
from tests.oracle.as_pulumi import urn
from tests.oracle.builder import cloud
from tests.oracle.cloud import Cloud, Resource
from tests.oracle.evaluator import deliveries_inside
from tests.oracle.networks import random_network
from tests.oracle.packet import Packet
from tests.oracle.test_inside import questions
from yett_policies.exposure import Trace, explain_inside, origins
from yett_policies.network import Network
from yett_policies.snapshot import network_of

SEEDS = range(60)
EACH = 12


def traces(network: Network, packet: Packet, place: str) -> list[Trace]:
    """The packet along every way but those that go on behind a balancer."""
    (who,) = origins(network, packet.source, place)
    shown = {balancer.address for balancer in network.balancers.values()}
    hosts = {str(one).partition("/")[0] for host in network.interfaces.values() for one in host.addresses}
    # the address of a balancer that is not there yet is in no plan
    clbs = [one.urn for one in network.balancers.values() if one.family == "clb"]
    hidden = clbs if packet.entry not in shown | hosts else []
    found = explain_inside(network, (who,), hidden[0] if hidden else packet.entry, carried(packet))
    return [trace for trace in found if not trace.way.backend.startswith("behind-")]


def left(trace: Trace) -> bool:
    """Whether the packet left its sender; the oracle asks nothing about that."""
    return not trace.steps[-1].why.startswith("leaving")


def told(network: Network, packet: Packet, place: str) -> str:
    """What the explanation says: delivered, perhaps, or not, or that it never left its sender."""
    found = traces(network, packet, place)
    verdicts = {trace.verdict for trace in found}
    if verdicts & {"reachable", "indeterminate"}:
        return "delivered" if "reachable" in verdicts else "perhaps"
    return "not" if all(left(trace) for trace in found) else "kept"


def truth(known: Cloud, packet: Packet, place: str) -> str:
    """The same of what the oracle delivers."""
    found = deliveries_inside(known, packet, place)
    return "delivered" if any(d.certain for d in found) else "perhaps" if found else "not"


@pytest.mark.parametrize("kind", FORMATS)
def test_an_explanation_ends_where_the_oracle_says(kind: str) -> None:
    seen: Counter[str] = Counter()
    for seed in SEEDS:
        resources = random_network(seed)
        known, network = cloud(resources), network_of(FORMATS[kind](resources, seed))
        urns = {by_id(kind, r): r["values"]["id"] for r in resources if r["type"] == "alicloud_vpc"}
        places = {identity: one for one, identity in urns.items()}
        for packet, place in questions(known, EACH, seed):
            said, true = told(network, packet, places[place]), truth(known, packet, place)
            seen[said] += 1
            assert said in ("kept", true), f"{kind} of network {seed}: {packet} in {place}: {said}, {true}"
    assert min(seen["delivered"], seen["not"], seen["kept"]) > 10


def by_id(kind: str, resource: Resource) -> str:
    """What yett calls a resource."""
    return urn(resource["address"]) if kind.startswith("pulumi") else str(resource["address"])
