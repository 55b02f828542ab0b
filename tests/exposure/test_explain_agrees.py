"""An explanation ends where the analysis says, whatever is asked of any case of the table."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

import pytest

from yett.packets import AddressSet, IntervalSet, TransportSet
from yett_policies.exposure import (
    Analysis,
    Exposure,
    Trace,
    analyse,
    explain,
    explain_inside,
    origins,
    private_zone,
)
from yett_policies.exposure.sets import reach
from yett_policies.snapshot import network_of

from .table import Case
from .test_cases import READERS, RUNS

SOURCES = ("198.51.100.7", "203.0.113.7", "130.1.1.1", "2001:db9::7")
INSIDE = ("10.0.0.77", "10.9.0.7", "192.168.0.7", "100.64.0.7", "198.51.100.7")
WORST = ("reachable", "indeterminate", "closed")


def points(found: TransportSet) -> Iterator[TransportSet]:
    """The first and the last thing of each run of it."""
    for first, last in found.points.runs:
        yield from (TransportSet(IntervalSet.of(point)) for point in {first, last})


def asked(analysis: Analysis) -> set[tuple[str, TransportSet]]:
    """Every workload with what its exposures carry, dialled and arriving, and with a port that nobody names."""
    found = {(workload, TransportSet.tcp(4567)) for workload in analysis.workloads}
    for one in analysis.exposures:
        values = {value for part in (one.reach, one.landed) for value in part.inner}
        found |= {(one.workload, point) for value in values for point in points(value)}
    return found


def seen(one: Exposure, source: str, packet: TransportSet) -> bool:
    """Whether an exposure is of this packet, by what is dialled if the way is dialled so."""
    found = one.reach if packet <= one.way.dialled else one.landed
    return bool(found & reach(AddressSet.of(source), packet))


def worst(verdicts: Iterable[str]) -> str:
    return min(verdicts, key=WORST.index, default="closed")


def agrees(analysis: Analysis, source: str, told: Callable[[str, TransportSet], tuple[Trace, ...]]) -> None:
    for workload, packet in asked(analysis):
        met = [one for one in analysis.exposures if seen(one, source, packet)]
        expected = worst(one.verdict for one in met if one.workload == workload)
        traces = told(workload, packet)
        found = worst(trace.verdict for trace in traces)
        # a way whose end nobody knows may lead to whatever is asked about
        perhaps = any(one.way.stray is not None for one in met) and (expected, found) == ("closed", "indeterminate")
        assert found == expected or perhaps, (source, workload, str(packet), traces)


@pytest.mark.parametrize(("case", "form"), RUNS)
def test_an_explanation_ends_where_the_analysis_says(case: Case, form: str) -> None:
    network = network_of(READERS[form](case))
    analysis = analyse(network)
    for source in SOURCES:
        agrees(analysis, source, partial(explain, network, source))


@pytest.mark.parametrize(("case", "form"), RUNS)
def test_so_does_an_explanation_from_an_address_inside_that_no_workload_has(case: Case, form: str) -> None:
    network = network_of(READERS[form](case))
    for source in INSIDE:
        analysis = analyse(network, private_zone("inside", source))
        agrees(analysis, source, partial(explain_inside, network, origins(network, source)))
