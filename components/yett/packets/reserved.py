"""Which addresses are no internet host, so that `source & INTERNET` asks about the internet alone.

The table follows the IANA special-purpose address registries (IPv4: RFC 6890 and updates; IPv6 likewise) and, for
IPv6, the IANA address space registry (only 2000::/3 is global unicast).

Documentation and benchmarking-example networks (RFC 5737, RFC 3849, RFC 9637) count as internet: they stand for
internet hosts in examples and tests, nothing private lives there, and a rule that admits them admits a stranger.
"""

from dataclasses import dataclass

from yett.packets.address import AddressSet


@dataclass(frozen=True, slots=True)
class Reserved:
    """A range that is special, by its purpose."""

    cidr: str
    purpose: str
    """private, shared, loopback, link-local, multicast, documentation, global or reserved."""
    source: str
    """The document that sets the range aside."""


TABLE = tuple(
    Reserved(cidr, purpose, source)
    for cidr, purpose, source in (
        ("0.0.0.0/8", "reserved", "RFC 791"),
        ("10.0.0.0/8", "private", "RFC 1918"),
        ("100.64.0.0/10", "shared", "RFC 6598"),
        ("127.0.0.0/8", "loopback", "RFC 1122"),
        ("169.254.0.0/16", "link-local", "RFC 3927"),
        ("172.16.0.0/12", "private", "RFC 1918"),
        ("192.0.0.0/24", "reserved", "RFC 6890"),
        ("192.0.0.9/32", "global", "RFC 7723"),
        ("192.0.0.10/32", "global", "RFC 8155"),
        ("192.0.2.0/24", "documentation", "RFC 5737"),
        ("192.168.0.0/16", "private", "RFC 1918"),
        ("198.18.0.0/15", "reserved", "RFC 2544"),
        ("198.51.100.0/24", "documentation", "RFC 5737"),
        ("203.0.113.0/24", "documentation", "RFC 5737"),
        ("224.0.0.0/4", "multicast", "RFC 5771"),
        ("240.0.0.0/4", "reserved", "RFC 1112"),
        ("::/3", "reserved", "RFC 4291"),
        ("::1/128", "loopback", "RFC 4291"),
        ("64:ff9b::/96", "global", "RFC 6052"),
        ("2001::/23", "reserved", "RFC 2928"),
        ("2001:1::1/128", "global", "RFC 7723"),
        ("2001:1::2/128", "global", "RFC 8155"),
        ("2001:1::3/128", "global", "RFC 9665"),
        ("2001:3::/32", "global", "RFC 7450"),
        ("2001:4:112::/48", "global", "RFC 7535"),
        ("2001:20::/28", "global", "RFC 7343"),
        ("2001:30::/28", "global", "RFC 9374"),
        ("2001:db8::/32", "documentation", "RFC 3849"),
        ("3fff::/20", "documentation", "RFC 9637"),
        ("4000::/2", "reserved", "RFC 4291"),
        ("8000::/2", "reserved", "RFC 4291"),
        ("c000::/3", "reserved", "RFC 4291"),
        ("e000::/4", "reserved", "RFC 4291"),
        ("f000::/5", "reserved", "RFC 4291"),
        ("f800::/6", "reserved", "RFC 4291"),
        ("fc00::/7", "private", "RFC 4193"),
        ("fe00::/9", "reserved", "RFC 4291"),
        ("fe80::/10", "link-local", "RFC 4291"),
        ("fec0::/10", "reserved", "RFC 3879"),
        ("ff00::/8", "multicast", "RFC 4291"),
    )
)
"""Ascending; a narrower row inside a wider one wins."""


def of_purpose(*purposes: str) -> AddressSet:
    """The addresses set aside for any of these purposes.

    >>> print(of_purpose("shared"))
    100.64.0.0/10
    """
    return AddressSet.of(*(row.cidr for row in TABLE if row.purpose in purposes))


PRIVATE = of_purpose("private")
"""RFC 1918 and unique local IPv6."""
SHARED = of_purpose("shared")
"""Carrier-grade NAT; Alibaba Cloud's balancers probe their backends from here."""
DOCUMENTATION = of_purpose("documentation")
"""Example networks; part of INTERNET here, see above."""
INTERNET = AddressSet.everyone() - of_purpose(
    "private", "shared", "loopback", "link-local", "multicast", "reserved"
) | of_purpose("global")
"""Every address an internet host can have, both families."""
