"""A connection to another network that carries more than it needs.

What it does: reports a route to a peer VPC, transit router, VPN gateway or router interface whose destination is wider
than the limit; and a group that admits a whole peer VPC on every port of tcp.
Why it matters: peering joins two networks that were apart; what is broken into on one side is then inside the other.
Example: `destination_cidrblock: 10.0.0.0/8, nexthop_type: VpcPeer`; a group with `1/65535` from the peer's /16.
Instead: the vswitches that are used, and the ports they serve.

    alicloud.vpc.RouteEntry("to-data", ..., destination_cidrblock="10.8.4.0/24", nexthop_type="VpcPeer", ...)
References: CIS Alibaba Cloud Foundation Benchmark 3.4 and 3.5 as Steampipe maps it (manual there).
"""

from collections.abc import Iterator

from yett.packets import TransportSet
from yett_policies.exposure.sets import addresses
from yett_policies.frozen import frozen
from yett_policies.network import RouteEntry, Unknown, Vpc
from yett_policies.rulebook import Finding, GroupOpening, Stack, blamed, indeterminate, option, short, violated

SEVERITY = "medium"
LEVEL = "advisory"
TITLE_ZH = "对等连接放行过宽"
FIX_ZH = "路由只写用到的交换机网段，安全组只放行用到的端口"
CLAUSES = {"mlps-level-3": ("8.1.3.2 c",)}
JOINING = ("vpcpeer", "attachment", "transitrouter", "vpngateway", "routerinterface", "ecr")


@frozen
class Options:
    mask: int = option(16, "The shortest IPv4 mask of a route to another network.", minimum=0, maximum=32)


def findings(stack: Stack, options: Options) -> Iterator[Finding]:
    for route in stack.network.route_entries:
        yield from routed(route, options)
    yield from blamed(
        whole_peers(stack), "admit the ports and the vswitches that are used", "which is a whole peer VPC"
    )


def routed(route: RouteEntry, options: Options) -> Iterator[Finding]:
    where, how = route.destination, route.nexthop_type
    fits = not isinstance(where, Unknown) and (where.version == 6 or mask_of(str(where)) >= options.mask)
    if fits or not (isinstance(how, Unknown) or how in JOINING):
        return
    said = f'route "{short(route.urn)}" leads to {getattr(where, "what", where)} over another network'
    doubts = [value.what for value in (where, how) if isinstance(value, Unknown)]
    fix = f"route no network wider than /{options.mask}"
    yield indeterminate(route, f"whether {said}", doubts) if doubts else violated(route, said, fix)


def mask_of(network: str) -> int:
    return int(network.rpartition("/")[2])


def whole_peers(stack: Stack) -> Iterator[GroupOpening]:
    """What groups of one VPC admit from all addresses of a VPC that it is peered with."""
    every = TransportSet.tcp()
    for here, peer in peers(stack):
        zone = addresses(peer.cidrs) if not isinstance(peer.cidrs, Unknown) else None
        for opening in stack.openings(every, zone) if zone else ():
            if opening.group.vpc == here and opening.sources == zone and every <= opening.transport:
                yield opening


def peers(stack: Stack) -> Iterator[tuple[str, Vpc]]:
    """(a VPC, the one that it is peered with), both ways, as far as this stack holds them."""
    vpcs = stack.network.vpcs
    for peering in stack.network.peerings:
        one, other = peering.vpcs
        for here, there in ((one, other), (other, one)):
            if isinstance(here, str) and isinstance(there, str) and there in vpcs:
                yield here, vpcs[there]
