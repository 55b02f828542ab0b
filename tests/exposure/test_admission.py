"""A pool of rules gives one answer, whatever it is asked for first; a peer is as many addresses as it may have."""

from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest

from yett.packets import AddressSet, TransportSet
from yett_policies.exposure.admission import DEFAULT_OPEN_URN, Admissions, Sender
from yett_policies.exposure.lines import Peers
from yett_policies.exposure.sets import ALL4, ALL6, EIP_CARRIES, EVERYONE, NOBODY, NOTHING, Reach, reach
from yett_policies.network import (
    ALL_PORTS,
    Cidr,
    GroupPeer,
    Interface,
    Network,
    PortRange,
    PrefixList,
    PrefixListPeer,
    Rule,
    SecurityGroup,
    Unknown,
)
from yett_policies.network import EVERYONE as EVERYONE_CIDRS

LOST, AND = Unknown("what nobody knows"), Unknown("the rest")
TEN, ELEVEN, SIX = ((Cidr.parse(text),) for text in ("10.0.0.0/8", "11.0.0.0/8", "2001:db8::/32"))
TCP22, TCP80, DNS = TransportSet.tcp(22), TransportSet.tcp(80), TransportSet.udp(53)
SSH = Rule("ssh", "ingress", "accept", 50, "tcp", PortRange(22, 22), TEN)
RULES = (
    SSH,
    replace(SSH, urn="all", priority=60, protocol="all", ports=ALL_PORTS, peer=ELEVEN),
    replace(SSH, urn="six", protocol="icmpv6", ports=ALL_PORTS, peer=SIX),
    replace(SSH, urn="not http", policy="drop", priority=10, ports=PortRange(80, 81), peer=EVERYONE_CIDRS),
    replace(SSH, urn="out", direction="egress"),
)
MORE = (
    replace(SSH, urn="later", priority=LOST, ports=PortRange(1, 99), peer=EVERYONE_CIDRS),
    replace(SSH, urn="maybe", protocol="gre", ports=ALL_PORTS, peer=AND),
)


def group(urn: str, *rules: Rule, complete: bool = True) -> SecurityGroup:
    return SecurityGroup(urn, f"the {urn}", "vpc", "basic", True, rules, complete)


GROUPS = {
    one.urn: one for one in (group("g", *RULES), group("h", *MORE), group("read", *RULES, complete=False), group("i"))
}
STRAY = (replace(SSH, urn="stray", ports=ALL_PORTS, protocol="all"), replace(SSH, urn="so", direction="egress"))
ASKED: list[Any] = [("g",), ("h",), ("g", "h"), ("read",), ("i",), ("g", LOST), ("g", "elsewhere"), (), LOST]
ONLY = (
    None,
    ALL4,
    ALL6,
    EIP_CARRIES,
    TCP22,
    TCP22 | DNS,
    TransportSet.icmpv6(),
    TransportSet.icmp() | TCP80,
    TransportSet.all(),
)


def cut(found: Reach, only: TransportSet | None) -> Reach:
    return found if only is None else found & reach(EVERYONE, only)


@pytest.mark.parametrize("default_open", [False, True])
@pytest.mark.parametrize("stray", [(), STRAY], ids=["no strays", "strays"])
@pytest.mark.parametrize("groups", ASKED, ids=str)
def test_asked_about_a_part_a_pool_says_what_it_says_of_that_part(groups: Any, stray: Any, default_open: bool) -> None:
    network = Network(groups=GROUPS, stray_rules=stray)
    whole = Admissions(network, default_open=default_open).of(groups)
    for order in (ONLY, ONLY[::-1], (ALL4, EIP_CARRIES, ALL4)):
        asked = Admissions(network, default_open=default_open)
        for only in order:
            found = asked.of(groups, only)
            assert found.bounds.certain == cut(whole.bounds.certain, only)
            assert found.bounds.possible == cut(whole.bounds.possible, only)
            assert found.bounds.needs == whole.bounds.needs
            assert found.bounds.is_known is (not whole.bounds.needs)
            for packet in (one for one in (TCP22, DNS) if only is None or one <= only):
                for certain in (True, False):
                    assert found.deciding(EVERYONE, packet, certain=certain) == whole.deciding(
                        EVERYONE, packet, certain=certain
                    )
            again = groups if isinstance(groups, Unknown) else (*groups[::-1], *groups)
            assert asked.of(again, only) is found


