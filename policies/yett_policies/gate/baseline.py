"""What was there before: a ratchet in which only what is new fails, by rule, resource and packets."""

from dataclasses import dataclass, field
from typing import Any

from yett.packets import Product
from yett_policies.exposure import Analysis
from yett_policies.exposure.sets import NOTHING, Reach, reach
from yett_policies.rulebook import Finding, Stack
from yett_policies.rulebook.profile import Profile
from yett_policies.score import score
from yett_policies.stacks import stack_of

from .reading import is_report, read_report

Place = tuple[str, str, str]
"""Rule, resource or first station of the path, name of the resource or workload."""


@dataclass(frozen=True)
class Baseline:
    """The findings and exposures of an earlier stack; what was waived there is not held."""

    findings: tuple[Finding, ...]
    analysis: Analysis
    score: int
    _by_place: dict[Place, list[Finding]] = field(default_factory=dict, repr=False)
    _united: dict[tuple[Place, bool], Reach] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        for one in self.findings:
            for place in places(one):
                self._by_place.setdefault(place, []).append(one)

    def holds(self, finding: Finding) -> bool:
        """Whether a finding was there before, no smaller: same rule, same place, and every one of its packets.

        What was only possible before does not hold what is certain now.
        """
        if finding.packets is None:
            earlier = (one for place in places(finding) for one in self._earlier(place, finding.is_certain))
            return any(one.traffic == finding.traffic for one in earlier)
        rest = packets_of(finding)
        for place in places(finding):
            rest = rest - self._reach(place, finding.is_certain)
            if not rest:
                return True
        return False

    def _earlier(self, place: Place, certain: bool) -> list[Finding]:
        return [one for one in self._by_place.get(place, ()) if one.is_certain or not certain]

    def _reach(self, place: Place, certain: bool) -> Reach:
        """All packets of one place, put together once."""
        key = (place, certain)
        if key not in self._united:
            self._united[key] = Product.union(packets_of(one) for one in self._earlier(place, certain))
        return self._united[key]


def baseline_of(document: Any, profile: Profile) -> Baseline:
    """The baseline in a parsed document: a report of `yett check --json`, or a plan or state to judge now.

    Raises SnapshotError.
    """
    if is_report(document):
        return Baseline(*read_report(document))
    stack: Stack = stack_of(document)
    findings = tuple(profile.findings(stack))
    return Baseline(findings, stack.analysis, score(stack.exposures, stack.excess).value)


def places(finding: Finding) -> list[Place]:
    """What a finding is at: the resource to change, and of a path its first station, both with the workload's name.

    Of several rules that let packets in, the last is blamed: taking one away must not make the rest look new.
    """
    stations = [finding.urn, *([finding.path[0].urn] if finding.path else [])]
    return [(finding.rule, station, finding.name) for station in dict.fromkeys(stations)]


def packets_of(finding: Finding) -> Reach:
    """A finding's packets as they arrive: a remap of the dialled port onto the same port is no new excess."""
    found = finding.packets
    return reach(found.sources, found.arriving) if found else NOTHING
