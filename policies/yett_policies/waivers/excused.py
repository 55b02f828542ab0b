"""Findings beside the waivers that excuse them: waived ones stay in every report."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from yett.packets import TransportSet
from yett_policies.frozen import frozen
from yett_policies.rulebook import Finding, is_crowd

from .problems import REFUSED, UNUSED, problem
from .reading import Placed, Waivers

if TYPE_CHECKING:
    from .waiver import Waiver

WHOLE = (TransportSet.tcp(), TransportSet.udp())


@frozen
class Excused:
    """A finding, and the waiver that accepts it; None when nobody does."""

    finding: Finding
    waiver: "Waiver | None" = None


def excused(findings: Iterable[Finding], waivers: Waivers) -> list[Excused]:
    """Every finding once, in the given order; what is open to everybody in full is never excused."""
    by_rule: dict[str, list[Waiver]] = {}
    for _, waiver in waivers.held:
        by_rule.setdefault(waiver.rule, []).append(waiver)
    return [Excused(one, _waiver_for(one, by_rule.get(one.rule, ()))) for one in findings]


def _waiver_for(finding: Finding, waivers: "Iterable[Waiver]") -> "Waiver | None":
    if is_all_open(finding):
        return None
    return next((waiver for waiver in waivers if waiver.speaks_of(finding)), None)


def is_all_open(finding: Finding) -> bool:
    """Whether it is about every tcp or every udp port for more sources than anybody can know."""
    found = finding.packets
    return found is not None and is_crowd(found.sources) and any(whole <= found.arriving for whole in WHOLE)


def unused(findings: list[Finding], waivers: Waivers) -> Iterator[Finding]:
    """A finding for each waiver that excuses none of these, and why."""
    for where, waiver in waivers.held:
        spoken = [one for one in findings if waiver.speaks_of(one)]
        if not all(map(is_all_open, spoken)):
            continue
        yield _all_open(where, waiver) if spoken else _idle((where, waiver))


def _all_open(where: str, waiver: "Waiver") -> Finding:
    said = f"the waiver of {waiver.rule} for {waiver.resource} would accept every port for everyone"
    return problem(REFUSED, where, said, "narrow ports or sources first")


def _idle(placed: Placed) -> Finding:
    where, waiver = placed
    return problem(UNUSED, where, f"no finding of {waiver.rule} on {waiver.resource} is left", "remove the record")
