"""Whose packets arrive behind a load balancer: the client's own, the load balancer's, or nobody knows which."""

from yett.packets import AddressSet
from yett_policies.network import Listener, Member

from .families import FAMILIES, V6
from .way import Way

BEHIND = "behind-"
"""How the `backend` of a way to a load balancer's server begins."""

ENDING = ("http", "https", "quic", "tcpssl")
"""Listeners that end a client's connection and begin one of their own."""


def seen_by(listener: Listener, member: Member) -> str:
    """Whose address the servers of a listener see: "client", "balancer", or "either" where nobody knows.

    Source: slb/network-load-balancer/use-cases/obtain-client-ip-addresses.
    """
    if listener.protocol in ENDING or member.sees_client is False:
        return "balancer"
    return "client" if member.sees_client is True and isinstance(listener.protocol, str) else "either"


def seen_from(way: Way, version: int) -> str:
    """The same of a client with an address of IPv4 or IPv6: before a server without IPv6 an IPv6 client is not itself.

    Where the server has both, nothing says which of its addresses the load balancer takes.
    """
    kind = way.backend.removeprefix(BEHIND)
    if version == 4 or kind == "balancer":
        return kind
    return "either" if may_have_six(way) else "balancer"


def seen_as(way: Way, who: AddressSet) -> set[str]:
    """The same of all clients of these addresses."""
    return {seen_from(way, family.version) for family in FAMILIES if who & family.everyone}


def may_have_six(way: Way) -> bool:
    """Whether what stands at the end of a way may have an IPv6 address."""
    return way.target is None or V6.had_by(way.target) is not False
