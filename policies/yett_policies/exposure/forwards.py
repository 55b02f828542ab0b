"""Ways through a NAT gateway: one port, a range, or a whole address."""

from collections.abc import Iterator
from dataclasses import replace

from yett.packets import TransportSet
from yett_policies.network import (
    ALL_PORTS,
    EipAssociation,
    ForwardEntry,
    Interface,
    LoadBalancer,
    NatGateway,
    Network,
    Ref,
    Unknown,
)

from .balancers import Balancers
from .forward_ends import Ends
from .replies import Replies
from .sets import EIP_CARRIES, transport
from .way import FOUR, Hop, Way


def forwarded(network: Network, public: frozenset[str]) -> Iterator[Way]:
    """The ways of every forward entry that can take effect."""
    return (way for way, why_not in every_forward(network, public) if not why_not)


def every_forward(network: Network, public: frozenset[str]) -> Iterator[tuple[Way, str]]:
    """The ways of every forward entry, each with the reason why it has no effect, "" when it has.

    It has when its EIP is bound to an internet NAT gateway and the internal address belongs to an instance without
    a public address of its own ([SDK-vpc] CreateForwardEntry), or to a load balancer that listens there.
    """
    bound: dict[Ref, EipAssociation] = {a.eip: a for a in network.associations if isinstance(a.eip, str)}
    lost = tuple(a.eip.what for a in network.associations if isinstance(a.eip, Unknown))
    ends, taken = Ends(network), Taken(network, public)
    for entry in network.forward_entries:
        needs = binding(network, entry, bound, lost)
        nat = _nat(network, entry, bound)
        for target, doubts in ends.of(entry, nat):
            way = _way(network, entry, target, (*(needs or ()), *doubts))
            if needs is None:
                yield way, "its EIP is not bound to the internet NAT gateway that it belongs to"
            else:
                yield from taken.on(way, nat)


class Taken:
    """Where a packet goes on from a forward entry that has an EIP: to a machine, or over a load balancer's listeners.

    [SDK-vpc] CreateForwardEntry speaks of machines; NAT Gateway, doc-detail/189646, has an entry lead to a CLB.
    """

    def __init__(self, network: Network, public: frozenset[str]) -> None:
        self._network, self._public = network, public
        self._replies, self._balancers = Replies(network), Balancers(network)

    def on(self, way: Way, nat: NatGateway | None) -> Iterator[tuple[Way, str]]:
        """The ways on from an entry, each with the reason why it has no effect."""
        if balancer := self._network.balancers.get(way.workload):
            yield from self._over(balancer, way, nat)
        elif host := way.target:
            own = "the backend has a public address of its own" if host.urn in self._public else ""
            yield self._answered(way, nat, host.vswitch), own
        else:
            yield way, ""

    def _over(self, balancer: LoadBalancer, way: Way, nat: NatGateway | None) -> Iterator[tuple[Way, str]]:
        found = [self._answered(one, nat, balancer.leg) for one in over_balancer(self._balancers, balancer, way)]
        yield from ((one, "") for one in found)
        if not found:
            yield way, f'load balancer "{balancer.name}" has no running listener there'

    def _answered(self, way: Way, nat: NatGateway | None, vswitch: Ref | None) -> Way:
        """A way for those whom its end answers over the NAT gateway."""
        if nat is None:
            return way
        return way.answered(self._replies.by_nat(vswitch, nat), self._replies.hop(vswitch))


def over_balancer(balancers: Balancers, balancer: LoadBalancer, entry: Way) -> Iterator[Way]:
    """The ways of an entry through a load balancer's listeners, which serve what arrives at its private address."""
    for way in balancers.ways(balancer, entry.hops, entry.address, entry.needs, "eip"):
        met = way.dialled & entry.arriving
        if met:
            offset = None if entry.offset is None or way.offset is None else entry.offset + way.offset
            arriving = way.arriving_of(met)
            yield replace(way, dialled=entry.dialled_for(met), arriving=arriving, offset=offset)


def _nat(network: Network, entry: ForwardEntry, bound: dict[Ref, EipAssociation]) -> NatGateway | None:
    """The gateway of an entry: its own, else that of its EIP."""
    told = bound.get(entry.eip)
    names = (entry.nat, told.target if told else None)
    return next((network.nat_gateways[n] for n in names if isinstance(n, str) and n in network.nat_gateways), None)


