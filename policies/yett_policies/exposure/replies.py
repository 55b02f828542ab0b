"""Whether what answers a packet from the internet finds its way back: by the route table of the vswitch it leaves."""

from functools import reduce
from operator import and_

from yett.packets import INTERNET, AddressSet
from yett_policies.network import Ipv4Gateway, LoadBalancer, NatGateway, Network, Ref, Unknown

from .forwarding import Forwarding
from .hops import IPV4_GATEWAY, IPV6_GATEWAY, BackByGateway, BackOver
from .sets import EVERYONE, EVERYONE4, EVERYONE6
from .tables import Tables
from .way import FOUR, SIX, Hop, Senders, both

INTERNET4, INTERNET6 = INTERNET & EVERYONE4, INTERNET & EVERYONE6
NO_ROUTE_TO_NAT = (
    "whether a forward entry works while the backend's route table does not lead back to its NAT gateway is not "
    "documented"
)
BALANCED = "whether an IPv4 gateway has a say over a load balancer's public address is not documented"


class Replies:
    """Who can be answered out of a vswitch over the internet, each question answered once.

    Without an IPv4 gateway a public IPv4 address does not care for routes; with one that is on, only vswitches with a
    route to it use the internet (vpc/ipv4-gateway-overview). An IPv6 address always needs a route to the IPv6 gateway,
    which a custom table does not have by itself (ipv6-gateway, route table).
    """

    def __init__(self, network: Network) -> None:
        self._network = network
        self._tables = Tables(network)
        self._gateways = [gate for gate in network.ipv4_gateways.values() if gate.is_on is not False]
        self._found: dict[tuple[str, Ref | None, Ref | None], Senders] = {}

    def public(self, vswitch: Ref | None, vpc: Ref | None = None) -> Senders:
        """Who is answered by a public IPv4 address in a vswitch; `vpc` where the vswitch does not say it."""
        return self._asked(IPV4_GATEWAY, vswitch, vpc) if self._gateways else FOUR

    def six(self, vswitch: Ref | None) -> Senders:
        """Who is answered by an IPv6 address with bandwidth."""
        return self._asked(IPV6_GATEWAY, vswitch, None)

    def by_nat(self, vswitch: Ref | None, nat: NatGateway) -> Senders:
        """Who is answered over a NAT gateway that forwards to a vswitch: out of both their vswitches."""
        one, other = self._asked(nat.urn, vswitch, nat.vpc), self.public(nat.vswitch, nat.vpc)
        return FOUR if one is FOUR and other is FOUR else both(one, other)

    def to_balancer(self, balancer: LoadBalancer) -> Senders:
        """Who is answered for certain by a balancer in a VPC with an IPv4 gateway: by the routes of all its legs."""
        legs = balancer.vswitches if balancer.stands_inside else ()
        found = [self.public(leg, balancer.vpc) for leg in legs]
        if all(one is FOUR for one in found):
            return FOUR
        sure = reduce(and_, (one.sure for one in found))
        return Senders(sure | EVERYONE6, EVERYONE, (BALANCED,))

    def hop(self, vswitch: Ref | None) -> Hop:
        """The station of a packet's answer."""
        found = self._network.vswitches.get(vswitch) if isinstance(vswitch, str) else None
        named = vswitch.what if isinstance(vswitch, Unknown) else vswitch or "nobody knows which"
        urn, name = (found.urn, found.name) if found else (named, named)
        return Hop("route", urn, f'the routes of vswitch "{name}"')

    def _asked(self, kind: str, vswitch: Ref | None, vpc: Ref | None) -> Senders:
        key = (kind, vswitch, vpc)
        if key not in self._found:
            whole, every = (INTERNET6, SIX) if kind == IPV6_GATEWAY else (INTERNET4, FOUR)
            found = self._looked_up(kind, vswitch, self._home(vswitch) or (vpc if isinstance(vpc, str) else ""))
            self._found[key] = found if whole - found.sure else every
        return self._found[key]

    def _looked_up(self, kind: str, vswitch: Ref | None, vpc: str) -> Senders:
        obeyed = self._tables.of(vswitch, vpc)
        if kind == IPV4_GATEWAY:
            return self._by_gateway(obeyed, vpc)
        if kind == IPV6_GATEWAY:
            return _within(obeyed.towards(BackByGateway(kind)), EVERYONE6)
        found = obeyed.towards(BackOver(kind))
        return Senders(found.sure, EVERYONE4, (*found.needs, NO_ROUTE_TO_NAT))

    def _by_gateway(self, obeyed: Forwarding, vpc: str) -> Senders:
        """One that is not certainly there and on may also not be in the way."""
        near = [gate for gate in self._gateways if not vpc or isinstance(gate.vpc, Unknown) or gate.vpc == vpc]
        found = _within(obeyed.towards(BackByGateway(IPV4_GATEWAY)), EVERYONE4)
        if not near or any(gate.vpc == vpc and gate.is_on is True for gate in near):
            return found if near else FOUR
        needs = (*(_doubt(gate) for gate in near), *found.needs)
        return Senders(found.sure, EVERYONE4, tuple(dict.fromkeys(needs)))

    def _home(self, vswitch: Ref | None) -> str:
        found = self._network.vswitches.get(vswitch) if isinstance(vswitch, str) else None
        return found.vpc if found and isinstance(found.vpc, str) else ""


def _within(found: Senders, family: AddressSet) -> Senders:
    sure, most = found.sure & family, found.most & family
    return Senders(sure, most, () if sure == most else found.needs)


def _doubt(gate: Ipv4Gateway) -> str:
    lost = next((one.what for one in (gate.is_on, gate.vpc) if isinstance(one, Unknown)), "")
    return lost or f'whether it stands in the VPC of IPv4 gateway "{gate.name}"'
