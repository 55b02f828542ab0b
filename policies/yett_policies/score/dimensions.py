"""What one workload's exposed packets weigh in each of four dimensions, 0..1.

Each weight is a monotone function of the set of packets, whichever rows it is told in: fewer packets never weigh
more. Weights are ours, by the risk classes of `yett.packets.services`; no standard names them.
"""

from collections.abc import Iterable
from functools import lru_cache

from yett.packets import INTERNET, AddressSet, IntervalSet, TransportSet
from yett.packets.services import RISKS, named, of_risk
from yett_policies.exposure.printed import cidrs_within
from yett_policies.exposure.sets import Reach
from yett_policies.few import few
from yett_policies.rulebook.group_opening import CROWD_V4, CROWD_V6, internet_sizes

Weighed = tuple[float, str]
"""A weight with the words for it."""
UNNAMED = ""
"""The class of ports that have no name."""
NO_WEIGHT: Weighed = (0.0, "")

SIZES = (
    (1 << 8, 1 << 64, 0.1, "few addresses"),
    (1 << 16, 1 << 80, 0.25, "a network"),
    (CROWD_V4, CROWD_V6, 0.5, "many networks"),
)
"""Up to so many IPv4 and IPv6 addresses, the weight of who may; more is everyone and weighs 1."""
BREADTHS = ((3, 0.1), (10, 0.2), (100, 0.4), (1000, 0.6), (65534, 0.8))
"""Up to so many ports, the weight; a whole protocol weighs 1."""
PLAIN = TransportSet.union(
    named(name).transport for name in ("http", "http-8080", "telnet", "rlogin", "rsh", "rexec", "ftp", "tftp", "vnc")
)
PLAIN_WEIGHT = 0.6
SERVICES = {"remote-login": 0.9, "admin": 1.0, "database": 1.0, "big-data": 0.9, "file-sharing": 0.9, "messaging": 0.8}
SERVICES |= {"amplification": 0.7, "mail": 0.5, "vpn": 0.4, "monitoring": 0.6, "infrastructure": 0.5, "web": 0.15}
SERVICES |= {"media": 0.3, "game": 0.2}
ANY_SERVICE = 0.3
"""A port without a name: nobody knows what listens."""
DATA = {"database": 1.0, "big-data": 0.9, "file-sharing": 0.8, "messaging": 0.7, "remote-login": 0.6, "admin": 0.6}
DATA |= {"mail": 0.5, "monitoring": 0.3}
ANY_DATA = 0.1


def visible(sources: AddressSet) -> float:
    """How many of the internet may come, 0..1."""
    return _size(sources)[0]


def _size(sources: AddressSet) -> Weighed:
    v4, v6 = internet_sizes(sources)
    if not v4 and not v6:
        return NO_WEIGHT
    return next(((weight, words) for a, b, weight, words in SIZES if v4 <= a and v6 <= b), (1.0, "everyone"))


def address(landed: Reach) -> Weighed:
    """Address visibility: who may come at all."""
    sources = AddressSet(landed.domain)
    weight, words = _size(sources)
    return weight, f"{words} may come: {few(cidrs_within(sources & INTERNET, INTERNET), 3)}" if weight else ""


def protocol(dialled: Reach) -> Weighed:
    """How many ports stand open, and whether sessions on them are readable on the way."""
    who = visible(AddressSet(dialled.domain))
    open_ports = TransportSet.union(dialled.inner)
    wide = (who * breadth(open_ports), f"{open_ports} can be dialled")
    plain = together(points for points, carried in dialled.grouped() if carried.meets(PLAIN))
    return max(wide, (visible(plain) * PLAIN_WEIGHT, f"sessions on {open_ports & PLAIN} are not encrypted"))


@lru_cache(maxsize=1 << 12)
def breadth(open_ports: TransportSet) -> float:
    """How much of what could be open is, 0..1."""
    if not open_ports:
        return 0.0
    if any(whole <= open_ports for whole in (TransportSet.tcp(), TransportSet.udp())):
        return 1.0
    count = (open_ports & (TransportSet.tcp() | TransportSet.udp())).size
    return next((weight for most, weight in BREADTHS if count <= most), 0.8)


def service(landed: Reach) -> Weighed:
    """The gravest service that is met."""
    return _gravest(landed, SERVICES, ANY_SERVICE, "a service may be met")


def data(landed: Reach) -> Weighed:
    """The most sensitive data behind what is met."""
    return _gravest(landed, DATA, ANY_DATA, "data may lie behind it")


def _gravest(landed: Reach, weights: dict[str, float], rest: float, words: str) -> Weighed:
    senders = by_class(landed)
    found = [
        (visible(together(senders[risk])) * weights[risk], f"{risk}: {RISKS[risk][0]}")
        for risk in weights
        if risk in senders
    ]
    # ports that have no name at all; those that have one weigh what they are
    return max([*found, (visible(together(senders.get(UNNAMED, ()))) * rest, words)])


def by_class(landed: Reach) -> dict[str, list[IntervalSet]]:
    """Who reaches a port of each risk class, UNNAMED included; classes that nobody reaches are left out."""
    found: dict[str, list[IntervalSet]] = {}
    for points, carried in landed.grouped():
        for risk in classes(carried):
            found.setdefault(risk, []).append(points)
    return found


def together(senders: Iterable[IntervalSet]) -> AddressSet:
    """Everyone of them."""
    return AddressSet(IntervalSet.union(senders))


@lru_cache(maxsize=1 << 14)
def classes(carried: TransportSet) -> frozenset[str]:
    """The risk classes of which a transport holds a port; UNNAMED where it holds one that no service stands for."""
    return frozenset(risk for risk, wanted in _by_class().items() if carried.meets(wanted))


@lru_cache(maxsize=1)
def _by_class() -> dict[str, TransportSet]:
    found = {risk: of_risk(risk) for risk in RISKS}
    return {**found, UNNAMED: TransportSet.all() - TransportSet.union(found.values())}
