"""The table of cases: YAML in Terraform's words, turned into a state (all known) and a plan (ids unknown)."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

CASES = Path(__file__).parent / "cases"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
REFERENCE = re.compile(r"^\$\{([a-z0-9_]+\.[a-z0-9_]+)\.([a-z0-9_]+)\}$")
COMPUTED = {
    "ip_address",
    "public_ip",
    "address",
    "dns_name",
    "forward_table_ids",
    "snat_table_ids",
    "connection_string",
}
"""Attributes that only the cloud gives: hidden in the plan."""


@dataclass(frozen=True)
class Case:
    """One row: what is built, what must be exposed, and why."""

    name: str
    why: str
    resources: dict[str, dict[str, Any]]
    expect: list[str]
    unmodelled: list[str]
    formats: list[str]


def cases() -> list[Case]:
    """Every case of every file."""
    return [case for path in sorted(CASES.glob("[a-z]*.yaml")) for case in _file(path)]


def _file(path: Path) -> list[Case]:
    return [_case(f"{path.stem}: {entry['name']}", entry, _bases()) for entry in _read(path)]


@cache
def _bases() -> Any:
    return _read(CASES / "_bases.yaml")


def _read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), LOADER)


def _case(name: str, entry: dict[str, Any], bases: dict[str, dict[str, Any]]) -> Case:
    resources: dict[str, dict[str, Any]] = {}
    for base in entry.get("base", ["net", "web", "eip"]):
        resources |= bases[base]
    for number, rule in enumerate(entry.get("rules", ())):
        group = {"type": "ingress", "security_group_id": "${alicloud_security_group.sg.id}"}
        resources[f"alicloud_security_group_rule.r{number + 1}"] = {**group, **rule}
    for address, values in entry.get("resources", {}).items():
        resources[address] = {**resources.get(address, {}), **values}
    kept = {a: v for a, v in resources.items() if a not in entry.get("without", ())}
    return Case(
        name, entry["why"], kept, entry["expect"], entry.get("unmodelled", []), entry.get("formats", ["state", "plan"])
    )


def state(case: Case) -> dict[str, Any]:
    """`terraform show -json` after apply."""
    table = {a: {"id": identity(a), **v} for a, v in case.resources.items()}
    entries = [{**head(a), "values": resolved(v, table)} for a, v in table.items()]
    return {"format_version": "1.0", "terraform_version": "1.9.8", "values": {"root_module": {"resources": entries}}}


def plan(case: Case) -> dict[str, Any]:
    """`terraform show -json PLAN` before anything exists."""
    planned, changes, written = [], [], []
    for address, values in case.resources.items():
        own = {k: v for k, v in values.items() if k not in COMPUTED}
        after = unknowns(own) or {}
        hidden = {k: True for k in values if k in COMPUTED} | {"id": True}
        planned.append({**head(address), "values": known(own)})
        changes.append({"address": address, "change": {"actions": ["create"], "after_unknown": {**after, **hidden}}})
        written.append({**head(address), "expressions": {k: expression(v) for k, v in own.items()}})
    return {
        "format_version": "1.2",
        "planned_values": {"root_module": {"resources": planned}},
        "resource_changes": changes,
        "configuration": {"root_module": {"resources": written}},
    }


def head(address: str) -> dict[str, Any]:
    """What names a resource."""
    kind, _, name = address.partition(".")
    return {"address": address, "mode": "managed", "type": kind, "name": name}


def identity(address: str) -> str:
    """The id that the cloud would give."""
    return address.removeprefix("alicloud_").replace(".", "-")


def resolved(value: Any, table: dict[str, dict[str, Any]]) -> Any:
    """The value with references followed."""
    if isinstance(value, dict):
        return {k: resolved(v, table) for k, v in value.items()}
    if isinstance(value, list):
        return [resolved(v, table) for v in value]
    if isinstance(value, str) and (found := REFERENCE.match(value)):
        return resolved(table[found[1]][found[2]], table)
    return None if value == "unknown" else value


def is_reference(value: Any) -> bool:
    """A reference, or the word that stands for a value nobody knows yet."""
    return isinstance(value, str) and (value == "unknown" or bool(REFERENCE.match(value)))


def known(value: Any) -> Any:
    """The part that a plan knows; a list with a reference in it is unknown as a whole."""
    if isinstance(value, dict):
        return {k: known(v) for k, v in value.items() if unknowns(v) is not True}
    return [known(v) for v in value] if isinstance(value, list) else value


def unknowns(value: Any) -> Any:
    """`after_unknown` of a value."""
    if is_reference(value):
        return True
    if isinstance(value, dict):
        return {k: u for k, v in value.items() if (u := unknowns(v))} or None
    if isinstance(value, list):
        inner = [unknowns(v) for v in value]
        return True if True in inner else [i or {} for i in inner] if any(inner) else None
    return None


def expression(value: Any) -> Any:
    """A configuration expression; blocks are lists of objects."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [{k: expression(v) for k, v in block.items()} for block in value]
    if isinstance(value, list):
        return {"references": [r for v in value for r in expression(v).get("references", [])]}
    if isinstance(value, str) and (found := REFERENCE.match(value)):
        return {"references": [f"{found[1]}.{found[2]}", found[1]]}
    return {"references": ["data.alicloud_later.x"]} if value == "unknown" else {"constant_value": value}
