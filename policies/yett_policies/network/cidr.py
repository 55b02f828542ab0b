"""One block of addresses, parsed once, so that ten thousand rules cost no more than their text."""

from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv6Network, ip_network

BITS = {4: 32, 6: 128}


@dataclass(frozen=True, slots=True, order=True)
class Cidr:
    """A block of IPv4 or IPv6 addresses, first..last inclusive, as integers.

    >>> Cidr.parse("10.1.2.3/8")
    Cidr(version=4, first=167772160, last=184549375)
    >>> str(Cidr.parse("2001:db8::/32")), str(Cidr.parse("198.51.100.7"))
    ('2001:db8::/32', '198.51.100.7/32')
    """

    version: int
    first: int
    last: int

    @staticmethod
    def parse(text: str) -> "Cidr":
        """The block that the cloud reads: host bits are ignored, an address is a block of one.

        Raises ValueError for anything else.
        """
        return _parse(text.strip())

    def __str__(self) -> str:
        mask = BITS[self.version] - (self.last - self.first).bit_length()
        if self.version == 6:
            return str(IPv6Network((self.first, mask)))
        # IPv4Network costs ten times as much
        return f"{'.'.join(map(str, self.first.to_bytes(4)))}/{mask}"


EVERYONE4 = Cidr(4, 0, (1 << 32) - 1)
EVERYONE6 = Cidr(6, 0, (1 << 128) - 1)
EVERYONE = (EVERYONE4, EVERYONE6)


@lru_cache(maxsize=1 << 16)
def _parse(text: str) -> Cidr:
    return _dotted(text) or _formal(text)


def _dotted(text: str) -> Cidr | None:
    # ip_network costs ten times as much; everything unusual is left to it
    address, slash, mask = text.partition("/")
    octets = address.split(".")
    if len(octets) != 4 or not (mask or "32").isdecimal() or (slash and not mask) or not text.isascii():
        return None
    if not all(o.isdecimal() and o == str(int(o)) and int(o) < 256 for o in octets) or int(mask or 32) > 32:
        return None
    a, b, c, d = map(int, octets)
    size = 1 << (32 - int(mask or 32))
    first = ((a << 24) | (b << 16) | (c << 8) | d) & -size
    return Cidr(4, first, first + size - 1)


def _formal(text: str) -> Cidr:
    net = ip_network(text, strict=False)
    return Cidr(net.version, int(net.network_address), int(net.broadcast_address))
