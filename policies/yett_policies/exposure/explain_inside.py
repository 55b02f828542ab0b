"""One packet between private addresses, hop by hop: out of its sender, over the routes, into its target."""

from collections.abc import Iterator

from yett.packets import AddressSet, TransportSet
from yett_policies.network import Interface, Network

from .admission import Admissions, Sender
from .explain import Step, Trace, by_groups, filtered, in_order, meant, refuse_many, steps, trace
from .guards import Guard, Guards, decided
from .inside import routed_ways
from .judge import Judge
from .origin import Origin, of_host
from .sets import EVERYONE, addresses
from .way import Hop, Senders, Way

ROUTE = "route"


def explain_inside(network: Network, who: Origin, target: str, packet: TransportSet) -> tuple[Trace, ...]:
    """The packet of a sender inside along every private way to `target`: a name, a URN or a private address.

    Empty when nothing is called so; ways that are not routed from the sender are told only when none is.
    Raises ValueError unless `packet` is one point.
    """
    refuse_many(packet)
    judge = Judge(network, inside=True, sender=who.sender)
    called = _called(network, target)
    found = [
        (way, routed, carried) for way, routed in routed_ways(network) for _, carried in meant((way,), called, packet)
    ]
    routed_from = [one for one in found if who.who & one[1].most]
    if not routed_from:
        return tuple(_unrouted(way, who) for way, _, _ in found[:1])
    return in_order(
        trace(way, _steps(network, judge, who, way, routed, carried)) for way, routed, carried in routed_from
    )


def _called(network: Network, target: str) -> str:
    """What the ways to a target call it: a host that is named by any of its addresses goes by its URN."""
    for host in network.interfaces.values():
        if target in {str(cidr).partition("/")[0] for cidr in host.addresses}:
            return host.urn
    return target


def _unrouted(way: Way, who: Origin) -> Trace:
    hop = Hop(ROUTE, way.workload, "routes")
    return Trace(way, (Step(hop, "dies", f"no route leads from {who.name} to where {way.name} is"),))


def _steps(
    network: Network, judge: Judge, who: Origin, way: Way, routed: Senders, carried: TransportSet
) -> Iterator[Step]:
    if who.host is not None:
        yield from _leaving(network, who, who.host, way, carried)
    if not who.who <= routed.sure:
        yield Step(Hop(ROUTE, way.workload, "routes"), "unknown", who.why_unknown(*routed.needs))
    beside = _is_beside(network, who, way.target)
    for step in steps(judge, way, who, carried):
        # a network ACL stands between vswitches, not inside one (recall)
        if not (beside and step.hop.kind == "network-acl"):
            yield step


def _is_beside(network: Network, who: Origin, target: Interface | None) -> bool:
    """Whether a sender is in the vswitch of a workload."""
    vswitch = target.vswitch if target else None
    if not isinstance(vswitch, str):
        return False
    if who.host is not None:
        return vswitch == who.host.vswitch
    found = network.vswitches.get(vswitch)
    return found is not None and isinstance(found.cidrs, tuple) and who.who <= addresses(found.cidrs)


def _leaving(network: Network, who: Origin, host: Interface, way: Way, carried: TransportSet) -> Iterator[Step]:
    """What the sender's own groups and network ACL do with the packet on its way out."""
    there = _destination(network, way)
    sender = there.sender or Sender(frozenset(), there.who)
    admission = Admissions(network, sender=sender, direction="egress").of(host.groups)
    step = by_groups(admission, host.urn, there, carried)
    yield _out(host, Step(Hop("egress-rule", step.hop.urn, step.hop.detail), step.outcome, step.why))
    if not _is_beside(network, who, way.target):
        for guard in Guards(network).behind(host.vswitch):
            yield _out(host, _guarded_out(guard, there, carried))


def _out(host: Interface, step: Step) -> Step:
    return Step(step.hop, step.outcome, f"leaving {host.name}: {step.why}")


def _destination(network: Network, way: Way) -> Origin:
    """Where a way ends, as the other end of the sender's egress rules."""
    if way.target is not None and not way.backend:
        return of_host(network, way.target)
    try:
        return Origin(way.name, AddressSet.of(way.address))
    except ValueError:  # not known yet, or a domain name
        return Origin(way.name, EVERYONE, needs=(f'the private address of "{way.name}"',))


def _guarded_out(guard: Guard, there: Origin, carried: TransportSet) -> Step:
    texts = f"its egress rows drop {carried} to {there.name}", f"its ingress rows drop the reply of {there.name}"
    return filtered(guard, decided(guard.acl.egress), there, carried, texts)