def test_each_family_is_a_part_of_the_answer() -> None:
    for groups in (("g",), ("h",), ("i",)):
        found = Admissions(Network(groups=GROUPS)).of(groups)
        for family, everyone in ((4, AddressSet.everyone_v4()), (6, AddressSet.everyone_v6())):
            part, whole = found.over(family), reach(everyone, TransportSet.all())
            assert (part.certain, part.possible) == (found.bounds.certain & whole, found.bounds.possible & whole)
            assert (part.needs, part.is_known) == (found.bounds.needs, found.bounds.is_known)


def test_all_of_a_groups_rules_of_one_direction_decide_together() -> None:
    found = Admissions(Network(groups=GROUPS)).of(("g",))
    http = TransportSet.tcp((80, 81))
    assert found.bounds.certain == (
        reach(AddressSet.of("10.0.0.0/8"), TCP22)
        | reach(AddressSet.of("11.0.0.0/8"), TransportSet.all() - http)
        | reach(AddressSet.of("2001:db8::/32"), TransportSet.icmpv6())
    )
    out = Admissions(Network(groups=GROUPS, stray_rules=STRAY), direction="egress").of(("g",))
    assert (out.bounds.certain, out.bounds.needs) == (
        reach(AddressSet.of("10.0.0.0/8"), TCP22),
        ('which group rule "so" belongs to',),
    )


def urns(rules: tuple[Rule, ...]) -> list[str]:
    return [rule.urn for rule in rules]


def test_rules_that_decide_are_told_once_in_the_order_of_the_pool() -> None:
    twice = (replace(SSH, peer=(*TEN, *SIX)), replace(SSH, urn="all", priority=60, peer=EVERYONE_CIDRS))
    found = Admissions(Network(groups={"g": group("g", *twice)})).of(("g",))
    assert urns(found.deciding(EVERYONE, TCP22)) == ["ssh", "all"]
    assert [urns(rules) for rules in found.admitting(EVERYONE, (TCP22, TCP80))] == [["ssh", "all"], []]
    likely = Admissions(Network(groups=GROUPS)).of(("h",))
    assert urns(likely.deciding(EVERYONE, TransportSet.gre())) == []
    assert urns(likely.deciding(EVERYONE, TransportSet.gre(), certain=False)) == ["maybe"]


def test_a_balancer_admits_what_no_rule_drops_and_says_so() -> None:
    drop = replace(SSH, policy="drop", priority=100)
    asked = Admissions(Network(groups={"g": group("g", drop), "h": group("h", SSH)}), default_open=True)
    closed = reach(AddressSet.of("10.0.0.0/8"), TCP22)
    assert asked.of(("g",)).bounds.certain == reach(EVERYONE, TransportSet.all()) - closed
    assert asked.of(()).bounds.certain == reach(EVERYONE, TransportSet.all())
    (rule,) = asked.of(("h",)).deciding(EVERYONE, TCP80)
    assert (rule.urn, rule.policy, rule.implicit) == (DEFAULT_OPEN_URN, "accept", True)
    assert urns(asked.of(("h",)).deciding(EVERYONE, TCP22)) == ["ssh", DEFAULT_OPEN_URN]
    # weaker than the weakest row that the cloud writes itself
    weak = replace(SSH, policy="drop", priority=101)
    assert not Admissions(Network(groups={"g": group("g", weak)}), default_open=True).of(("g",)).bounds.certain & closed


