"""What arrives from a zone over a way, and who decides it: interfaces that ask the same rules share one, and so work
out once what all of their rows say."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from yett.packets import AddressSet, TransportSet
from yett_policies.network import Rule

from .parts import Part, narrowed, parts_of
from .rule_hop import rule_hop
from .sets import ALL4, Reach
from .way import Hop, Way
from .zone import Zone

Deciding = Callable[[AddressSet, TransportSet], tuple[Rule, ...]]
Admitting = Callable[[Sequence[TransportSet]], list[tuple[Rule, ...]]]
Shape = tuple[int | None, TransportSet, TransportSet]


@dataclass(frozen=True, eq=False)
class Landing:
    """Traffic of one verdict. `arriving` is as the workload sees it, before it is cut to the zone."""

    zone: Zone
    verdict: str  # "reachable" or "indeterminate"
    arriving: Reach
    needs: tuple[str, ...] = ()
    deciding: Deciding | None = None
    admitting: Admitting | None = None
    """Who admits each of several transports: given where all that the rules accept from the zone lands."""
    wider: "Landing | None" = None
    """The same rules asked about everything over IPv4, of which this is the part that the way carries."""
    _parts: dict[Shape, list[Part]] = field(default_factory=dict)
    _rules: dict[Part, tuple[Rule, ...]] = field(default_factory=dict)
    _hops: dict[int, Hop] = field(default_factory=dict)

    @cached_property
    def landed(self) -> Reach:
        """Sources of the zone x what arrives."""
        return self.zone.cut(self.arriving)

    def parts(self, way: Way) -> list[Part]:
        """What the rows say of what lands by one of the ways that share this; sorted."""
        shape = (way.offset, way.dialled, way.arriving)
        if shape not in self._parts:
            self._parts[shape] = self._split(way)
        return self._parts[shape]

    def rules(self, part: Part, way: Way) -> tuple[Rule, ...]:
        """The accept rules that let in one part of what landed by a way."""
        if part not in self._rules:
            self._rules.update(self._asked(part, way))
        return self._rules[part]

    def hop(self, rule: Rule) -> Hop:
        """One of its rules as a station of a path, made once: every row of every interface may name it."""
        if id(rule) not in self._hops:
            self._hops[id(rule)] = rule_hop(rule)
        return self._hops[id(rule)]

    def rules_of(self, sources: AddressSet, arriving: TransportSet) -> tuple[Rule, ...]:
        """The accept rules that let any of this in."""
        found = self.deciding(sources, arriving) if self.deciding else ()
        return tuple(rule for rule in found if rule.policy != "drop")

    def _asked(self, part: Part, way: Way) -> dict[Part, tuple[Rule, ...]]:
        beside = self.parts(way)
        if self.admitting is None or part not in beside:
            return {part: self.rules_of(part.sources, part.arriving)}
        if self.wider is not None and part in self.wider.parts(WHOLE):
            return {part: self.wider.rules(part, WHOLE)}
        # what one of these rules decides is accepted, so whoever sends it is among the part's sources
        return dict(zip(beside, self.admitting([one.arriving for one in beside]), strict=True))

    def _split(self, way: Way) -> list[Part]:
        if self.wider is not None and way.offset == 0:
            return narrowed(self.wider.parts(WHOLE), way)
        return parts_of(self.landed, way)


WHOLE = Way("", "", "", (), ALL4, ALL4)
"""The way that carries everything."""
