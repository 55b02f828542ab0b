"""CIDR texts, so that `10.0.0.1` is answered with `did you mean "10.0.0.1/32"?` and never guessed."""

from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from yett.specs.problems import ProblemError

Network = IPv4Network | IPv6Network


def network(text: str) -> Network:
    """The network that a CIDR with a mask and without host bits says.

    Raises ProblemError.

    >>> network("2001:DB8::/32")
    IPv6Network('2001:db8::/32')
    """
    if "/" not in text:
        raise ProblemError(got=text, allowed="a CIDR with its mask", fix=_masked(text))
    try:
        found = ip_network(text.strip(), strict=False)
    except ValueError:
        raise ProblemError(got=text, allowed='an IPv4 or IPv6 CIDR such as "203.0.113.0/24"') from None
    if found.network_address != ip_address(text.split("/", maxsplit=1)[0].strip()):
        raise ProblemError(got=text, allowed="a CIDR without host bits", fix=f'did you mean "{found}"?')
    if isinstance(found, IPv6Network) and found.network_address.ipv4_mapped:
        raise ProblemError(got=text, allowed="the IPv4 CIDR itself, not its IPv6 spelling")
    return found


def cidr(text: str) -> str:
    """The CIDR in its one canonical spelling.

    Raises ProblemError.

    >>> cidr("2001:0DB8::/32")
    '2001:db8::/32'
    """
    return str(network(text))


def _masked(text: str) -> str:
    try:
        address = ip_address(text.strip())
    except ValueError:
        return ""
    return f'did you mean "{address}/{address.max_prefixlen}"?'


def version(text: str) -> int:
    """4 or 6, of a CIDR that was checked before."""
    return 6 if ":" in text else 4
