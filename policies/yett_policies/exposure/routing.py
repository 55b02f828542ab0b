"""Which addresses a vswitch exchanges packets with: its VPC's own, and those that routes lead to on both sides."""

from collections.abc import Iterator
from typing import NamedTuple

from yett.packets import AddressSet
from yett_policies.network import Cidr, Network, Peering, Ref, RouteEntry, Unknown, Vpc, VSwitch

from .forwarding import Forwarding
from .hops import DIVERTING, PEER, By, Over, why_unknown
from .sets import EVERYONE, EVERYONE4, EVERYONE6, NOBODY, addresses
from .tables import Tables
from .way import Hop, Senders, Start, both


class Routed(NamedTuple):
    """Who is routed somewhere, by which hops, and where they stand."""

    senders: Senders
    hops: tuple[Hop, ...]
    start: Start


BOTH_WAYS = "whether a machine that routes send packets through lets them pass, which yett does not model"


class Routing:
    """Who can send into a vswitch without a public address, and is answered: each side by its own route table."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._tables = Tables(network)
        self._found: dict[tuple[Ref | None, str, AddressSet], list[Routed]] = {}
        self._diverted: dict[str, list[tuple[AddressSet, AddressSet]]] = {}
        self._inside: dict[str, list[VSwitch]] = {}
        for vswitch in network.vswitches.values():
            if isinstance(vswitch.vpc, str):
                self._inside.setdefault(vswitch.vpc, []).append(vswitch)

    def into(self, vswitch: Ref | None, vpc: Vpc, wanted: AddressSet) -> list[Routed]:
        """Who is routed to some addresses in a vswitch, each with the hops on the way."""
        key = (vswitch, vpc.urn, wanted)
        if key not in self._found:
            here = self._tables.of(vswitch, vpc.urn)
            own = Routed(self._own(vpc, here, wanted), (), Start(vpc.urn))
            others = (*self._peered(vpc, here, wanted), *self._joined(vpc, here))
            self._found[key] = [own, *(one for one in others if one.senders.most)]
        return self._found[key]

    def _own(self, vpc: Vpc, here: Forwarding, wanted: AddressSet) -> Senders:
        """Every address of the VPC, but for what a changed system route sends through a machine."""
        if isinstance(vpc.cidrs, Unknown):
            return Senders(NOBODY, EVERYONE, (vpc.cidrs.what,))
        inside, turned = addresses(vpc.cidrs), here.diverted(self._local(vpc.urn))
        for room, elsewhere in self._turned(vpc):
            turned = turned | room if elsewhere & wanted else turned
        own = Senders(inside - turned, inside, (BOTH_WAYS,)) if turned else Senders(inside, inside)
        return _with_six(vpc, own, wanted)

    def _local(self, vpc: str) -> AddressSet:
        """Every address of a VPC's vswitches."""
        return addresses(cidr for one in self._inside.get(vpc, ()) for cidr in _cidrs(one))

    def _turned(self, vpc: Vpc) -> list[tuple[AddressSet, AddressSet]]:
        """The vswitches that do not send straight to all others, each with those it does not."""
        if vpc.urn not in self._diverted:
            found = [(a, obeyed.diverted(self._local(vpc.urn))) for a, obeyed in self._rooms(vpc)]
            self._diverted[vpc.urn] = [one for one in found if one[1]]
        return self._diverted[vpc.urn]

    def _peered(self, vpc: Vpc, here: Forwarding, wanted: AddressSet) -> Iterator[Routed]:
        """A peering carries packets only when both sides route over it ([SDK-vpc] CreateVpcPeerConnection)."""
        for peering in self._network.peerings:
            answered = here.towards(Over(peering.urn))
            if answered.most and (vpc.urn in peering.vpcs or any(isinstance(end, Unknown) for end in peering.vpcs)):
                other = _other_end(vpc, peering)
                found = both(answered, self._beyond(vpc, peering, other, wanted))
                start = Start(other) if isinstance(other, str) else Start(None, vpc.urn)
                yield Routed(found, (Hop("peering", peering.urn, f'vpc peering "{peering.name}"'),), start)

    def _beyond(self, vpc: Vpc, peering: Peering, other: Ref, wanted: AddressSet) -> Senders:
        """Who at the other end sends over a peering to some addresses here."""
        there = self._network.vpcs.get(other) if isinstance(other, str) else None
        if there is None or isinstance(there.cidrs, Unknown):
            return Senders(NOBODY, EVERYONE, (f'the routes of the VPC behind peering "{peering.name}"',))
        sure = most = NOBODY
        needs: dict[str, None] = {}
        for room, obeyed in self._rooms(there):
            found = _sending(room, obeyed.towards(Over(peering.urn)), wanted)
            sure, most, needs = sure | found.sure, most | found.most, needs | dict.fromkeys(found.needs)
        if vpc.urn not in peering.vpcs:
            sure, needs = NOBODY, {f'which VPCs peering "{peering.name}" joins': None}
        return _with_six(there, Senders(sure, most, tuple(needs)), wanted)

    def _rooms(self, vpc: Vpc) -> Iterator[tuple[AddressSet, Forwarding]]:
        """A VPC's addresses by what they obey: those of each vswitch, and the rest."""
        rest = addresses(_cidrs(vpc))
        for vswitch in self._inside.get(vpc.urn, ()):
            room = addresses(_cidrs(vswitch))
            rest = rest - room
            yield room, self._tables.of(vswitch.urn, vpc.urn)
        if rest:
            yield rest, self._tables.beside(vpc.urn)

    def _joined(self, vpc: Vpc, here: Forwarding) -> Iterator[Routed]:
        """Routes beyond the VPC to what is not modelled, and those of which nobody knows where they lead."""
        known = {peering.urn for peering in self._network.peerings}
        for route in here.routes:
            if need := _doubt(route, known):
                where = route.destination
                shown = EVERYONE if isinstance(where, Unknown) else where
                most = here.towards(By(route)).most
                hops = (Hop("route", route.urn, f"route to {shown}"),)
                yield Routed(Senders(NOBODY, most, (need,)), hops, Start(None, vpc.urn))


