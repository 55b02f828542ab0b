"""Who a group's members are by address, so that a rule that names a group admits no others, and leaves nobody out."""

from collections.abc import Iterable
from itertools import chain

from yett.packets import PRIVATE
from yett_policies.network import Cidr, Interface, Network

from .lines import Peers
from .sets import EVERYONE, addresses

PRIVATE_BLOCKS = tuple(map(Cidr.parse, PRIVATE.cidrs()))
"""What a VPC's addresses mostly are; a VPC may have other blocks of its own."""

ANY_IPV6 = Cidr.parse("::/0")
"""What a member's address of IPv6 may be where nobody knows the block that the cloud chose."""


def members(network: Network, group: str, hosts: Iterable[Interface]) -> Peers:
    """The private addresses of a group's members; of one without a known address, anything in its vswitch."""
    sure, needs = [], []
    most: dict[Cidr, None] = {}
    anywhere: set[int] = set()
    for host in hosts:
        sure += list(host.addresses)
        if families := _unsettled(host):
            rooms = {version: _room(network, host, version) for version in families}
            most |= dict.fromkeys(chain.from_iterable(rooms.values()))
            anywhere.update(version for version, room in rooms.items() if not room)
            needs.append(f'the private addresses of "{host.name}"')
    for version in anywhere:
        most |= dict.fromkeys(_private(network) if version == 4 else (ANY_IPV6,))
    if group not in network.groups or not network.groups[group].complete:
        return Peers(addresses(sure), EVERYONE, (f'the members of group "{group}"',))
    known = addresses(sure)
    return Peers(known, known | addresses(most), tuple(needs))


def widened(sure: Peers, maybe: Peers, doubts: Iterable[str]) -> Peers:
    """The members of a group, and those of whom nobody knows whether they are: none of these for certain."""
    if maybe.most <= sure.most:
        return sure
    return Peers(sure.sure, sure.most | maybe.most, (*sure.needs, *dict.fromkeys(doubts), *maybe.needs))


def _unsettled(host: Interface) -> set[int]:
    """The address families in which a member has an address that the snapshot does not hold."""
    has = {4} if host.has_ipv6 is False else {4, 6}
    return has - {address.version for address in host.addresses} | ({4} if host.has_more else set())


def _room(network: Network, host: Interface, version: int) -> list[Cidr]:
    """The blocks that a member's address of a family is in, as far as anybody knows them."""
    vswitch = network.vswitches.get(host.vswitch) if isinstance(host.vswitch, str) else None
    own = vswitch.cidrs if vswitch and isinstance(vswitch.cidrs, tuple) else ()
    return [block for block in own if block.version == version]


def _private(network: Network) -> tuple[Cidr, ...]:
    """Where an IPv4 address of a member may be, of whose block nobody knows: every private and every VPC's block."""
    known = (vpc.cidrs for vpc in network.vpcs.values() if isinstance(vpc.cidrs, tuple))
    return tuple(block for block in (*PRIVATE_BLOCKS, *chain.from_iterable(known)) if block.version == 4)
