"""Where a packet comes from: an address of the internet, a workload, or an address inside."""

from dataclasses import dataclass

from yett.packets import INTERNET, AddressSet, TransportSet
from yett_policies.network import Interface, Network, Unknown

from .admission import Sender
from .bounds import Bounds
from .sets import EVERYONE, addresses, reach


@dataclass(frozen=True, slots=True)
class Origin:
    """A sender; `who` is its address, or every address that it may have when `needs` says that nobody knows it.

    `host` is the workload that sends, None for an address that no workload has.
    """

    name: str
    who: AddressSet
    is_inside: bool = False
    host: Interface | None = None
    needs: tuple[str, ...] = ()

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


def origin(network: Network, source: str) -> Origin:
    """The sender that a text names: a workload by its name, URN or private address, else an address.

    Raises ValueError for a text that is neither, and for a name that several workloads have.
    """
    called = [host for host in network.interfaces.values() if source in (host.name, host.urn)]
    if len(called) > 1:
        raise ValueError(f"{len(called)} workloads are called {source!r}, name one by its URN")
    return of_host(network, called[0]) if called else _at(network, AddressSet.of(source), source)


def _at(network: Network, who: AddressSet, source: str) -> Origin:
    owners = [host for host in network.interfaces.values() if who <= addresses(host.addresses)]
    if owners:
        # the same private address may be in two VPCs: then no workload is meant by it alone
        return Origin(source, who, True, owners[0] if len(owners) == 1 else None)
    blocks = [vpc.cidrs for vpc in network.vpcs.values() if isinstance(vpc.cidrs, tuple)]
    is_inside = not who & INTERNET or any(who & addresses(cidrs) for cidrs in blocks)
    return Origin(source, who, is_inside)


def of_host(network: Network, host: Interface) -> Origin:
    """A workload as a sender: by its first address, or by any of its vswitch when none is known yet."""
    if host.addresses:
        return Origin(host.name, addresses(host.addresses[:1]), True, host)
    vswitch = network.vswitches.get(host.vswitch) if isinstance(host.vswitch, str) else None
    room = addresses(vswitch.cidrs) if vswitch and isinstance(vswitch.cidrs, tuple) else EVERYONE
    return Origin(host.name, room, True, host, (f'the private address of "{host.name}"',))
