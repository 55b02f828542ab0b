"""Ways through a NAT gateway: one port, a range, or a whole address."""

from collections.abc import Iterator

from yett.packets import TransportSet
from yett_policies.network import (
    ALL_PORTS,
    Cidr,
    EipAssociation,
    ForwardEntry,
    HaVip,
    Interface,
    NatGateway,
    Network,
    Ref,
    Unknown,
)

from .places import home
from .replies import Replies
from .sets import EIP_CARRIES, transport
from .way import FOUR, Hop, Way


def forwarded(network: Network, public: frozenset[str]) -> Iterator[Way]:
    """The ways of every forward entry that can take effect."""
    return (way for way, why_not in every_forward(network, public) if not why_not)


def every_forward(network: Network, public: frozenset[str]) -> Iterator[tuple[Way, str]]:
    """The ways of every forward entry, each with the reason why it has no effect, "" when it has.

    It has when its EIP is bound to an internet NAT gateway and the internal address belongs to an instance without
    a public address of its own ([SDK-vpc] CreateForwardEntry).
    """
    replies = Replies(network)
    bound: dict[Ref, EipAssociation] = {a.eip: a for a in network.associations if isinstance(a.eip, str)}
    lost = tuple(a.eip.what for a in network.associations if isinstance(a.eip, Unknown))
    owners = _owners(network)
    for entry in network.forward_entries:
        needs = binding(network, entry, bound, lost)
        nat = _nat(network, entry, bound)
        for found in _targets(network, entry, nat, owners, needs or ()):
            way = _answered(replies, nat, found)
            if needs is None:
                yield way, "its EIP is not bound to the internet NAT gateway that it belongs to"
            else:
                own = way.target is not None and way.target.urn in public
                yield way, "the backend has a public address of its own" if own else ""


def _nat(network: Network, entry: ForwardEntry, bound: dict[Ref, EipAssociation]) -> NatGateway | None:
    """The gateway of an entry: its own, else that of its EIP."""
    told = bound.get(entry.eip)
    names = (entry.nat, told.target if told else None)
    return next((network.nat_gateways[n] for n in names if isinstance(n, str) and n in network.nat_gateways), None)


def _answered(replies: Replies, nat: NatGateway | None, way: Way) -> Way:
    """A way for those whom the backend answers over the NAT gateway."""
    if nat is None or way.target is None:
        return way
    return way.answered(replies.by_nat(way.target.vswitch, nat), replies.hop(way.target.vswitch))


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


def _owners(network: Network) -> dict[Cidr, list[Interface]]:
    """Who has each private address: in two VPCs there may be one each."""
    found: dict[Cidr, list[Interface]] = {}
    for host in network.interfaces.values():
        for address in host.addresses:
            found.setdefault(address, []).append(host)
    return found


def _targets(
    network: Network,
    entry: ForwardEntry,
    nat: NatGateway | None,
    owners: dict[Cidr, list[Interface]],
    needs: tuple[str, ...],
) -> Iterator[Way]:
    internal = entry.internal
    if isinstance(internal, Unknown):
        yield _way(network, entry, None, (*needs, internal.what))
    elif isinstance(internal, Cidr):
        yield from _to_address(network, entry, nat, internal, owners.get(internal, []), needs)
    elif internal in network.ha_vips:
        yield from _at_vip(network, entry, network.ha_vips[internal], needs)
    elif internal not in network.interfaces:
        yield _way(network, entry, internal, (*needs, f'what "{internal}" is, which this snapshot does not hold'))
    else:
        yield _way(network, entry, internal, (*needs, *_own_address(network.interfaces[internal])))


def _to_address(
    network: Network,
    entry: ForwardEntry,
    nat: NatGateway | None,
    address: Cidr,
    owners: list[Interface],
    needs: tuple[str, ...],
) -> Iterator[Way]:
    """The ways to who has an address: holders of a virtual one, else a machine; several are all in doubt."""
    vips = _vips_at(network, nat, address)
    beside = any(_is_near(network, nat, host.vswitch) for host in owners)
    if len(vips) > 1 or (vips and beside):
        needs = (*needs, _nobody_knows_who(address))
    for vip in vips:
        yield from _at_vip(network, entry, vip, needs)
    for host, doubts in () if vips and not beside else _at(network, nat, address, owners):
        yield _way(network, entry, host, (*needs, *doubts))


def _vips_at(network: Network, nat: NatGateway | None, address: Cidr) -> list[HaVip]:
    """The virtual addresses that an entry may mean by an address."""
    return [vip for vip in network.ha_vips.values() if address in vip.addresses and _is_near(network, nat, vip.vswitch)]


def _at_vip(network: Network, entry: ForwardEntry, vip: HaVip, needs: tuple[str, ...]) -> Iterator[Way]:
    """The ways to whoever holds a virtual address, all of them in doubt.

    Documents of 2018 to 2021 say that such an entry has no effect, those of today that it takes a machine's address.
    Source: [SDK-vpc] CreateForwardEntry InternalIp.
    """
    needs = (
        *needs,
        f'whether a forward entry may lead to HA VIP "{vip.name}", as its documentation speaks of machines',
    )
    for member in vip.members:
        yield _way(network, entry, member, (*needs, member.what) if isinstance(member, Unknown) else needs)


def _is_near(network: Network, nat: NatGateway | None, vswitch: Ref | None) -> bool:
    """Whether a vswitch may be in the VPC of a gateway."""
    vpc = nat.vpc if nat and isinstance(nat.vpc, str) else None
    return vpc is None or home(network, vswitch) in (None, vpc)


def _nobody_knows_who(address: Cidr) -> str:
    return f"who has the address {str(address).partition('/')[0]}"


def _at(
    network: Network, nat: NatGateway | None, address: Cidr, owners: list[Interface]
) -> Iterator[tuple[str | None, tuple[str, ...]]]:
    """Who an entry means by an address: who has it in the VPC of its gateway; one in another VPC perhaps."""
    # an instance and the interface that it was given as its first one are one
    near = [*{h.instance or h.urn: h for h in reversed(owners) if _is_near(network, nat, h.vswitch)}.values()]
    if len(near) == 1:
        (only,) = near
        yield only.urn, _own_address(only)
    elif (
        near
        or not owners
        or any(_may_have_more(h) and _is_near(network, nat, h.vswitch) for h in network.interfaces.values())
    ):
        yield None, (_nobody_knows_who(address),)
    for host in () if near else owners:
        yield host.urn, (f'whether NAT gateway "{nat.name if nat else ""}" reaches "{host.name}" in another VPC',)


def _may_have_more(host: Interface) -> bool:
    """Whether a machine may have private IPv4 addresses that the snapshot does not hold."""
    return host.has_more or not any(one.version == 4 for one in host.addresses)


def _own_address(host: Interface) -> tuple[str, ...]:
    """What is not known about a public address of a backend's own, which would make an entry have no effect."""
    return (host.has_public_ip.what,) if isinstance(host.has_public_ip, Unknown) else ()


def _way(network: Network, entry: ForwardEntry, target: Ref | None, needs: tuple[str, ...]) -> Way:
    host = network.interfaces.get(target) if isinstance(target, str) else None
    dialled, arriving, offset, unknown = _ports(entry)
    address = entry.external_address if isinstance(entry.external_address, str) else ""
    return Way(
        host.urn if host else entry.urn,
        host.name if host else entry.name,
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
