"""Where a packet comes from: an address of the internet, a workload, or an address inside."""

from collections.abc import Iterator
from dataclasses import replace

from yett.packets import INTERNET, AddressSet, TransportSet
from yett_policies.frozen import frozen
from yett_policies.network import Interface, Network, Unknown

from .admission import Sender
from .bounds import Bounds
from .families import FAMILIES, Family
from .places import home, room
from .sets import NOBODY, addresses, reach
from .way import Start


@frozen
class Origin:
    """A sender; `who` is its address, or every address that it may have when `needs` says that nobody knows it.

    `host` is the workload that sends, None for an address that no workload has. `vpc` is where it stands: "" outside
    of every VPC that the snapshot holds, None where nobody knows.
    """

    name: str
    who: AddressSet
    is_inside: bool = False
    host: Interface | None = None
    needs: tuple[str, ...] = ()
    vpc: str | None = ""

    def over(self, network: Network, family: Family) -> "Origin":
        """The same by one address family, without addresses where it has none."""
        if self.needs and self.host is not None:
            return of_host(network, self.host, family)
        return replace(self, who=self.who & family.everyone)

    def may_be_at(self, network: Network, start: Start) -> bool:
        """Whether it may be among those who start somewhere."""
        if self.vpc is None:
            return True
        return start.may_be(self.vpc) if self.vpc else start.vpc not in network.vpcs

    @property
    def sender(self) -> Sender | None:
        """What group peers ask about: a workload's groups; None where no workload is known."""
        if self.host is None:
            return None
        groups = self.host.groups
        known = frozenset() if isinstance(groups, Unknown) else frozenset(groups)
        return Sender(known, self.who, groups.what if isinstance(groups, Unknown) else "")

    def outcome(self, found: Bounds, carried: TransportSet) -> str:
        """What a set of packets says of this one: "passes", "dies" or "unknown"."""
        asked = reach(self.who, carried)
        if not asked - found.certain:
            return "passes"
        return "unknown" if asked & found.possible else "dies"

    def why_unknown(self, *needs: str) -> str:
        """What would decide, as one text."""
        return "; ".join(dict.fromkeys((*needs, *self.needs)))


def origins(network: Network, source: str, vpc: str | None = None) -> tuple[Origin, ...]:
    """Every sender that a text may mean: a workload by its name, URN or private address, else an address.

    An address that several VPCs hold is one of each of them, unless `vpc` says which one is meant.
    Raises ValueError for a text that is neither, and for a name that several workloads have.
    """
    called = [host for host in network.interfaces.values() if source in (host.name, host.urn)]
    if len(called) > 1:
        raise ValueError(f"{len(called)} workloads are called {source!r}, name one by its URN")
    if called:
        return (of_host(network, called[0]),)
    found = tuple(_holders(network, AddressSet.of(source), source, vpc))
    return found if len(found) > 1 else tuple(replace(one, name=source) for one in found)


def _holders(network: Network, who: AddressSet, source: str, vpc: str | None) -> Iterator[Origin]:
    """Workloads that have an address, then the VPCs that may have one more, then what is outside of them."""
    taken: set[str | None] = set()
    for host in network.interfaces.values():
        stands_in = home(network, host.vswitch)
        if who <= addresses(host.addresses) and vpc in (None, stands_in):
            taken.add(stands_in)
            yield Origin(f'{source} of "{host.name}"', who, True, host, (), stands_in)
    asked = [one for one in network.vpcs.values() if vpc in (None, one.urn)]
    holding = [one for one in asked if isinstance(one.cidrs, tuple) and who & addresses(one.cidrs)]
    is_inside = bool(taken or holding or not who & INTERNET)
    may_hold = [one for one in asked if isinstance(one.cidrs, Unknown)] if is_inside and not vpc else []
    for one in (*(holding or (asked if vpc else ())), *may_hold):
        if one.urn not in taken:
            yield Origin(f'{source} in vpc "{one.name}"', who, True, None, (), one.urn)
    if not taken and not holding and not vpc:
        yield Origin(source, who, is_inside)


def of_host(network: Network, host: Interface, *families: Family) -> Origin:
    """A workload as a sender: by its first address of each family, or by any of its vswitch when none is known yet."""
    who, needs = NOBODY, dict[str, None]()
    for family in families or FAMILIES:
        had = family.had_by(host)
        known = family.known(host.addresses)
        who = who | (NOBODY if had is False else addresses(known[:1]) or room(network, host.vswitch, family))
        if isinstance(had, Unknown):
            needs[had.what] = None
        elif had and not known:
            needs[f'the private address of "{host.name}"'] = None
    return Origin(host.name, who, True, host, tuple(needs), home(network, host.vswitch))