@pytest.mark.parametrize(
    ("groups", "needs"),
    [
        (LOST, (LOST.what,)),
        ((), ("the security groups of an interface that names none",)),
        (("elsewhere",), ("elsewhere",)),
        ((LOST,), (LOST.what,)),
        (("read",), ('the rules of group "the read"',)),
    ],
)
def test_groups_whose_rules_nobody_can_read_may_do_anything(groups: Any, needs: tuple[str, ...]) -> None:
    found = Admissions(Network(groups=GROUPS)).of(groups).bounds
    assert (found.certain, found.possible, found.needs) == (NOTHING, reach(EVERYONE, TransportSet.all()), needs)


def test_a_group_whose_kind_is_not_known_is_told_by_that() -> None:
    odd = replace(group("g", *MORE, complete=False), kind=LOST)
    found = Admissions(Network(groups={"g": odd})).of(("g",))
    assert found.bounds.needs == (*dict.fromkeys((LOST.what, AND.what)),)


LIST = {
    "pl": PrefixList("pl", "pl", TEN),
    "lost": PrefixList("lost", "lost", TEN, (LOST, AND)),
    "no": PrefixList("no", "no", ()),
}
IN_TEN = AddressSet.of("10.0.0.0/8")


@pytest.mark.parametrize(
    ("peer", "peers"),
    [
        (TEN, Peers(IN_TEN, IN_TEN)),
        ((*TEN, *ELEVEN), Peers(IN_TEN | AddressSet.of("11.0.0.0/8"), IN_TEN | AddressSet.of("11.0.0.0/8"))),
        (PrefixListPeer("pl"), Peers(IN_TEN, IN_TEN)),
        (PrefixListPeer("no"), Peers(NOBODY, NOBODY)),
        (PrefixListPeer("lost"), Peers(IN_TEN, EVERYONE, (LOST.what, AND.what))),
        (PrefixListPeer("pl-9"), Peers(NOBODY, EVERYONE, ('the entries of prefix list "pl-9"',))),
        (PrefixListPeer(LOST), Peers(NOBODY, EVERYONE, (LOST.what,))),
        (LOST, Peers(NOBODY, EVERYONE, (LOST.what,))),
        (GroupPeer("g"), None),
    ],
)
def test_a_peer_is_what_it_surely_is_and_what_it_may_be(peer: Any, peers: Peers | None) -> None:
    asked = Admissions(Network(prefix_lists=LIST))
    assert asked.peers_of(replace(SSH, peer=peer)) == peers
    assert asked.peers_of(replace(SSH, peer=peer)) == peers


def test_peers_that_share_a_block_are_told_apart() -> None:
    for order in permutations([(), TEN, (*TEN, *ELEVEN), (*ELEVEN, *TEN), ELEVEN]):
        asked = Admissions(Network())
        for peer in (*order, *order):
            found = AddressSet.of(*map(str, peer)) if peer else NOBODY
            assert asked.peers_of(replace(SSH, peer=peer)) == Peers(found, found)


@pytest.mark.parametrize(
    ("sender", "member", "peers"),
    [
        (Sender(frozenset({"g", "h"}), IN_TEN), "g", Peers(IN_TEN, IN_TEN)),
        (Sender(frozenset({"h"}), IN_TEN), "g", Peers(NOBODY, NOBODY)),
        (Sender(frozenset({"h"}), IN_TEN), LOST, Peers(NOBODY, IN_TEN, (LOST.what,))),
        (Sender(frozenset({"h", AND}), IN_TEN), "g", Peers(NOBODY, IN_TEN, (AND.what,))),
        (Sender(frozenset(), IN_TEN, "its groups"), "g", Peers(NOBODY, IN_TEN, ("its groups",))),
        (
            Sender(frozenset({AND}), IN_TEN, "its groups"),
            LOST,
            Peers(NOBODY, IN_TEN, (AND.what, LOST.what, "its groups")),
        ),
    ],
)
def test_a_sender_is_a_member_by_its_groups_whatever_its_addresses_are(
    sender: Sender, member: Any, peers: Peers
) -> None:
    found = Admissions(Network(), sender=sender, inside=True).peers_of(replace(SSH, peer=GroupPeer(member)))
    assert found == sender.as_member(member) == peers


