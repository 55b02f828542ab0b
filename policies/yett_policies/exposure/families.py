"""Which address families something has, so that no IPv6 packet reaches what has no IPv6 address."""

from yett.packets import AddressSet, TransportSet
from yett_policies.frozen import frozen
from yett_policies.network import Cidr, Interface, LoadBalancer, Unknown

from .sets import ALL4, ALL6, EVERYONE4, EVERYONE6, NOBODY
from .way import Senders


@frozen
class Family:
    """IPv4 or IPv6: everybody's addresses of it, and what it carries."""

    version: int
    everyone: AddressSet
    carries: TransportSet

    def known(self, cidrs: tuple[Cidr, ...]) -> tuple[Cidr, ...]:
        """Those of the family."""
        return tuple(cidr for cidr in cidrs if cidr.version == self.version)

    def had_by(self, host: Interface) -> bool | Unknown:
        """Whether an interface has an address of it; IPv4 every one has."""
        if self.version == 4 or any(address.version == 6 for address in host.addresses):
            return True
        return host.has_ipv6


V4, V6 = Family(4, EVERYONE4, ALL4), Family(6, EVERYONE6, ALL6)
FAMILIES = (V4, V6)


def dialled_from(balancer: LoadBalancer, side: str) -> Senders:
    """Who can dial a balancer at all from "internet", "intranet" or "eip", which is IPv4.

    An ALB or NLB has IPv4, and IPv6 with an address type of its own beside it; one that faces the internet has private
    addresses, too; a CLB has one address of one family. Sources: slb/classic-load-balancer/user-guide/clb-instance, and
    slb/application-load-balancer/change-the-network-type-of-an-alb-instance (the same of NLB).
    """
    if side == "eip":
        return Senders(EVERYONE4, EVERYONE4)
    sure, most, needs = NOBODY, NOBODY, dict[str, None]()
    for family in FAMILIES:
        answer = _both(*_has_and_faces(balancer, family.version, side))
        if answer is not False:
            most = most | family.everyone
        if answer is True:
            sure = sure | family.everyone
        if isinstance(answer, Unknown):
            needs[answer.what] = None
    return Senders(sure, most, tuple(needs))


def _has_and_faces(balancer: LoadBalancer, version: int, side: str) -> tuple[bool | Unknown, bool | Unknown]:
    """Whether a balancer has an address of a family, and whether that one faces a side."""
    if balancer.family == "clb":
        return _is(balancer.ip_version, version), _is(balancer.address_type, side)
    has, kind = (True, balancer.address_type) if version == 4 else (balancer.has_ipv6, balancer.ipv6_address_type)
    return has, side == "intranet" or _is(kind, side)


def _both(has: bool | Unknown, faces: bool | Unknown) -> bool | Unknown:
    if has is False or faces is False:
        return False
    return has if isinstance(has, Unknown) else faces


def _is(value: object, wanted: object) -> bool | Unknown:
    return value if isinstance(value, Unknown) else value == wanted
