"""Every rule there is, by id: each module of `yett_policies.rules` is one, nothing else needs to be written."""

import pkgutil
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from typing import Any

from yett_policies import rules as package

from .finding import Finding, ordered
from .rule import RuleInfo, read_rule
from .stack import Stack


@cache
def all_rules() -> tuple[RuleInfo, ...]:
    """Every rule, sorted by id."""
    names = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    found = (read_rule(import_module(f"{package.__name__}.{name}")) for name in names)
    return tuple(sorted(found, key=lambda rule: rule.id))


def by_id() -> dict[str, RuleInfo]:
    """The same by id."""
    return {rule.id: rule for rule in all_rules()}


def judge(
    stack: Stack, rules: Iterable[RuleInfo] | None = None, options: Mapping[str, Any] | None = None
) -> list[Finding]:
    """All findings of all rules (or of some), sorted, each once; `options` by rule id, read by `RuleInfo.read`."""
    given = options or {}
    chosen = all_rules() if rules is None else rules
    return ordered(finding for rule in chosen for finding in rule.findings(stack, given.get(rule.id)))
