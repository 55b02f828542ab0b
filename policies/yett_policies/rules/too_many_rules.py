"""More rules than the cloud takes.

What it does: counts the written rules of each group, and of all groups on each interface; reports a count above the
quota. Rules of which the group is not known, and groups outside this stack, may add to it.
Why it matters: the deployment stops half way, with some rules in place and some not; and nobody reviews a thousand.
Example: a group with 250 rules, one for each customer.
Instead: put the customers' networks into a prefix list, and write one rule.

    alicloud.ecs.EcsPrefixList("customers", address_family="IPv4", max_entries=250, entries=[...])
References: Alibaba Cloud, "security groups" (limits: rules over all groups of one interface).
"""

from collections.abc import Iterator

from yett_policies.frozen import frozen
from yett_policies.network import Interface, Network, Ref, Unknown
from yett_policies.rulebook import Finding, Stack, indeterminate, option, violated

SEVERITY = "medium"
TITLE_ZH = "安全组规则数量超出配额"
FIX_ZH = "用前缀列表合并规则，或按用途拆分安全组"
CLAUSES = {"mlps-level-3": ("8.1.3.2 b",)}
FIX = "put networks into a prefix list, and remove what does nothing"


@frozen
class Options:
    group: int = option(200, "Written rules of one group, at most.", minimum=1, maximum=1000)
    interface: int = option(1000, "Written rules of all groups of one interface, at most.", minimum=1, maximum=1000)


@frozen
class Count:
    """Rules for certain and at most."""

    least: int
    most: int
    needs: tuple[str, ...] = ()


def findings(stack: Stack, options: Options) -> Iterator[Finding]:
    strays = len(stack.network.stray_rules)
    lost = tuple(f'the group of rule "{rule.urn}"' for rule in stack.network.stray_rules)
    counts: dict[Ref, Count] = {}
    for urn, group in stack.network.groups.items():
        found = sum(not rule.implicit for rule in group.rules)
        counts[urn] = Count(found, found + strays if group.complete else max(found, options.group), lost)
        if group.complete:
            yield from judged(urn, f'group "{group.name}"', counts[urn], options.group)
    for host in stack.network.interfaces.values():
        yield from judged(host.urn, f'interface "{host.name}"', of_host(host, stack.network, counts), options.interface)


def of_host(host: Interface, network: Network, counts: dict[Ref, Count]) -> Count:
    """The rules of all groups of an interface; of unknown groups as many as this stack has at most."""
    every = sum(count.most for count in counts.values())
    if isinstance(host.groups, Unknown):
        return Count(0, every, (host.groups.what,))
    known = [counts[group] for group in dict.fromkeys(host.groups) if group in counts]
    lost = tuple(group.what for group in host.groups if isinstance(group, Unknown))
    needs = tuple(need for count in known for need in count.needs)
    outside = tuple(
        f'the rules of group "{urn}"' for urn in host.groups if isinstance(urn, str) and not is_whole(urn, network)
    )
    most = every if lost else sum(count.most for count in known)
    return Count(sum(count.least for count in known), most, (*lost, *needs, *outside))


def is_whole(urn: str, network: Network) -> bool:
    """Whether this stack shows every rule of a group."""
    return urn in network.groups and network.groups[urn].complete


def judged(urn: str, what: str, count: Count, most: int) -> Iterator[Finding]:
    if count.least > most:
        yield violated(urn, f"{what} has {count.least} rules, {most} are allowed", FIX)
    elif count.most > most:
        yield indeterminate(urn, f"whether {what} has more than {most} rules", count.needs)
