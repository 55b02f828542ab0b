"""The cloud's rules for address ranges: `vpc_cidr(text)`, `nested(inner, outer)`; host bits must be zero.

Sources: CreateVpc, CreateVSwitch and AssociateVpcCidrBlock in the official SDK's comments.
"""

import ipaddress
from collections.abc import Iterable

from yett_emulator.errors import CloudError
from yett_emulator.store import Record, Store

Network = ipaddress.IPv4Network
RESERVED = tuple(
    ipaddress.IPv4Network(text) for text in ("100.64.0.0/10", "224.0.0.0/4", "127.0.0.0/8", "169.254.0.0/16")
)
SERVICES = RESERVED[0]
"""100.64.0.0/10 is the cloud's own: health checks, DNS, metadata."""
IPV6_POOL = ipaddress.IPv6Network("2001:db8::/32")
"""Reserved for documentation (RFC 3849), routed nowhere."""


def ipv4(text: str, name: str = "CidrBlock") -> Network:
    """An IPv4 range with no host bits set."""
    try:
        if "/" not in text:
            raise ValueError("no mask")
        return ipaddress.IPv4Network(text)
    except ValueError as error:
        raise CloudError(f"Invalid{name}.Malformed", f"Specified {name} {text!r} is not valid: {error}.") from None


def vpc_cidr(text: str, name: str = "CidrBlock") -> Network:
    """Mask 8..28 (the cloud says 16..28 now, and 10.0.0.0/8 is in use all over), outside the reserved ranges."""
    network = ipv4(text, name)
    if not 8 <= network.prefixlen <= 28 or any(network.overlaps(reserved) for reserved in RESERVED):
        raise CloudError(
            f"Invalid{name}",
            f"Specified {name} {text} is not allowed: mask 8..28, outside {', '.join(map(str, RESERVED))}.",
        )
    return network


def vswitch_cidr(text: str) -> Network:
    network = ipv4(text)
    if not 16 <= network.prefixlen <= 29:
        raise CloudError("InvalidCidrBlock", f"Specified CidrBlock {text} is not allowed: the mask is 16..29.")
    return network


def ranges_of(vpc: Record) -> list[Network]:
    """The primary range and the secondary ones."""
    return [
        ipaddress.IPv4Network(text) for text in (vpc["CidrBlock"], *vpc["SecondaryCidrBlocks"]["SecondaryCidrBlock"])
    ]


def is_inside(inner: Network, ranges: Iterable[Network]) -> bool:
    return any(inner.subnet_of(outer) for outer in ranges)


def has_address(address: str, ranges: Iterable[Network]) -> bool:
    try:
        number = ipaddress.IPv4Address(address)
    except ValueError:
        return False
    return any(number in network for network in ranges)


def vswitch_ranges(store: Store, vpc_id: str) -> list[Network]:
    return [ipaddress.IPv4Network(vswitch["CidrBlock"]) for vswitch in store.find("vswitch", VpcId=vpc_id)]


def next_ipv6_block(store: Store) -> str:
    """A /56 that no other VPC was given."""
    step = store.count("ipv6-block") << (128 - 56)
    return str(ipaddress.IPv6Network((int(IPV6_POOL.network_address) + step, 56)))


def ipv6_subnet(block: str, number: int) -> str:
    """The /64 with the given last 8 bits, 0..255."""
    start = int(ipaddress.IPv6Network(block).network_address) + (number << 64)
    return str(ipaddress.IPv6Network((start, 64)))
