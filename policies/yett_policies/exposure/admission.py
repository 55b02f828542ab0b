"""What the security groups of an interface admit, decided once for each set of groups."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property, lru_cache

from yett.packets import AddressSet, Product, TransportSet
from yett.packets.address_text import V6_FIRST
from yett.packets.first_match import Decisions, first_match, rank
from yett_policies.frozen import frozen
from yett_policies.network import (
    ALL_PORTS,
    WEAKEST,
    Cidr,
    GroupPeer,
    Interface,
    Network,
    PrefixListPeer,
    Ref,
    Rule,
    SecurityGroup,
    Unknown,
)
from yett_policies.network import EVERYONE as EVERYONE_CIDRS

from .bounds import Bounds
from .lines import Lines, Peers, lines_of, unknown_line
from .members import members, widened
from .places import members_from
from .sets import ALL4, EIP_CARRIES, EVERYONE, NOBODY, WIDE, Reach, addresses
from .way import Start

Key = frozenset[Ref] | Unknown


DEFAULT_OPEN_URN = "implicit#balancer-accepts-what-no-rule-drops"
DEFAULT_RULE = Rule(DEFAULT_OPEN_URN, "ingress", "accept", WEAKEST, "all", ALL_PORTS, EVERYONE_CIDRS, implicit=True)
DEFAULT_LINE = (rank(WEAKEST, True), True, EVERYONE, TransportSet.all())
DEFAULT_OPEN = Lines([DEFAULT_LINE], [DEFAULT_LINE], [DEFAULT_RULE], [DEFAULT_RULE], ())
"""ALB and NLB admit what no rule drops: the cloud's own last line, weaker than every written one."""


@frozen
class Admission:
    """A pool of rules, decided: what it accepts, and which rule says so."""

    bounds: Bounds
    decided: Decisions
    rules: list[Rule]
    likely: Decisions
    likely_rules: list[Rule]
    wider: "Admission | None" = None
    """The same pool asked about everything over IPv4, where this was cut out of it."""

    def narrowed(self, only: TransportSet) -> "Admission":
        """The part that is of one transport: cheaper than deciding the pool again."""
        sure = self.decided.accepting(only)
        bounds = Bounds.known(sure)
        if not self.bounds.is_known:
            bounds = Bounds(sure, self.likely.accepting(only), self.bounds.needs)
        return Admission(bounds, self.decided, self.rules, self.likely, self.likely_rules, self)

    def over(self, family: int) -> Bounds:
        """The part over IPv4 (4) or IPv6 (6): a slice, as the two families only follow each other."""
        certain = sliced(self.bounds.certain, family)
        if self.bounds.is_known:
            return Bounds.known(certain)
        return Bounds(certain, sliced(self.bounds.possible, family), self.bounds.needs)

    def deciding(self, sources: AddressSet, carried: TransportSet, *, certain: bool = True) -> tuple[Rule, ...]:
        """Every rule, accept or drop, that decides some of this traffic, in the pool's order."""
        decided, rules = (self.decided, self.rules) if certain else (self.likely, self.likely_rules)
        return tuple(map(rules.__getitem__, decided.deciders(sources, carried)))

    def admitting(self, sources: AddressSet, carried: Sequence[TransportSet]) -> list[tuple[Rule, ...]]:
        """For each transport the accept rules that let some of it in for certain; for many at once far cheaper."""
        return [tuple(map(self.rules.__getitem__, indices)) for indices in self.decided.admitting(sources, carried)]


@frozen
class Sender:
    """One known peer: a group peer means it or does not mean it, whatever its addresses are.

    `doubt`: what is not known of the groups it is in; it may be in any, or where `perhaps` names some, in those.
    """

    groups: frozenset[Ref]
    addresses: AddressSet
    doubt: str = ""
    perhaps: frozenset[Ref] | None = None

    def as_member(self, group: Ref) -> Peers:
        """The sender as the members of a group: all of its addresses, or none."""
        if group in self.groups:
            return Peers(self.addresses, self.addresses)
        may_be = bool(self.doubt) and (self.perhaps is None or group in self.perhaps)
        lost = [g.what for g in (*self.groups, group) if isinstance(g, Unknown)] + [self.doubt] * may_be
        return Peers(NOBODY, self.addresses if lost else NOBODY, tuple(lost))


