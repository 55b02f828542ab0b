"""Whom a forward entry means by its internal address: a machine, a load balancer, or whoever holds a virtual one."""

from collections.abc import Iterator

from yett_policies.network import Cidr, ForwardEntry, HaVip, Interface, LoadBalancer, NatGateway, Network, Unknown

from .places import home

Holder = Interface | LoadBalancer
End = tuple[str | None, tuple[str, ...]]
"""The URN of what an entry leads to, None where nobody knows it, and what is not known about that."""


class Ends:
    """The ends of every forward entry of a network; who has which private address is looked up once."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._holders: dict[Cidr, list[Holder]] = {}
        self._every: list[Holder] = [*network.interfaces.values(), *network.balancers.values()]
        for holder in self._every:
            for address in _addresses(holder):
                self._holders.setdefault(address, []).append(holder)

    def of(self, entry: ForwardEntry, nat: NatGateway | None) -> Iterator[End]:
        """The ends of an entry of this gateway; several where nobody knows which."""
        internal, network = entry.internal, self._network
        if isinstance(internal, Unknown):
            yield None, (internal.what,)
        elif isinstance(internal, Cidr):
            yield from self._at_address(internal, nat)
        elif internal in network.ha_vips:
            yield from _held(network.ha_vips[internal])
        elif holder := network.interfaces.get(internal) or network.balancers.get(internal):
            yield internal, self._doubts(holder)
        else:
            yield internal, (f'what "{internal}" is, which this snapshot does not hold',)

    def _at_address(self, address: Cidr, nat: NatGateway | None) -> Iterator[End]:
        """Who has an address: holders of a virtual one, else one of its own; several are all in doubt."""
        holders = self._holders.get(address, [])
        vips = [v for v in self._network.ha_vips.values() if address in v.addresses and self._is_near(nat, v)]
        beside = any(self._is_near(nat, holder) for holder in holders)
        needs = (_nobody_knows_who(address),) if len(vips) > 1 or (vips and beside) else ()
        for vip in vips:
            yield from ((end, (*needs, *doubts)) for end, doubts in _held(vip))
        for end, doubts in () if vips and not beside else self._owners(address, holders, nat):
            yield end, (*needs, *doubts)

    def _owners(self, address: Cidr, holders: list[Holder], nat: NatGateway | None) -> Iterator[End]:
        """Who has an address in the VPC of a gateway; one in another VPC perhaps."""
        # an instance and the interface that it was given as its first one are one
        near = [*{_whole(one): one for one in reversed(holders) if self._is_near(nat, one)}.values()]
        if len(near) == 1:
            (only,) = near
            yield only.urn, self._doubts(only)
        elif near or not holders or self._may_be_unseen(nat):
            yield None, (_nobody_knows_who(address),)
        for one in () if near else holders:
            yield one.urn, (f'whether NAT gateway "{nat.name if nat else ""}" reaches "{one.name}" in another VPC',)

    def _may_be_unseen(self, nat: NatGateway | None) -> bool:
        """Whether something in the VPC of a gateway may have addresses that the snapshot does not hold."""
        return any(_may_have_more(one) and self._is_near(nat, one) for one in self._every)

    def _is_near(self, nat: NatGateway | None, one: Holder | HaVip) -> bool:
        """Whether something may be in the VPC of a gateway."""
        vpc = nat.vpc if nat and isinstance(nat.vpc, str) else None
        vswitch = one.leg if isinstance(one, LoadBalancer) else one.vswitch
        return vpc is None or home(self._network, vswitch) in (None, vpc)

    def _doubts(self, holder: Holder) -> tuple[str, ...]:
        """What is not known of a backend: a public address of its own would make an entry have no effect."""
        if isinstance(holder, Interface):
            return (holder.has_public_ip.what,) if isinstance(holder.has_public_ip, Unknown) else ()
        return tuple(self._undocumented(holder))

    def _undocumented(self, balancer: LoadBalancer) -> Iterator[str]:
        """Of load balancers the cloud documents entries to a CLB's private address (NAT Gateway, doc-detail/189646)."""
        if balancer.family != "clb":
            yield f'whether a forward entry may lead to "{balancer.name}", which is not documented of an ALB or NLB'
        if any(one.target == balancer.urn for one in self._network.associations):
            yield f'whether a forward entry has an effect on "{balancer.name}", a load balancer with an EIP of its own'


def may_have(balancer: LoadBalancer, internal: object) -> bool:
    """Whether a load balancer may have what an entry names as its internal address, as far as its own is known."""
    if not isinstance(internal, Cidr) or not (known := _addresses(balancer)):
        return balancer.stands_inside
    return internal in known


def _held(vip: HaVip) -> Iterator[End]:
    """Whoever holds a virtual address, all of them in doubt.

    Documents of 2018 to 2021 say that such an entry has no effect, those of today that it takes a machine's address.
    Source: [SDK-vpc] CreateForwardEntry InternalIp.
    """
    doubt = f'whether a forward entry may lead to HA VIP "{vip.name}", as its documentation speaks of machines'
    for member in vip.members:
        yield (None, (doubt, member.what)) if isinstance(member, Unknown) else (member, (doubt,))


def _nobody_knows_who(address: Cidr) -> str:
    return f"who has the address {str(address).partition('/')[0]}"


def _whole(holder: Holder) -> str:
    instance = holder.instance if isinstance(holder, Interface) else None
    return instance if isinstance(instance, str) else holder.urn


def _addresses(holder: Holder) -> tuple[Cidr, ...]:
    """The private addresses that are known; an ALB or NLB is known by a name only."""
    if isinstance(holder, Interface):
        return holder.addresses
    try:
        return (Cidr.parse(holder.address),) if isinstance(holder.address, str) and holder.stands_inside else ()
    except ValueError:
        return ()


def _may_have_more(holder: Holder) -> bool:
    """Whether something may have private IPv4 addresses that the snapshot does not hold."""
    if isinstance(holder, Interface):
        return holder.has_more or not any(one.version == 4 for one in holder.addresses)
    return holder.stands_inside and not _addresses(holder)
