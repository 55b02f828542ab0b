"""Every rule there is, by id: `judge(network)` asks them all.

A rule is a module: its file's name in kebab-case is its id, its docstring is its page in the catalogue.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from types import ModuleType

from yett_policies.network import Network

from . import (
    balancer_without_https,
    database_from_internet,
    group_open_to_everyone,
    opening_without_owner,
    remote_login_from_internet,
    undecided_exposure,
    undeclared_exposure,
)
from .finding import Finding

Findings = Callable[[Network], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """One rule as packs, catalogues and reports see it; `severity` is low, medium, high or critical."""

    id: str
    title: str
    text: str
    severity: str
    findings: Findings
    level: str = "mandatory"
    """How hard a pack enforces it unless told otherwise."""


def info(module: ModuleType) -> RuleInfo:
    name = module.__name__.rpartition(".")[2].replace("_", "-")
    title, _, text = (module.__doc__ or "").strip().partition("\n\n")
    return RuleInfo(name, title, text, module.SEVERITY, module.findings, getattr(module, "LEVEL", "mandatory"))


RULES: tuple[RuleInfo, ...] = tuple(
    info(module)
    for module in (
        balancer_without_https,
        database_from_internet,
        group_open_to_everyone,
        opening_without_owner,
        remote_login_from_internet,
        undecided_exposure,
        undeclared_exposure,
    )
)


def judge(network: Network, rules: Iterable[RuleInfo] = RULES) -> list[Finding]:
    """All findings, sorted, each once."""
    return sorted({finding for rule in rules for finding in rule.findings(network)})
