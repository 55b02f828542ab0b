"""What the engine is told of each policy, read from `told.json`: without loading the rules that say it."""

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from pulumi_policy import EnforcementLevel, Policy, PolicyConfigSchema, ResourceValidationPolicy, Severity

FILE = "told.json"
TEXTS = ("name", "description", "display_name", "tags", "remediation_steps")


def words(every: str) -> Iterator[tuple[bool, dict[str, Any]]]:
    """Of each policy whether it mends, and its keywords as the SDK takes them.

    `every` is the level of all rules unless it is empty; the policies that tell of waivers and the like keep theirs.
    """
    for row in json.loads(files(__package__).joinpath(FILE).read_text(encoding="utf-8")):
        level = every if every and row["tags"] is not None else row["level"]
        yield (
            row["mends"],
            {name: row[name] for name in TEXTS}
            | {
                "enforcement_level": EnforcementLevel(level),
                "severity": Severity(row["severity"]),
                "config_schema": PolicyConfigSchema(row["options"]) if row["options"] else None,
            },
        )


def row(policy: Policy) -> dict[str, Any]:
    """What the file holds of a policy."""
    schema = policy.config_schema
    return {name: getattr(policy, name) for name in TEXTS} | {
        "level": EnforcementLevel(policy.enforcement_level).value,
        "severity": Severity(policy.severity).value,
        "options": schema.properties if schema else None,
        "mends": isinstance(policy, ResourceValidationPolicy),
    }
