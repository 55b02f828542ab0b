"""What a change opens and closes, by packets: moving a rule or splitting a CIDR shows nothing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from yett.packets import AddressSet, TransportSet
from yett_policies.frozen import frozen

from .analysis import Analysis
from .exposure import Exposure
from .parts import by_transport
from .sets import NOTHING, Reach


@frozen
class Change:
    """Packets that one workload gains or loses.

    `kind`: "opened", "closed", or "undecided" (nobody can say before apply); `offset` is added to the dialled port
    on the way, None when every port lands on one.
    """

    kind: str
    workload: str
    name: str
    offset: int | None
    dialled: Reach

    @property
    def rows(self) -> list[tuple[AddressSet, TransportSet]]:
        """The packets as (sources, what they dial)."""
        return by_transport(self.dialled)


Key = tuple[str, int | None]


def diff(before: Analysis, after: Analysis) -> tuple[Change, ...]:
    """Every semantic change, sorted; empty when the same packets reach the same workloads.

    Workloads are the same when their URNs are; when the two share none (another tool, another stack), by name.
    """
    key = _by_urn if {e.workload for e in before.exposures} & {e.workload for e in after.exposures} else _by_name
    old, new = _gathered(before.exposures, key), _gathered(after.exposures, key)
    found = [change for k in old.keys() | new.keys() for change in _changes(old.get(k), new.get(k))]
    return tuple(sorted(found, key=lambda c: (c.workload, c.kind, str(c.offset))))


@dataclass(slots=True)
class _Side:
    exposure: Exposure
    open: Reach = NOTHING
    maybe: Reach = NOTHING


def _gathered(exposures: Iterable[Exposure], key: Callable[[Exposure], str]) -> dict[Key, _Side]:
    found: dict[Key, _Side] = {}
    for exposure in exposures:
        side = found.setdefault((key(exposure), exposure.way.offset), _Side(exposure))
        if exposure.verdict == "reachable":
            side.open = side.open | exposure.reach
        else:
            side.maybe = side.maybe | exposure.reach
    return found


def _changes(old: _Side | None, new: _Side | None) -> Iterable[Change]:
    shown = (new or old).exposure  # type: ignore[union-attr]
    was, may_have = (old.open, old.maybe) if old else (NOTHING, NOTHING)
    now, may = (new.open, new.maybe) if new else (NOTHING, NOTHING)
    parts = {
        "opened": now - was,
        "closed": was - (now | may),
        "undecided": may - may_have - now,
    }
    for kind, part in parts.items():
        if part:
            yield Change(kind, shown.workload, shown.name, shown.way.offset, part)


def _by_urn(exposure: Exposure) -> str:
    return exposure.workload


def _by_name(exposure: Exposure) -> str:
    return exposure.name
