"""Which packets to ask about: at the edges of every block and port range of the network, and anywhere."""

from collections.abc import Iterator
from ipaddress import IPv6Address, ip_address, ip_network
from random import Random
from typing import Any

from .balancers import FAMILIES
from .builder import cloud
from .cloud import Cloud, Resource
from .packet import Packet
from .pools import SOURCES4, SOURCES6

PROTOCOLS4 = ("tcp", "tcp", "tcp", "udp", "udp", "icmp", "gre")
PROTOCOLS6 = ("tcp", "tcp", "udp", "icmpv6")
LISTENERS = tuple(FAMILIES.values())
PUBLIC = tuple(
    map(
        ip_network,
        (
            "1.0.0.0/8",
            "8.0.0.0/7",
            "128.0.0.0/10",
            "198.51.96.0/20",
            "200.0.0.0/6",
            "203.0.96.0/19",
            "2600::/12",
            "2a00::/12",
            "2c00::/12",
        ),
    )
)
"""Blocks that hold every edge worth asking about and no special-purpose address."""


def packets(resources: list[Resource], count: int, seed: int) -> Iterator[Packet]:
    """This many packets for the network, half of them at edges."""
    random, known = Random(seed), cloud(resources)
    doors = [*entries(known)]
    sources, ports = [*edge_sources(known)], [*edge_ports(known)]
    targets = [*aims(known)]
    for _ in range(count if doors else 0):
        door = random.choice(doors)
        if targets and random.random() < 0.5:
            yield aimed(random, door, random.choice([*aims_at(known, door)] or targets), sources)
            continue
        six = is_six(door)
        usual = SOURCES6 if six else SOURCES4
        near = [s for s in sources if is_six(s) == six]
        source = random.choice(near or usual) if random.random() < 0.5 else random.choice(usual)
        protocol = random.choice(PROTOCOLS6 if six else PROTOCOLS4)
        port = random.choice(ports) if random.random() < 0.8 else random.randint(1, 65535)
        yield Packet(source, door, protocol, port if protocol in ("tcp", "udp") else None)


def aims(known: Cloud) -> Iterator[tuple[str, str, str]]:
    """(protocol, ports, block) of every rule, forward entry and listener: what a packet has to look like."""
    for rule in known.all("alicloud_security_group_rule"):
        values = rule["values"]
        yield values["ip_protocol"], values["port_range"], values.get("cidr_ip") or values.get("ipv6_cidr_ip") or ""
    for entry in known.all("alicloud_forward_entry"):
        yield entry["values"]["ip_protocol"], entry["values"]["external_port"], ""
    for listener in known.all(*LISTENERS):
        yield served(listener)


def aims_at(known: Cloud, door: str) -> Iterator[tuple[str, str, str]]:
    """The same of the listeners of the balancer that is dialled here."""
    for listener in known.all(*LISTENERS):
        balancer = known.by_id(listener["values"]["load_balancer_id"], *FAMILIES)
        if balancer and door in (balancer["values"].get("address"), balancer["values"].get("dns_name")):
            yield served(listener)


def served(listener: Resource) -> tuple[str, str, str]:
    """What a listener serves."""
    values = listener["values"]
    port = values.get("frontend_port") or values["listener_port"] or values["start_port"]
    protocol = (values.get("protocol") or values["listener_protocol"]).lower()
    return "udp" if protocol == "udp" else "tcp", str(port), ""


def aimed(random: Random, door: str, aim: tuple[str, str, str], sources: list[str]) -> Packet:
    """A packet that one line is about, dialled at this door."""
    protocol, text, block = aim
    six = is_six(door)
    fits = [s for s in sources if block and ip_address(s) in ip_network(block)] if is_six(block) == six else []
    source = random.choice(fits or (SOURCES6 if six else SOURCES4))
    if protocol not in ("tcp", "udp"):
        protocol = random.choice(PROTOCOLS6 if six else PROTOCOLS4)
    ends = [int(p) for p in text.split("/") if p.isdecimal()] or [random.randint(1, 65535)]
    return Packet(source, door, protocol, random.randint(min(ends), max(ends)) if protocol in ("tcp", "udp") else None)


def entries(known: Cloud) -> Iterator[str]:
    """Every address or name that can be dialled."""
    for resource in known.resources:
        values = resource["values"]
        for key in ("ip_address", "public_ip", "address", "dns_name", "ipv6_address"):
            if text := values.get(key):
                yield text


def is_six(text: str) -> bool:
    """Whether it is an IPv6 address; a name is dialled over IPv4 here."""
    return ":" in text


def edge_sources(known: Cloud) -> Iterator[str]:
    """First and last address of every block, and their neighbours."""
    for text in strings([r["values"] for r in known.resources]):
        if "/" in text and any(c in text for c in ".:"):
            block = ip_network(text, strict=False)
            for number in (int(block[0]) - 1, int(block[0]), int(block[-1]), int(block[-1]) + 1):
                yield from usable(number, block.version)


def usable(number: int, version: int) -> Iterator[str]:
    """The address, if there is one and a stranger may have it."""
    if 0 <= number < 1 << (32 if version == 4 else 128):
        address = ip_address(number) if version == 4 else IPv6Address(number)
        if any(address in block for block in PUBLIC if block.version == version):
            yield str(address)


def edge_ports(known: Cloud) -> Iterator[int]:
    """Ends of every port range, and their neighbours."""
    for value in [*strings([r["values"] for r in known.resources]), *numbers([r["values"] for r in known.resources])]:
        parts = value.split("/") if isinstance(value, str) else [str(value)]
        if len(parts) <= 2 and all(p.isdecimal() and len(p) <= 5 for p in parts):
            for part in parts:
                yield from (p for p in (int(part) - 1, int(part), int(part) + 1) if 1 <= p <= 65535)


def strings(value: Any) -> Iterator[str]:
    """Every text inside."""
    if isinstance(value, str):
        yield value
    for item in inside(value):
        yield from strings(item)


def numbers(value: Any) -> Iterator[int]:
    """Every whole number inside."""
    if isinstance(value, int) and not isinstance(value, bool):
        yield value
    for item in inside(value):
        yield from numbers(item)


def inside(value: Any) -> list[Any]:
    """Items of an object or a list."""
    return [*value.values()] if isinstance(value, dict) else value if isinstance(value, list) else []
