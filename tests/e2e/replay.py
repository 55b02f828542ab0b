"""The rules of every security group after each call that the emulator logged: nothing between two calls is missed."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from yett.packets import AddressSet, Protocol, TrafficSet, TransportSet
from yett.packets.first_match import first_match
from yett.packets.rule_list import Rule, rank

INGRESS = {"AuthorizeSecurityGroup": True, "RevokeSecurityGroup": False}
EGRESS = {"AuthorizeSecurityGroupEgress": True, "RevokeSecurityGroupEgress": False}
ADDRESSES = ("SourceCidrIp", "DestCidrIp", "Ipv6SourceCidrIp", "Ipv6DestCidrIp")
GROUPS = ("SourceGroupId", "DestGroupId")
MEMBER = "10.255.{}.1/32"
"""A member of a group that others name, by the order in which groups are named: only whether it may pass matters."""

Line = tuple[str, ...]
"""Protocol, ports, policy, priority, and kind and name of the peer of a rule; its description decides nothing."""

Passing = dict[tuple[str, bool], TrafficSet]
"""Who may speak with the members of a group, by group and whether it is ingress."""


@dataclass
class Groups:
    """All rules by group and direction, as the calls have left them."""

    rules: dict[tuple[str, bool], list[Line]] = field(default_factory=dict)
    named: list[str] = field(default_factory=list)

    def after(self, call: dict[str, Any]) -> bool:
        """Take one logged call; whether it changed a rule."""
        for calls, is_ingress in ((INGRESS, True), (EGRESS, False)):
            if call["action"] in calls and call["status"] == 200:
                found = self.rules.setdefault((call["params"]["SecurityGroupId"], is_ingress), [])
                for line in map(as_line, permissions(call["params"])):
                    _made(found, line) if calls[call["action"]] else found.remove(line)
                return True
        return False

    def passing(self) -> Passing:
        """Who may speak with the members of each group, exactly, over all packets."""
        everyone = AddressSet.everyone()
        return {
            key: first_match(self._rule(line) for line in lines).ingress(everyone) for key, lines in self.rules.items()
        }

    def _rule(self, line: Line) -> Rule:
        protocol, ports, policy, priority, kind, peer = line
        first, last = map(int, ports.split("/"))
        span = [] if first == -1 else [(first, last)]
        carried = TransportSet.all() if protocol == "all" else TransportSet.of(Protocol(protocol), *span)
        address = self._member(peer) if kind == "group" else peer
        return Rule(rank(int(priority), policy == "accept"), policy == "accept", AddressSet.of(address), carried)

    def _member(self, group: str) -> str:
        if group not in self.named:
            self.named.append(group)
        return MEMBER.format(self.named.index(group))


def _made(found: list[Line], line: Line) -> None:
    """The cloud answers 200 to a duplicate and keeps one."""
    if line not in found:
        found.append(line)


def permissions(params: dict[str, str]) -> Iterator[dict[str, str]]:
    """The rules of a call: Permissions.N, or one from the plain parameters."""
    numbered: dict[str, dict[str, str]] = {}
    for name, value in params.items():
        found = re.fullmatch(r"Permissions\.(\d+)\.(\w+)", name)
        numbered.setdefault(found[1] if found else "", {})[found[2] if found else name] = value
    plain = numbered.pop("", {})
    yield from numbered.values() or [plain]


def as_line(rule: dict[str, str]) -> Line:
    ((name, peer),) = [(name, rule[name]) for name in (*ADDRESSES, *GROUPS) if rule.get(name)]
    kind = "group" if name in GROUPS else "address"
    return (
        rule["IpProtocol"].lower(),
        rule["PortRange"],
        rule.get("Policy", "accept").lower(),
        rule.get("Priority", "1"),
        kind,
        peer,
    )


def nothing_is_lost(found: list[Passing]) -> None:
    """Whatever passes first and last passes all the time, and never does more pass than the two together."""
    before, after = found[0], found[-1]
    for now in found:
        for group in before.keys() | after.keys():
            first, last, here = (one.get(group, TrafficSet()) for one in (before, after, now))
            assert first & last <= here, f"{group}: packets of a kept opening are lost: {(first & last) - here}"
            assert here <= first | last, f"{group}: more is open than before or after: {here - (first | last)}"


def steps(calls: Iterable[dict[str, Any]]) -> list[Passing]:
    """What passes, before the first call and after each one that changed a rule."""
    groups = Groups()
    found = [groups.passing()]
    for call in calls:
        if groups.after(call):
            found.append(groups.passing())
    return found
