"""Everything a rule may ask, each answer worked out once for all rules: `stack.exposures`, `stack.resources`."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from typing import TYPE_CHECKING

from yett.packets import INTERNET, AddressSet, TransportSet
from yett_policies.exposure import Analysis, Exposure, Row, analyse, excess, rows
from yett_policies.exposure.sets import Reach, reach
from yett_policies.network import Network
from yett_policies.resources import Graph, Resource
from yett_policies.tokens import COMPONENT

from .admitted import Admitted
from .group_opening import GroupOpening
from .group_openings import GroupOpenings

if TYPE_CHECKING:
    from yett_policies.hygiene import Anomaly

Asked = tuple[TransportSet | None, AddressSet]


@dataclass(frozen=True, eq=False)
class Stack:
    """One network with the raw resources that made it, on one day.

    `network` holds what decides about reachability; `resources` is everything in the provider's words: ask
    `resources.each("alicloud_vpc_flow_log")`, `resources.ref(one, "vpc_id", kinds.VPC)`.
    """

    network: Network
    resources: Graph
    today: date
    kinds: frozenset[str] | None = None
    """The types that the source could show at all; None: every type of the provider (a plan, a state)."""
    _openings: dict[Asked, tuple[GroupOpening, ...]] = field(default_factory=dict, repr=False)
    _admitted: dict[Asked, tuple[Admitted, ...]] = field(default_factory=dict, repr=False)

    def sees(self, kind: str) -> bool:
        """Whether a resource of this type would be here if there were one: ask before calling it missing.

        A live account is read for what decides about reachability only.
        """
        return self.kinds is None or kind in self.kinds

    @cached_property
    def components(self) -> tuple[Resource, ...]:
        """What is a component of ours: in a stack without any, nobody can write an opening."""
        kinds = (kind for kind in self.resources.by_type if kind.startswith(COMPONENT))
        return tuple(self.resources.each(*kinds))

    @cached_property
    def analysis(self) -> Analysis:
        """The whole network as the internet sees it."""
        return analyse(self.network)

    @cached_property
    def anomalies(self) -> "tuple[Anomaly, ...]":
        """Every group rule that does nothing, or whose effect hangs on the order, inside its own group."""
        from yett_policies.hygiene import anomalies  # noqa: PLC0415 - start-up time

        return tuple(anomalies(self.network))

    @cached_property
    def group_sets(self) -> tuple[tuple[str, ...], ...]:
        """The sets of security groups that share an interface or a balancer, each once."""
        from yett_policies.hygiene.companions import Pools  # noqa: PLC0415 - start-up time

        return Pools.of(self.network).sets

    @property
    def exposures(self) -> tuple[Exposure, ...]:
        """Every way from the internet to a workload, with what gets through."""
        return self.analysis.exposures

    @cached_property
    def excess(self) -> Mapping[Exposure, Reach]:
        """Every exposure that exceeds what the openings declare, with the part that does, as it lands."""
        return excess(self.exposures, self.network)

    def reaching(self, wanted: TransportSet, via: str = "") -> Iterator[Row]:
        """Every exposure, as rows, of which these ports arrive at the workload, whatever port is dialled.

        `via` is a kind of hop, such as "listener": only ways that have one.
        """
        from_all, parts = reach(AddressSet.everyone(), wanted), dict[int, Reach]()
        carries = cache(lambda arriving: arriving.meets(wanted))
        for exposure in self.exposures:
            if (via and exposure.way.station(via) is None) or not carries(exposure.way.arriving):
                continue
            # interfaces in the same groups share what lands
            shared = id(exposure.landing)
            if shared not in parts:
                parts[shared] = exposure.landed & from_all
            if parts[shared]:
                yield from rows(exposure, parts[shared])

    def openings(self, wanted: TransportSet | None = None, zone: AddressSet = INTERNET) -> tuple[GroupOpening, ...]:
        """What each security group admits from a zone's addresses, of `wanted` or of everything.

        Groups alone, without a path: priorities, drops, halves, ranges and prefix lists are applied. Group peers
        have no addresses here.
        """
        key = (wanted, zone)
        if key not in self._openings:
            self._openings[key] = tuple(piece for one in self.admitted(wanted, zone) for piece in one.pieces())
        return self._openings[key]

    def admitted(self, wanted: TransportSet | None = None, zone: AddressSet = INTERNET) -> tuple[Admitted, ...]:
        """The same, all that a group admits as one: cheaper for rules that blame every rule that lets something in."""
        key = (wanted, zone)
        if key not in self._admitted:
            self._admitted[key] = tuple(self._group_openings.of(wanted, zone))
        return self._admitted[key]

    def open_to_everyone(self, wanted: TransportSet | None = None) -> Iterator[GroupOpening]:
        """The same, of so many that nobody can know them."""
        return (opening for opening in self.openings(wanted) if opening.is_for_everyone)

    @cached_property
    def _group_openings(self) -> GroupOpenings:
        return GroupOpenings(self.network)


def services(names: Iterable[str]) -> TransportSet:
    """The ports of named services together (`yett.packets.services`)."""
    from yett.packets.services import named  # noqa: PLC0415 - the table takes a moment to read

    return TransportSet.union(named(name).transport for name in names)


def ports(texts: Iterable[str]) -> TransportSet:
    """Ports as an option writes them, such as "tcp/1521" or "udp/6000-6010"; raises ValueError.

    >>> str(ports(["tcp/1521", "tcp/27017"]))
    'tcp/1521,27017'
    """
    return TransportSet.union(TransportSet.parse(text) for text in texts)
