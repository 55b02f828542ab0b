"""Every way from the internet to anything, before any rule is asked: paths first, rules only where a path leads."""

from collections.abc import Iterator

from yett.packets import TransportSet
from yett_policies.network import EipAssociation, Interface, LoadBalancer, ManagedEndpoint, Network, Ref, Unknown

from .balancers import Balancers
from .families import dialled_from
from .forwards import forwarded
from .replies import Replies
from .sets import ALL4, ALL6, EIP_CARRIES, EVERYONE4, EVERYONE6, addresses
from .way import FOUR, SIX, Hop, Senders, Way


def ways_from_internet(network: Network) -> Iterator[Way]:
    """All of them, in the order of the network's nouns."""
    balancers = Balancers(network)
    own = public_hosts(network)
    replies = Replies(network)
    for association in network.associations:
        yield from _by_eip(network, association, balancers, replies)
    for host in network.interfaces.values():
        if host.has_public_ip is not False:
            yield _answered(replies, _by_bandwidth(host), host)
    yield from forwarded(network, own)
    for balancer in network.balancers.values():
        if dialled_from(balancer, "internet").most:
            yield from _balanced(replies, balancer, balancers.ways(balancer, (), _shown(balancer.address), ()))
    yield from _by_ipv6(network, replies)
    yield from managed(network)


def public_hosts(network: Network) -> frozenset[str]:
    """Interfaces with a public IPv4 address of their own: a forward entry to one has no effect."""
    bound = {a.target for a in network.associations if isinstance(a.target, str)}
    direct = {h.urn for h in network.interfaces.values() if h.has_public_ip is True or h.urn in bound}
    return frozenset(direct)


def _answered(replies: Replies, way: Way, host: Interface) -> Way:
    """A way to a public IPv4 address, for those whom its vswitch's routes answer."""
    return way.answered(replies.public(host.vswitch), replies.hop(host.vswitch))


def _balanced(replies: Replies, balancer: LoadBalancer, found: Iterator[Way]) -> Iterator[Way]:
    """Ways through a balancer, for those whom the routes of its vswitches answer."""
    senders = replies.to_balancer(balancer)
    back = replies.hop(balancer.leg)
    return (way.answered(senders, back) for way in found)


def _by_eip(network: Network, association: EipAssociation, balancers: Balancers, replies: Replies) -> Iterator[Way]:
    address, hop = eip_hop(network, association)
    target = association.target
    if isinstance(target, Unknown):
        # whichever NAT gateway it is, its forward entries say who gets in
        if association.target_type != "nat":
            yield lost(association.urn, address, hop, target)
    elif target in network.interfaces:
        host = network.interfaces[target]
        yield _answered(replies, _by_mode(network, host, address, hop, association.mode), host)
    elif target in network.ha_vips:
        yield from (_answered(replies, w, w.target) if w.target else w for w in _at_vip(network, target, address, hop))
    elif target in network.balancers:
        balancer = network.balancers[target]
        yield from _balanced(replies, balancer, balancers.ways(balancer, (hop,), address, (), "eip"))
    elif target not in network.nat_gateways:
        yield lost(target, address, hop, target)


def eip_hop(network: Network, association: EipAssociation) -> tuple[str, Hop]:
    """The address of an association, "" when the cloud has not chosen it, and its hop."""
    eip = network.eips.get(association.eip) if isinstance(association.eip, str) else None
    if eip is None:
        return "", Hop("eip", association.urn, "an EIP that this snapshot does not hold")
    address = _shown(eip.address)
    return address, Hop("eip", eip.urn, f'eip "{eip.name}"' + (f" {address}" if address else ""))


def _at_host(host: Interface, address: str, hops: tuple[Hop, ...], cut: bool, carries: TransportSet) -> Way:
    return Way(host.urn, host.name, address, hops, carries, carries, 0, FOUR, host, cut)


def _by_mode(network: Network, host: Interface, address: str, hop: Hop, mode: str | Unknown) -> Way:
    """The way of an EIP; one in cut-through mode passes network ACLs by, and so may one whose mode nobody knows."""
    if isinstance(mode, Unknown) and network.network_acls:
        return Way(host.urn, host.name, address, (hop,), EIP_CARRIES, EIP_CARRIES, 0, FOUR, host, True, (mode.what,))
    return _at_host(host, address, (hop,), mode == "BINDED", EIP_CARRIES)


