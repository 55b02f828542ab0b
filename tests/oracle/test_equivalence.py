"""The algebra agrees with the packet-by-packet oracle, on every format a network can come in.

The bounded sample runs in CI; the long run (`-m long`) asks more than 100,000 questions.
"""

import pytest

from tests.oracle.agreement import FORMATS, judged, truth
from tests.oracle.networks import random_network
from tests.oracle.questions import packets

SAMPLE = range(100)
LONG = range(1_000, 2_250)
EACH = 20


def disagreements(seed: int, kind: str, count: int) -> list[str]:
    """Every packet on which the two differ, as a sentence."""
    resources = random_network(seed)
    one, found = judged(resources, kind, seed), []
    for packet in packets(resources, count, seed):
        said, true = one.answer(packet), truth(resources, packet)
        if said != true:
            found.append(f"{kind} of network {seed}: {packet}: yett says {sorted(said)}, the oracle {sorted(true)}")
    return found


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("seed", SAMPLE)
def test_yett_and_the_oracle_agree_on_every_packet(seed: int, kind: str) -> None:
    assert disagreements(seed, kind, EACH) == []


@pytest.mark.long
@pytest.mark.parametrize("kind", FORMATS)
def test_yett_and_the_oracle_agree_in_the_long_run(kind: str) -> None:
    assert [line for seed in LONG for line in disagreements(seed, kind, EACH)] == []
