"""An opening whose last day is over.

What it does: reports an opening past its last day for which a group still admits what it opened, or a path from the
internet still carries it, and no other opening declares that; and the record of one that has long ended. Paths inside
the network that no group of the component decides are not looked for.
Why it matters: the last day was agreed; a port that outlives it is open without anybody's word.
Example: `expires: "2026-05-31"` in June, and the group's rule is still in the state because nobody deployed since.
Instead: deploy, so that the port closes; or agree on a new day. Delete the record when nobody asks for it any more.

    openings:
      - {peer: {cidr: 203.0.113.0/24}, protocol: tcp, ports: [22], reason: administration, owner: platform team,
         expires: "2027-06-30"}
References: Aerleon `expiration`; Tufin and AlgoSec expired rules; docs/decisions, "openings are dated records".
"""

from collections.abc import Iterator, Mapping
from datetime import date

from yett.packets import AddressSet, TransportSet
from yett_policies.exposure import rows
from yett_policies.exposure.sets import NOTHING, Reach, reach, transport
from yett_policies.frozen import frozen
from yett_policies.network import Record, Rule, Unknown
from yett_policies.rulebook import INDETERMINATE, VIOLATED, Finding, Stack, indeterminate, option, violated
from yett_policies.rulebook.finding import short
from yett_policies.rulebook.records import called, is_live, unread_specs

SEVERITY = "medium"
TITLE_ZH = "开放记录已过期"
FIX_ZH = "重新部署以关闭端口，或商定新的到期日；不再需要时删除记录"
CLAUSES = {"mlps-level-3": ("8.1.3.2 b",)}
Covers = Mapping[str, list[str]]


@frozen
class Options:
    kept: int = option(
        365, "Days that the record may stay after its last day when nothing is open.", minimum=0, maximum=36500
    )


def findings(stack: Stack, options: Options) -> Iterator[Finding]:
    expired = [record for record in stack.network.records if record.state == "expired"]
    covers = covered(stack) if expired else {}
    for record in expired:
        yield from judged(stack, record, set(covers.get(record.urn, ())), options.kept)
    yield from unread_specs(stack)


def covered(stack: Stack) -> Covers:
    """Component -> what it built."""
    return stack.resources.nearest(one.urn for one in stack.components if isinstance(one.props.get("spec"), Mapping))


def judged(stack: Stack, record: Record, covers: set[str], kept: int) -> Iterator[Finding]:
    ended = f"{called(record)} ended on {record.expires}"
    verdicts = dict(still_open(stack, record, covers))
    if VIOLATED in verdicts:
        yield violated(record.urn, f"{ended} and what it opened is still open", "deploy, so that the port closes")
    elif verdicts:
        yield indeterminate(record.urn, f"whether what {ended} is still open", next(iter(verdicts.values())))
    elif (stack.today - date.fromisoformat(record.expires or "")).days > kept:
        yield violated(record.urn, f"{ended}, more than {kept} days ago", "delete the record")


def still_open(stack: Stack, record: Record, covers: set[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(verdict, needs) of each way in which some of it is open and no other opening declares it."""
    if record.direction != "ingress":
        return
    if record.sources is None:
        yield from for_whomever(stack, record, covers)
        return
    wanted = reach(record.sources, record.transport)
    declared = declared_by(stack, record.urn)
    for admitted in stack.admitted(record.transport, AddressSet.everyone()):
        if admitted.group.urn in covers and (admitted.reach & wanted) - declared:
            yield admitted.verdict, admitted.needs
    for exposure, part in stack.excess.items():
        if covers.isdisjoint(hop.urn for hop in exposure.hops):
            continue
        if any(
            row.part.sources & record.sources and row.part.dialled & record.transport for row in rows(exposure, part)
        ):
            yield (VIOLATED if exposure.verdict == "reachable" else exposure.verdict), exposure.needs


def for_whomever(stack: Stack, record: Record, covers: set[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The same of an opening for a group or a prefix list: a rule that no other opening accounts for may be its own."""
    others = (one.transport for one in stack.network.records if one.urn == record.urn and is_live(one))
    left = record.transport - TransportSet.union(others)
    for urn in sorted(covers & stack.network.groups.keys()):
        for rule in stack.network.groups[urn].rules:
            if rule.direction == "ingress" and rule.policy != "drop" and not rule.implicit and carried(rule) & left:
                yield INDETERMINATE, (f'which opening rule "{short(rule.urn)}" is for',)


def carried(rule: Rule) -> TransportSet:
    if isinstance(rule.protocol, Unknown) or isinstance(rule.ports, Unknown):
        return TransportSet.all()
    return transport(rule.protocol, rule.ports)


def declared_by(stack: Stack, component: str) -> Reach:
    """What the component's other openings admit today."""
    found = NOTHING
    for one in stack.network.declared:
        if one.urn == component:
            for box in one.traffic.boxes:
                found = found | reach(box.source, box.transport)
    return found