def _by_bandwidth(host: Interface) -> Way:
    address = _shown(host.public_ip)
    hop = Hop("public-ip", host.urn, "public address by internet bandwidth" + (f" {address}" if address else ""))
    doubt = _doubt(host.has_public_ip)
    return Way(host.urn, host.name, address, (hop,), ALL4, ALL4, 0, FOUR, host, needs=doubt)


def _at_vip(network: Network, vip: str, address: str, hop: Hop) -> Iterator[Way]:
    found = network.ha_vips[vip]
    station = Hop("eip", vip, f'ha vip "{found.name}"')
    for member in found.members:
        host = _host_of(network, member)
        if host is None:
            yield lost(vip, address, hop, member)
        else:
            yield _at_host(host, address, (hop, station), False, EIP_CARRIES)


def _host_of(network: Network, ref: Ref) -> Interface | None:
    return network.interfaces.get(ref) if isinstance(ref, str) else None


def lost(workload: str, address: str, hop: Hop, end: Ref) -> Way:
    """A way whose end is not known, or not in the snapshot: nothing is certain, everything is possible."""
    name = workload.rpartition("::")[2]
    need = end.what if isinstance(end, Unknown) else f'what "{end}" is, which this snapshot does not hold'
    stray = "" if isinstance(end, Unknown) else None
    return Way(workload, name, address, (hop,), EIP_CARRIES, EIP_CARRIES, 0, FOUR, None, needs=(need,), stray=stray)


def _by_ipv6(network: Network, replies: Replies) -> Iterator[Way]:
    for way in _six_ways(network):
        vswitch = way.target.vswitch if way.target else None
        yield way.answered(replies.six(vswitch), replies.hop(vswitch))


def _six_ways(network: Network) -> Iterator[Way]:
    for bandwidth in network.ipv6_bandwidths:
        hop = Hop("public-ip", bandwidth.urn, "public bandwidth on an IPv6 address")
        if isinstance(bandwidth.interface, str) and bandwidth.interface in network.interfaces:
            host = network.interfaces[bandwidth.interface]
            yield Way(host.urn, host.name, _six(host), (hop,), ALL6, ALL6, 0, SIX, host)
            continue
        what = bandwidth.interface.what if isinstance(bandwidth.interface, Unknown) else str(bandwidth.interface)
        for host in _maybe_six(network, bandwidth.vpc):
            yield Way(host.urn, host.name, _six(host), (hop,), ALL6, ALL6, 0, SIX, host, needs=(what,))


def _maybe_six(network: Network, vpc: Ref) -> Iterator[Interface]:
    for host in network.interfaces.values():
        vswitch = network.vswitches.get(host.vswitch) if isinstance(host.vswitch, str) else None
        home = vswitch.vpc if vswitch else None
        if host.has_ipv6 is not False and (home is None or home == vpc or Unknown in (type(home), type(vpc))):
            yield host


def _six(host: Interface) -> str:
    return next((str(a).partition("/")[0] for a in host.addresses if a.version == 6), "")


def managed(network: Network) -> Iterator[Way]:
    """Public connections of managed services; their own address list is the only control."""
    for endpoint in network.managed_endpoints:
        if endpoint.is_public is not False:
            station = Hop("public-ip", endpoint.urn, f'public connection of {endpoint.service} "{endpoint.name}"')
            yield to_endpoint(endpoint, (station,))


def to_endpoint(endpoint: ManagedEndpoint, hops: tuple[Hop, ...]) -> Way:
    """The way to one connection of a managed service, past its address list."""
    allowed = addresses(endpoint.allowed)
    most = EVERYONE4 | EVERYONE6 if endpoint.unknown else allowed
    senders = Senders(allowed, most, tuple(u.what for u in endpoint.unknown))
    port = endpoint.port
    carried = TransportSet.tcp() if isinstance(port, Unknown) else TransportSet.tcp(port)
    if not isinstance(endpoint.owner, Unknown):
        hops = (*hops, Hop("acl", endpoint.owner, f"address list of the service: {allowed}"))
    doubts = tuple(v.what for v in (endpoint.is_public, port) if isinstance(v, Unknown))
    shown = _shown(endpoint.address)
    return Way(endpoint.urn, endpoint.name, shown, hops, carried, carried, 0, senders, needs=doubts)


def _shown(address: str | Unknown | None) -> str:
    return address if isinstance(address, str) else ""


def _doubt(value: object) -> tuple[str, ...]:
    return (value.what,) if isinstance(value, Unknown) else ()
