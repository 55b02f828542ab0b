"""A policy that judges the stack and mends single resources, under one name, one level and one config."""

from collections.abc import Callable, Mapping
from typing import Any

from pulumi_policy import (
    Policy,
    ReportViolation,
    ResourceValidationArgs,
    ResourceValidationPolicy,
    StackValidationArgs,
    StackValidationPolicy,
)

Judge = Callable[[StackValidationArgs, ReportViolation], None]
Mend = Callable[[ResourceValidationArgs], Mapping[str, Any] | None]


class MendingPolicy(ResourceValidationPolicy, StackValidationPolicy):
    """Mends resource by resource, judges the stack that comes of it."""

    def __init__(self, judge: Judge, mend: Mend, **words: Any) -> None:
        # neither base's own: each wants its callback alone
        Policy.__init__(self, **words)
        self._judge, self._mend = judge, mend

    def validate(self, args: Any, report_violation: ReportViolation) -> None:
        """Judge the stack."""
        self._judge(args, report_violation)

    def has_validation(self) -> bool:
        """Of a single resource: none."""
        return False

    def has_remediation(self) -> bool:
        """Of a single resource: what the rule writes."""
        return True

    def remediate(self, args: ResourceValidationArgs) -> Any:
        """Mend one resource; None when there is nothing to mend."""
        return self._mend(args)
