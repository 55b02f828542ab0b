"""1..100 from exposed paths alone: 100 says that the internet reaches nothing, 1 that there is no worse.

Each of four dimensions can take 25 points. What a workload takes of a dimension is a share of what is left of it, so
that the second exposed workload still costs, and no number of them more than everything. A resource that nobody
reaches is in no sum: adding it changes nothing.
"""

from collections.abc import Callable, Iterable, Mapping
from math import ceil

from yett_policies.exposure import Exposure
from yett_policies.exposure.sets import Reach
from yett_policies.frozen import frozen

from . import dimensions
from .dimensions import Weighed
from .views import Packets, Views, views

POINTS = 25.0
"""Of each dimension."""
MOST = 0.9
"""Of what is left of a dimension, what one workload can take at most."""
SHARES = {"declared": 0.2, "undecided": 0.3, "undeclared": 0.5}
"""What of a weight counts: for whatever is or may be exposed, for what of it nobody declares, and for what of that is
exposed for certain."""
Weigh = Callable[[Packets], Weighed]
DIMENSIONS: Mapping[str, Weigh] = {
    "address visibility": lambda packets: dimensions.address(packets.landed),
    "protocol": lambda packets: dimensions.protocol(packets.dialled),
    "service": lambda packets: dimensions.service(packets.landed),
    "data sensitivity": lambda packets: dimensions.data(packets.landed),
}


@frozen
class Deduction:
    """What one workload costs in one dimension."""

    dimension: str
    points: float
    """0..25, two decimals."""
    workload: str
    name: str
    why: str


@frozen
class Score:
    """The number with everything that was taken off 100, the most first."""

    value: int
    """1..100."""
    deductions: tuple[Deduction, ...]


def score(exposures: Iterable[Exposure], excess: Mapping[Exposure, Reach]) -> Score:
    """The score of exposures to the internet; `excess` is the part of each that no opening declares, as it lands."""
    seen = views(exposures, excess)
    known: dict[tuple[object, ...], dict[str, Weighed]] = {}
    weighed = {view.workload: _weights(view, known) for view in seen}
    found = [one for dimension in DIMENSIONS for one in _deductions(dimension, seen, weighed)]
    # rounded first, so that the order of sums decides nothing
    total = ceil(round(sum(one.points for one in found), 6))
    return Score(max(1, 100 - total), tuple(sorted(found, key=lambda one: -one.points)))


def _weights(view: Views, known: dict[tuple[object, ...], dict[str, Weighed]]) -> dict[str, Weighed]:
    """Weights of one workload by dimension; those that are exposed alike share the work."""
    if view.key not in known:
        parts = [(names, packets) for names, packets in view.packets() if packets.landed]
        known[view.key] = {dimension: _weight(weigh, parts) for dimension, weigh in DIMENSIONS.items()}
    return known[view.key]


def _weight(weigh: Weigh, parts: list[tuple[list[str], Packets]]) -> Weighed:
    told = [(names, weigh(packets)) for names, packets in parts]
    weight = sum(SHARES[name] * value for names, (value, _) in told for name in names)
    return round(MOST * weight, 9), max((one for _, one in told), default=dimensions.NO_WEIGHT)[1]


def _deductions(
    dimension: str, seen: Iterable[Views], weighed: Mapping[str, Mapping[str, Weighed]]
) -> Iterable[Deduction]:
    """The heaviest first, each of what the others have left."""
    left = POINTS
    for view in sorted(seen, key=lambda one: (-weighed[one.workload][dimension][0], one.workload)):
        weight, why = weighed[view.workload][dimension]
        after = left * (1 - weight)
        if points := round(round(left, 2) - round(after, 2), 2):
            yield Deduction(dimension, points, view.workload, view.name, why)
        left = after
