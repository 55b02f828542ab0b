"""A listener that leads the internet to a dangerous service.

What it does: reports a listener over which everyone reaches the port of a remote login, administration, database, file
sharing, messaging or big data service, or one of a list, in front or behind. Remaps are followed, address lists and
groups are asked; a server of another stack behind such a port is indeterminate.
Why it matters: a balancer is no guard: it hands on what it is dialled with.
Example: `protocol: tcp, frontend_port: 10022, backend_port: 22`; a listener on 3306 of an internet-facing CLB.
Instead: keep such a listener on an intranet balancer, or put a white list in front of it.

    alicloud.slb.Listener("mysql", load_balancer_id=balancer.id, protocol="tcp", frontend_port=3306, backend_port=3306,
        acl_status="on", acl_type="white", acl_ids=[offices.id])
References: Alibaba Cloud Config and InfraGuard `slb-listener-risk-ports-check` (the frontend port only).
"""

from collections.abc import Iterator

from yett.packets import TransportSet
from yett.packets.services import RISKS, of_risk
from yett_policies.exposure.balancers import backend_ports, carried
from yett_policies.frozen import frozen
from yett_policies.network import Listener
from yett_policies.resources import OUTSIDE
from yett_policies.rulebook import (
    Finding,
    Stack,
    exposed_by,
    for_everyone,
    indeterminate,
    is_crowd,
    option,
    ports,
    station,
    would_listen,
)

SEVERITY = "high"
TITLE_ZH = "负载均衡监听把公网引向高危服务"
FIX_ZH = "把该监听移到私网负载均衡，或为它设置白名单"
CLAUSES = {"mlps-level-3": ("8.1.4.4 b", "8.1.3.1 a")}
CLASSES = ("remote-login", "admin", "database", "file-sharing", "messaging", "big-data")
FIX = "keep it on an intranet balancer, or admit known addresses only"


@frozen
class Options:
    risks: tuple[str, ...] = option(
        CLASSES, "Classes of services that nobody serves to everyone.", choices=tuple(RISKS)
    )
    ports: tuple[str, ...] = option((), 'More ports, such as "tcp/8080".', check=lambda text: ports([text]))


def findings(stack: Stack, options: Options) -> Iterator[Finding]:
    wanted = of_risk(*options.risks) | ports(options.ports)
    for row in for_everyone(stack.reaching(wanted, via="listener")):
        if hop := station(row, "listener"):
            yield exposed_by(row, hop, FIX, would_listen(row.part.arriving & wanted))
    for listener in served_to_everyone(stack):
        yield from behind(stack, listener, wanted)


def served_to_everyone(stack: Stack) -> Iterator[Listener]:
    """The listeners that everyone reaches, or may reach."""
    reached = {
        hop.urn
        for exposure in stack.exposures
        if exposure.workload in stack.network.balancers and is_crowd(exposure.sources)
        for hop in exposure.hops
    }
    return (listener for listener in stack.network.listeners if listener.urn in reached)


def behind(stack: Stack, listener: Listener, wanted: TransportSet) -> Iterator[Finding]:
    """Servers that no path ends at, because they are not in this stack: their port is known all the same."""
    for member in listener.members:
        if isinstance(member.target, str) and member.target not in stack.network.interfaces:
            arriving, _, _ = backend_ports(listener, member, carried(listener))
            if met := arriving & wanted:
                said = f'whether everyone reaches {met} of a server behind listener "{listener.name}"'
                needs = [f'what "{member.target.removeprefix(OUTSIDE)}" admits, which is not in this stack']
                yield indeterminate(listener, said, needs, traffic=str(met))