def _other_end(vpc: Vpc, peering: Peering) -> Ref:
    """What a peering joins with a VPC that it joins, or may join."""
    others = sorted((end for end in peering.vpcs if end != vpc.urn), key=lambda end: isinstance(end, Unknown))
    return others[0] if others else vpc.urn


def _with_six(vpc: Vpc, own: Senders, wanted: AddressSet) -> Senders:
    """The same with the IPv6 addresses of a VPC whose IPv6 block is not known: the cloud chooses it, if it has one."""
    if not wanted & EVERYONE6 or addresses(_cidrs(vpc)) & EVERYONE6:
        return own
    return Senders(own.sure, own.most | EVERYONE6, (*own.needs, f'the IPv6 block of vpc "{vpc.name}"'))


def _doubt(route: RouteEntry, peerings: set[str]) -> str:
    """What is not known about a route that may let somebody in; empty when it lets nobody in, or a peering says who."""
    kind = route.nexthop_type
    if isinstance(kind, Unknown) or kind in DIVERTING:
        return why_unknown(route)
    if kind != PEER:
        return ""
    if isinstance(route.nexthop, Unknown) or isinstance(route.destination, Unknown):
        return why_unknown(route)
    return "" if route.nexthop in peerings else f'what peering "{route.nexthop.rpartition(":")[2]}" joins'


def _sending(room: AddressSet, over: Senders, wanted: AddressSet) -> Senders:
    """Who of a room sends some addresses' packets over a hop: all of one family's for certain, or some."""
    sure = most = NOBODY
    for family in (EVERYONE4, EVERYONE6):
        asked = wanted & family
        if asked and asked <= over.sure:
            sure = sure | room & family
        if asked & over.most:
            most = most | room & family
    needs = over.needs or ("which private address it has, as routes tell them apart",)
    return Senders(sure, most, () if sure == most else needs)


def _cidrs(one: Vpc | VSwitch) -> tuple[Cidr, ...]:
    return one.cidrs if isinstance(one.cidrs, tuple) else ()
