"""The CrossGuard pack: `yett_pack(all="mandatory", opening_without_owner="advisory")` gates a preview on the rules.

The only module that knows `pulumi_policy`. Resources are joined through their property dependencies: touching one
unknown property would turn a mandatory policy into an advisory one (pulumi_policy, policy.py, AnalyzeStack).
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from pulumi_policy import (
    EnforcementLevel,
    Policy,
    PolicyPack,
    PolicyResource,
    ReportViolation,
    Severity,
    StackValidationArgs,
    StackValidationPolicy,
)
from pulumi_policy.proxy import UNKNOWN_STRING_VALUE, UnknownValueError

from yett.errors import YettError
from yett_policies.network import Network
from yett_policies.rules import RULES, RuleInfo
from yett_policies.snapshot import network_of

LEVELS = {level.value: level for level in EnforcementLevel}


def yett_pack(name: str = "yett", all: str = "", **levels: str) -> PolicyPack:  # noqa: A002 - CrossGuard's own word
    """A pack of every rule; a keyword named after a rule (`-` as `_`) sets its level, `all` the others'.

    Without `all` each rule has its own: mandatory, or advisory where it reports what cannot be known yet.

    Levels: advisory, mandatory, disabled. Raises ValueError for an unknown rule or level.
    """
    known = {rule.id.replace("-", "_") for rule in RULES}
    for word, given in [("all", all or "mandatory"), *levels.items()]:
        if word not in known | {"all"}:
            raise ValueError(f'pack: no rule "{word}", allowed is {", ".join(sorted(known))}')
        if given not in LEVELS:
            raise ValueError(f'pack.{word}: got "{given}", allowed is {", ".join(LEVELS)}')
    chosen = [policy(rule, LEVELS[levels.get(rule.id.replace("-", "_")) or all or rule.level]) for rule in RULES]
    return PolicyPack(name=name, policies=chosen, enforcement_level=LEVELS[all or "mandatory"])


def policy(rule: RuleInfo, level: EnforcementLevel) -> Policy:
    def validate(args: StackValidationArgs, report: ReportViolation) -> None:
        try:
            network = network_from(args.resources)
        except YettError as error:
            report(f"{rule.id}: the stack cannot be judged: {error}", None)
            return
        for finding in sorted(rule.findings(network)):
            report(str(finding), finding.urn)

    return StackValidationPolicy(
        name=rule.id,
        description=rule.title,
        validate=validate,
        enforcement_level=level,
        severity=Severity(rule.severity),
        remediation_steps=rule.text,
    )


def network_from(resources: Sequence[PolicyResource]) -> Network:
    """The network that CrossGuard's resources make; one build serves every policy of a run."""
    return built(json.dumps([entry(one) for one in resources], sort_keys=True))


@lru_cache(maxsize=1)
def built(document: str) -> Network:
    return network_of(json.loads(document))


def entry(resource: PolicyResource) -> dict[str, Any]:
    dependencies = {name: [one.urn for one in urns] for name, urns in resource.property_dependencies.items()}
    return {
        "resource_type": resource.resource_type,
        "urn": resource.urn,
        "name": resource.name,
        "props": plain(resource.props),
        "property_dependencies": dependencies,
        "parent": resource.parent.urn if resource.parent else None,
    }


def plain(value: Any) -> Any:
    """A property without CrossGuard's proxies; an unknown becomes the engine's sentinel and never raises."""
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in members(value, list(value))}
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return [plain(item) for _, item in members(value, range(len(value)))]
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)


def members(value: Any, keys: Any) -> Iterator[tuple[Any, Any]]:
    for key in keys:
        try:
            yield key, value[key]
        except UnknownValueError:
            yield key, UNKNOWN_STRING_VALUE
