"""Which rules, how hard, with which options: `Profile` is what a pack, a gate and a user's own words come to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from yett.errors import SpecError, message
from yett_policies.frozen import frozen

from .finding import Finding, ordered
from .options import nearest
from .rule import GIVEN, LEVELS, RuleInfo
from .stack import Stack

UNKNOWN_LEVEL = "advisory"
"""How hard an indeterminate finding is enforced unless told otherwise: a first preview knows few values."""


@frozen
class Setting:
    """One rule in one profile."""

    rule: RuleInfo
    level: str
    """remediate, mandatory, advisory or disabled."""
    options: Any = None
    """An instance of the rule's `Options`, None when it has none."""

    @property
    def enforced(self) -> str:
        """The same for what was not mended: a remedy that did not help leaves a violation that stops the change."""
        return "mandatory" if self.level == "remediate" else self.level

    def configured(self, given: Mapping[str, Any]) -> Any:
        """The options with what a policy config says in their place; None when the rule has none. Raises SpecError."""
        return self.rule.read(given, self.options) if self.rule.options else None


@dataclass(frozen=True)
class Profile:
    """Every rule once, sorted by id; `unknown` is the level of indeterminate findings of all of them."""

    name: str
    settings: tuple[Setting, ...]
    unknown: str = UNKNOWN_LEVEL
    title: str = ""
    title_zh: str = ""
    about: Mapping[str, Any] = field(default_factory=dict, compare=False)
    """Whatever else the profile's file says, such as its coverage of a framework's clauses."""

    def findings(self, stack: Stack) -> list[Finding]:
        """All findings of the rules that are not disabled, sorted, each once."""
        active = [one for one in self.settings if one.level != "disabled"]
        return ordered(finding for one in active for finding in one.rule.findings(stack, one.options))

    @cached_property
    def _levels(self) -> dict[str, str]:
        return {one.rule.id: one.enforced for one in self.settings}

    def level_of(self, finding: Finding) -> str:
        """How hard a finding is enforced: an indeterminate one never harder than its rule."""
        own = self._levels[finding.rule]
        return own if finding.is_certain else softer(own, self.unknown)


def softer(one: str, other: str) -> str:
    """The weaker of two levels.

    >>> softer("mandatory", "advisory"), softer("advisory", "disabled")
    ('advisory', 'disabled')
    """
    return max(one, other, key=GIVEN.index)


def own_profile(rules: Iterable[RuleInfo]) -> Profile:
    """Every rule at its own level, with its own options."""
    settings = (Setting(rule, rule.level, rule.options() if rule.options else None) for rule in rules)
    return Profile("own", tuple(settings))


def adjusted(profile: Profile, changes: Mapping[str, Any], where: str, every: str = "") -> Profile:
    """The same with what a user wrote: rule id -> a level, or a mapping of options with an optional `level`.

    `every` sets the level of all rules first, disabled ones included; `unknown` is a key too. Raises SpecError.
    """
    known = {one.rule.id: one for one in profile.settings}
    given = {name.replace("_", "-"): value for name, value in changes.items()}
    for name in given:
        if name != "unknown" and name not in known:
            allowed = f"{len(known)} rules, see docs/rules.md"
            raise SpecError(where, f'no rule "{name}"', allowed=allowed, fix=nearest(name, known))
    start = level(every, f"{where}.all", GIVEN) if every else ""
    settings = tuple(_adjusted(one, given.get(one.rule.id, {}), where, start) for one in profile.settings)
    unknown = level(given.get("unknown", profile.unknown), f"{where}.unknown")
    return Profile(profile.name, settings, unknown, profile.title, profile.title_zh, profile.about)


def _adjusted(one: Setting, change: Any, where: str, every: str) -> Setting:
    at = f"{where}.{one.rule.word}"
    if isinstance(change, str):
        return Setting(one.rule, level_for(one.rule, change, at), one.options)
    if not isinstance(change, Mapping):
        raise SpecError(message(at, got=change, allowed=f"a level ({', '.join(LEVELS)}) or a mapping of options"))
    # CrossGuard's own word for the level is taken too
    words = {"level", "enforcementLevel"}
    wanted = next((change[word] for word in sorted(words) if word in change), _start(one, every))
    options = {name: value for name, value in change.items() if name not in words}
    read = one.rule.read(options, one.options) if one.rule.options or options else None
    return Setting(one.rule, level_for(one.rule, wanted, at), read)


def _start(one: Setting, every: str) -> str:
    """The level of a rule that is not named; where all are to be mended, those that cannot be are mandatory."""
    return "mandatory" if every == "remediate" and one.rule.mend is None else every or one.level


def level(given: Any, where: str, allowed: tuple[str, ...] = LEVELS) -> str:
    """A level as it is; raises SpecError."""
    if given not in allowed:
        raise SpecError(where, got=given, allowed=", ".join(allowed))
    return str(given)


def level_for(rule: RuleInfo, given: Any, where: str) -> str:
    """The same for one rule; raises SpecError where it cannot be mended on one resource."""
    if given == "remediate" and rule.mend is None:
        fix = "this rule cannot be mended on one resource; set it to mandatory"
        raise SpecError(where, got=given, allowed=", ".join(LEVELS), fix=fix)
    return level(given, where, LEVELS if rule.mend is None else GIVEN)
