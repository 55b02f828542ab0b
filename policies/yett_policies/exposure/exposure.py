"""One exposure: a workload, a way to it, and the exact traffic that gets through."""

from dataclasses import dataclass
from functools import cached_property

from yett.packets import AddressSet, TrafficSet, TransportSet

from .landing import Landing
from .sets import Reach
from .way import Hop, Way
from .zone import Zone


@dataclass(frozen=True, eq=False)
class Exposure:
    """Traffic that reaches (or may reach) a workload over one way; ask `reach` for what is dialled."""

    way: Way
    landing: Landing

    @property
    def zone(self) -> Zone:
        """Where the packets come from."""
        return self.landing.zone

    @property
    def verdict(self) -> str:
        """ "reachable" or "indeterminate"."""
        return self.landing.verdict

    @property
    def needs(self) -> tuple[str, ...]:
        """What would decide an indeterminate one."""
        return self.landing.needs

    @property
    def workload(self) -> str:
        """URN of what is reached."""
        return self.way.workload

    @property
    def name(self) -> str:
        """Its name in the program."""
        return self.way.name

    @property
    def address(self) -> str:
        """The address that is dialled; "" while the cloud has not chosen it."""
        return self.way.address

    @property
    def hops(self) -> tuple[Hop, ...]:
        """The stations without the group rules; `path` adds those that decided, and a row's path those of the row."""
        return self.way.hops

    @property
    def landed(self) -> Reach:
        """Sources of the zone x what arrives."""
        return self.landing.landed

    @cached_property
    def reach(self) -> Reach:
        """Sources of the zone x what they dial."""
        return self.way.as_dialled(self.landed)

    @property
    def sources(self) -> AddressSet:
        """Everyone of the zone who gets through."""
        return AddressSet(self.landed.domain)

    @property
    def transport(self) -> TransportSet:
        """Everything that anybody can dial."""
        return TransportSet.union(self.reach.inner)

    @cached_property
    def traffic(self) -> TrafficSet:
        """The packets as dialled, to the dialled address (to everyone while it is not known)."""
        return _within(self.reach, self._destination)

    @cached_property
    def traffic_at_workload(self) -> TrafficSet:
        """The packets as they arrive, to everyone."""
        return _within(self.landed, AddressSet.everyone())

    @property
    def _destination(self) -> AddressSet:
        try:
            return AddressSet.of(self.address)
        except ValueError:
            # not known yet, or a name: ALB and NLB are dialled by it
            return AddressSet.everyone()

    def path(self, sources: AddressSet | None = None, arriving: TransportSet | None = None) -> tuple[Hop, ...]:
        """Every hop, with the rules that let these packets in; of all its packets when none are given."""
        who = self.sources if sources is None else sources
        what = TransportSet.union(self.landed.inner) if arriving is None else arriving
        return (*self.hops, *map(self.landing.hop, self.landing.rules_of(who, what)))


def _within(found: Reach, destination: AddressSet) -> TrafficSet:
    """Packets to a destination; none goes from one family to the other."""
    return TrafficSet(found.lifted(destination.points)) & TrafficSet.all()
