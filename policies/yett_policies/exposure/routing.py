"""Which addresses a VPC exchanges packets with, by its own blocks, its peerings and its routes."""

from collections.abc import Iterator

from yett.packets import AddressSet
from yett_policies.network import Cidr, Network, RouteEntry, Unknown, Vpc

from .sets import EVERYONE, NOBODY, addresses, block
from .way import Hop, Senders

JOINING = {
    "attachment",
    "ecr",
    "ecrattachment",
    "gatewayloadbalancerendpoint",
    "havip",
    "instance",
    "networkinterface",
    "routerinterface",
    "transitrouter",
    "vpngateway",
}
"""Next hops that lead to networks which are not modelled (a VPN gateway, a transit router, an appliance ...)."""
PEER = "vpcpeer"


def routed(network: Network, vpc: Vpc) -> list[tuple[Senders, tuple[Hop, ...]]]:
    """Who can send into the VPC without a public address, each with the hops on the way.

    A peering carries packets only when both VPCs route over it ([SDK-vpc] CreateVpcPeerConnection).
    """
    return [(_own(vpc), ()), *_peered(network, vpc), *_joined(network, vpc)]


def _own(vpc: Vpc) -> Senders:
    if isinstance(vpc.cidrs, Unknown):
        return Senders(NOBODY, EVERYONE, (vpc.cidrs.what,))
    inside = addresses(vpc.cidrs)
    return Senders(inside, inside)


def _peered(network: Network, vpc: Vpc) -> Iterator[tuple[Senders, tuple[Hop, ...]]]:
    for peering in network.peerings:
        ours = list(_over(network, vpc.urn, peering.urn))
        if vpc.urn not in peering.vpcs and not (ours and any(isinstance(end, Unknown) for end in peering.vpcs)):
            continue
        other = next((end for end in peering.vpcs if end != vpc.urn), vpc.urn)
        there = network.vpcs.get(other) if isinstance(other, str) else None
        hop = (Hop("peering", peering.urn, f'vpc peering "{peering.name}"'),)
        reached = _destinations(ours)
        if there is None:
            yield Senders(NOBODY, reached, (f'the routes of the VPC behind peering "{peering.name}"',)), hop
        elif _destinations(list(_over(network, there.urn, peering.urn))) & addresses(_cidrs(vpc)):
            beyond = reached & addresses(_cidrs(there))
            yield Senders(beyond, beyond), hop


def _over(network: Network, vpc: str, nexthop: str) -> Iterator[RouteEntry]:
    return (r for r in network.route_entries if r.vpc == vpc and r.nexthop == nexthop)


def _destinations(routes: list[RouteEntry]) -> AddressSet:
    return addresses(r.destination for r in routes if isinstance(r.destination, Cidr))


def _cidrs(vpc: Vpc) -> tuple[Cidr, ...]:
    return vpc.cidrs if isinstance(vpc.cidrs, tuple) else ()


def _joined(network: Network, vpc: Vpc) -> Iterator[tuple[Senders, tuple[Hop, ...]]]:
    """Routes to what is not modelled, and those of which nobody knows where they lead or whose they are."""
    for route in network.route_entries:
        if need := _doubt(route, vpc.urn):
            most = EVERYONE if isinstance(route.destination, Unknown) else block(route.destination)
            yield Senders(NOBODY, most, (need,)), (Hop("route", route.urn, f"route to {most}"),)


def _doubt(route: RouteEntry, vpc: str) -> str:
    """What is not known about a route that may let somebody into a VPC; empty when it lets nobody in."""
    kind = route.nexthop_type
    if route.vpc != vpc and not isinstance(route.vpc, Unknown):
        return ""
    if isinstance(kind, Unknown):
        return kind.what
    if kind in JOINING:
        return f'what next hop "{_name(route)}" lets through, which yett does not model'
    lost = next((one for one in (route.vpc, route.nexthop, route.destination) if isinstance(one, Unknown)), None)
    return lost.what if lost and kind == PEER else ""


def _name(route: RouteEntry) -> str:
    return route.nexthop.what if isinstance(route.nexthop, Unknown) else route.nexthop.rpartition("::")[2]
