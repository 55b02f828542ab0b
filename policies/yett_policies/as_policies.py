"""A profile as CrossGuard's policies, for the pack and for whoever holds others beside them: `policies(profile)`.

Resources are joined through their property dependencies: touching one unknown property would turn a mandatory policy
into an advisory one (pulumi_policy, AnalyzeStack).
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pulumi_policy import (
    EnforcementLevel,
    Policy,
    PolicyConfigSchema,
    ReportViolation,
    Severity,
    StackValidationArgs,
    StackValidationPolicy,
)

from yett.errors import YettError
from yett_policies import profiles
from yett_policies.mending import mender
from yett_policies.mending_policy import MendingPolicy
from yett_policies.reading import Reading
from yett_policies.rulebook import Finding
from yett_policies.rulebook.finding import ordered
from yett_policies.rulebook.profile import Profile, Setting, adjusted, softer
from yett_policies.waivers import LEVELS as WAIVER_LEVELS
from yett_policies.waivers import unused

if TYPE_CHECKING:
    from yett_policies.waivers import Waiver

LEVELS = {level.value: level for level in EnforcementLevel}
UNKNOWN_POLICY = "indeterminate"
WAIVERS_POLICY, WAIVED_POLICY, MENDED_POLICY = "waivers", "waived", "mended"


def configured(every: str, profile: str | Path, rules: Mapping[str, Any]) -> Profile:
    """The profile that the pack's keywords mean; raises SpecError."""
    return adjusted(profiles.given(profile), rules, "pack", every)


def policies(profile: Profile, reading: Reading | None = None) -> list[Policy]:
    """The policies of a profile, for a pack that holds others beside them."""
    held = reading or Reading()
    after = [unknowns(profile.unknown, held), waivers(held), waived(held), mended(held)]
    return [*(policy(one, profile.unknown, held) for one in profile.settings), *after]


def policy(one: Setting, unknown: str, reading: Reading) -> Policy:
    """A rule as a stack policy, which mends too if the rule can.

    It leaves indeterminate findings of a softer level than its own to `unknowns`.
    """
    leaves = softer(one.enforced, unknown) != one.enforced

    def validate(args: StackValidationArgs, report: ReportViolation) -> None:
        try:
            options = one.configured(args.get_config())
            found = reading.excuse(one.rule.id, ordered(one.rule.findings(reading.stack(args.resources), options)))
        except YettError as error:
            report(f"{one.rule.id}: the stack cannot be judged: {error}", None)
            return
        reading.keep(one.rule.id, [finding for finding in found if leaves and not finding.is_certain])
        tell([finding for finding in found if finding.is_certain or not leaves], report)

    if one.rule.mend is not None:
        return MendingPolicy(validate, mender(one, reading), **told_of(one))
    return StackValidationPolicy(validate=validate, **told_of(one))


def told_of(one: Setting) -> dict[str, Any]:
    """What the engine is told of a rule."""
    rule, schema = one.rule, one.rule.schema(one.options)
    return {
        "name": rule.id,
        "description": rule.title,
        "enforcement_level": LEVELS[one.level],
        "config_schema": PolicyConfigSchema(schema) if schema else None,
        "display_name": rule.title,
        "severity": Severity(rule.severity),
        "tags": sorted(rule.clauses),
        "remediation_steps": rule.fix,
    }


def unknowns(level: str, reading: Reading) -> Policy:
    """The policy that reports what the others could not judge before apply; it runs after them."""

    def validate(args: StackValidationArgs, report: ReportViolation) -> None:
        tell(reading.kept(), report)

    return StackValidationPolicy(
        name=UNKNOWN_POLICY,
        description="A rule cannot be judged before apply",
        validate=validate,
        enforcement_level=LEVELS[level],
        severity=Severity.MEDIUM,
        remediation_steps="give the value as plain data where it decides who may come in, or judge the state after up",
    )


def waivers(reading: Reading) -> Policy:
    """The policy that reports waivers that do not hold; they excuse nothing, whatever they say."""

    def validate(args: StackValidationArgs, report: ReportViolation) -> None:
        found = [one.finding for one in reading.found()]
        problems = [*reading.waivers().problems, *unused(found, reading.waivers())]
        for problem in problems:
            if WAIVER_LEVELS[problem.rule] == "mandatory":
                report(f"{problem.urn}: {problem}", None)

    return StackValidationPolicy(
        name=WAIVERS_POLICY,
        description="A waiver does not hold",
        validate=validate,
        enforcement_level=EnforcementLevel.MANDATORY,
        severity=Severity.HIGH,
        remediation_steps="mend the waiver in the stack config, or the finding that it speaks of",
    )


def waived(reading: Reading) -> Policy:
    """The policy that says what is accepted, by whom and until when: a waiver hides nothing."""

    def validate(args: StackValidationArgs, report: ReportViolation) -> None:
        for one in sorted(reading.found(), key=lambda one: one.finding.place):
            if one.waiver is not None:
                report(said(one.waiver, one.finding), one.finding.urn)

    return StackValidationPolicy(
        name=WAIVED_POLICY,
        description="A finding that somebody accepts until a day",
        validate=validate,
        enforcement_level=EnforcementLevel.ADVISORY,
        severity=Severity.LOW,
        remediation_steps="mend the finding before its waiver ends, or have it approved again",
    )


def mended(reading: Reading) -> Policy:
    """The policy that says what rules at level remediate have written: nothing is changed in silence."""

    def validate(args: StackValidationArgs, report: ReportViolation) -> None:
        for urn, told in reading.told():
            report(told, urn)

    return StackValidationPolicy(
        name=MENDED_POLICY,
        description="A property that the pack has written",
        validate=validate,
        enforcement_level=EnforcementLevel.ADVISORY,
        severity=Severity.LOW,
        remediation_steps="write the same in the program, and the pack has nothing left to mend",
    )


def said(waiver: "Waiver", finding: Finding) -> str:
    return f"waived until {waiver.expires} by {waiver.approver} ({waiver.reason}): {finding}"


def tell(found: Iterable[Finding], report: ReportViolation) -> None:
    for finding in found:
        # what is written inside a resource has the resource's URN and a mark; the engine knows the resource
        report(str(finding), finding.urn.partition("#")[0])
