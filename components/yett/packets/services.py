"""Names of ports with their risk, so that a finding says "MySQL" and a rule says `risk == "database"`.

One table for the whole product, kept in `service_tables`; a test checks that it agrees with itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from yett.packets.protocol import BASES, Protocol
from yett.packets.service_tables import Row, access, data, net
from yett.packets.transport import TransportSet

RISKS = {
    "remote-login": ("whoever reaches it can try to log in", "可尝试登录"),
    "admin": ("whoever reaches it can try to control hosts, clusters or machines", "可尝试控制主机或集群"),
    "database": ("whoever reaches it can try to read or change data", "可尝试读写数据"),
    "file-sharing": ("whoever reaches it can try to read or change files", "可尝试读写文件"),
    "messaging": ("whoever reaches it can try to read or send messages", "可尝试收发消息"),
    "big-data": ("whoever reaches it can try to run jobs or read data sets", "可尝试运行作业或读取数据"),
    "amplification": (
        "answers are larger than questions: abused to flood others (US-CERT TA14-017A)",
        "可被用于反射放大攻击",
    ),
    "mail": ("abused to send or read mail", "可能被滥用收发邮件"),
    "vpn": ("an entry into the network behind it", "通往内部网络的入口"),
    "monitoring": ("tells about the inside of the network", "泄露内部信息"),
    "infrastructure": ("others depend on it", "基础服务"),
    "media": ("voice, video, chat", "语音、视频与聊天"),
    "game": ("meant for players", "面向玩家"),
    "web": ("meant for visitors", "面向访客"),
}
"""Every risk class, the gravest first: (what it means, the same in Chinese)."""


@dataclass(frozen=True, slots=True)
class Service:
    """One named service."""

    name: str
    """Lower case, unique; a port in the name is the port."""
    transport: TransportSet
    risk: str
    """A key of RISKS."""
    english: str
    chinese: str
    source: str
    """Where the port comes from: the IANA registry or the vendor's documentation."""


def _service(row: Row) -> Service:
    name, transport, risk, english, chinese, source = row
    return Service(name, TransportSet.parse(transport), risk, english, chinese, source)


SERVICES = tuple(_service(row) for table in (access, data, net) for row in table.TABLE)
"""All of them; what takes over a host comes first."""


def named(name: str) -> Service:
    """The service of this name.

    Raises ValueError for a name that is not in the table.

    >>> named("postgresql").english, str(named("rdp").transport)
    ('PostgreSQL', 'tcp/3389 udp/3389')
    """
    found = _names().get(name)
    if found is None:
        near = ", ".join(sorted(other for other in _names() if name and other.startswith(name[0])))
        raise ValueError(f'no service is called "{name}", write a port instead, or one of: {near}')
    return found


def at(protocol: Protocol, port: int) -> tuple[Service, ...]:
    """Every service known on a port, the gravest risk first; none when the port has no name.

    >>> [service.name for service in at(Protocol.TCP, 3306)]
    ['mysql']
    """
    return _points().get(BASES[protocol] + port, ())


@lru_cache(maxsize=1 << 10)
def within(transport: TransportSet) -> tuple[Service, ...]:
    """The services of which some port is in `transport`, in the order of SERVICES."""
    return tuple(service for service in SERVICES if service.transport.meets(transport))


@cache
def of_risk(*risks: str) -> TransportSet:
    """Every port of these risk classes.

    Raises ValueError for a class that RISKS does not have.
    """
    if unknown := sorted(set(risks) - RISKS.keys()):
        raise ValueError(f"no risk class is called {unknown[0]!r}, allowed is {', '.join(RISKS)}")
    return TransportSet.union(service.transport for service in SERVICES if service.risk in risks)


@cache
def _names() -> dict[str, Service]:
    return {service.name: service for service in SERVICES}


@cache
def _points() -> dict[int, tuple[Service, ...]]:
    found: dict[int, tuple[Service, ...]] = {}
    for service in sorted(SERVICES, key=lambda each: list(RISKS).index(each.risk)):
        for point in _each(service.transport):
            found[point] = (*found.get(point, ()), service)
    return found


def _each(transport: TransportSet) -> Iterable[int]:
    return (point for first, last in transport.points.runs for point in range(first, last + 1))
