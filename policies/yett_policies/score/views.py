"""The packets of each workload, three times: all, those that nobody declares, and of these the certain ones."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from yett.packets import Product
from yett_policies.exposure import Exposure
from yett_policies.exposure.sets import Reach
from yett_policies.frozen import frozen

Part = tuple[Exposure, Reach]
PARTS = ("declared", "undecided", "undeclared")


@frozen
class Packets:
    """The same packets as they land and as they are dialled."""

    landed: Reach
    dialled: Reach


@dataclass(slots=True)
class Views:
    """One workload's parts of exposures, each as it lands."""

    workload: str
    name: str
    declared: list[Part] = field(default_factory=list)
    undecided: list[Part] = field(default_factory=list)
    undeclared: list[Part] = field(default_factory=list)

    @property
    def key(self) -> tuple[tuple[object, ...], ...]:
        """Equal for workloads that are exposed alike: interfaces in the same groups share what lands."""
        parts = (self.declared, self.undecided, self.undeclared)
        return tuple(tuple((id(r), e.way.offset, e.way.dialled) for e, r in part) for part in parts)

    def packets(self) -> Iterator[tuple[list[str], Packets]]:
        """Packets with those of the three that they are: all, where nothing is declared and everything is certain."""
        alike: dict[tuple[object, ...], list[str]] = {}
        for name, key in zip(PARTS, self.key, strict=True):
            alike.setdefault(key, []).append(name)
        yield from ((names, united(getattr(self, names[0]))) for names in alike.values())


def views(exposures: Iterable[Exposure], excess: Mapping[Exposure, Reach]) -> list[Views]:
    """One for each workload that is or may be reached."""
    found: dict[str, Views] = {}
    for exposure in exposures:
        view = found.setdefault(exposure.workload, Views(exposure.workload, exposure.name))
        view.declared.append((exposure, exposure.landed))
        if part := excess.get(exposure):
            view.undecided.append((exposure, part))
            if exposure.verdict == "reachable":
                view.undeclared.append((exposure, part))
    return list(found.values())


def united(parts: Iterable[Part]) -> Packets:
    """All of them together."""
    given = list(parts)
    dialled = [exposure.way.as_dialled(part) for exposure, part in given]
    return Packets(Product.union(part for _, part in given), Product.union(dialled))
