"""The fewest rules by which one block gets another set of ports than the block around it."""

from .shapes import Shapes

DEAR = 1 << 40
"""More than any list costs: what rules cannot say."""

Change = tuple[int, bool, int]
"""(0, or 1 for a level above that, accept, run)."""


class Steps:
    """Changes from one mask to another, each found once; only what is in `scope` is touched."""

    def __init__(self, shapes: Shapes, scope: int) -> None:
        self._shapes = shapes
        self._scope = scope
        self._known: dict[tuple[int, int], list[Change] | None] = {}

    def cost(self, before: int, after: int) -> int:
        """How many rules; DEAR when no rules do it."""
        found = self._rules(before, after)
        return DEAR if found is None else len(found)

    def rules(self, before: int, after: int) -> list[Change]:
        """The rules; raises ValueError when there are none."""
        found = self._rules(before, after)
        if found is None:
            raise ValueError(f"no rules change {before:#x} to {after:#x}, ask for the cost first")
        return found

    def _rules(self, before: int, after: int) -> list[Change] | None:
        key = (before, after)
        if key not in self._known:
            ways = (self._changes(before, after), self._from_all(after), self._from_nothing(after))
            fitting = [way for way in ways if self._does(way, before, after)]
            self._known[key] = min(fitting, key=len, default=None)
        return self._known[key]

    def _changes(self, before: int, after: int) -> list[Change]:
        """Accept what is new, drop what is lost; a rule may also say what holds already."""
        return [
            *((0, True, self._shapes.narrowed(run, ~before)) for run in self._shapes.runs(after) if run & ~before),
            *((0, False, self._shapes.narrowed(run, before)) for run in self._lost(after) if run & before),
        ]

    def _from_all(self, after: int) -> list[Change]:
        """Accept everything, and drop the rest on the same level, where drop decides."""
        return [(0, True, self._shapes.full), *((0, False, run) for run in self._lost(after))]

    def _from_nothing(self, after: int) -> list[Change]:
        return [(0, False, self._shapes.full), *((1, True, run) for run in self._shapes.runs(after))]

    def _lost(self, after: int) -> tuple[int, ...]:
        return self._shapes.runs(self._scope & ~after)

    def _does(self, way: list[Change], before: int, after: int) -> bool:
        """Whether the rules, which are weakest first, lead from one mask to the other and stay in scope."""
        mask = before
        for _, accept, run in way:
            if run & ~self._scope:
                return False
            mask = mask | run if accept else mask & ~run
        return mask == after
