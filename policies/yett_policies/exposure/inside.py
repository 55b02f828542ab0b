"""Ways that need no public address: from the VPC itself, a peered VPC, or a network that a route leads to."""

from collections.abc import Iterator
from dataclasses import replace

from yett.packets import AddressSet, TransportSet
from yett_policies.network import Network, Ref, Unknown, Vpc

from .balancers import Balancers
from .routing import routed
from .sets import EVERYONE, NOBODY, addresses
from .way import Hop, Senders, Way
from .ways import to_endpoint
from .zone import Zone

EVERYBODY = Senders()
Routed = tuple[Senders, tuple[Hop, ...]]
"""Who is routed somewhere, and by which hops."""


def vpc_zone(vpc: Vpc) -> Zone:
    """Every address of a VPC.

    Raises ValueError when its blocks are not known.
    """
    if isinstance(vpc.cidrs, Unknown):
        raise ValueError(f"{vpc.urn}: {vpc.cidrs.what} is not known, name the zone's CIDRs instead")
    return Zone(f"vpc:{vpc.name}", addresses(vpc.cidrs), is_public=False)


def private_zone(name: str, *cidrs: str) -> Zone:
    """A named network that reaches VPCs by private addresses, such as an office behind a VPN.

    Raises ValueError for a text that is no CIDR.
    """
    return Zone(name, AddressSet.of(*cidrs), is_public=False)


def ways_from_inside(network: Network) -> Iterator[Way]:
    """All of them: to each interface, and to each balancer and managed service that has a private address."""
    return (_from(way, who) for way, who in routed_ways(network))


def routed_ways(network: Network) -> Iterator[tuple[Way, Senders]]:
    """The same, each with who is routed there, apart from who gets past its address list."""
    reach_of = Routes(network)
    for host in network.interfaces.values():
        for who, hops in reach_of.vswitch(host.vswitch, host.name):
            address = next((str(a).partition("/")[0] for a in host.addresses), "")
            every = TransportSet.all()
            yield Way(host.urn, host.name, address, hops, every, every, 0, EVERYBODY, host), who
    yield from _to_balancers(network, reach_of)
    for endpoint in network.managed_endpoints:
        if endpoint.is_public is False:
            for who, hops in reach_of.vswitch(endpoint.vswitch, endpoint.name):
                yield to_endpoint(endpoint, hops), who


def _to_balancers(network: Network, reach_of: "Routes") -> Iterator[tuple[Way, Senders]]:
    balancers = Balancers(network)
    for balancer in network.balancers.values():
        if balancer.address_type == "internet":
            continue
        vpc = balancer.vpc if isinstance(balancer.vpc, str) else reach_of.home(next(iter(balancer.vswitches), None))
        shown = balancer.address if isinstance(balancer.address, str) else ""
        for who, hops in reach_of.vpc(vpc, balancer.name):
            yield from ((way, who) for way in balancers.ways(balancer, hops, shown, ()))


class Routes:
    """Who is routed into each VPC; into one that nobody knows, perhaps anybody."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._senders = {vpc.urn: routed(network, vpc) for vpc in network.vpcs.values()}

    def vswitch(self, vswitch: Ref | None, name: str) -> list[Routed]:
        """Who is routed to something in a vswitch."""
        return self.vpc(self.home(vswitch), name)

    def vpc(self, vpc: str, name: str) -> list[Routed]:
        """Who is routed to something in a VPC."""
        lost = Senders(NOBODY, EVERYONE, (f'which VPC "{name}" is in',))
        return self._senders.get(vpc, [(lost, ())])

    def home(self, vswitch: Ref | None) -> str:
        """The VPC of a vswitch; empty when the snapshot does not say."""
        found = self._network.vswitches.get(vswitch) if isinstance(vswitch, str) else None
        return found.vpc if found and isinstance(found.vpc, str) else ""


def _from(way: Way, who: Senders) -> Way:
    both = Senders(way.senders.sure & who.sure, way.senders.most & who.most, (*way.senders.needs, *who.needs))
    return replace(way, senders=both)
