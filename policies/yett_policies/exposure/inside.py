"""Ways that need no public address: from the VPC itself, a peered VPC, or a network that a route leads to."""

from collections.abc import Iterator
from dataclasses import replace

from yett.packets import AddressSet, TransportSet
from yett_policies.network import LoadBalancer, Network, Ref, Unknown, Vpc

from .balancers import Balancers
from .routing import Routed, Routing
from .sets import EVERYONE, EVERYONE4, EVERYONE6, NOBODY, addresses
from .way import Senders, Way, both
from .ways import to_endpoint
from .zone import Zone

EVERYBODY = Senders()


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
        for who, hops in reach_of.into(host.vswitch, host.name, addresses(host.addresses)):
            address = next((str(a).partition("/")[0] for a in host.addresses), "")
            every = TransportSet.all()
            yield Way(host.urn, host.name, address, hops, every, every, 0, EVERYBODY, host), who
    yield from _to_balancers(network, reach_of)
    for endpoint in network.managed_endpoints:
        if endpoint.is_public is False:
            for who, hops in reach_of.into(endpoint.vswitch, endpoint.name, NOBODY):
                yield to_endpoint(endpoint, hops), who


def _to_balancers(network: Network, reach_of: "Routes") -> Iterator[tuple[Way, Senders]]:
    balancers = Balancers(network)
    for balancer in network.balancers.values():
        if balancer.address_type == "internet":
            continue
        shown = balancer.address if isinstance(balancer.address, str) else ""
        for who, hops in reach_of.balancer(balancer):
            yield from ((way, who) for way in balancers.ways(balancer, hops, shown, ()))


class Routes:
    """Who is routed to what stands in a VPC; in one that nobody knows, perhaps anybody."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._routing = Routing(network)

    def into(self, vswitch: Ref | None, name: str, known: AddressSet) -> list[Routed]:
        """Who is routed to something in a vswitch, of which these addresses are known."""
        return self._into(vswitch, self._home(vswitch), name, known)

    def balancer(self, balancer: LoadBalancer) -> list[Routed]:
        """Who is routed to a balancer's private side: to any of its legs."""
        found: dict[Routed, None] = {}
        for leg in balancer.vswitches or (None,):
            vpc = balancer.vpc if isinstance(balancer.vpc, str) else self._home(leg)
            found |= dict.fromkeys(self._into(leg, vpc, balancer.name, _address(balancer.address)))
        return list(found)

    def _into(self, vswitch: Ref | None, vpc: str, name: str, known: AddressSet) -> list[Routed]:
        there = self._network.vpcs.get(vpc)
        if there is None:
            return [(Senders(NOBODY, EVERYONE, (f'which VPC "{name}" is in',)), ())]
        return self._routing.into(vswitch, there, _wanted(known, self._room(vswitch, there)))

    def _room(self, vswitch: Ref | None, vpc: Vpc) -> AddressSet:
        found = self._network.vswitches.get(vswitch) if isinstance(vswitch, str) else None
        cidrs = next((one.cidrs for one in (found, vpc) if one and isinstance(one.cidrs, tuple)), None)
        return EVERYONE if cidrs is None else addresses(cidrs)

    def _home(self, vswitch: Ref | None) -> str:
        """The VPC of a vswitch; empty when the snapshot does not say."""
        found = self._network.vswitches.get(vswitch) if isinstance(vswitch, str) else None
        return found.vpc if found and isinstance(found.vpc, str) else ""


def _address(text: object) -> AddressSet:
    """Nobody while the address is not known, or where a name is dialled."""
    try:
        return AddressSet.of(text) if isinstance(text, str) else NOBODY
    except ValueError:
        return NOBODY


def _wanted(known: AddressSet, room: AddressSet) -> AddressSet:
    """Its own addresses of each family, or all that it may have while nobody knows them."""
    four, six = ((known & family) or (room & family) for family in (EVERYONE4, EVERYONE6))
    return four | six


def _from(way: Way, who: Senders) -> Way:
    return replace(way, senders=both(way.senders, who))
