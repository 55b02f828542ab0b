"""A rule of a plan in the cloud's own words, and which written rule says it already."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from yett.packets import AddressSet, TransportSet
from yett.packets.address_text import V6_FIRST
from yett.packets.first_match import rank
from yett.packets.forest import Node
from yett_policies.exposure.sets import block, transport
from yett_policies.network import ALL_PORTS, Cidr, PortRange, Rule

from .entry import Entry

PORTED = ("tcp", "udp")


@dataclass(frozen=True, slots=True, order=True)
class PlannedRule:
    """One rule of one CIDR; `urn` is the written rule that stays as it is, empty for a new one."""

    direction: str
    priority: int
    policy: str
    protocol: str
    ports: PortRange
    cidr: Cidr
    urn: str = ""

    @property
    def line(self) -> tuple[int, bool, AddressSet, TransportSet]:
        """As a line of a first-match list."""
        accept = self.policy == "accept"
        return rank(self.priority, accept), accept, block(self.cidr), transport(self.protocol, self.ports)

    @property
    def port_range(self) -> str:
        """ "22/22", or "-1/-1" where there are no ports."""
        return f"{self.ports.first}/{self.ports.last}" if self.protocol in PORTED else "-1/-1"

    @property
    def provider_words(self) -> dict[str, Any]:
        """The arguments of the provider's security group rule."""
        return {
            "type": self.direction,
            "ip_protocol": self.protocol,
            "port_range": self.port_range,
            "cidr_ip" if self.cidr.version == 4 else "ipv6_cidr_ip": str(self.cidr),
            "policy": self.policy,
            "priority": self.priority,
            "nic_type": "intranet",
        }


def written(entry: Entry) -> PlannedRule:
    """A known rule with one CIDR as it stands."""
    rule = entry.rule
    assert isinstance(rule.policy, str)  # noqa: S101 - an entry is known in full
    assert isinstance(rule.priority, int)  # noqa: S101
    assert isinstance(rule.protocol, str)  # noqa: S101
    assert isinstance(rule.peer, tuple)  # noqa: S101
    return PlannedRule(rule.direction, rule.priority, rule.policy, rule.protocol, _ports(rule), rule.peer[0], rule.urn)


def planned(rule: PlannedRule, group: str) -> Entry:
    """A planned rule as if it were written."""
    said = Rule(rule.urn, rule.direction, rule.policy, rule.priority, rule.protocol, rule.ports, (rule.cidr,))
    return Entry(rule.line, said, (), group)


def reused(rules: Iterable[PlannedRule], entries: Iterable[Entry]) -> tuple[PlannedRule, ...]:
    """The rules, sorted, each with the written rule that already says the same."""
    known = {_words(rule): rule for rule in map(written, entries)}
    return tuple(sorted(known.get(_words(rule), rule) for rule in rules))


def cidr_of(node: Node) -> Cidr:
    """The block at a node of the forest."""
    base = V6_FIRST if node[0] >= V6_FIRST else 0
    return Cidr(6 if base else 4, node[0] - base, -node[1] - base)


def _words(rule: PlannedRule) -> tuple[object, ...]:
    return (rule.direction, rule.priority, rule.policy, rule.protocol, rule.ports, rule.cidr)


def _ports(rule: Rule) -> PortRange:
    assert isinstance(rule.ports, PortRange)  # noqa: S101
    if rule.protocol not in PORTED:
        return ALL_PORTS
    return PortRange(max(1, rule.ports.first), rule.ports.last)
