"""One packet, hop by hop: why it passes, or where it dies."""

from collections.abc import Iterable, Iterator

from yett.packets import AddressSet, TransportSet
from yett.packets.witness import chosen_ends
from yett_policies.frozen import frozen
from yett_policies.network import Network, Rule

from .admission import Admission
from .analysis import Analysis
from .behind import BEHIND, seen_as
from .bounds import Bounds
from .forwards import every_forward
from .guards import Guard, decided
from .judge import EITHER, UNDOCUMENTED, Judge
from .origin import Origin
from .rule_hop import rule_text
from .sets import reach
from .strays import from_internet
from .way import Hop, Way
from .ways import public_hosts, ways_from_internet


@frozen
class Step:
    """One hop and what it does with the packet: "passes", "dies" or "unknown"."""

    hop: Hop
    outcome: str
    why: str


@frozen
class Trace:
    """The packet along one way; `verdict` is "reachable", "closed" or "indeterminate"."""

    way: Way
    steps: tuple[Step, ...]

    @property
    def verdict(self) -> str:
        """The last word of its steps."""
        outcomes = {step.outcome for step in self.steps}
        return "closed" if "dies" in outcomes else "indeterminate" if "unknown" in outcomes else "reachable"


def explain(network: Network, source: str, target: str, packet: TransportSet) -> tuple[Trace, ...]:
    """The packet of an internet address along every way to `target`: a workload's name or URN, or a public address.

    `packet` is one port or type; to a workload it counts as dialled or as arriving, to an address as dialled.
    Empty when no way from the internet leads there for it. Raises ValueError unless `packet` is one point.
    """
    refuse_many(packet)
    judge, who = Judge(network), Origin(source, AddressSet.of(source))
    ways = from_internet(network, ways_from_internet(network), target)
    traces = [trace(way, steps(judge, way, who, carried)) for way, carried in meant(ways, target, packet)]
    for way, why_not in every_forward(network, public_hosts(network)):
        traces += [_without_effect(w, why_not) for w, _ in meant([way], target, packet) if why_not]
    return in_order(traces)


def refuse_many(packet: TransportSet) -> None:
    """Raises ValueError unless a packet is one port or type."""
    if packet.size != 1:
        raise ValueError(f"one packet carries one thing, got {packet}, allowed is one port or type")


def in_order(traces: Iterable[Trace]) -> tuple[Trace, ...]:
    """By workload, then by hops."""
    return tuple(sorted(traces, key=lambda t: (t.way.workload, [h.urn for h in t.way.hops])))


def meant(ways: Iterable[Way], target: str, packet: TransportSet) -> Iterator[tuple[Way, TransportSet]]:
    """The ways to the target that the packet can take, with what it carries when it arrives."""
    for way in ways:
        if is_named(way, target):
            carried = _arriving(way, target, packet)
            if carried is not None:
                yield way, carried


def is_named(way: Way, target: str) -> bool:
    """Whether a text names the end of a way: its workload, or the address that is dialled."""
    return target in (way.workload, way.name, way.address)


def sender_in(analysis: Analysis, target: str, packet: TransportSet) -> str:
    """The address of a zone whose packet says most: one that gets through if any does, else one that may.

    Raises ValueError for a zone without addresses.
    """
    asked = reach(AddressSet.everyone(), packet)
    through = [e for e in analysis.exposures if is_named(e.way, target)]
    through.sort(key=lambda e: e.verdict != "reachable")
    met = (AddressSet((found & asked).domain) for e in through for found in (e.reach, e.landed))
    who = next((one for one in met if one), analysis.zone.sources)
    return chosen_ends([(who, AddressSet.everyone())])[0]


def _without_effect(way: Way, why_not: str) -> Trace:
    *before, entry = way.hops
    return Trace(way, (*(Step(hop, "passes", hop.detail) for hop in before), Step(entry, "dies", why_not)))


def _arriving(way: Way, target: str, packet: TransportSet) -> TransportSet | None:
    """What the packet carries when it arrives by this way; None when the way is not for it."""
    if packet <= way.dialled:
        return way.arriving_of(packet)
    return packet if target != way.address and packet <= way.arriving else None


def trace(way: Way, found: Iterable[Step]) -> Trace:
    """The steps up to the one where the packet dies."""
    taken: list[Step] = []
    for step in found:
        taken.append(step)
        if step.outcome == "dies":
            break
    return Trace(way, tuple(taken))


