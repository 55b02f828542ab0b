"""`--zone` read: the internet, a VPC of the network, or a named set of addresses."""

from ipaddress import ip_network

from yett.errors import SpecError
from yett_policies.exposure import INTERNET_ZONE, Zone, office, private_zone, vpc_zone
from yett_policies.network import Network

ALLOWED = "internet, vpc:NAME, or NAME=CIDR,CIDR such as office=198.51.100.0/24"


def zone_of(text: str, network: Network) -> Zone:
    """`internet`; `vpc:main`; `office=198.51.100.0/24,203.0.113.7`, or bare CIDRs, which are their own name.

    Private addresses reach VPCs by private ways, public ones by public ways: a zone is one or the other.
    Raises SpecError.
    """
    if text == "internet":
        return INTERNET_ZONE
    if text.startswith("vpc:"):
        return vpc_named(text.removeprefix("vpc:"), network)
    name, _, blocks = text.rpartition("=")
    cidrs = [block.strip() for block in blocks.split(",")]
    try:
        private = {ip_network(cidr, strict=False).is_private and not is_example(cidr) for cidr in cidrs}
        if len(private) == 1:
            return (private_zone if private == {True} else office)(name or text, *cidrs)
    except ValueError:
        raise SpecError("zone", got=text, allowed=ALLOWED) from None
    raise SpecError("zone", got=text, allowed="private or public CIDRs", fix="ask for each kind apart")


def vpc_named(name: str, network: Network) -> Zone:
    """Every address of the VPC with this name or URN."""
    found = [vpc for vpc in network.vpcs.values() if name in (vpc.name, vpc.urn)]
    if len(found) != 1:
        known = ", ".join(sorted(vpc.name for vpc in network.vpcs.values())) or "nothing: the network has no VPC"
        raise SpecError("zone", got=f"vpc:{name}", allowed=f"vpc: and the name or URN of one VPC ({known})")
    try:
        return vpc_zone(found[0])
    except ValueError as error:
        raise SpecError("zone", str(error)) from None


def is_example(cidr: str) -> bool:
    """Documentation networks stand for internet hosts (RFC 5737, RFC 3849), though no host has their addresses."""
    examples = ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32")
    block = ip_network(cidr, strict=False)
    return any(block.version == e.version and block.subnet_of(e) for e in map(ip_network, examples))  # type: ignore[arg-type]
