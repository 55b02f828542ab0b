"""What was there before: a ratchet in which only what is new fails, by rule, resource and packets."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from yett_policies.exposure import Analysis
from yett_policies.exposure.sets import NOTHING, Reach, reach
from yett_policies.rulebook import Finding, Stack
from yett_policies.rulebook.profile import Profile
from yett_policies.score import score
from yett_policies.stacks import stack_of

from .reading import is_report, read_report


@dataclass(frozen=True)
class Baseline:
    """The findings and exposures of an earlier stack; what was waived there is not held."""

    findings: tuple[Finding, ...]
    analysis: Analysis
    score: int
    _by_place: dict[tuple[str, ...], list[Finding]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        for one in self.findings:
            for place in places(one):
                self._by_place.setdefault(place, []).append(one)

    def holds(self, finding: Finding) -> bool:
        """Whether a finding was there before, no smaller: same rule, same resource, and every one of its packets.

        What was only possible before does not hold what is certain now.
        """
        found = [one for place in places(finding) for one in self._by_place.get(place, ())]
        earlier = [one for one in found if one.is_certain or not finding.is_certain]
        if finding.packets is None:
            return any(one.traffic == finding.traffic for one in earlier)
        return not packets_of(finding) - united(earlier)


def baseline_of(document: Any, profile: Profile) -> Baseline:
    """The baseline in a parsed document: a report of `yett check --json`, or a plan or state to judge now.

    Raises SnapshotError.
    """
    if is_report(document):
        return Baseline(*read_report(document))
    stack: Stack = stack_of(document)
    findings = tuple(profile.findings(stack))
    return Baseline(findings, stack.analysis, score(stack.exposures, stack.excess).value)


def places(finding: Finding) -> list[tuple[str, ...]]:
    """What a finding is at: the resource to change, and of a path the workload behind its first station.

    Of several rules that let packets in, the last is blamed: taking one away must not make the rest look new.
    """
    found: list[tuple[str, ...]] = [(finding.rule, finding.urn)]
    return [*found, (finding.rule, finding.path[0].urn, finding.name)] if finding.path else found


def packets_of(finding: Finding) -> Reach:
    """A finding's packets as they arrive: a remap of the dialled port onto the same port is no new excess."""
    found = finding.packets
    return reach(found.sources, found.arriving) if found else NOTHING


def united(findings: Iterable[Finding]) -> Reach:
    """The packets of all of them."""
    total = NOTHING
    for one in findings:
        total = total | packets_of(one)
    return total