def steps(judge: Judge, way: Way, who: Origin, carried: TransportSet) -> Iterator[Step]:
    """What each hop of a way, the network ACLs and the groups at its end do with a packet."""
    for hop in way.hops:
        yield _entered(way, hop, who)
    if way.needs:
        yield Step(Hop("unknown", way.workload, ""), "unknown", "; ".join(way.needs))
    seen = seen_by_backend(judge, way, who)
    for guard in judge.guards_of(way):
        asked = [guard if one is who else judge.guard_beside(way, guard) for one in seen]
        yield agreed([guarded(acl, one, carried) for acl, one in zip(asked, seen, strict=True)])
    if (admission := judge.admission_of(way)) is not None:
        pools = [admission if one is who else judge.admission_beside(way) for one in seen]
        yield agreed([_admitted(pool, way, one, carried) for pool, one in zip(pools, seen, strict=True)])


def seen_by_backend(judge: Judge, way: Way, who: Origin) -> list[Origin]:
    """Whose packets arrive at the end of a way: the load balancer's where it does not keep the client's address."""
    if not way.backend.startswith(BEHIND):
        return [who]
    seen = seen_as(way, who.who)
    if seen == {"client"}:
        return [who]
    balancer = Origin("its load balancer", judge.balancer_addresses(way))
    return [balancer] if seen == {"balancer"} else [who, balancer]


def agreed(taken: list[Step]) -> Step:
    """The step that all senders take; undecided where they differ and nobody knows which of them it is."""
    first = taken[0]
    return first if all(one.outcome == first.outcome for one in taken) else Step(first.hop, "unknown", EITHER)


def _entered(way: Way, hop: Hop, who: Origin) -> Step:
    if hop not in _gates(way) or who.who <= way.senders.sure:
        return Step(hop, "passes", f"{hop.detail}{_words(way, hop)[0].format(who.name)}")
    if who.who & way.senders.most:
        return Step(hop, "unknown", f"{hop.detail}: {who.why_unknown(*way.senders.needs)}")
    return Step(hop, "dies", f"{hop.detail}{_words(way, hop)[1].format(who.name)}")


def _gates(way: Way) -> tuple[Hop, ...]:
    """Where senders are told apart: at lists and by the routes of the answer; else at the first, by their family."""
    return tuple(hop for hop in way.hops if hop.kind == "acl" or hop is way.back) or way.hops[:1]


def _words(way: Way, hop: Hop) -> tuple[str, str]:
    if hop is way.back:
        return " lead back to {}", " do not lead back to {}"
    if hop.kind == "acl":
        return " lets {} through", " refuses {}"
    return "", " has no address that {} can dial"


def guarded(guard: Guard, who: Origin, carried: TransportSet) -> Step:
    """What a network ACL in front of a vswitch does with a packet that comes in, and with its reply."""
    texts = f"its ingress rows drop {carried} from {who.name}", f"its egress rows drop the reply to {who.name}"
    return filtered(guard, decided(guard.acl.ingress), who, carried, texts)


def filtered(guard: Guard, rows: Bounds, who: Origin, carried: TransportSet, texts: tuple[str, str]) -> Step:
    """What a network ACL does with a packet by the rows of its direction, and with its reply; `texts` say what dies."""
    hop = Hop("network-acl", guard.acl.urn, f'network acl "{guard.acl.name}"')
    packet, reply = texts
    outcome = who.outcome(guard.bounds, carried)
    if outcome == "passes":
        return Step(hop, outcome, f"{hop.detail} lets packet and reply through")
    if guard.doubt:
        return Step(hop, "unknown", guard.doubt)
    if not _may(rows, who, carried):
        return Step(hop, "dies", f"{hop.detail}: {packet}")
    if outcome == "dies":
        return Step(hop, outcome, f"{hop.detail}: {reply}")
    return Step(hop, outcome, f"{hop.detail}: {who.why_unknown(*guard.bounds.needs)}")


def _may(found: Bounds, who: Origin, carried: TransportSet) -> bool:
    return bool(reach(who.who, carried) & found.possible)


def _admitted(admission: Admission, way: Way, who: Origin, carried: TransportSet) -> Step:
    if way.backend.startswith(BEHIND) and who.outcome(admission.bounds, carried) != "passes":
        return Step(Hop("rule", way.workload, "security groups"), "unknown", UNDOCUMENTED)
    return by_groups(admission, way.workload, who, carried)


def by_groups(admission: Admission, workload: str, who: Origin, carried: TransportSet) -> Step:
    """What a workload's groups do with a packet, and the rule that says so."""
    outcome = who.outcome(admission.bounds, carried)
    if outcome == "unknown":
        hop = Hop("rule", workload, "security groups")
        return Step(hop, outcome, who.why_unknown(*admission.bounds.needs))
    return _by_rule(workload, admission.deciding(who.who, carried), outcome)


def _by_rule(workload: str, rules: tuple[Rule, ...], outcome: str) -> Step:
    if not rules:
        hop = Hop("rule", workload, "security groups")
        return Step(hop, "dies", "no rule of its groups matches, and what no rule matches is denied")
    hop = Hop("rule", rules[0].urn, rule_text(rules[0]))
    return Step(hop, outcome, f"decided by: {hop.detail}")
