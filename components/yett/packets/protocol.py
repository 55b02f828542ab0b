"""The protocols a rule can name, and where each lies on the one transport axis.

Source of the numbers: IANA, Assigned Internet Protocol Numbers.
"""

from enum import Enum

from yett.packets.interval import IntervalSet

PORT_FIRST, PORT_LAST = 1, 65535
"""Ports that can be dialled; 0 is reserved (RFC 6335, section 6)."""


class Protocol(str, Enum):
    """What a packet carries, as far as rules tell it apart; the order is the order in which a person would try."""

    TCP = "tcp"
    UDP = "udp"
    ICMP = "icmp"
    ICMPV6 = "icmpv6"
    GRE = "gre"
    OTHER = "other"

    def __str__(self) -> str:
        return self.value


# one axis: 0..255 are whole IP protocols; the four that have ports or types get 65,536 points each.
# 1, 6, 17 and 58 are left out below 256, so no packet has two places.
BASES = {Protocol.TCP: 0x10000, Protocol.UDP: 0x20000, Protocol.ICMP: 0x30000, Protocol.ICMPV6: 0x40000}
"""Where the ports (tcp, udp) or the 256 * type + code (icmp, icmpv6) of a protocol begin."""

NUMBERS = {1: Protocol.ICMP, 6: Protocol.TCP, 17: Protocol.UDP, 47: Protocol.GRE, 58: Protocol.ICMPV6}
"""IP protocol number of each named protocol."""

SPANS = {
    Protocol.TCP: IntervalSet.of((0x10000 + PORT_FIRST, 0x10000 + PORT_LAST)),
    Protocol.UDP: IntervalSet.of((0x20000 + PORT_FIRST, 0x20000 + PORT_LAST)),
    Protocol.ICMP: IntervalSet.of((0x30000, 0x3FFFF)),
    Protocol.ICMPV6: IntervalSet.of((0x40000, 0x4FFFF)),
    Protocol.GRE: IntervalSet.of(47),
    Protocol.OTHER: IntervalSet.of((0, 255)) - IntervalSet.of(*NUMBERS),
}
"""Every point of each protocol."""

ALL_POINTS = IntervalSet.union(SPANS.values())


def protocol_at(point: int) -> Protocol:
    """The protocol a point of the axis belongs to."""
    return next(protocol for protocol, span in SPANS.items() if point in span)
