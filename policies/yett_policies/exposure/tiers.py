"""East-west: which tier reaches which tier, on what."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from yett.packets import AddressSet, TransportSet
from yett_policies.network import Interface, Network, Ref, Unknown

from .admission import Admissions, Sender
from .bounds import Bounds
from .guards import Guards
from .inside import Routes
from .sets import addresses, reach
from .way import Hop


@dataclass(frozen=True, slots=True)
class Tier:
    """Interfaces that share groups and vswitch: rules cannot tell them apart but by address.

    `is_exact`: `addresses` are their own; else they are somewhere in it.
    """

    name: str
    members: tuple[str, ...]
    groups: tuple[Ref, ...] | Unknown
    vswitch: Ref | None
    addresses: AddressSet
    is_exact: bool


@dataclass(frozen=True, slots=True)
class Flow:
    """What members of one tier can send to members of another; `maybe` is not certain, and `needs` says why."""

    source: Tier
    destination: Tier
    transport: TransportSet
    maybe: TransportSet
    needs: tuple[str, ...] = ()


def tiers(network: Network) -> tuple[Tier, ...]:
    """The tiers of a network, by name."""
    found: dict[tuple[object, object], list[Interface]] = {}
    for host in network.interfaces.values():
        groups = host.groups if isinstance(host.groups, Unknown) else frozenset(host.groups)
        found.setdefault((groups, host.vswitch), []).append(host)
    return tuple(sorted((_tier(network, hosts) for hosts in found.values()), key=lambda t: t.name))


def _tier(network: Network, hosts: list[Interface]) -> Tier:
    known = addresses(a for host in hosts for a in host.addresses)
    exact = all(host.addresses for host in hosts)
    first = hosts[0]
    vswitch = network.vswitches.get(first.vswitch) if isinstance(first.vswitch, str) else None
    room = addresses(vswitch.cidrs) if vswitch and isinstance(vswitch.cidrs, tuple) else AddressSet.everyone()
    names = sorted(host.name for host in hosts)
    return Tier(", ".join(names), tuple(sorted(h.urn for h in hosts)), first.groups, first.vswitch,
                known if exact else known | room, exact)  # fmt: skip


def flows(network: Network, into: Callable[[Tier], bool] | None = None) -> tuple[Flow, ...]:
    """Every ordered pair of tiers, one tier to itself included, that anything passes or may pass between.

    `into` chooses the tiers that are reached: nothing is worked out of the others.
    """
    found = tiers(network)
    wanted = found if into is None else tuple(tier for tier in found if into(tier))
    around = Guards(network), Routes(network), Ends(network)
    return tuple(flow for source in found for flow in _from(network, around, source, wanted)) if wanted else ()


class Ends:
    """What groups let in from a tier and out to a tier; rules that name no group are decided once for all tiers."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._all = {direction: Admissions(network, direction=direction) for direction in ("ingress", "egress")}
        self._of: dict[tuple[str, tuple[str, ...]], Admissions] = {}

    def of(self, direction: str, groups: tuple[Ref, ...] | Unknown, other: Tier) -> Bounds:
        """What these groups admit from the tier, or to it."""
        key = (direction, other.members)
        if key not in self._of:
            shared, sender = self._all[direction], _sender(other)
            self._of[key] = Admissions(self._network, sender=sender, direction=direction, unsent=shared)
        return self._of[key].of(groups).bounds


def _from(
    network: Network, around: tuple[Guards, Routes, Ends], source: Tier, all_tiers: tuple[Tier, ...]
) -> Iterator[Flow]:
    guards, routes, ends = around
    for target in all_tiers:
        if source is target and len(source.members) == 1:
            continue
        bounds = _routed(network, routes, source, target)
        if bounds is None:
            continue
        inward = ends.of("ingress", target.groups, source)
        outward = ends.of("egress", source.groups, target)
        flow = _flow(source, target, [_part(inward, source), _part(outward, target), *bounds,
                                      *_across(guards, source, target)])  # fmt: skip
        if flow.transport or flow.maybe:
            yield flow


def _sender(tier: Tier) -> Sender:
    groups = frozenset() if isinstance(tier.groups, Unknown) else frozenset(tier.groups)
    doubt = tier.groups.what if isinstance(tier.groups, Unknown) else ""
    return Sender(groups, tier.addresses, doubt)


Part = tuple[TransportSet, TransportSet, tuple[str, ...]]
"""(certain, possible, needs): transports to or from one tier."""


def _part(bounds: Bounds, peer: Tier) -> Part:
    """What passes for the peer's addresses: any of them when they are its own, all of them when it may be anywhere."""
    cut = reach(peer.addresses, TransportSet.all())
    sure, most = bounds.certain & cut, bounds.possible & cut
    possible = TransportSet.union(most.inner)
    if peer.is_exact:
        return TransportSet.union(sure.inner), possible, bounds.needs
    certain = TransportSet.all() if AddressSet(sure.domain) == peer.addresses else TransportSet.empty()
    for value in sure.inner:
        certain = certain & value
    needs = bounds.needs if certain == possible else (*bounds.needs, f'the private addresses of "{peer.name}"')
    return certain, possible, needs


def _flow(source: Tier, target: Tier, parts: list[Part]) -> Flow:
    certain = possible = TransportSet.all()
    needs: dict[str, None] = {}
    for sure, most, why in parts:
        certain, possible = certain & sure, possible & most
        needs |= dict.fromkeys(why)
    maybe = possible - certain
    return Flow(source, target, certain, maybe, tuple(needs) if maybe else ())


def _across(guards: Guards, source: Tier, target: Tier) -> Iterator[Part]:
    """Network ACLs of both vswitches; inside one vswitch they do not filter (recall)."""
    if source.vswitch == target.vswitch and isinstance(source.vswitch, str):
        return
    for guard in guards.before(target.vswitch):
        yield _part(guard.effective, source)
    for guard in guards.behind(source.vswitch):
        yield _part(guard.effective, target)


def _routed(network: Network, routes: Routes, source: Tier, target: Tier) -> list[Part] | None:
    """Nothing to add where nobody knows a VPC; None when no route leads from one to the other."""
    ours, theirs = _vpc(network, source), _vpc(network, target)
    if ours is None or theirs is None or source.vswitch == target.vswitch:
        return []
    there = network.vpcs.get(theirs)
    if there is None or (ours == theirs and isinstance(there.cidrs, Unknown)):
        return [] if ours == theirs else None
    known = target.addresses if target.is_exact else AddressSet.empty()
    for who, hops in routes.into(target.vswitch, target.name, known):
        if who.most & source.addresses and (ours == theirs or _may_come_from(network, ours, hops)):
            everything = TransportSet.all()
            is_sure = who.sure & source.addresses if source.is_exact else source.addresses <= who.sure
            return [(everything if is_sure else TransportSet.empty(), everything, who.needs)]
    return [] if ours == theirs else None


def _may_come_from(network: Network, vpc: str, hops: tuple[Hop, ...]) -> bool:
    """Whether a way into another VPC may start in this one: addresses do not tell, as the blocks of two may overlap."""
    ends = {peering.urn: peering.vpcs for peering in network.peerings}
    return any(vpc in ends.get(hop.urn, (vpc,)) or any(isinstance(e, Unknown) for e in ends[hop.urn]) for hop in hops)


def _vpc(network: Network, tier: Tier) -> str | None:
    found = network.vswitches.get(tier.vswitch) if isinstance(tier.vswitch, str) else None
    return found.vpc if found and isinstance(found.vpc, str) else None
