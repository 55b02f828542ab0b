"""One exposure: a workload, a way to it, and the exact traffic that gets through."""

from dataclasses import dataclass
from functools import cached_property

from yett.packets import AddressSet, TrafficSet, TransportSet
from yett_policies.network import GroupPeer, Peer, PrefixListPeer, Rule, Unknown

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
        return TrafficSet(self.reach.lifted(self._destination.points))

    @cached_property
    def traffic_at_workload(self) -> TrafficSet:
        """The packets as they arrive, to everyone."""
        return TrafficSet(self.landed.lifted(AddressSet.everyone().points))

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
        return (*self.hops, *map(rule_hop, self.landing.rules_of(who, what)))


def rule_hop(rule: Rule) -> Hop:
    """A rule as the last station of a path."""
    return Hop("rule", rule.urn, rule_text(rule))


def rule_text(rule: Rule) -> str:
    """A rule in one line.

    >>> from yett_policies.network import Cidr, PortRange
    >>> rule_text(Rule("u", "ingress", "accept", 1, "tcp", PortRange(22, 22), (Cidr.parse("0.0.0.0/0"),)))
    'accept tcp/22 from 0.0.0.0/0, priority 1'
    """
    ports = f"/{_said(rule.ports)}" if rule.protocol in ("tcp", "udp") else ""
    how = f"{_said(rule.policy)} {_said(rule.protocol)}{ports}"
    return f"{how} from {_who(rule.peer)}, priority {_said(rule.priority)}"


def _who(peer: Peer) -> str:
    if isinstance(peer, tuple):
        return ", ".join(map(str, peer))
    if isinstance(peer, GroupPeer):
        return _said(peer.group)
    return _said(peer.prefix_list if isinstance(peer, PrefixListPeer) else peer)


def _said(value: object) -> str:
    return value.what if isinstance(value, Unknown) else str(value)
