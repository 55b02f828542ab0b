"""A security group rule as people read it: the last station of a path."""

from yett_policies.network import GroupPeer, Peer, PrefixListPeer, Rule, Unknown

from .way import Hop


def rule_hop(rule: Rule) -> Hop:
    """A rule as the last station of a path."""
    return Hop("rule", rule.urn, rule_text(rule))


def rule_text(rule: Rule) -> str:
    """A rule in one line.

    >>> from yett_policies.network import Cidr, PortRange
    >>> rule_text(Rule("u", "ingress", "accept", 1, "tcp", PortRange(22, 22), (Cidr.parse("0.0.0.0/0"),)))
    'accept tcp/22 from 0.0.0.0/0, priority 1'
    """
    ports = f"/{_said(rule.ports)}" if rule.protocol in ("tcp", "udp") else ""
    how = f"{_said(rule.policy)} {_said(rule.protocol)}{ports}"
    return f"{how} from {_who(rule.peer)}, priority {_said(rule.priority)}"


def _who(peer: Peer) -> str:
    if isinstance(peer, tuple):
        return ", ".join(map(str, peer))
    if isinstance(peer, GroupPeer):
        return _said(peer.group)
    return _said(peer.prefix_list if isinstance(peer, PrefixListPeer) else peer)


def _said(value: object) -> str:
    return value.what if isinstance(value, Unknown) else str(value)
