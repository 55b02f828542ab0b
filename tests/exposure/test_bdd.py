"""A binary decision diagram says the same of a security group: one canonical graph for all 2^50 packets.

The diagram is built bit by bit from the rules as a user writes them, and shares no code with the algebra: two sets of
packets are equal when their diagrams are the same node.
"""

from collections.abc import Iterable
from ipaddress import IPv4Network
from random import Random
from typing import Any

import pytest
from dd.autoref import BDD

from yett.packets import TCP, UDP
from yett.packets.interval import Interval
from yett_policies.exposure.admission import Admissions

from .nets import built

SOURCE = [f"s{i}" for i in range(32)]
PORT = [f"p{i}" for i in range(16)]
IS_TCP = "tcp"
PROTOCOLS = {TCP: "tcp", UDP: "udp"}
Wanted = dict[str, Any]


def world() -> BDD:
    """The packets: a source, tcp or else udp, and a destination port that can be dialled."""
    found = BDD()
    found.declare(*SOURCE, IS_TCP, *PORT)
    return found


def at_least(bdd: BDD, bits: list[str], value: int) -> Any:
    """Numbers from `value` on, bit by bit from the smallest."""
    node = bdd.true
    for place, bit in enumerate(reversed(bits)):
        rest = node & bdd.var(bit) if value >> place & 1 else node | bdd.var(bit)
        node = rest
    return node


def between(bdd: BDD, bits: list[str], first: int, last: int) -> Any:
    above = at_least(bdd, bits, last + 1) if last + 1 < 1 << len(bits) else bdd.false
    return at_least(bdd, bits, first) & ~above


def protocol(bdd: BDD, name: str) -> Any:
    return bdd.true if name == "all" else bdd.var(IS_TCP) if name == "tcp" else ~bdd.var(IS_TCP)


def matched(bdd: BDD, rule: Wanted) -> Any:
    """The packets that one rule speaks of."""
    peer = IPv4Network(rule["cidr_ip"])
    first, last = (int(end) for end in rule["port_range"].split("/"))
    ports = between(bdd, PORT, *((1, 65535) if first < 0 else (first, last)))
    source = between(bdd, SOURCE, int(peer.network_address), int(peer.broadcast_address))
    return source & ports & protocol(bdd, rule["ip_protocol"])


def decided(bdd: BDD, rules: list[Wanted]) -> Any:
    """The textbook: the smallest priority first, drop before accept; what nothing matches is refused."""
    answer = bdd.false
    for rule in sorted(rules, key=lambda r: (r["priority"], r["policy"] == "accept"), reverse=True):
        answer = bdd.ite(matched(bdd, rule), bdd.true if rule["policy"] == "accept" else bdd.false, answer)
    return answer


def computed(bdd: BDD, rules: list[Wanted]) -> Any:
    """What the algebra says that the group admits, out of a file that a reader has read."""
    network = built("net", "web", rules=tuple(rules))
    admission = Admissions(network).of(("alicloud_security_group.sg",))
    assert admission.bounds.is_known
    node = bdd.false
    for sources, transport in admission.decided.groups:
        who = joined(bdd, SOURCE, sources.v4.intervals)
        for kind, name in PROTOCOLS.items():
            node |= who & protocol(bdd, name) & joined(bdd, PORT, transport.ports(kind).intervals)
    return node


def joined(bdd: BDD, bits: list[str], runs: Iterable[Interval]) -> Any:
    node = bdd.false
    for run in runs:
        node |= between(bdd, bits, run.first, run.last)
    return node


def random_rule(chance: Random) -> Wanted:
    length = chance.choice([0, 1, 2, 8, 15, 24, 31, 32])
    peer = IPv4Network((chance.choice([0x0A000000, 0x0A010203, 0x7FFFFFFF, 0xC0A80101]), length), strict=False)
    name = chance.choice(["tcp", "tcp", "udp", "all"])
    first = chance.choice([1, 21, 22, 1023, 65535])
    last = chance.choice([first, 65535, min(65535, first + 1000)])
    return {
        "ip_protocol": name,
        "port_range": "-1/-1" if name == "all" else f"{first}/{last}",
        "cidr_ip": str(peer),
        "policy": chance.choice(["accept", "accept", "drop"]),
        "priority": chance.randint(1, 4),
    }


@pytest.mark.parametrize("seed", range(60))
def test_a_group_admits_what_its_diagram_admits(seed: int) -> None:
    chance, bdd = Random(seed), world()
    rules = [random_rule(chance) for _ in range(chance.randint(1, 14))]
    assert computed(bdd, rules) == decided(bdd, rules), rules


@pytest.mark.parametrize("change", [{"priority": 9}, {"policy": "accept"}, {"cidr_ip": "10.0.0.0/9"}])
def test_a_diagram_of_other_rules_is_another_one(change: Wanted) -> None:
    everyone = {"ip_protocol": "tcp", "cidr_ip": "0.0.0.0/0", "port_range": "22/22", "policy": "accept", "priority": 5}
    drop = {**everyone, "cidr_ip": "10.0.0.0/8", "policy": "drop", "priority": 4}
    bdd = world()
    assert computed(bdd, [everyone, drop]) == decided(bdd, [everyone, drop])
    assert computed(bdd, [everyone, drop]) != decided(bdd, [everyone, {**drop, **change}])


@pytest.mark.parametrize(("first", "last"), [(0, 65535), (0, 0), (22, 22), (1024, 65535), (3, 9)])
def test_a_diagram_of_a_range_holds_its_numbers(first: int, last: int) -> None:
    bdd = world()
    assert bdd.count(between(bdd, PORT, first, last), len(PORT)) == last - first + 1
