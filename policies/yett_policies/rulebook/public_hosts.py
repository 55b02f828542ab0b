"""Which machines have a public address of their own, so that a rule says "public" and means every way of it."""

from collections.abc import Iterator

from yett_policies.exposure.ways import public_hosts
from yett_policies.network import EipAssociation, Interface, Ipv6Bandwidth, Network, Unknown
from yett_policies.resources import OUTSIDE

HOSTS = ("", "ecsinstance", "networkinterface")
"""What an association that may bind an EIP to a machine says of its target's type."""
IDS = tuple(OUTSIDE + start for start in ("i-", "eni-", "eci-"))


def owner(host: Interface) -> str:
    """The instance that an interface belongs to, or itself."""
    return host.instance if isinstance(host.instance, str) else host.urn


def public_owners(network: Network) -> set[str]:
    """Every machine with a public address, on whatever interface: internet bandwidth, an EIP, public IPv6."""
    by_ipv6 = {one.interface for one in network.ipv6_bandwidths if isinstance(one.interface, str)}
    found = public_hosts(network) | by_ipv6
    return {owner(network.interfaces[urn]) if urn in network.interfaces else urn for urn in found}


def address_doubts(network: Network) -> dict[str, list[str]]:
    """What is not known about machines' own addresses, by machine; one of which all is known is not in it."""
    found: dict[str, list[str]] = {}
    for one in network.interfaces.values():
        if isinstance(one.has_public_ip, Unknown):
            found.setdefault(owner(one), []).append(one.has_public_ip.what)
    return found


def elsewhere(network: Network) -> Iterator[EipAssociation]:
    """EIPs of machines that are not in this stack: their ids say what they are."""
    for one in network.associations:
        if isinstance(one.target, str) and one.target.startswith(IDS):
            yield one


def lost(network: Network) -> Iterator[tuple[EipAssociation | Ipv6Bandwidth, str]]:
    """What makes some machine public and does not say which, each with what would decide."""
    for one in network.associations:
        if isinstance(one.target, Unknown) and one.target_type in HOSTS:
            yield one, one.target.what
    for bandwidth in network.ipv6_bandwidths:
        if isinstance(bandwidth.interface, Unknown):
            yield bandwidth, bandwidth.interface.what