TO_G, TO_LOST = replace(SSH, urn="to g", peer=GroupPeer("g")), replace(SSH, urn="to lost", peer=GroupPeer(LOST))
NAMING = {
    "plain": group("plain", SSH, replace(TO_G, direction="egress")),
    "members": group("members", SSH, TO_G),
    "lost": group("lost", TO_LOST),
}
SENDERS = {
    "a member": (Sender(frozenset({"g", "h"}), IN_TEN), {"members", "lost"}),
    "another": (Sender(frozenset({"h"}), IN_TEN), {"lost"}),
    "one that may be": (Sender(frozenset({AND}), IN_TEN), {"members", "lost"}),
    "one in no known group": (Sender(frozenset(), IN_TEN, "its groups"), {"members", "lost"}),
}


@pytest.mark.parametrize("stray", [(), (TO_G,)], ids=["no strays", "a stray for members"])
@pytest.mark.parametrize("who", SENDERS)
def test_groups_that_do_not_name_a_sender_are_decided_once_for_all_senders(who: str, stray: tuple[Rule, ...]) -> None:
    network = Network(groups=NAMING, stray_rules=stray)
    sender, named = SENDERS[who]
    anybody = Admissions(network)
    asked, alone = Admissions(network, sender=sender, unsent=anybody), Admissions(network, sender=sender)
    everywhere = bool(stray) and who != "another"
    groups: Any
    for groups in (("plain",), ("members",), ("lost",), ("plain", "members"), ("elsewhere",), (), LOST):
        found, each = asked.of(groups).bounds, alone.of(groups).bounds
        assert (found.certain, found.possible) == (each.certain, each.possible)
        is_named = groups != LOST and (everywhere or not named.isdisjoint(groups))
        assert (asked.of(groups) is anybody.of(groups)) is not is_named


HOST = Interface("a", "a", "vsw", ("g",), (Cidr.parse("10.0.0.1"),))


@pytest.mark.parametrize("groups", [LOST, ("h", LOST)])
def test_members_of_a_group_are_counted_from_inside_and_its_other_members_may_be_anybody(groups: Any) -> None:
    hosts = [HOST, replace(HOST, urn="b", groups=("h", "g", "g"), addresses=(Cidr.parse("10.0.0.2"),))]
    nine = (Cidr.parse("10.0.0.9"),)
    others = [replace(HOST, urn="c", groups=("h",)), replace(HOST, urn="d", groups=groups, addresses=nine)]
    for order in permutations([*hosts, *others]):
        network = Network(groups=GROUPS, interfaces={host.urn: host for host in order})
        asked = Admissions(network, inside=True)
        both, maybe = AddressSet.of("10.0.0.1", "10.0.0.2"), AddressSet.of("10.0.0.9")
        # of one whose groups nobody knows it may be any
        assert asked.peers_of(replace(SSH, peer=GroupPeer("g"))) == Peers(both, both | maybe, (LOST.what,))
        assert asked.peers_of(replace(SSH, peer=GroupPeer("i"))) == Peers(NOBODY, maybe, (LOST.what,))
        read = Peers(NOBODY, EVERYONE, ('the members of group "read"',))
        assert asked.peers_of(replace(SSH, peer=GroupPeer("read"))) == read
        other = Peers(NOBODY, EVERYONE, ('the members of group "elsewhere"',))
        assert asked.peers_of(replace(SSH, peer=GroupPeer("elsewhere"))) == other
        assert asked.peers_of(replace(SSH, peer=GroupPeer(LOST))) == Peers(NOBODY, EVERYONE, (LOST.what,))
