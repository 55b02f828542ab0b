"""Sets of what packets carry, so that `rule.transport - TransportSet.tcp(443)` says what else it lets through."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from yett.packets.interval import EMPTY, IntervalSet
from yett.packets.point_set import PointSet
from yett.packets.protocol import ALL_POINTS, BASES, NUMBERS, PORT_FIRST, PORT_LAST, SPANS, Protocol
from yett.packets.transport_text import parsed

Ports = int | tuple[int, int]
"""One port, or (first, last), both included; 1..65535."""


@dataclass(frozen=True, slots=True, repr=False)
class TransportSet(PointSet):
    """Protocols with their ports or types; equal exactly when the members are the same.

    >>> print(TransportSet.tcp(22, (8000, 8100)) | TransportSet.udp(53) | TransportSet.icmp())
    tcp/22,8000-8100 udp/53 icmp
    """

    @classmethod
    def empty(cls) -> "TransportSet":
        """Nothing."""
        return _NOTHING

    @classmethod
    def all(cls) -> "TransportSet":
        """Every protocol with every port, type and code."""
        return _ALL

    @classmethod
    def tcp(cls, *ports: Ports) -> "TransportSet":
        """TCP to these ports and (first, last) ranges; to every port when none is given."""
        return cls.of(Protocol.TCP, *ports)

    @classmethod
    def udp(cls, *ports: Ports) -> "TransportSet":
        """UDP to these ports and (first, last) ranges; to every port when none is given."""
        return cls.of(Protocol.UDP, *ports)

    @classmethod
    def icmp(cls, type: int | None = None, code: int | None = None) -> "TransportSet":  # noqa: A002
        """ICMP of this type and code, 0..255 each; every one when left out.

        >>> print(TransportSet.icmp(type=3, code=4) | TransportSet.icmp(type=8))
        icmp/3:4,8
        """
        return cls(_typed(Protocol.ICMP, type, code))

    @classmethod
    def icmpv6(cls, type: int | None = None, code: int | None = None) -> "TransportSet":  # noqa: A002
        """ICMPv6 of this type and code, 0..255 each; every one when left out."""
        return cls(_typed(Protocol.ICMPV6, type, code))

    @classmethod
    def gre(cls) -> "TransportSet":
        """Generic routing encapsulation, IP protocol 47."""
        return cls(SPANS[Protocol.GRE])

    @classmethod
    def protocol(cls, number: int) -> "TransportSet":
        """Everything of one IP protocol, by its number 0..255; 6 is all of tcp.

        >>> print(TransportSet.protocol(50) | TransportSet.protocol(6))
        tcp protocol/50
        """
        _bounded("protocol number", number, 0, 255)
        named = NUMBERS.get(number)
        return cls(SPANS[named] if named else IntervalSet.of(number))

    @classmethod
    def of(cls, protocol: Protocol, *ports: Ports) -> "TransportSet":
        """One protocol, with ports for tcp and udp; all of it when no port is given.

        Raises ValueError for a port outside 1..65535 and for ports of a protocol that has none.

        >>> TransportSet.of(Protocol.TCP, 70000)
        Traceback (most recent call last):
        ValueError: tcp port: got 70000, allowed is 1..65535
        """
        return cls(_with_ports(protocol, ports))

    @classmethod
    def union(cls, sets: Iterable["TransportSet"]) -> "TransportSet":
        """The union of many sets at once."""
        return cls(IntervalSet.union(found.points for found in sets))

    @classmethod
    def parse(cls, text: str) -> "TransportSet":
        """What a text names; reads whatever `str` of a transport set prints.

        Raises ValueError that names the word and every form that is allowed.

        >>> TransportSet.parse("tcp/22,8000-8100 icmp/8") == TransportSet.tcp(22, (8000, 8100)) | TransportSet.icmp(8)
        True
        """
        return cls(parsed(text))

    def ports(self, protocol: Protocol) -> IntervalSet:
        """Ports of tcp or udp; 256 * type + code of icmp or icmpv6; protocol numbers of gre and other."""
        return (self.points & SPANS[protocol]).shifted(-BASES.get(protocol, 0))

    def only(self, protocol: Protocol) -> "TransportSet":
        """The part that is of one protocol."""
        return TransportSet(self.points & SPANS[protocol])

    @property
    def protocols(self) -> tuple[Protocol, ...]:
        """The protocols of which there is anything, tcp first."""
        return tuple(protocol for protocol in Protocol if self.points.meets(SPANS[protocol]))

    def complement(self) -> "TransportSet":
        """Everything else."""
        return _ALL - self

    def __str__(self) -> str:
        if self.points == ALL_POINTS:
            return "all"
        return _told(self.points)

    def __repr__(self) -> str:
        return f"TransportSet({self})"


def _bounded(what: str, number: int, first: int, last: int) -> None:
    if not first <= number <= last:
        raise ValueError(f"{what}: got {number}, allowed is {first}..{last}")


def _span(protocol: Protocol, port: Ports) -> tuple[int, int]:
    first, last = (port, port) if isinstance(port, int) else port
    _bounded(f"{protocol} port", first, PORT_FIRST, PORT_LAST)
    _bounded(f"{protocol} port", last, PORT_FIRST, PORT_LAST)
    return first, last


# lists of rules name the same few ports again and again
@lru_cache(maxsize=1 << 14)
def _with_ports(protocol: Protocol, ports: tuple[Ports, ...]) -> IntervalSet:
    if not ports:
        return SPANS[protocol]
    if protocol not in (Protocol.TCP, Protocol.UDP):
        raise ValueError(f"{protocol} has no ports, got {ports}, leave them out")
    base = BASES[protocol]
    spans = [_span(protocol, port) for port in ports]
    return IntervalSet.of(*((base + first, base + last) for first, last in spans))


def _typed(protocol: Protocol, kind: int | None, code: int | None) -> IntervalSet:
    for what, number in (("type", kind), ("code", code)):
        if number is not None:
            _bounded(f"{protocol} {what}", number, 0, 255)
    kinds = range(256) if kind is None else (kind,)
    low, high = (0, 255) if code is None else (code, code)
    if kind is None and code is None:
        return SPANS[protocol]
    base = BASES[protocol]
    return IntervalSet.of(*((base + 256 * each + low, base + 256 * each + high) for each in kinds))


# reports tell the same few sets again and again
@lru_cache(maxsize=1 << 14)
def _told(points: IntervalSet) -> str:
    parts = ((protocol, points & span) for protocol, span in SPANS.items())
    return " ".join(_text(protocol, part) for protocol, part in parts if part) or "nothing"


def _text(protocol: Protocol, part: IntervalSet) -> str:
    if part == SPANS[protocol]:
        return str(protocol)
    found = part.shifted(-BASES.get(protocol, 0))
    if protocol is Protocol.OTHER:
        return f"protocol/{found}"
    return f"{protocol}/{_types(found) if protocol in (Protocol.ICMP, Protocol.ICMPV6) else found}"


def _types(pairs: IntervalSet) -> str:
    """Whole types as 8 or 3-5, single codes as type:code or type:first-last."""
    kinds = range(256)
    whole = IntervalSet.of(*(k for k in kinds if IntervalSet.of((256 * k, 256 * k + 255)) <= pairs))
    rest = pairs - IntervalSet.of(*((256 * i.first, 256 * i.last + 255) for i in whole.intervals))
    codes = ((k, rest & IntervalSet.of((256 * k, 256 * k + 255))) for k in kinds)
    parts = [(k, f"{k}:{str(found.shifted(-256 * k)).replace(',', '+')}") for k, found in codes if found]
    parts += [(i.first, str(i)) for i in whole.intervals]
    return ",".join(text for _, text in sorted(parts))


_NOTHING = TransportSet(EMPTY)
_ALL = TransportSet(ALL_POINTS)
