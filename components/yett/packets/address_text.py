"""Address and CIDR text to integers and back, so that IPv4 and IPv6 are one axis to everything else.

IPv4 addresses are 0..2**32-1, IPv6 addresses are 2**128..2**129-1: a prefix of either family stays an aligned
block, and no IPv4 run ever touches an IPv6 run.
"""

from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address

V4_LAST = (1 << 32) - 1
V6_FIRST = 1 << 128
V6_LAST = (1 << 129) - 1


@lru_cache(maxsize=1 << 16)
def address_point(text: str) -> int:
    """The point of one address.

    Raises ValueError that names the text and what is allowed.

    >>> address_point("10.0.0.1"), address_point("::1") - V6_FIRST
    (167772161, 1)
    """
    if "/" in text:
        raise ValueError(f'"{text}" is a CIDR, one address is wanted: leave out the mask')
    point = _v6(text) if ":" in text else _v4(text)
    if point is None:
        raise ValueError(f'"{text}" is not an address, write it like "10.0.0.1" or "2001:db8::1"')
    return point


@lru_cache(maxsize=1 << 16)
def cidr_block(text: str) -> tuple[int, int, int]:
    """(address, first, last) of a CIDR as points; address differs from first when host bits are set.

    Raises ValueError when there is no mask, or a mask that the family does not have.

    >>> cidr_block("10.0.0.9/30")
    (167772169, 167772168, 167772171)
    """
    head, slash, mask = text.partition("/")
    point = address_point(head)
    bits = 128 if point >= V6_FIRST else 32
    if not slash:
        raise ValueError(f'"{text}" has no mask, did you mean "{text}/{bits}"?')
    if not (mask.isascii() and mask.isdecimal() and int(mask) <= bits):
        raise ValueError(f'"{text}" has the mask "{mask}", allowed is a length of 0..{bits}')
    first = point >> (bits - int(mask)) << (bits - int(mask))
    return point, first, first + (1 << (bits - int(mask))) - 1


def address_text(point: int) -> str:
    """The address at a point; IPv6 in its short form (RFC 5952).

    >>> address_text(167772161), address_text(V6_FIRST + 1)
    ('10.0.0.1', '::1')
    """
    if point >= V6_FIRST:
        return str(IPv6Address(point - V6_FIRST))
    return f"{point >> 24}.{point >> 16 & 255}.{point >> 8 & 255}.{point & 255}"


@lru_cache(maxsize=1 << 16)
def block_text(first: int, last: int) -> str:
    """The CIDR of an aligned block.

    >>> block_text(167772160, 167772160 + 2**24 - 1)
    '10.0.0.0/8'
    """
    bits = 128 if first >= V6_FIRST else 32
    return f"{address_text(first)}/{bits - (last - first + 1).bit_length() + 1}"


def object_point(address: IPv4Address | IPv6Address) -> int:
    """The point of an address of the standard library."""
    return int(address) + (V6_FIRST if address.version == 6 else 0)


def _v4(text: str) -> int | None:
    parts = text.split(".")
    # int() would take " 1", "+1" and "1_0", and a leading zero may be meant as octal (CVE-2021-29921)
    plain = text.isascii() and "".join(parts).isdecimal() and all(part == str(int(part or -1)) for part in parts)
    if len(parts) != 4 or not plain or max(map(int, parts)) > 255:
        return None
    return int.from_bytes(map(int, parts))


def _v6(text: str) -> int | None:
    # a scope id ("%eth0") names an interface of one host, not an address of the network
    try:
        return None if "%" in text else int(IPv6Address(text)) + V6_FIRST
    except ValueError:
        return None
