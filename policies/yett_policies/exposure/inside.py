"""Ways that need no public address: from the VPC itself, a peered VPC, or a network that a route leads to."""

from collections.abc import Iterator
from dataclasses import replace

from yett.packets import AddressSet, TransportSet
from yett_policies.network import Network, Unknown, Vpc

from .balancers import Balancers
from .routing import routed
from .sets import addresses
from .way import Senders, Way
from .zone import Zone


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
    """All of them: to each interface, and to each balancer that has a private address."""
    balancers = Balancers(network)
    senders = {vpc.urn: routed(network, vpc) for vpc in network.vpcs.values()}
    for host in network.interfaces.values():
        for who, hops in senders.get(_vpc_of(network, host.vswitch), ()):
            address = next((str(a).partition("/")[0] for a in host.addresses), "")
            every = TransportSet.all()
            yield Way(host.urn, host.name, address, hops, every, every, 0, who, host)
    for balancer in network.balancers.values():
        if balancer.address_type == "internet":
            continue
        vpc = balancer.vpc or next((_vpc_of(network, v) for v in balancer.vswitches), "")
        shown = balancer.address if isinstance(balancer.address, str) else ""
        for who, hops in senders.get(vpc, ()) if isinstance(vpc, str) else ():
            for way in balancers.ways(balancer, hops, shown, ()):
                yield _from(way, who)


def _from(way: Way, who: Senders) -> Way:
    both = Senders(way.senders.sure & who.sure, way.senders.most & who.most, (*way.senders.needs, *who.needs))
    return replace(way, senders=both)


def _vpc_of(network: Network, vswitch: object) -> str:
    found = network.vswitches.get(vswitch) if isinstance(vswitch, str) else None
    return found.vpc if found and isinstance(found.vpc, str) else ""
