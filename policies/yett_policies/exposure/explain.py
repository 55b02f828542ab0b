"""One packet, hop by hop: why it passes, or where it dies."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from yett.packets import AddressSet, TransportSet
from yett_policies.network import Network, Rule

from .exposure import rule_text
from .forwards import every_forward
from .guards import Guard, decided
from .judge import UNDOCUMENTED, Judge
from .sets import Reach
from .way import Hop, Way
from .ways import public_hosts, ways_from_internet


@dataclass(frozen=True, slots=True)
class Step:
    """One hop and what it does with the packet: "passes", "dies" or "unknown"."""

    hop: Hop
    outcome: str
    why: str


@dataclass(frozen=True, slots=True)
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
    """The packet along every way to `target`: a workload's name or URN, or a public address.

    `packet` is one port or type; to a workload it counts as dialled or as arriving, to an address as dialled.
    Empty when no way from the internet leads there for it. Raises ValueError unless `packet` is one point.
    """
    if packet.size != 1:
        raise ValueError(f"one packet carries one thing, got {packet}, allowed is one port or type")
    judge = Judge(network)
    ways = ways_from_internet(network)
    traces = [_trace(judge, w, source, carried) for w, carried in _meant(ways, target, packet)]
    for way, why_not in every_forward(network, public_hosts(network)):
        traces += [_without_effect(w, why_not) for w, _ in _meant([way], target, packet) if why_not]
    return tuple(sorted(traces, key=lambda t: (t.way.workload, [h.urn for h in t.way.hops])))


def _meant(ways: Iterable[Way], target: str, packet: TransportSet) -> Iterator[tuple[Way, TransportSet]]:
    """The ways to the target that the packet can take, with what it carries when it arrives."""
    for way in ways:
        if target in (way.workload, way.name, way.address):
            carried = _arriving(way, target, packet)
            if carried is not None:
                yield way, carried


def _without_effect(way: Way, why_not: str) -> Trace:
    *before, entry = way.hops
    return Trace(way, (*(Step(hop, "passes", hop.detail) for hop in before), Step(entry, "dies", why_not)))


def _arriving(way: Way, target: str, packet: TransportSet) -> TransportSet | None:
    """What the packet carries when it arrives by this way; None when the way is not for it."""
    if packet <= way.dialled:
        return way.arriving_of(packet)
    return packet if target != way.address and packet <= way.arriving else None


def _trace(judge: Judge, way: Way, source: str, carried: TransportSet) -> Trace:
    steps: list[Step] = []
    for step in _steps(judge, way, source, carried):
        steps.append(step)
        if step.outcome == "dies":
            break
    return Trace(way, tuple(steps))


def _steps(judge: Judge, way: Way, source: str, carried: TransportSet) -> Iterator[Step]:
    for hop in way.hops:
        yield _entered(way, hop, source)
    if way.needs:
        yield Step(Hop("unknown", way.workload, ""), "unknown", "; ".join(way.needs))
    for guard in judge.guards_of(way):
        yield from _guarded(guard, source, carried)
    yield from _admitted(judge, way, source, carried)


def _entered(way: Way, hop: Hop, source: str) -> Step:
    if hop.kind != "acl":
        return Step(hop, "passes", hop.detail)
    if source in way.senders.sure:
        return Step(hop, "passes", f"{hop.detail} lets {source} through")
    if source in way.senders.most:
        return Step(hop, "unknown", f"{hop.detail}: {'; '.join(way.senders.needs)}")
    return Step(hop, "dies", f"{hop.detail} refuses {source}")


def _guarded(guard: Guard, source: str, carried: TransportSet) -> Iterator[Step]:
    acl = guard.acl
    hop = Hop("network-acl", acl.urn, f'network acl "{acl.name}"')
    inward = decided(acl.ingress)
    if guard.doubt:
        yield Step(hop, "unknown", guard.doubt)
        return
    if not _has(inward.possible, source, carried):
        yield Step(hop, "dies", f"{hop.detail}: its ingress rows drop {carried} from {source}")
    elif not _has(guard.bounds.possible, source, carried):
        yield Step(hop, "dies", f"{hop.detail}: its egress rows drop the reply to {source}")
    elif _has(guard.bounds.certain, source, carried):
        yield Step(hop, "passes", f"{hop.detail} lets packet and reply through")
    else:
        yield Step(hop, "unknown", f"{hop.detail}: {'; '.join(guard.bounds.needs)}")


def _admitted(judge: Judge, way: Way, source: str, carried: TransportSet) -> Iterator[Step]:
    admission = judge.admission_of(way)
    if admission is None:
        return
    who = AddressSet.of(source)
    passes = _has(admission.bounds.certain, source, carried)
    possible = _has(admission.bounds.possible, source, carried)
    if way.backend.startswith("behind-") and not passes:
        yield Step(Hop("rule", way.workload, "security groups"), "unknown", UNDOCUMENTED)
    elif passes or not possible:
        rules = admission.deciding(who, carried)
        yield _by_rule(way, rules, passes)
    else:
        yield Step(Hop("rule", way.workload, "security groups"), "unknown", "; ".join(admission.bounds.needs))


def _by_rule(way: Way, rules: tuple[Rule, ...], passes: bool) -> Step:
    if not rules:
        hop = Hop("rule", way.workload, "security groups")
        return Step(hop, "dies", "no rule of its groups matches, and what no rule matches is denied")
    hop = Hop("rule", rules[0].urn, rule_text(rules[0]))
    return Step(hop, "passes" if passes else "dies", f"decided by: {hop.detail}")


def _has(found: Reach, source: str, carried: TransportSet) -> bool:
    value = found.at(AddressSet.of(source).points.smallest)
    return value is not None and carried <= value
