"""A group rule that another group on the same machine overrules.

What it does: reports a rule that decides in its own group and never on a machine, because rules of the other groups on
the same interface decide otherwise first, wherever its group is used.
Why it matters: the groups of one interface are one list. An accept that another group drops is an opening that does not
work and is mended by opening more; a drop below another group's accept closes nothing.
Example: a group that drops tcp/22 from 10.0.0.0/8 at priority 50, on machines whose other group accepts it at 1.
Instead: the drop at priority 1, in a group that is on every machine; or one group for one kind of machine.

    alicloud.ecs.SecurityGroupRule("no-ssh", type="ingress", ip_protocol="tcp", port_range="22/22", policy="drop",
        priority=1, nic_type="intranet", security_group_id=guard.id, cidr_ip="10.0.0.0/8")
References: Al-Shaer and Hamed, IEEE JSAC 23 (2005); Alibaba Cloud, "security groups" (several groups of one interface
are sorted together).
"""

from collections.abc import Iterator

from yett_policies.few import few
from yett_policies.frozen import frozen
from yett_policies.hygiene import Anomaly, Kind, pooled_anomalies
from yett_policies.network import Network
from yett_policies.rulebook import Finding, Stack, indeterminate, option, short, violated
from yett_policies.rulebook.idle_rules import may_be_idled

SEVERITY = "medium"
LEVEL = "advisory"
TITLE_ZH = "规则被同一网卡上的其他安全组否决"
FIX_ZH = "在每台机器都加入的安全组里以优先级 1 写 drop，或一类机器只用一个安全组"
CLAUSES = {"mlps-level-3": ("8.1.3.2 b",)}
KINDS = (Kind.SHADOWED, Kind.CONTRADICTING)


@frozen
class Options:
    most: int = option(
        100,
        "Different sets of groups on one interface that are judged; each is decided anew.",
        minimum=1,
        maximum=100000,
    )


def findings(stack: Stack, options: Options) -> Iterator[Finding]:
    sets = [groups for groups in stack.group_sets if len(groups) > 1]
    if len(sets) > options.most:
        said = f"whether groups on one machine overrule each other: {len(sets)} different sets of groups"
        yield indeterminate(sets[0][0], said, [f"the option `most`, which is {options.most}"])
        return
    own = {one.rule for one in stack.anomalies if one.kind in KINDS}
    for one in pooled_anomalies(stack.network) if sets else ():
        if one.kind in KINDS and one.removable and one.rule not in own:
            yield overruled(stack.network, one)
    for groups in sets:
        yield from undecided(stack.network, groups)


def overruled(network: Network, one: Anomaly) -> Finding:
    others = few(sorted({network.groups[group].name for group in one.pool if group != one.group}))
    because = few([short(urn) for urn in one.causes])
    said = f'rule "{short(one.rule)}" of group "{network.groups[one.group].name}" never decides'
    fix = "give the drop the strongest priority, or the machine one group"
    return violated(one.rule, f"{said}: {because} of {others} on the same interface do", fix)


def undecided(network: Network, groups: tuple[str, ...]) -> Iterator[Finding]:
    """Rules with something unknown that a rule of another group on the interface may overrule, or the other way."""
    for rule, needs in may_be_idled(network, groups, KINDS):
        yield indeterminate(rule, f'whether rule "{short(rule.urn)}" decides beside the other groups', needs)
