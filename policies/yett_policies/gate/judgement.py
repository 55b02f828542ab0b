"""All that the gate knows after judging a stack, whatever form it is told in."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from yett_policies.exposure import Change, diff
from yett_policies.frozen import frozen
from yett_policies.rulebook import Finding, Stack
from yett_policies.rulebook.profile import Profile
from yett_policies.rulebook.rule import SEVERITIES as _SEVERITIES
from yett_policies.rulebook.rule import RuleInfo
from yett_policies.score import Score, score
from yett_policies.waivers import LEVELS, NOTHING, Excused, Waiver, Waivers, excused, unused

from .baseline import Baseline

SEVERITIES = _SEVERITIES
"""low, medium, high, critical."""


@frozen
class Judged:
    """A finding with all that decides whether it stops a change."""

    finding: Finding
    level: str
    """mandatory or advisory."""
    waiver: Waiver | None
    is_new: bool
    """Whether the baseline does not hold it; true without a baseline."""
    fails: bool


@dataclass(frozen=True)
class Judgement:
    """`findings` is sorted: what fails first, then by severity, resource and rule."""

    stack: Stack
    profile: Profile
    fail_on: str
    findings: tuple[Judged, ...]
    score: Score
    baseline: Baseline | None = None

    @property
    def fails(self) -> bool:
        """Whether anything stops the change."""
        return any(one.fails for one in self.findings)

    @property
    def waived(self) -> tuple[Judged, ...]:
        """What somebody accepts."""
        return tuple(one for one in self.findings if one.waiver)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """The packets that the baseline lets in and this does not, and the other way round."""
        return diff(self.baseline.analysis, self.stack.analysis) if self.baseline else ()

    @cached_property
    def rules(self) -> Mapping[str, RuleInfo]:
        """The rules that were asked, by id."""
        return {one.rule.id: one.rule for one in self.profile.settings if one.level != "disabled"}


def judge(
    stack: Stack, profile: Profile, waivers: Waivers = NOTHING, fail_on: str = "low", baseline: Baseline | None = None
) -> Judgement:
    """Ask every rule of the profile.

    What fails is mandatory, at least as grave as `fail_on`, waived by nobody, and new where there is a baseline.
    """
    found = profile.findings(stack)
    own = [_judged(one, profile.level_of(one.finding), fail_on, baseline) for one in excused(found, waivers)]
    problems = [*waivers.problems, *unused(found, waivers)]
    # a waiver that does not hold is never an old habit: it has no baseline
    own += [_judged(Excused(one), LEVELS[one.rule], fail_on, None) for one in problems]
    return Judgement(stack, profile, fail_on, ordered(own), score(stack.exposures, stack.excess), baseline)


def _judged(one: Excused, level: str, fail_on: str, baseline: Baseline | None) -> Judged:
    finding = one.finding
    is_new = baseline is None or not baseline.holds(finding)
    is_grave = SEVERITIES.index(finding.severity) >= SEVERITIES.index(fail_on)
    return Judged(finding, level, one.waiver, is_new, is_new and is_grave and level == "mandatory" and not one.waiver)


def ordered(found: list[Judged]) -> tuple[Judged, ...]:
    """The same order for the same findings."""

    def place(one: Judged) -> tuple[bool, bool, bool, int, tuple[str, ...]]:
        return (
            not one.fails,
            one.waiver is not None,
            not one.is_new,
            -SEVERITIES.index(one.finding.severity),
            one.finding.place,
        )

    return tuple(sorted(found, key=place))
