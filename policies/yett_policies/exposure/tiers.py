"""East-west: which tier reaches which tier, on what."""

from collections.abc import Callable, Iterator
from functools import reduce
from itertools import product

from yett.packets import AddressSet, IntervalSet, TransportSet
from yett_policies.frozen import frozen
from yett_policies.network import Interface, Network, Ref, Unknown

from .admission import Admissions, Sender
from .bounds import Bounds
from .families import FAMILIES, Family
from .guards import OPEN, Guards
from .inside import Routes
from .places import home, room
from .sets import NOBODY, Reach, addresses, reach


@frozen
class Side:
    """A tier's addresses of one family. `is_exact`: they are its own; else they are somewhere in it.

    `needs` says why nobody knows whether it has any of that family.
    """

    family: Family
    addresses: AddressSet
    is_exact: bool
    needs: tuple[str, ...] = ()


@frozen
class Tier:
    """Interfaces that share groups and vswitch: rules cannot tell them apart but by address, of which `sides` tells."""

    name: str
    members: tuple[str, ...]
    groups: tuple[Ref, ...] | Unknown
    vswitch: Ref | None
    sides: tuple[Side, ...]

    @property
    def addresses(self) -> AddressSet:
        """Its own addresses, or where they are."""
        return AddressSet(IntervalSet.union(side.addresses.points for side in self.sides))

    @property
    def is_exact(self) -> bool:
        """Whether all of its addresses are known."""
        return all(side.is_exact for side in self.sides)


@frozen
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
    first = hosts[0]
    names = sorted(host.name for host in hosts)
    sides = tuple(side for family in FAMILIES if (side := _side(network, hosts, family)))
    return Tier(", ".join(names), tuple(sorted(h.urn for h in hosts)), first.groups, first.vswitch, sides)


def _side(network: Network, hosts: list[Interface], family: Family) -> Side | None:
    """What members have of a family; None when none of them can have any."""
    may = [host for host in hosts if family.had_by(host) is not False]
    if not may:
        return None
    known = addresses(a for host in may for a in family.known(host.addresses))
    lost = [had for host in may if isinstance(had := family.had_by(host), Unknown)]
    needs = (lost[0].what,) if len(lost) == len(may) else ()
    if all(family.known(host.addresses) for host in may):
        return Side(family, known, True)
    return Side(family, known | room(network, may[0].vswitch, family), False, needs)


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
    for target in all_tiers:
        if source is target and len(source.members) == 1:
            continue
        parts = [
            part
            for ours, theirs in product(source.sides, target.sides)
            if ours.family is theirs.family and (part := _over(network, around, (source, ours), (target, theirs)))
        ]
        flow = _flow(source, target, parts)
        if flow.transport or flow.maybe:
            yield flow


End = tuple[Tier, Side]


def _over(network: Network, around: tuple[Guards, Routes, Ends], ours: End, theirs: End) -> "Part | None":
    """What passes over one address family; None when no route leads from one end to the other."""
    (source, mine), (target, other) = ours, theirs
    guards, routes, ends = around
    routed = _routed(network, routes, ours, theirs)
    if routed is None:
        return None
    before, behind = _across(guards, source, target)
    inward = [routed, ends.of("ingress", target.groups, source), *before]
    outward = [ends.of("egress", source.groups, target), *behind]
    met = _part(inward, mine, source), _part(outward, other, target)
    needs = tuple(dict.fromkeys((*mine.needs, *other.needs, *(need for part in met for need in part[2]))))
    certain, possible = met[0][0] & met[1][0], met[0][1] & met[1][1]
    return TransportSet.empty() if mine.needs or other.needs else certain, possible, needs


def _sender(tier: Tier) -> Sender:
    groups = frozenset() if isinstance(tier.groups, Unknown) else frozenset(tier.groups)
    doubt = tier.groups.what if isinstance(tier.groups, Unknown) else ""
    return Sender(groups, tier.addresses, doubt)


Part = tuple[TransportSet, TransportSet, tuple[str, ...]]
"""(certain, possible, needs): transports to or from one tier."""


def _part(asked: list[Bounds], peer: Side, tier: Tier) -> Part:
    """What passes everything for the same one of the peer's addresses: any of them when they are its own, all of them
    when it may be anywhere."""
    found = Bounds.known(reach(peer.addresses, TransportSet.all()))
    for bounds in asked:
        found = found & bounds
    possible = TransportSet.union(found.possible.inner)
    if peer.is_exact:
        return TransportSet.union(found.certain.inner), possible, found.needs
    certain = TransportSet.all() if AddressSet(found.certain.domain) == peer.addresses else TransportSet.empty()
    for value in found.certain.inner:
        certain = certain & value
    needs = found.needs if certain == possible else (*found.needs, f'the private addresses of "{tier.name}"')
    return certain, possible, needs


def _flow(source: Tier, target: Tier, parts: list[Part]) -> Flow:
    certain, possible = TransportSet.empty(), TransportSet.empty()
    needs: dict[str, None] = {}
    for sure, most, why in parts:
        certain, possible = certain | sure, possible | most
        needs |= dict.fromkeys(why if most - sure else ())
    maybe = possible - certain
    return Flow(source, target, certain, maybe, tuple(needs) if maybe else ())


def _across(guards: Guards, source: Tier, target: Tier) -> tuple[list[Bounds], list[Bounds]]:
    """Network ACLs of both vswitches, for who sends and who receives; none inside of one (doc-detail/116626)."""
    if source.vswitch == target.vswitch and isinstance(source.vswitch, str):
        return [], []
    before, behind = guards.before(target.vswitch), guards.behind(source.vswitch)
    return [guard.effective for guard in before], [guard.effective for guard in behind]


def _routed(network: Network, routes: Routes, ours: End, theirs: End) -> Bounds | None:
    """Who of the senders is routed; everybody where nobody knows a VPC, None when no route leads to the other."""
    (source, mine), (target, other) = ours, theirs
    start, end = home(network, source.vswitch), home(network, target.vswitch)
    if start is None or end is None or source.vswitch == target.vswitch:
        return OPEN
    there = network.vpcs.get(end)
    if there is None or (start == end and isinstance(there.cidrs, Unknown)):
        return OPEN if start == end else None
    known = other.addresses if other.is_exact else NOBODY
    found = routes.into(target.vswitch, target.name, known, other.family.everyone)
    led = [one.senders for one in found if one.start.may_be(start) and one.senders.most & mine.addresses]
    if not led:
        return OPEN if start == end else None
    bounds = (Bounds(_all(who.sure), _all(who.most), who.needs) for who in led)
    return reduce(Bounds.__or__, bounds)


def _all(who: AddressSet) -> Reach:
    return reach(who, TransportSet.all())
