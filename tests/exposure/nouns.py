"""Small networks put together from nouns, where no document is in the way."""

from dataclasses import replace
from typing import Any

from yett_policies.network import (
    ALL_PORTS,
    Cidr,
    Eip,
    EipAssociation,
    Interface,
    Network,
    PortRange,
    Rule,
    SecurityGroup,
    Vpc,
    VSwitch,
)

WEB = Interface("web", "web", "a", ("g",), (Cidr.parse("10.0.0.10"), Cidr.parse("2001:db8::10")))
ROOM = (Cidr.parse("10.0.0.0/24"),)
BLOCKS = (Cidr.parse("10.0.0.0/8"), Cidr.parse("2001:db8::/56"))
EIP: dict[str, Any] = {
    "eips": {"eip": Eip("eip", "eip", "47.0.0.1")},
    "associations": (EipAssociation("bound", "eip", "web"),),
}


def accept(*cidrs: str, ports: PortRange = ALL_PORTS, urn: str = "r", **changes: Any) -> Rule:
    """An ingress rule for tcp from these."""
    return replace(Rule(urn, "ingress", "accept", 1, "tcp", ports, tuple(map(Cidr.parse, cidrs))), **changes)


def network(*rules: Rule, cidrs: Any = BLOCKS, room: Any = ROOM, **nouns: Any) -> Network:
    """A machine `web` in the group of these rules, and what else there is."""
    given: dict[str, Any] = {
        "vpcs": {"vpc": Vpc("vpc", "vpc", cidrs)},
        "vswitches": {"a": VSwitch("a", "a", "vpc", room), "b": VSwitch("b", "b", "vpc", (Cidr.parse("10.0.1.0/24"),))},
        "groups": {"g": SecurityGroup("g", "g", "vpc", "basic", True, rules)},
        "interfaces": {"web": WEB},
    }
    return Network(**{**given, **nouns})