class Admissions:
    """Pools by their set of groups: interfaces that share groups share the answer.

    `inside` counts group peers by their members' addresses, with `start` of those who may stand there; from the
    internet no member is ever the source.
    `sender` asks about one known peer instead; `direction` "egress" asks what the groups let out to it.
    `unsent`, without a sender, answers for all senders that no rule of the groups names.
    """

    def __init__(
        self,
        network: Network,
        *,
        inside: bool = False,
        start: Start | None = None,
        default_open: bool = False,
        sender: Sender | None = None,
        direction: str = "ingress",
        unsent: "Admissions | None" = None,
    ) -> None:
        self._network = network
        self._sender = sender
        self._direction = direction
        self._unsent = unsent
        self._inside = inside
        self._start = start
        self._default_open = default_open
        self._lines: dict[tuple[Ref, TransportSet | None], Lines] = {}
        self._pools: dict[tuple[Key, TransportSet | None], Admission] = {}
        self._members: dict[str, Peers] = {}
        self._single: dict[int, tuple[Cidr, Peers]] = {}
        strays = (rule for rule in network.stray_rules if rule.direction == direction)
        self._strays = lines_of(strays, self._peers, unsure=True)

    def of(self, groups: tuple[Ref, ...] | Unknown, only: TransportSet | None = None) -> Admission:
        """What these groups admit together; with `only`, of that transport alone (one port is far cheaper)."""
        if self._unsent and self._sender and not self._unsent.matters(self._sender, groups):
            return self._unsent.of(groups, only)
        key = (groups if isinstance(groups, Unknown) else frozenset(groups), only)
        if key not in self._pools:
            wide = self._wide(groups, only)
            self._pools[key] = wide.narrowed(only) if wide and only else self._decide(groups, only)
        return self._pools[key]

    def matters(self, sender: Sender, groups: tuple[Ref, ...] | Unknown) -> bool:
        """Whether a rule that decides for these groups lets somebody in for being the sender, not for the address."""
        if isinstance(groups, Unknown):
            return False
        return any(sender.as_member(named).most for group in (None, *groups) for named in self._named.get(group, ()))

    @cached_property
    def _named(self) -> dict[Ref | None, set[Ref]]:
        """The groups that each group's rules name; of None those that rules of nobody knows which group do."""
        found: dict[Ref | None, set[Ref]] = {}
        rules = [(None, self._network.stray_rules), *((ref, one.rules) for ref, one in self._network.groups.items())]
        for ref, theirs in rules:
            peers = (rule.peer for rule in theirs if rule.direction == self._direction)
            found[ref] = {peer.group for peer in peers if isinstance(peer, GroupPeer)}
        return found

    def _wide(self, groups: tuple[Ref, ...] | Unknown, only: TransportSet | None) -> Admission | None:
        """The pool asked about everything over IPv4, where that has been asked or is about to be."""
        if only is None or only == ALL4 or not only <= ALL4:
            return None
        key = groups if isinstance(groups, Unknown) else frozenset(groups)
        return self.of(groups, ALL4) if only == EIP_CARRIES else self._pools.get((key, ALL4))

    def peers_of(self, rule: Rule) -> Peers | None:
        """The other end of a rule as addresses, surely and at most; None when it says nothing here."""
        return self._peers(rule)

    def _decide(self, groups: tuple[Ref, ...] | Unknown, only: TransportSet | None) -> Admission:
        if isinstance(groups, Unknown):
            return self._pool([unknown_line(groups.what)], only)
        if not groups and not self._default_open:
            return self._pool([unknown_line("the security groups of an interface that names none")], only)
        # lines cut once for each group are not cut again for each set of groups
        wide = only if only in WIDE and not self._strays.needs and not self._default_open else None
        parts = [self._strays, *(self._group(group, wide) for group in sorted(set(groups), key=str))]
        return self._pool([*parts, DEFAULT_OPEN] if self._default_open else parts, None if wide else only)

    def _pool(self, parts: list[Lines], only: TransportSet | None) -> Admission:
        needs = tuple(dict.fromkeys(need for part in parts for need in part.needs))
        rules = [rule for part in parts for rule in part.certain_rules]
        certain = first_match((line for part in parts for line in part.certain), only)
        if not needs:
            return Admission(Bounds.known(certain.accepted), certain, rules, certain, rules)
        likely = first_match((line for part in parts for line in part.possible), only)
        likely_rules = [rule for part in parts for rule in part.possible_rules]
        bounds = Bounds(certain.accepted, likely.accepted, needs)
        return Admission(bounds, certain, rules, likely, likely_rules)

    def _group(self, ref: Ref, wide: TransportSet | None) -> Lines:
        """The lines of one group, cut down to what a wide way carries."""
        if (ref, wide) not in self._lines:
            self._lines[ref, wide] = cut_lines(self._group(ref, None), wide) if wide else self._whole(ref)
        return self._lines[ref, wide]

    def _whole(self, ref: Ref) -> Lines:
        group = self._network.groups.get(ref) if isinstance(ref, str) else None
        return self._read(group) if group else unknown_line(getattr(ref, "what", str(ref)))

    def _read(self, group: SecurityGroup) -> Lines:
        rules = (rule for rule in group.rules if rule.direction == self._direction)
        found = lines_of(rules, self._peers)
        if group.complete:
            return found
        what = group.kind.what if isinstance(group.kind, Unknown) else f'the rules of group "{group.name}"'
        # it decides before every rule that can be read
        blank = unknown_line(what)
        return replace(blank, needs=(*found.needs, *blank.needs))

    def _peers(self, rule: Rule) -> Peers | None:
        peer = rule.peer
        if isinstance(peer, tuple):
            # by identity, held by the entry itself: rules name the same blocks again and again
            known = self._single.get(id(peer[0])) if len(peer) == 1 else None
            return known[1] if known else self._blocks(peer)
        if isinstance(peer, GroupPeer):
            if self._sender is not None:
                return self._sender.as_member(peer.group)
            return self._group_members(peer.group) if self._inside else None
        if isinstance(peer, PrefixListPeer):
            return self._listed(peer.prefix_list)
        return Peers(NOBODY, EVERYONE, (peer.what,))

    def _blocks(self, peer: tuple[Cidr, ...]) -> Peers:
        found = addresses(peer)
        peers = Peers(found, found)
        if len(peer) == 1:
            self._single[id(peer[0])] = (peer[0], peers)
        return peers

    def _listed(self, ref: Ref) -> Peers:
        found = self._network.prefix_lists.get(ref) if isinstance(ref, str) else None
        if found is None:
            name = ref.what if isinstance(ref, Unknown) else f'the entries of prefix list "{ref}"'
            return Peers(NOBODY, EVERYONE, (name,))
        known = addresses(found.entries)
        return Peers(known, EVERYONE if found.unknown else known, tuple(u.what for u in found.unknown))

    def _group_members(self, ref: Ref) -> Peers:
        if isinstance(ref, Unknown):
            return Peers(NOBODY, EVERYONE, (ref.what,))
        if ref not in self._members:
            sure = self._of(ref, self._hosts.get(ref, []))
            self._members[ref] = widened(sure, self._of(ref, list(self._doubted)), self._doubted.values())
        return self._members[ref]

    def _of(self, group: str, hosts: Sequence[Interface]) -> Peers:
        if self._start is None:
            return members(self._network, group, hosts)
        return members_from(self._network, group, hosts, self._start)

    @cached_property
    def _hosts(self) -> dict[Ref, list[Interface]]:
        """The interfaces of each group."""
        found: dict[Ref, list[Interface]] = {}
        for host in self._network.interfaces.values():
            for group in dict.fromkeys(host.groups) if isinstance(host.groups, tuple) else ():
                found.setdefault(group, []).append(host)
        return found

    @cached_property
    def _doubted(self) -> dict[Interface, str]:
        """The interfaces that may be in any group, each with what nobody knows of its groups."""
        known = [(host, host.groups) for host in self._network.interfaces.values()]
        lost = [(host, [groups] if isinstance(groups, Unknown) else groups) for host, groups in known]
        return {host: one.what for host, groups in lost for one in groups if isinstance(one, Unknown)}


def cut_lines(found: Lines, wide: TransportSet) -> Lines:
    """The same lines without what the way does not carry."""
    certain = [(r, accept, who, cut_transport(what, wide)) for r, accept, who, what in found.certain]
    if not found.needs:
        return Lines(certain, certain, found.certain_rules, found.certain_rules, ())
    possible = [(r, accept, who, cut_transport(what, wide)) for r, accept, who, what in found.possible]
    return Lines(certain, possible, found.certain_rules, found.possible_rules, found.needs)


@lru_cache(maxsize=1 << 14)
def cut_transport(carried: TransportSet, wide: TransportSet) -> TransportSet:
    """The part of a transport that a wide way carries."""
    return carried & wide


def sliced(found: Reach, family: int) -> Reach:
    """The IPv4 or the IPv6 part of a reach."""
    at = bisect_left(found.edges, V6_FIRST)
    if family == 4:
        return Product(found.edges[:at], found.values[:at]) if at < len(found.edges) else found
    return Product(found.edges[at:], found.values[at:])
