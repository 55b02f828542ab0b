"""A universe small enough to list, networks in it, and a decision packet by packet that knows no set algebra."""

import random
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from yett_policies.network import (
    ALL_PORTS,
    Cidr,
    GroupPeer,
    Interface,
    LoadBalancer,
    Network,
    PortRange,
    PrefixList,
    PrefixListPeer,
    Rule,
    SecurityGroup,
    Unknown,
    implicit_rules,
)

NETS = ["0.0.0.0/0", "0.0.0.0/29", "0.0.0.0/30", "0.0.0.4/30", "0.0.0.0/31", "0.0.0.2/31", "0.0.0.6/31"]
NETS += ["0.0.0.1/32", "0.0.0.3/32", "0.0.0.5/32", "0.0.0.6/32", "::/0", "::/126", "::2/127", "::1/128"]
MEMBER = 10 << 24
"""10.0.0.0: interfaces have the addresses from here on."""
ADDRESSES = [
    *((4, host) for host in (*range(8), 99, *range(MEMBER, MEMBER + 3))),
    *((6, host) for host in (*range(4), 99)),
]
CARRIED = [("tcp", 1), ("tcp", 2), ("tcp", 3), ("tcp", 4), ("tcp", 99), ("udp", 1), ("udp", 99)]
CARRIED += [("icmp", 0), ("icmpv6", 0), ("gre", 0), ("other", 0)]
PACKETS = [(address, carried) for address in ADDRESSES for carried in CARRIED]
"""One packet of every cell that the rules below can tell apart."""
SHAPES = [("tcp", 1, 1), ("tcp", 2, 3), ("tcp", 1, 3), ("tcp", 2, 4), ("tcp", 1, 65535), ("udp", 1, 1)]
SHAPES += [("udp", 1, 65535), ("icmp", 0, 65535), ("icmpv6", 0, 65535), ("gre", 0, 65535), ("all", 0, 65535)]

Packet = tuple[tuple[int, int], tuple[str, int]]
Lists = dict[str, SecurityGroup]


def rule(urn: str, text: str) -> Rule:
    """A rule from `[egress] PRIORITY POLICY PROTOCOL[/FIRST-LAST] PEER`; PEER is a CIDR, `group:URN` or `list:URN`.

    A priority, policy or peer of `?` is not known.
    """
    direction = "egress" if text.startswith("egress ") else "ingress"
    priority, policy, carried, peer = text.removeprefix("egress ").split()
    protocol, _, run = carried.partition("/")
    first, _, last = run.partition("-")
    ports = PortRange(int(first), int(last or first)) if run else ALL_PORTS
    kind, colon, name = peer.partition(":")
    named = {"group": GroupPeer, "list": PrefixListPeer}
    other = named[kind](name) if colon and kind in named else Unknown("?") if peer == "?" else (Cidr.parse(peer),)
    known = (Unknown("?") if policy == "?" else policy, Unknown("?") if priority == "?" else int(priority))
    return Rule(urn, direction, *known, protocol, ports, other)


def group(urn: str, rules: list[Rule], kind: str = "basic", inner: bool | Unknown = True) -> SecurityGroup:
    """A group with its implicit rows."""
    return SecurityGroup(urn, urn, "vpc", kind, inner, (*rules, *implicit_rules(urn, kind, inner)))


def interface(urn: str, groups: tuple[str | Unknown, ...], address: str = "10.0.0.9/32") -> Interface:
    """An interface with one known address."""
    return Interface(urn, urn, None, groups, (Cidr.parse(address),))


def random_rule(r: random.Random, urn: str) -> Rule:
    """A known rule over the universe."""
    protocol, first, last = r.choice(SHAPES)
    peer = (Cidr.parse(r.choice(NETS)),)
    direction = "egress" if r.random() < 0.2 else "ingress"
    policy = "drop" if r.random() < 0.35 else "accept"
    return Rule(urn, direction, policy, r.randint(1, 4), protocol, PortRange(first, last), peer)


def blurred(r: random.Random, known: Rule) -> Rule:
    """The rule with one field that nobody knows."""
    field = r.choice(("policy", "priority", "ports", "peer", "protocol"))
    return replace(known, **{field: Unknown(f"{field} of {known.urn}")})


def random_network(seed: int, doubt: float = 0.0) -> Network:
    """Three groups in different company; with `doubt`, some rules, groups and lists are not known in full."""
    r = random.Random(seed)
    groups: Lists = {}
    for name in ("a", "b", "c"):
        rules = [random_rule(r, f"{name}{i}") for i in range(r.randint(1, 7))]
        rules = [blurred(r, one) if r.random() < doubt else one for one in rules]
        kind = r.choice(("basic", "enterprise"))
        groups[name] = replace(group(name, rules, kind, r.random() < 0.5), complete=r.random() >= doubt / 2)
    sets = r.sample([("a",), ("b",), ("a", "b"), ("a", "c"), ("a", "b", "c"), ("b", "c")], r.randint(1, 3))
    hosts = {f"i{n}": interface(f"i{n}", names, f"10.0.0.{n}/32") for n, names in enumerate(sets)}
    if r.random() < doubt / 2:
        hosts["lost"] = Interface(
            "lost", "lost", None, (r.choice("abc"), Unknown("a group")), (Cidr.parse("10.0.1.1"),)
        )
    fronts = (
        {"alb": LoadBalancer("alb", "alb", "alb", "internet", groups=(r.choice("abc"),))} if r.random() < 0.2 else {}
    )
    strays = (random_rule(r, "stray"),) if r.random() < doubt else ()
    return Network(groups=groups, interfaces=hosts, balancers=fronts, stray_rules=strays)