def binding(
    network: Network, entry: ForwardEntry, bound: dict[Ref, EipAssociation], lost: tuple[str, ...]
) -> tuple[str, ...] | None:
    """What is not known about the public side; None when the entry cannot take effect."""
    own = network.nat_gateways.get(entry.nat) if isinstance(entry.nat, str) else None
    if own is not None and own.network_type == "intranet":
        return None  # a VPC NAT gateway maps its private NAT IPs
    if isinstance(entry.eip, Unknown):
        return (entry.eip.what,)
    association = bound.get(entry.eip)
    if association is None:
        if entry.eip not in network.eips:
            return (f'what the external address of forward entry "{entry.name}" is bound to',)
        return lost or None
    return _gateway(network, entry, association)


def _gateway(network: Network, entry: ForwardEntry, association: EipAssociation) -> tuple[str, ...] | None:
    # the cloud refuses an entry for an address that is bound to another gateway than its own
    told = isinstance(association.target, Unknown) and association.target_type == "nat"
    target = entry.nat if told else association.target
    if isinstance(target, Unknown):
        return (target.what,)
    nat = network.nat_gateways.get(target)
    if nat is None:
        held = target in network.interfaces or target in network.balancers or target in network.ha_vips
        return None if held else (f'what "{target}" is, which this snapshot does not hold',)
    if nat.network_type == "intranet" or (entry.nat in network.nat_gateways and entry.nat != target):
        return None
    # for the same reason a table that is not known yet is this gateway's
    doubts = [nat.network_type.what] if isinstance(nat.network_type, Unknown) else []
    if isinstance(entry.nat, str) and entry.nat not in network.nat_gateways:
        doubts.append(f'whether forward table "{entry.nat.removeprefix("outside:")}" belongs to "{nat.name}"')
    return tuple(doubts)


def _way(network: Network, entry: ForwardEntry, target: Ref | None, needs: tuple[str, ...]) -> Way:
    named = (network.interfaces.get(target) or network.balancers.get(target)) if isinstance(target, str) else None
    host = named if isinstance(named, Interface) else None
    dialled, arriving, offset, unknown = _ports(entry)
    address = entry.external_address if isinstance(entry.external_address, str) else ""
    return Way(
        named.urn if named else entry.urn,
        named.name if named else entry.name,
        address,
        (*_eip(network, entry), Hop("forward-entry", entry.urn, _detail(entry))),
        dialled & EIP_CARRIES,
        arriving & EIP_CARRIES,
        offset,
        FOUR,
        host,
        needs=(*needs, *unknown),
        stray=None if isinstance(target, str) else "",
    )


def _eip(network: Network, entry: ForwardEntry) -> tuple[Hop, ...]:
    eip = network.eips.get(entry.eip) if isinstance(entry.eip, str) else None
    if eip is None:
        return ()
    shown = f" {eip.address}" if isinstance(eip.address, str) else ""
    return (Hop("eip", eip.urn, f'eip "{eip.name}"{shown}'),)


def _ports(entry: ForwardEntry) -> tuple[TransportSet, TransportSet, int | None, tuple[str, ...]]:
    """(dialled, arriving, offset, unknowns); unknown ports count as all of the protocol."""
    unknown = [v.what for v in (entry.protocol, entry.external_ports, entry.internal_ports) if isinstance(v, Unknown)]
    if isinstance(entry.protocol, Unknown) or entry.protocol == "any":
        # one port may lead to another as long as nobody knows that it is every port
        return TransportSet.all(), TransportSet.all(), None if unknown else 0, tuple(unknown)
    outer = ALL_PORTS if isinstance(entry.external_ports, Unknown) else entry.external_ports
    inner = ALL_PORTS if isinstance(entry.internal_ports, Unknown) else entry.internal_ports
    if (outer.last - outer.first) != (inner.last - inner.first) and not unknown:
        unknown.append(f'the ports of forward entry "{entry.name}" ({outer} to {inner} are not of one length)')
    dialled, arriving = transport(entry.protocol, outer), transport(entry.protocol, inner)
    return dialled, arriving, None if unknown else inner.first - outer.first, tuple(unknown)


def _detail(entry: ForwardEntry) -> str:
    if entry.protocol == "any":
        return f'forward entry "{entry.name}": every port and protocol'
    ends = ["?" if isinstance(p, Unknown) else str(p) for p in (entry.external_ports, entry.internal_ports)]
    protocol = entry.protocol if isinstance(entry.protocol, str) else "?"
    return f'forward entry "{entry.name}": {protocol} {ends[0]} -> {ends[1]}'
