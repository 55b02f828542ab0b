"""A listener that everyone may dial on a port that is not meant for everyone.

What it does: reports a listener of an internet-facing balancer without a white list, on a port that is not public by
design and that no opening declares. An NLB has no address lists: there the security groups it has joined are asked. A
black list admits everyone it does not name.
Why it matters: only the pages of the site are meant for strangers; everything else has users that can be named.
Example: a tcp listener on 8443 of an internet-facing CLB with `acl_status: off`.
Instead: a white list of those who use it.

    alicloud.slb.Listener("partner", load_balancer_id=balancer.id, protocol="https", frontend_port=8443,
        backend_port=8443, acl_status="on", acl_type="white", acl_ids=[partners.id], server_certificate_id=pair.id)
References: Alibaba Cloud Config and InfraGuard `slb-all-listener-enabled-acl`, `alb-all-listener-enabled-acl`.
"""

from collections.abc import Iterator

from yett.packets import TransportSet
from yett_policies.exposure import Exposure, rows
from yett_policies.exposure.balancers import carried
from yett_policies.frozen import frozen
from yett_policies.network import Listener, Unknown
from yett_policies.rulebook import Finding, Fronts, Stack, for_everyone, indeterminate, option, ports, violated

SEVERITY = "medium"
TITLE_ZH = "监听未设置访问控制白名单"
FIX_ZH = "为该监听设置白名单，只放行使用它的地址；NLB 加入安全组并写明拒绝规则"
CLAUSES = {"mlps-level-3": ("8.1.3.2 a", "8.1.3.2 c")}
Ways = dict[str, list[Exposure]]


@frozen
class Options:
    public: tuple[str, ...] = option(
        ("tcp/80", "tcp/443", "udp/443"), "Ports that are meant for everyone.", check=lambda text: ports([text])
    )


def findings(stack: Stack, options: Options) -> Iterator[Finding]:
    fronts, public, own = Fronts(stack.network), ports(options.public), own_ways(stack)
    for listener in stack.network.listeners:
        facing = fronts.of(listener.balancer)
        wanted = carried(listener) - public
        if facing is None or not wanted or listener.redirect is not None or listener.is_on is False:
            continue
        if is_declared(stack, own.get(listener.urn, []), wanted):
            continue
        if (open_to := unguarded(stack, listener, wanted, own)) is not None:
            yield judged(listener, wanted, [*facing, *unknowns(listener), *open_to])


def judged(listener: Listener, wanted: TransportSet, needs: list[str]) -> Finding:
    said = f'everyone may dial {wanted} of listener "{listener.name}"'
    if needs:
        return indeterminate(listener, f"whether {said}", needs, traffic=str(wanted))
    return violated(listener, said, "give it a white list of those who use it", traffic=str(wanted))


def unknowns(listener: Listener) -> list[str]:
    asked = (listener.protocol, listener.ports, listener.is_on)
    return [value.what for value in asked if isinstance(value, Unknown)]


def unguarded(stack: Stack, listener: Listener, wanted: TransportSet, own: Ways) -> list[str] | None:
    """None when a white list is set; else what is not known about that."""
    balancer = stack.network.balancers.get(listener.balancer) if isinstance(listener.balancer, str) else None
    if balancer is not None and balancer.family == "nlb":
        return by_groups(own.get(listener.urn, []), wanted)
    if listener.acl is None or listener.acl.kind == "black":
        return []
    return [listener.acl.kind.what] if isinstance(listener.acl.kind, Unknown) else None


def is_declared(stack: Stack, ways: list[Exposure], wanted: TransportSet) -> bool:
    """Whether openings say of every way through it who may; somebody answers for each of them."""
    beyond = (stack.excess.get(one) for one in ways)
    return bool(ways) and not any(TransportSet.union(part.inner) & wanted for part in beyond if part)


def own_ways(stack: Stack) -> Ways:
    """Listener -> the ways to its balancer itself, past whatever groups that has joined."""
    found: Ways = {}
    for exposure in stack.exposures:
        for hop in exposure.hops if exposure.workload in stack.network.balancers else ():
            found.setdefault(hop.urn, []).append(exposure)
    return found


def by_groups(ways: list[Exposure], wanted: TransportSet) -> list[str] | None:
    """The same of an NLB: whether everyone gets past its groups."""
    met = [one for one in ways if any(row.part.dialled & wanted for row in for_everyone(rows(one)))]
    if not met:
        return None
    sure = any(one.verdict == "reachable" for one in met)
    return [] if sure else [need for one in met for need in one.needs]
