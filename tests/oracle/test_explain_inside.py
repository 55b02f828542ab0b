"""One packet between private addresses, explained: where it ends agrees with the oracle, hop by hop or not."""

from collections import Counter

import pytest

from tests.oracle.agreement import FORMATS, carried
from tests.oracle.builder import cloud
from tests.oracle.evaluator import deliveries_inside
from tests.oracle.networks import random_network
from tests.oracle.packet import Packet
from tests.oracle.test_inside import questions
from yett_policies.exposure import Trace, explain_inside, origins
from yett_policies.network import Network
from yett_policies.snapshot import network_of

SEEDS = range(60)
EACH = 12


def traces(network: Network, packet: Packet) -> list[Trace]:
    """The packet along every way that does not go through a balancer."""
    who = origins(network, packet.source)
    found = explain_inside(network, who, packet.entry, carried(packet))
    return [trace for trace in found if not trace.way.backend]


def left(trace: Trace) -> bool:
    """Whether the packet left its sender; the oracle asks nothing about that."""
    return not trace.steps[-1].why.startswith("leaving")


def told(network: Network, packet: Packet) -> str:
    """What the explanation says: delivered, or not, or that it never left its sender."""
    found = traces(network, packet)
    if any(trace.verdict == "reachable" for trace in found):
        return "delivered"
    assert {trace.verdict for trace in found} <= {"closed"}, [t.steps for t in found]
    return "not" if all(left(trace) for trace in found) else "kept"


@pytest.mark.parametrize("kind", FORMATS)
def test_an_explanation_ends_where_the_oracle_says(kind: str) -> None:
    seen: Counter[str] = Counter()
    for seed in SEEDS:
        resources = random_network(seed)
        known, network = cloud(resources), network_of(FORMATS[kind](resources, seed))
        for packet in questions(known, EACH, seed):
            said = told(network, packet)
            through = any(d.workload for d in deliveries_inside(known, packet))
            seen[said] += 1
            assert said == "kept" or (said == "delivered") is through, f"{kind} of network {seed}: {packet}: {said}"
    assert min(seen["delivered"], seen["not"]) > 20
