"""A waiver that does not hold, as a finding: it excuses nothing until somebody mends it."""

from collections.abc import Mapping
from dataclasses import replace

from yett_policies.rulebook import Finding, violated

INVALID, EXPIRED, REFUSED, UNUSED = "waiver-invalid", "waiver-expired", "waiver-refused", "waiver-unused"
PROBLEMS: Mapping[str, tuple[str, str]] = {
    INVALID: ("A waiver that cannot be meant", "high"),
    EXPIRED: ("A waiver whose last day is over", "high"),
    REFUSED: ("A waiver for what nobody may waive", "high"),
    UNUSED: ("A waiver that excuses nothing", "low"),
}
"""Id -> (title, severity)."""
LEVELS = {INVALID: "mandatory", EXPIRED: "mandatory", REFUSED: "mandatory", UNUSED: "advisory"}
"""How hard each is enforced, whatever the profile."""


def problem(kind: str, where: str, said: str, fix: str) -> Finding:
    """The finding against the record; `where` is its place, such as `waivers.yaml#waivers[2]`."""
    return replace(violated(where, said, fix, name=where), rule=kind, severity=PROBLEMS[kind][1])
