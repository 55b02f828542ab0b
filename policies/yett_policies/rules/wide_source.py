"""An internet peer that is wider than anybody's own network.

What it does: reports a security group that admits an internet network with a mask shorter than the limit; everyone is
judged by what is opened to him, by other rules.
Why it matters: a /12 is sixteen thousand companies, not a partner.
Example: `port_range: 443/443, cidr_ip: 47.96.0.0/12`.
Instead: the addresses that the partner really sends from.

    alicloud.ecs.SecurityGroupRule("partner", type="ingress", ip_protocol="tcp", port_range="443/443", policy="accept",
        priority=1, nic_type="intranet", security_group_id=group.id, cidr_ip="203.0.113.0/28")
References: cfn_nag W9 (any mask but /32).
"""

from collections.abc import Iterator
from dataclasses import replace

from yett.packets import INTERNET, AddressSet
from yett_policies.exposure.printed import cidrs_within
from yett_policies.exposure.sets import addresses
from yett_policies.frozen import frozen
from yett_policies.network import Rule
from yett_policies.rulebook import Finding, GroupOpening, Stack, blamed, is_crowd, option
from yett_policies.rulebook.named_peers import is_wider

SEVERITY = "medium"
LEVEL = "advisory"
TITLE_ZH = "公网来源网段过宽"
FIX_ZH = "只写出对方真正使用的地址"
CLAUSES = {"mlps-level-3": ("8.1.3.2 c",)}


@frozen
class Options:
    ipv4_mask: int = option(24, "The shortest IPv4 mask of a named peer.", minimum=8, maximum=32)
    ipv6_mask: int = option(48, "The shortest IPv6 mask of a named peer.", minimum=32, maximum=128)


def findings(stack: Stack, options: Options) -> Iterator[Finding]:
    fix = f"admit no network wider than /{options.ipv4_mask} (IPv6 /{options.ipv6_mask})"
    yield from blamed(wide(stack, options), fix)


def wide(stack: Stack, options: Options) -> Iterator[GroupOpening]:
    for opening in stack.openings():
        # blocks that only together are too wide stand in one opening, if the same is opened to them
        joined = [] if everyone(opening) else [block for block in opening.cidrs if is_wide(block, options)]
        found = AddressSet.of(*joined)
        if rules := tuple(rule for rule in opening.rules if is_at_fault(rule, found, options)):
            yield replace(opening, chosen=rules)


def everyone(opening: GroupOpening) -> bool:
    return opening.is_certain and opening.is_for_everyone


def is_at_fault(rule: Rule, joined: AddressSet, options: Options) -> bool:
    """Whether the rule's own peer is too wide, or its peer together with others'; one that is not known may be."""
    if not isinstance(rule.peer, tuple):
        return bool(joined)
    own = addresses(rule.peer)
    if is_crowd(own):
        return False
    return bool(own & joined) or any(is_wide(block, options) for block in cidrs_within(own, INTERNET))


def is_wide(block: str, options: Options) -> bool:
    return is_wider(block, options.ipv4_mask, options.ipv6_mask)
