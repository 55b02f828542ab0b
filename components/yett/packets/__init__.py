"""Set algebra of packets, stdlib only and without a cloud word: `excess = exposed - declared` is one subtraction.

interval      IntervalSet: integers
address       AddressSet: IPv4 and IPv6 addresses; reserved: INTERNET, PRIVATE and the ranges behind them
transport     TransportSet: tcp and udp ports, icmp and icmpv6 types, gre, every other IP protocol
product       Product: integers x any of these, which is a set again
traffic       TrafficSet: source x destination x transport; witness: the packet a person would try
first_match   what an ordered list of accept and drop rules lets through, which rule decides, which never does
services      names of ports with their risk
"""

from yett.packets.address import AddressSet
from yett.packets.interval import Interval, IntervalSet
from yett.packets.product import Product
from yett.packets.protocol import Protocol
from yett.packets.reserved import DOCUMENTATION, INTERNET, PRIVATE, SHARED
from yett.packets.traffic import Box, TrafficSet
from yett.packets.transport import TransportSet
from yett.packets.witness import Packet

GRE, ICMP, ICMPV6, TCP, UDP = Protocol.GRE, Protocol.ICMP, Protocol.ICMPV6, Protocol.TCP, Protocol.UDP

__all__ = [
    "DOCUMENTATION",
    "GRE",
    "ICMP",
    "ICMPV6",
    "INTERNET",
    "PRIVATE",
    "SHARED",
    "TCP",
    "UDP",
    "AddressSet",
    "Box",
    "Interval",
    "IntervalSet",
    "Packet",
    "Product",
    "Protocol",
    "TrafficSet",
    "TransportSet",
]