def lists_of(network: Network, direction: str, *, alone: bool = True) -> list[list[Rule]]:
    """The rules of every interface and balancer; with `alone`, of every group by itself, too."""
    joined = {i.groups for i in network.interfaces.values() if isinstance(i.groups, tuple)}
    lists = [
        [r for g in names if isinstance(g, str) for r in network.groups[g].rules] for names in sorted(joined, key=str)
    ]
    lists += [list(g.rules) for g in network.groups.values()] if alone else []
    open_row = Rule("open", direction, "accept", 101, "all", ALL_PORTS, (Cidr.parse("0.0.0.0/0"), Cidr.parse("::/0")))
    if direction == "ingress":
        lists += [[*network.groups[g].rules, open_row] for b in network.balancers.values() for g in b.groups]
    return [[r for r in rules if r.direction == direction] for rules in lists]


def matches(one: Rule, packet: Packet, network: Network) -> bool:
    """Whether a known rule speaks of a packet."""
    (version, host), (protocol, port) = packet
    if one.protocol not in ("all", protocol):
        return False
    assert isinstance(one.ports, PortRange)
    if protocol in ("tcp", "udp") and one.protocol != "all" and not one.ports.first <= port <= one.ports.last:
        return False
    return any(c.version == version and c.first <= host <= c.last for c in peers(one, network))


def peers(one: Rule, network: Network) -> tuple[Cidr, ...]:
    """The other end of a known rule."""
    if isinstance(one.peer, GroupPeer):
        hosts = network.interfaces.values()
        return tuple(
            a for h in hosts if isinstance(h.groups, tuple) and one.peer.group in h.groups for a in h.addresses
        )
    if isinstance(one.peer, PrefixListPeer):
        entries: PrefixList = network.prefix_lists[str(one.peer.prefix_list)]
        return entries.entries
    assert isinstance(one.peer, tuple)
    return one.peer


def strength(one: Rule) -> tuple[object, bool]:
    """Smaller decides: priority, and drop before accept."""
    return (one.priority, one.policy == "accept")


def won(rules: list[Rule], network: Network) -> Iterator[tuple[Rule, set[Packet]]]:
    """Each rule, strongest first, with the packets that it decides; of equal ones the first by URN decides."""
    left = set(PACKETS)
    for one in sorted(rules, key=lambda one: (strength(one), one.urn)):
        yield one, left & spoken_of(one, network)
        left -= spoken_of(one, network)


def deciding(rules: list[Rule], network: Network) -> set[str]:
    """URNs of the rules that decide some packet."""
    return {one.urn for one, packets in won(rules, network) if packets}


def accepted(rules: list[Rule], network: Network) -> set[Packet]:
    """Every packet of the universe that gets through."""
    return set[Packet]().union(*(packets for one, packets in won(rules, network) if one.policy == "accept"))


def spoken_of(one: Rule, network: Network) -> frozenset[Packet]:
    """The packets that a known rule matches."""
    return _spoken_of(replace(one, urn="", priority=0, policy="", peer=peers(one, network)))


@cache
def _spoken_of(one: Rule) -> frozenset[Packet]:
    return frozenset(packet for packet in PACKETS if matches(one, packet, Network()))


def without(network: Network, gone: set[str]) -> Network:
    """The network without some written rules."""
    groups = {
        urn: replace(g, rules=tuple(r for r in g.rules if r.urn not in gone)) for urn, g in network.groups.items()
    }
    return replace(network, groups=groups)


def completed(network: Network, seed: int) -> Network:
    """One of the networks that an uncertain one may turn out to be."""
    r = random.Random(seed)
    groups = {urn: replace(g, rules=_made_known(r, g.rules), complete=True) for urn, g in network.groups.items()}
    for urn, found in groups.items():
        hidden = [random_rule(r, f"hidden-{urn}{i}") for i in range(r.randint(0, 2))]
        strays = [replace(s, urn=f"{s.urn}-{urn}") for s in network.stray_rules if r.random() < 0.5]
        more = strays if network.groups[urn].complete else [*hidden, *strays]
        groups[urn] = replace(found, rules=(*found.rules, *more))
    extra = groups | {"other": group("other", [random_rule(r, f"other{i}") for i in range(3)])}
    hosts = {
        urn: replace(h, groups=tuple(g if isinstance(g, str) else r.choice(sorted(extra)) for g in h.groups))
        for urn, h in network.interfaces.items()
        if isinstance(h.groups, tuple)
    }
    return replace(network, groups=extra, interfaces=hosts, stray_rules=())


def _made_known(r: random.Random, rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    found = []
    for one in rules:
        model = random_rule(r, one.urn)
        fields = {n: getattr(model, n) for n in ("policy", "priority", "peer") if isinstance(getattr(one, n), Unknown)}
        protocol = model.protocol if isinstance(one.protocol, Unknown) else one.protocol
        ports = PortRange(1, 3) if isinstance(one.ports, Unknown) else one.ports
        found.append(replace(one, protocol=protocol, ports=ports, **fields))
    return tuple(found)
