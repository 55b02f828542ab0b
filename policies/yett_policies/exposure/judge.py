"""Ask groups and network ACLs about one way: what of it gets through, for certain and possibly."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property, lru_cache, partial, reduce
from operator import or_

from yett.packets import SHARED, AddressSet, TransportSet
from yett_policies.network import LoadBalancer, Network, Ref, Unknown, VSwitch

from .admission import Admission, Admissions, Sender
from .behind import BEHIND, may_have_six, seen_as, seen_from
from .bounds import Bounds
from .exposure import Exposure
from .families import FAMILIES
from .guards import OPEN, Guard, Guards
from .landing import Deciding, Landing
from .places import home, neighbours, room, spoken_from, stands
from .sets import EVERYONE, EVERYONE4, EVERYONE6, NOBODY, NOTHING, reach
from .way import FOUR, SIX, Hop, Start, Way
from .zone import Zone

EITHER = "whether the backend sees the client's address or its load balancer's"
INSIDE_ONE = "whether a network ACL filters between a load balancer and what is in the same vSwitch"
NOT_ITS_MEMBERS = "whether a load balancer's packets to its backends count as those of its own groups"
UNDOCUMENTED = "whether the backend's security groups filter what a load balancer forwards is not documented"
FROM_IPV4, FROM_IPV6 = (Bounds.known(reach(one.everyone, one.carries)) for one in FAMILIES)
PROBES = SHARED
"""Where a CLB speaks to its backends from at layer 7 (faq-detail/55205)."""


class Judge:
    """The rules of one network as seen from one kind of zone, or by one known `sender` inside."""

    def __init__(self, network: Network, *, inside: bool = False, sender: Sender | None = None) -> None:
        self._network = network
        self._inside = inside
        self._sender = sender
        self._asked: dict[tuple[Start | None, bool], Admissions] = {}
        self._beside: dict[frozenset[Ref], Admissions] = {}
        self.guards = Guards(network)
        self._deciders: dict[tuple[int, bool], Deciding] = {}
        self._landings: dict[tuple[int, int, Zone, tuple[str, ...]], tuple[Landing, ...]] = {}

    def exposures(self, way: Way, zone: Zone) -> Iterator[Exposure]:
        """What of a way is reachable, and what may be: nothing, one or two exposures."""
        admission = self.admission_of(way)
        guards = self.guards_of(way)
        family = 0 if guards else _whole_family(way)
        if admission is not None and family:
            # nothing but the groups decides, and they were asked about just what the way carries
            landings = self._shared(admission, family, zone, way.needs)
        else:
            landings = self._landed(self._bounds(way, admission, guards).doubted(*way.needs), zone, admission)
        way = _guarded(way, guards)
        return (Exposure(way, landing) for landing in landings)

    def _shared(self, admission: Admission, family: int, zone: Zone, needs: tuple[str, ...]) -> tuple[Landing, ...]:
        """What the groups alone let in from a zone over IPv4 or IPv6: the same for every interface in them."""
        key = (id(admission), family, zone, needs)
        if key not in self._landings:
            sources = zone.sources & (EVERYONE4 if family == 4 else EVERYONE6)
            wider = self._shared(admission.wider, family, zone, needs) if admission.wider else ()
            known = {landing.verdict: landing for landing in wider}
            self._landings[key] = tuple(
                replace(
                    landing,
                    admitting=partial(admission.admitting, sources) if landing.verdict == "reachable" else None,
                    wider=known.get(landing.verdict),
                )
                for landing in self._landed(admission.over(family).doubted(*needs), zone, admission)
            )
        return self._landings[key]

    def _landed(self, found: Bounds, zone: Zone, admission: Admission | None) -> tuple[Landing, ...]:
        """What comes from the zone of what is reachable, and of what may be."""
        parts = (("reachable", found.certain, ()), ("indeterminate", found.undecided, found.needs))
        return tuple(
            Landing(zone, verdict, part, needs, self._deciding(admission, verdict == "reachable"))
            for verdict, part, needs in parts
            if zone.meets(part)
        )

    def _deciding(self, admission: Admission | None, certain: bool) -> Deciding | None:
        """Who decides in a pool, each question answered once."""
        if admission is None:
            return None
        asked = admission.wider or admission
        key = (id(asked), certain)
        if key not in self._deciders:
            self._deciders[key] = lru_cache(maxsize=None)(partial(asked.deciding, certain=certain))
        return self._deciders[key]

    def admission_of(self, way: Way) -> Admission | None:
        """The groups that decide about a way; None when none do."""
        only = way.arriving
        if way.backend == "balancer":
            groups = self._network.balancers[way.workload].groups
            return self.admissions(way.start, default_open=True).of(groups, only) if groups else None
        return self.admissions(way.start).of(way.target.groups, only) if way.target else None

    def admissions(self, start: Start | None = None, *, default_open: bool = False) -> Admissions:
        """What groups admit from a place; a known sender is who it is, wherever that is."""
        key = (start, default_open)
        if key not in self._asked:
            self._asked[key] = Admissions(
                self._network, inside=self._inside, start=start, default_open=default_open, sender=self._sender
            )
        return self._asked[key]

    def _bounds(self, way: Way, admission: Admission | None, guards: list[Guard]) -> Bounds:
        who = way.senders
        entry = Bounds(reach(who.sure, way.arriving), reach(who.most, way.arriving), who.needs)
        if who.sure == who.most:
            entry = Bounds.known(entry.certain)
        if way.backend.startswith(BEHIND):
            return self._behind(way, entry, admission, guards)
        for guard in guards:
            entry = entry & self._crossed(way, guard)
        return entry & admission.bounds if admission else entry

    def _crossed(self, way: Way, guard: Guard) -> Bounds:
        """What passes an ACL; machines inside one vswitch do not meet it (doc-detail/116626)."""
        if way.start is not None and way.backend == "balancer":
            return guard.effective | self._neighbours(self._network.balancers[way.workload].vswitches, way.start)
        vswitch = way.target.vswitch if way.target else None
        if way.start is None or vswitch is None or stands(home(self._network, vswitch), way.start) is False:
            return guard.effective
        found = self._network.vswitches.get(vswitch) if isinstance(vswitch, str) else None
        # a way along which nobody knows where senders stand has none for certain
        if found is None:
            return OPEN.doubted(_whether_in(vswitch))
        return guard.effective | _inside(found, way.senders.most)

    def _neighbours(self, legs: tuple[Ref, ...], start: Start) -> Bounds:
        """Who may be beside a load balancer's leg; whether it counts as a machine there is not documented."""
        near = [leg for leg in legs if stands(home(self._network, leg), start) is not False]
        who = reduce(or_, (room(self._network, leg, family) for leg in near for family in FAMILIES), NOBODY)
        return Bounds(NOTHING, reach(who, TransportSet.all()), (INSIDE_ONE,)) if near else Bounds.known(NOTHING)

    def _behind(self, way: Way, entry: Bounds, admission: Admission | None, guards: list[Guard]) -> Bounds:
        """A balancer's backend: network ACLs filter it, and nobody documents whether its groups do.

        Where the backend sees the balancer's own addresses, they are asked about those.
        """
        for guard in guards:
            entry = entry & self._seen(way, guard.effective, self.guard_beside(way, guard).effective)
        if admission is None:
            return entry
        beside = admission if seen_as(way, way.senders.most) == {"client"} else self.admission_beside(way)
        asked = self._seen(way, admission.bounds, beside.bounds)
        admitted = entry & Bounds.known(asked.certain)
        if admitted.certain == entry.possible:
            return entry
        return Bounds(admitted.certain, entry.possible, (*entry.needs, UNDOCUMENTED))

    def guard_beside(self, way: Way, guard: Guard) -> Guard:
        """A network ACL as the load balancer of a way meets it: perhaps not at all before a server beside it.

        Machines of one vswitch do not meet it (doc-detail/116626); a CLB stands in none.
        """
        balancer = self._balancer_of(way)
        if guard.doubt or way.target is None or balancer is None or balancer.family == "clb":
            return guard
        near = any(isinstance(leg, Unknown) or leg == way.target.vswitch for leg in balancer.vswitches)
        return Guard(guard.acl, guard.bounds, INSIDE_ONE) if near else guard

    def admission_beside(self, way: Way) -> Admission:
        """What the groups at the end of a way admit of its load balancer's own packets: no member of a group's."""
        balancer = self._balancer_of(way)
        groups = frozenset(balancer.groups) if balancer else frozenset()
        if groups not in self._beside:
            plain = Admissions(self._network) if self._inside else self.admissions()
            sender = Sender(frozenset(), EVERYONE, NOT_ITS_MEMBERS, groups)
            self._beside[groups] = Admissions(self._network, sender=sender, unsent=plain) if groups else plain
        asked = way.target.groups if way.target else ()
        return self._beside[groups].of(asked, way.arriving)

    def _seen(self, way: Way, asked: Bounds, beside: Bounds) -> Bounds:
        """What passes of those whose address the backend sees: the client's, or its balancer's `beside` it."""
        if len(kinds := seen_as(way, way.senders.most)) == 1:
            return self._passing(way, kinds.pop(), asked, beside)
        four, six = (self._passing(way, seen_from(way, one.version), asked, beside) for one in FAMILIES)
        return four & FROM_IPV4 | six & FROM_IPV6

    def _passing(self, way: Way, seen: str, asked: Bounds, beside: Bounds) -> Bounds:
        if seen == "client":
            return asked
        whole = self._whole(way, beside)
        if seen == "balancer":
            return whole
        return Bounds(asked.certain & whole.certain, asked.possible | whole.possible, (*asked.needs, EITHER))

    def _whole(self, way: Way, asked: Bounds) -> Bounds:
        """Asked about the balancer's addresses instead of the client's: everybody passes when those do."""
        own = self.balancer_addresses(way)
        everyone = reach(EVERYONE, way.arriving)
        wanted = reach(own, way.arriving)
        sure = everyone if wanted and not wanted - asked.certain else NOTHING
        return Bounds(sure, everyone if wanted & asked.possible else NOTHING, asked.needs)

    def balancer_addresses(self, way: Way) -> AddressSet:
        """Where the load balancer of a way speaks to its backends from; anywhere when nobody knows which one it is."""
        found = self._balancer_of(way)
        if found is None:
            return EVERYONE
        if found.family == "clb":
            return PROBES
        own = spoken_from(self._network, found)
        # where one of them has no IPv6, it speaks IPv4 to its backend
        return own if found.has_ipv6 is not False and may_have_six(way) else own & EVERYONE4

    def _balancer_of(self, way: Way) -> LoadBalancer | None:
        """The load balancer whose listener a way leads through, as far as anybody knows."""
        listener = way.station("listener")
        balancer = self._served.get(listener.urn) if listener else None
        return self._network.balancers.get(balancer) if isinstance(balancer, str) else None

    @cached_property
    def _served(self) -> dict[str, Ref]:
        """The load balancer of each listener."""
        return {listener.urn: listener.balancer for listener in self._network.listeners}

    def guards_of(self, way: Way) -> list[Guard]:
        """Network ACLs on the way: at the workload's vswitch; not for cut-through, and of balancers only NLB."""
        if way.cut_through:
            return []
        if way.target is not None:
            return self.guards.before(way.target.vswitch)
        balancer = self._network.balancers.get(way.workload)
        return self._several(balancer.vswitches) if balancer and balancer.family == "nlb" else []

    def _several(self, vswitches: tuple[Ref, ...]) -> list[Guard]:
        """An NLB with a leg in several vswitches: an ACL on one of them leaves the other legs open."""
        found = {g.acl.urn: g for v in vswitches for g in self.guards.before(v)}
        if len(vswitches) == 1:
            return [*found.values()]
        doubt = "which vswitch's network ACL the packet meets, as the load balancer has a leg in each"
        return [Guard(g.acl, g.bounds, doubt) for g in found.values()]


def _whole_family(way: Way) -> int:
    """4 or 6 when everybody of that family gets as far as the groups; else 0."""
    return 4 if way.senders is FOUR else 6 if way.senders is SIX else 0


def _guarded(way: Way, guards: list[Guard]) -> Way:
    if not guards:
        return way
    hops = tuple(Hop("network-acl", g.acl.urn, f'network acl "{g.acl.name}"') for g in guards)
    return replace(way, hops=(*way.hops, *hops))


def _inside(vswitch: VSwitch, who: AddressSet) -> Bounds:
    """Whoever of these senders is in a vswitch; of a family whose block is not known yet, perhaps everybody."""
    sure, most = neighbours(vswitch)
    known, may = reach(sure, TransportSet.all()), reach(most, TransportSet.all())
    return Bounds(known, may, (_whether_in(vswitch.name),)) if who & (most - sure) else Bounds.known(known)


def _whether_in(vswitch: object) -> str:
    return f'whether the sender is in vswitch "{vswitch}"'
