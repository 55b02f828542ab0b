"""Ways that need no public address: from the VPC itself, a peered VPC, or a network that a route leads to."""

from collections.abc import Iterator
from dataclasses import replace

from yett.packets import AddressSet
from yett_policies.network import LoadBalancer, Network, Ref, Unknown, Vpc

from .balancers import Balancers
from .families import FAMILIES, dialled_from
from .places import home
from .routing import Routed, Routing
from .sets import EVERYONE, EVERYONE4, EVERYONE6, NOBODY, addresses
from .way import Senders, Start, Way, both
from .ways import to_endpoint
from .zone import Zone

EVERYBODY = Senders()


def vpc_zone(vpc: Vpc) -> Zone:
    """A VPC: every address that it has, and no other VPC that has the same ones.

    Raises ValueError when its blocks are not known.
    """
    if isinstance(vpc.cidrs, Unknown):
        raise ValueError(f"{vpc.urn}: {vpc.cidrs.what} is not known, name the zone's CIDRs instead")
    # of IPv6 it has one block, which the cloud chooses
    own = addresses(vpc.cidrs)
    six = own & EVERYONE6 or EVERYONE6
    return Zone(f"vpc:{vpc.name}", own | six, is_public=False, vpc=vpc.urn)


def ways_from_inside(network: Network, zone: Zone) -> Iterator[Way]:
    """All from a zone: to each interface, and to each balancer and managed service that has a private address."""
    for way, routed in routed_ways(network):
        if zone.vpc is None or routed.start.may_be(zone.vpc):
            yield replace(way, senders=both(way.senders, routed.senders))


def routed_ways(network: Network) -> Iterator[tuple[Way, Routed]]:
    """Those from anywhere, each with who is routed there, apart from who gets past its address list."""
    reach_of = Routes(network)
    yield from _to_hosts(network, reach_of)
    yield from _to_balancers(network, reach_of)
    for endpoint in network.managed_endpoints:
        if endpoint.is_public is False:
            for routed in reach_of.into(endpoint.vswitch, endpoint.name, NOBODY, reach_of.had_in(endpoint.vswitch)):
                yield _started(to_endpoint(endpoint, routed.hops), routed)


def _to_hosts(network: Network, reach_of: "Routes") -> Iterator[tuple[Way, Routed]]:
    for host in network.interfaces.values():
        for family in FAMILIES:
            had = family.had_by(host)
            if had is False:
                continue
            known = family.known(host.addresses)
            address = str(known[0]).partition("/")[0] if known else ""
            needs = (had.what,) if isinstance(had, Unknown) else ()
            carried = family.carries
            for routed in reach_of.into(host.vswitch, host.name, addresses(known), family.everyone):
                way = Way(host.urn, host.name, address, routed.hops, carried, carried, 0, EVERYBODY, host, needs=needs)
                yield _started(way, routed)


def _to_balancers(network: Network, reach_of: "Routes") -> Iterator[tuple[Way, Routed]]:
    balancers = Balancers(network)
    for balancer in network.balancers.values():
        # the name or address of one that faces the internet is its public one
        is_public = balancer.address_type == "internet"
        shown = balancer.address if isinstance(balancer.address, str) and not is_public else ""
        who = dialled_from(balancer, "intranet").most
        for routed in reach_of.balancer(balancer, who) if who else ():
            for way in balancers.ways(balancer, routed.hops, shown, (), "intranet"):
                yield _started(way, routed)


def _started(way: Way, routed: Routed) -> tuple[Way, Routed]:
    return replace(way, start=routed.start), routed


class Routes:
    """Who is routed to what stands in a VPC; in one that nobody knows, perhaps anybody."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._routing = Routing(network)

    def into(self, vswitch: Ref | None, name: str, known: AddressSet, family: AddressSet) -> list[Routed]:
        """Who of one address family, or of both, is routed to something in a vswitch, known by some addresses."""
        return self._into(vswitch, home(self._network, vswitch), name, known, family)

    def balancer(self, balancer: LoadBalancer, family: AddressSet) -> list[Routed]:
        """Who is routed to a balancer's private side: to any of its legs."""
        found: dict[Routed, None] = {}
        for leg in balancer.vswitches or (None,):
            vpc = balancer.vpc if isinstance(balancer.vpc, str) else home(self._network, leg)
            found |= dict.fromkeys(self._into(leg, vpc, balancer.name, _address(balancer.address), family))
        return list(found)

    def had_in(self, vswitch: Ref | None) -> AddressSet:
        """The families that a service in a vswitch may have: IPv6 where there is a block of it."""
        found = self._network.vpcs.get(home(self._network, vswitch) or "")
        return EVERYONE4 if found and not self._room(vswitch, found) & EVERYONE6 else EVERYONE

    def _into(
        self, vswitch: Ref | None, vpc: str | None, name: str, known: AddressSet, family: AddressSet
    ) -> list[Routed]:
        there = self._network.vpcs.get(vpc) if vpc else None
        if there is None:
            return [Routed(Senders(NOBODY, family, (f'which VPC "{name}" is in',)), (), Start(vpc))]
        wanted = _wanted(family, known, self._room(vswitch, there))
        found = self._routing.into(vswitch, there, wanted)
        mine = ((one, both(one.senders, Senders(family, family))) for one in found)
        return [one._replace(senders=who) for one, who in mine if who.most]

    def _room(self, vswitch: Ref | None, vpc: Vpc) -> AddressSet:
        found = self._network.vswitches.get(vswitch) if isinstance(vswitch, str) else None
        cidrs = next((one.cidrs for one in (found, vpc) if one and isinstance(one.cidrs, tuple)), None)
        return EVERYONE if cidrs is None else addresses(cidrs)


def _address(text: object) -> AddressSet:
    """Nobody while the address is not known, or where a name is dialled."""
    try:
        return AddressSet.of(text) if isinstance(text, str) else NOBODY
    except ValueError:
        return NOBODY


def _wanted(family: AddressSet, known: AddressSet, room: AddressSet) -> AddressSet:
    """Its own addresses of each family, or all that it may have while nobody knows them."""
    found = NOBODY
    for one in (EVERYONE4, EVERYONE6):
        asked = family & one
        found = found | (known & asked or room & asked or asked)
    return found
