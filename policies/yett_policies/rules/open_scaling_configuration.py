"""A fleet that starts machines in groups open to everyone.

What it does: reports a scaling configuration, or a scaling group with a launch template, whose groups together admit so
many internet addresses that nobody can know them on ports that are not meant for visitors.
Why it matters: each machine that is started is as open as its groups, and there may be a hundred by the morning.
Example: a scaling configuration whose group admits tcp/22 from 0.0.0.0/0.
Instead: a group for the fleet that admits the balancer's service ports, and administration from the bastion.

    alicloud.ess.ScalingConfiguration("web", ..., security_group_ids=[web.id])
References: InfraGuard `ess-scaling-configuration-sg-public-access`.
"""

from collections.abc import Iterator

from yett.packets import INTERNET, AddressSet, TransportSet
from yett_policies.exposure.admission import Admissions
from yett_policies.exposure.sets import Reach
from yett_policies.frozen import frozen
from yett_policies.network import Interface
from yett_policies.rulebook import Finding, Stack, indeterminate, is_crowd, option, ports, violated

SEVERITY = "high"
LEVEL = "advisory"
TITLE_ZH = "伸缩配置使用了对所有人开放的安全组"
FIX_ZH = "为伸缩组使用只放行业务端口的安全组，管理端口仅限堡垒机"
CLAUSES = {"mlps-level-3": ("8.1.3.2 a",)}
FLEETS = ("scaling-configuration", "scaling-group")


@frozen
class Options:
    allowed: tuple[str, ...] = option(
        ("tcp/80", "tcp/443"), 'Ports that a fleet may open to everyone, such as "tcp/443".', check=lambda x: ports([x])
    )


def findings(stack: Stack, options: Options) -> Iterator[Finding]:
    admissions, allowed = Admissions(stack.network), ports(options.allowed)
    for fleet in stack.network.interfaces.values():
        if fleet.kind in FLEETS:
            yield from judged(fleet, admissions, allowed)


def judged(fleet: Interface, admissions: Admissions, allowed: TransportSet) -> Iterator[Finding]:
    bounds = admissions.of(fleet.groups).bounds
    said = f'the groups of "{fleet.name}" let everyone reach each machine it starts'
    if certain := open_ports(bounds.certain) - allowed:
        yield violated(fleet, f"{said} on {certain}", "use a group that admits the service's ports only")
    elif bounds.needs and open_ports(bounds.possible) - allowed:
        yield indeterminate(fleet, f"whether {said}", bounds.needs)


def open_ports(found: Reach) -> TransportSet:
    """What so many internet addresses may send that nobody can know them."""
    pieces = found.within(INTERNET.points).grouped()
    return TransportSet.union(carried for points, carried in pieces if is_crowd(AddressSet(points)))
