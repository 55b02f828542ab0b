"""Where things stand: the VPC and the room of a vswitch, and which members of a group may be who sends from a place."""

from collections.abc import Iterable
from functools import reduce
from itertools import chain
from operator import or_

from yett.packets import AddressSet
from yett_policies.network import Cidr, Interface, LoadBalancer, Network, Ref, Vpc, VSwitch

from .families import FAMILIES, Family
from .lines import Peers
from .members import members
from .sets import EVERYONE, NOBODY, addresses
from .way import Start


def home(network: Network, vswitch: Ref | None) -> str | None:
    """The VPC of a vswitch; None when the snapshot does not say."""
    found = network.vswitches.get(vswitch) if isinstance(vswitch, str) else None
    return found.vpc if found and isinstance(found.vpc, str) else None


def room(network: Network, vswitch: Ref | None, family: Family) -> AddressSet:
    """Where an address of a family in a vswitch may lie: anywhere when its block is not known."""
    found = network.vswitches.get(vswitch) if isinstance(vswitch, str) else None
    return _within(addresses(_blocks(found)), family)


def neighbours(vswitch: VSwitch | None) -> tuple[AddressSet, AddressSet]:
    """The addresses in a vswitch, for certain and at most: of a family whose block is not known it may be any."""
    own = addresses(_blocks(vswitch))
    return own, reduce(or_, (_within(own, family) for family in FAMILIES))


def _within(own: AddressSet, family: Family) -> AddressSet:
    return own & family.everyone or family.everyone


def spoken_from(network: Network, balancer: LoadBalancer) -> AddressSet:
    """Where an ALB or NLB speaks to its backends from: its vswitches, or its VPC where one of them is not known."""
    vpc = network.vpcs.get(balancer.vpc) if isinstance(balancer.vpc, str) else None
    legs = [network.vswitches.get(one) if isinstance(one, str) else None for one in balancer.vswitches]
    found: list[Cidr] = []
    for family in FAMILIES:
        rooms = [family.known(_blocks(leg)) for leg in legs]
        found += chain.from_iterable(rooms) if rooms and all(rooms) else family.known(_blocks(vpc))
    return addresses(found) or EVERYONE


def _blocks(one: Vpc | VSwitch | None) -> tuple[Cidr, ...]:
    return one.cidrs if one and isinstance(one.cidrs, tuple) else ()


def stands(vpc: str | None, start: Start) -> bool | None:
    """Whether somebody in a VPC may send from a place: certainly in the same VPC, None when nobody knows."""
    if vpc is None:
        return None
    if not start.may_be(vpc):
        return False
    return None if start.vpc is None else True


def members_from(network: Network, group: str, hosts: Iterable[Interface], start: Start) -> Peers:
    """Those members of a group who may stand in one place: where nobody knows who does, none of them for certain."""
    found = network.groups.get(group)
    if found and isinstance(found.vpc, str) and not start.may_be(found.vpc):
        return Peers(NOBODY, NOBODY)
    beside: list[Interface] = []
    maybe: list[Interface] = []
    for host in hosts:
        is_there = stands(home(network, host.vswitch), start)
        if is_there is not False:
            (beside if is_there else maybe).append(host)
    sure = members(network, group, beside)
    if not maybe:
        return sure
    needs = tuple(f'whether "{host.name}" is where the sender is' for host in maybe)
    return Peers(sure.sure, sure.most | members(network, group, maybe).most, (*sure.needs, *needs))
