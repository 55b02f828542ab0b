"""A group that lets its members send anything to everyone.

What it does: reports a security group whose members may send to so many internet addresses that nobody can know them on
more tcp or udp ports than meant; the accept that every basic group ends with counts too.
Why it matters: whoever gets into a machine fetches his tools and takes the data out over any port.
Example: a basic group without an egress drop; an egress accept of all to 0.0.0.0/0.
Instead: an enterprise group, or a drop of the rest, and the destinations that are needed.

    alicloud.ecs.SecurityGroupRule("out", type="egress", ip_protocol="all", port_range="-1/-1", policy="drop",
        priority=100, nic_type="intranet", security_group_id=group.id, cidr_ip="0.0.0.0/0")
References: Alibaba Cloud Config and InfraGuard `ecs-security-group-egress-not-all-access`; cfn_nag W5, W40.
"""

from collections.abc import Iterable, Iterator

from yett.packets import AddressSet, Protocol, TransportSet
from yett.packets.first_match import Decisions, first_match
from yett_policies.exposure.admission import Admissions
from yett_policies.exposure.lines import Lines, lines_of
from yett_policies.frozen import frozen
from yett_policies.network import Rule, SecurityGroup
from yett_policies.rulebook import Finding, Stack, indeterminate, is_crowd, option, violated

SEVERITY = "high"
LEVEL = "advisory"
TITLE_ZH = "安全组出方向对所有人全开"
FIX_ZH = "使用企业级安全组，或在出方向拒绝其余流量，只放行需要的目的地址"
CLAUSES = {"mlps-level-3": ("8.1.3.1 c",)}
FIX = "let it send to the destinations that are needed, and drop the rest"


@frozen
class Options:
    most: int = option(1000, "Ports of tcp, or of udp, to everyone, at most.", minimum=0, maximum=65535)
    implicit: bool = option(True, "Whether the accept that every basic group ends with counts.")


def findings(stack: Stack, options: Options) -> Iterator[Finding]:
    peers = Admissions(stack.network, direction="egress").peers_of
    for group in stack.network.groups.values():
        rules = (rule for rule in outward(group.rules) if options.implicit or not rule.implicit)
        yield from judged(group, lines_of(rules, peers), options.most)
    for stray in outward(stack.network.stray_rules):
        lines = lines_of([stray], peers, unsure=True)
        if is_open(first_match(lines.possible), options.most):
            yield indeterminate(stray, "whether the group of this rule lets its members send anything", lines.needs)


def outward(rules: Iterable[Rule]) -> Iterator[Rule]:
    return (rule for rule in rules if rule.direction == "egress")


def judged(group: SecurityGroup, lines: Lines, most: int) -> Iterator[Finding]:
    said = f'members of group "{group.name}" may send to everyone on more than {most} ports'
    certain = first_match(lines.certain)
    if is_open(certain, most):
        yield violated(group, said, FIX)
    elif lines.needs and is_open(first_match(lines.possible), most):
        yield indeterminate(group, f"whether {said}", lines.needs)


def is_open(decided: Decisions, most: int) -> bool:
    """Whether so many may be sent to on so many ports."""
    pieces = ((AddressSet(points), carried) for points, carried in decided.accepted.grouped())
    return any(size(carried) > most and is_crowd(addresses) for addresses, carried in pieces)


def size(carried: TransportSet) -> int:
    """Ports of tcp, or of udp: the more of the two."""
    runs = (carried.ports(protocol).intervals for protocol in (Protocol.TCP, Protocol.UDP))
    return max(sum(run.last - run.first + 1 for run in ports) for ports in runs)
