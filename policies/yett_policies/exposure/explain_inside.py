"""One packet between private addresses, hop by hop: out of its sender, over the routes, into its target."""

from collections.abc import Iterator

from yett.packets import AddressSet, TransportSet
from yett_policies.network import Interface, Network, Ref, Unknown

from .admission import Admissions, Sender
from .explain import Step, Trace, by_groups, filtered, in_order, meant, refuse_many, steps, trace
from .families import FAMILIES, V4, V6, Family
from .guards import Guard, Guards, decided
from .inside import routed_ways
from .judge import INSIDE_ONE, Judge
from .origin import Origin, of_host
from .places import neighbours
from .routing import Routed
from .strays import perhaps
from .way import Hop, Way

ROUTE, SENDER = "route", "sender"


def explain_inside(
    network: Network, senders: tuple[Origin, ...], target: str, packet: TransportSet
) -> tuple[Trace, ...]:
    """The packet of senders inside along every private way to `target`: a name, a URN or a private address.

    Where there are several senders, each trace says whose it is. Empty when nothing is called so; ways that are not
    routed from any sender are told only when none is. Raises ValueError unless `packet` is one point.
    """
    refuse_many(packet)
    called, families = _called(network, target)
    found = [
        (one, routed, carried)
        for way, routed in routed_ways(network)
        for name in called
        for one, carried in meant(perhaps(network, (way,), name), name, packet)
    ]
    told = [one for who in senders for one in _sent(network, who, found, families, is_one=len(senders) == 1)]
    if not told:
        return tuple(_unrouted(network, way, who, families) for way, _, _ in found[:1] for who in senders[:1])
    return in_order(told)


Taken = tuple[Way, Routed, TransportSet]
"""A way, who is routed along it, and what the packet carries when it arrives."""


def _sent(
    network: Network, who: Origin, found: list[Taken], families: tuple[Family, ...], *, is_one: bool
) -> Iterator[Trace]:
    """The packet of one sender along each way that is routed from where it stands, by each family that it has."""
    judge = Judge(network, inside=True, sender=who.sender)
    station = Hop(SENDER, who.host.urn if who.host else who.vpc or "", who.name)
    first = () if is_one else (Step(station, "passes", who.name),)
    for family in families:
        one = who.over(network, family)
        for way, routed, carried in found:
            if one.who & routed.senders.most and one.may_be_at(network, routed.start):
                yield trace(way, (*first, *_steps(network, judge, one, way, routed, carried)))


def _called(network: Network, target: str) -> tuple[tuple[str, ...], tuple[Family, ...]]:
    """What the ways to a target call it, and how it is dialled: hosts that are named by any of their addresses go by
    their URNs, and are dialled by that address's family."""
    hosts = network.interfaces.values()
    named = [host.urn for host in hosts if target in {str(one).partition("/")[0] for one in host.addresses}]
    if not named:
        return (target,), FAMILIES
    balancers = [one.urn for one in network.balancers.values() if one.address == target]
    return (*named, *balancers), (V6 if ":" in target else V4,)


def _unrouted(network: Network, way: Way, who: Origin, families: tuple[Family, ...]) -> Trace:
    hop = Hop(ROUTE, way.workload, "routes")
    if not any(who.over(network, family).who for family in families):
        version = families[0].version
        return Trace(way, (Step(hop, "dies", f"{who.name} has no IPv{version} address to send from"),))
    return Trace(way, (Step(hop, "dies", f"no route leads from {who.name} to where {way.name} is"),))


def _steps(
    network: Network, judge: Judge, who: Origin, way: Way, routed: Routed, carried: TransportSet
) -> Iterator[Step]:
    if who.host is not None:
        yield from _leaving(network, who, who.host, way, carried)
    lost = _which_vpc(who, routed)
    if lost or not who.who <= routed.senders.sure:
        yield Step(Hop(ROUTE, way.workload, "routes"), "unknown", who.why_unknown(*lost, *routed.senders.needs))
    beside = _is_beside(network, who, way)
    for step in steps(judge, way, who, carried):
        if beside is False or step.hop.kind != "network-acl":
            yield step
        elif beside is None or way.backend:
            yield _perhaps(step, INSIDE_ONE if way.backend else step.why)


def _perhaps(step: Step, why: str) -> Step:
    """A step that nobody knows to be taken: what passes it passes all the same."""
    return step if step.outcome == "passes" else Step(step.hop, "unknown", why)


def _which_vpc(who: Origin, routed: Routed) -> tuple[str, ...]:
    """What is not known about a sender that must stand in one VPC to be routed so."""
    return (f'which VPC "{who.name}" is in',) if who.vpc is None and routed.start.vpc is not None else ()


def _is_beside(network: Network, who: Origin, way: Way) -> bool | None:
    """Whether a sender is in a vswitch that a way ends in, where machines do not meet its network ACL.

    What is dialled through a load balancer is not beside anybody. None: nobody knows. Source: doc-detail/116626.
    """
    balancer = network.balancers.get(way.workload)
    legs = balancer.vswitches if balancer else (way.target.vswitch,) if way.target and not way.backend else ()
    found = {_is_in(network, who, leg) for leg in legs}
    return True if True in found else None if None in found else False


def _is_in(network: Network, who: Origin, vswitch: Ref | None) -> bool | None:
    if isinstance(vswitch, Unknown) or (who.host is not None and isinstance(who.host.vswitch, Unknown)):
        return None
    if who.host is not None:
        return vswitch == who.host.vswitch
    found = network.vswitches.get(vswitch or "")
    if found is not None and isinstance(found.vpc, str) and who.vpc != found.vpc:
        return False
    sure, most = neighbours(found)
    return True if who.who <= sure else None if who.who & most else False


def _leaving(network: Network, who: Origin, host: Interface, way: Way, carried: TransportSet) -> Iterator[Step]:
    """What the sender's own groups and network ACL do with the packet on its way out."""
    there = _destination(network, way, next(one for one in FAMILIES if who.who & one.everyone))
    sender = there.sender or Sender(frozenset(), there.who)
    admission = Admissions(network, sender=sender, direction="egress").of(host.groups)
    step = by_groups(admission, host.urn, there, carried)
    yield _out(host, Step(Hop("egress-rule", step.hop.urn, step.hop.detail), step.outcome, step.why))
    if (beside := _is_beside(network, who, way)) and not way.backend:
        return
    for guard in Guards(network).behind(host.vswitch):
        step = _guarded_out(guard, there, carried)
        yield _out(host, step if beside is False else _perhaps(step, INSIDE_ONE if way.backend else step.why))


def _out(host: Interface, step: Step) -> Step:
    return Step(step.hop, step.outcome, f"leaving {host.name}: {step.why}")


def _destination(network: Network, way: Way, family: Family) -> Origin:
    """Where a way ends, as the other end of the sender's egress rules."""
    if way.target is not None and not way.backend:
        return of_host(network, way.target, family)
    try:
        return Origin(way.name, AddressSet.of(way.address))
    except ValueError:  # not known yet, or a domain name
        return Origin(way.name, family.everyone, needs=(f'the private address of "{way.name}"',))


def _guarded_out(guard: Guard, there: Origin, carried: TransportSet) -> Step:
    texts = f"its egress rows drop {carried} to {there.name}", f"its ingress rows drop the reply of {there.name}"
    return filtered(guard, decided(guard.acl.egress), there, carried, texts)
