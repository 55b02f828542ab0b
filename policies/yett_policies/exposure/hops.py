"""Where a route leads, asked in three states: `Over(peering)(route)` is yes, no, or None when nobody knows."""

from typing import Protocol

from yett_policies.frozen import frozen
from yett_policies.network import RouteEntry, Unknown

DIVERTING = {
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
"""Next hops that lead to networks which are not modelled, or to a machine that may send on what it gets."""
PEER, NAT, LOCAL = "vpcpeer", "natgateway", "local"
IPV4_GATEWAY, IPV6_GATEWAY = "ipv4gateway", "ipv6gateway"


class Leads(Protocol):
    """Whether a route leads somewhere; equal questions are equal, so that each is answered once."""

    def __call__(self, route: RouteEntry) -> bool | None: ...

    def __hash__(self) -> int: ...


@frozen
class Over:
    """By one next hop, such as a peering or a NAT gateway."""

    nexthop: str

    def __call__(self, route: RouteEntry) -> bool | None:
        return None if isinstance(route.nexthop, Unknown) else route.nexthop == self.nexthop


@frozen
class BackOver:
    """Back by one next hop; what is sent straight to a neighbour needs none."""

    nexthop: str

    def __call__(self, route: RouteEntry) -> bool | None:
        return True if route.nexthop_type == LOCAL else Over(self.nexthop)(route)


@frozen
class BackByGateway:
    """The same by a VPC's border gateway, of which it has one of each kind; a machine may send on to it."""

    kind: str

    def __call__(self, route: RouteEntry) -> bool | None:
        if isinstance(route.nexthop_type, Unknown) or route.nexthop_type in DIVERTING:
            return None
        return route.nexthop_type in (self.kind, LOCAL)


@frozen
class By:
    """By one route."""

    route: RouteEntry

    def __call__(self, route: RouteEntry) -> bool | None:
        return route == self.route


def hop_name(route: RouteEntry) -> str:
    """The next hop in short."""
    return route.nexthop.what if isinstance(route.nexthop, Unknown) else route.nexthop.rpartition("::")[2]


def why_unknown(route: RouteEntry) -> str:
    """What is not known about a route that may lead somewhere."""
    if route.nexthop_type == NAT and route.urn == route.nexthop:
        return "which of several NAT gateways the default route of the VPC leads to"
    parts = (route.nexthop_type, route.nexthop, route.destination, route.table)
    lost = next((one.what for one in parts if isinstance(one, Unknown)), "")
    if lost or route.nexthop_type not in DIVERTING:
        return lost or f'which vswitches obey the table of route "{route.urn.rpartition("::")[2]}"'
    return f'what next hop "{hop_name(route)}" lets through, which yett does not model'
