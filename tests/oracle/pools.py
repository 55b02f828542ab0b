"""Small pools of values that collide on purpose: nested blocks, halves of the internet, ranges that share an edge."""

from random import Random
from typing import Any

CIDRS4 = (
    "0.0.0.0/0",
    "0.0.0.0/1",
    "128.0.0.0/1",
    "198.51.100.0/24",
    "198.51.100.0/25",
    "198.51.100.8/29",
    "198.51.100.7/32",
    "203.0.113.0/24",
    "203.0.112.0/20",
    "8.0.0.0/7",
)
CIDRS6 = ("::/0", "::/1", "8000::/1", "2600::/12", "2606:4700::/32", "2606:4700:10::/48", "2606:4700:10::7/128")
PORTS = ("22/22", "80/80", "443/443", "1/1024", "20/25", "8000/8100", "8050/8200", "8101/8101", "1/65535", "3389/3390")
PRIORITIES = (1, 1, 2, 50, 50, 100)
PROTOCOLS4 = ("tcp", "tcp", "tcp", "udp", "icmp", "gre", "all")
PROTOCOLS6 = ("tcp", "tcp", "udp", "icmpv6", "all")
SOURCES4 = ("198.51.100.7", "198.51.100.8", "198.51.100.15", "203.0.113.9", "8.8.8.8", "1.1.1.1", "200.1.2.3")
SOURCES6 = ("2606:4700:10::7", "2606:4700:10::8", "2606:4700:11::1", "2a00::1", "2c00::9")


def ports_for(random: Random, protocol: str) -> str:
    """What the provider takes: a range for tcp and udp, -1/-1 for the rest."""
    return random.choice(PORTS) if protocol in ("tcp", "udp") else "-1/-1"


def policy(random: Random) -> str:
    """Two accepts for a drop."""
    return random.choice(("accept", "accept", "drop"))


def acl_row(random: Random, peer: str, *, version: int = 4) -> dict[str, Any]:
    """One network ACL row; `peer` is source_cidr_ip or destination_cidr_ip."""
    protocol = random.choice(("tcp", "tcp", "udp", "icmp" if version == 4 else "icmpv6", "all"))
    block = random.choice(CIDRS4 if version == 4 else CIDRS6)
    return {"policy": policy(random), "protocol": protocol, "port": ports_for(random, protocol), peer: block}


def open_row(peer: str, *, version: int = 4) -> dict[str, Any]:
    """A row that lets everything of one address family through."""
    return {"policy": "accept", "protocol": "all", "port": "-1/-1", peer: "0.0.0.0/0" if version == 4 else "::/0"}
