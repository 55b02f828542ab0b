"""A network as `terraform show -json` prints it: a plan, where ids are unknown and only references join, or a state."""

import json
from pathlib import Path
from typing import Any

from .builder import COMPUTED, Ref, cloud
from .cloud import Resource

PROVIDER = "example.com/aliyun/alicloud"
LEFT_OUT: dict[str, dict[str, list[str]]] = json.loads(Path(__file__).with_name("left_out.json").read_text())
"""What a plan says of attributes that nobody wrote: null, or unknown as the cloud chooses (tests/e2e/test_files.py)."""


def terraform_state(resources: list[Resource]) -> dict[str, Any]:
    """Everything known."""
    entries = [{**identity(r), "values": r["values"], "sensitive_values": {}} for r in cloud(resources).resources]
    return {"format_version": "1.0", "terraform_version": "1.9.8", "values": {"root_module": {"resources": entries}}}


def terraform_plan(resources: list[Resource]) -> dict[str, Any]:
    """Everything to be created."""
    return {
        "format_version": "1.2",
        "terraform_version": "1.9.8",
        "planned_values": {"root_module": {"resources": [planned(r) for r in resources]}},
        "resource_changes": [changed(r) for r in resources],
        "configuration": {
            "provider_config": {"alicloud": {"name": "alicloud", "full_name": PROVIDER}},
            "root_module": {"resources": [configured(r) for r in resources]},
        },
    }


def terraform_module(resources: list[Resource]) -> str:
    """The module that is planned, in Terraform's own language; for networks of flat attributes."""
    return "\n".join(text_of(one) for one in resources)


def text_of(resource: Resource) -> str:
    """One resource block."""
    kind, _, name = resource["address"].partition(".")
    lines = [f"  {key} = {term(value)}\n" for key, value in written(resource).items()]
    return f'resource "{kind}" "{name}" {{\n{"".join(lines)}}}\n'


def term(value: Any) -> str:
    """A value, or what it is taken from."""
    if isinstance(value, list):
        return f"[{', '.join(map(term, value))}]"
    return f"{value.address}.{value.attribute}" if isinstance(value, Ref) else json.dumps(value)


def identity(resource: Resource) -> dict[str, Any]:
    """What names a resource in every part of the document."""
    kind, _, name = resource["address"].partition(".")
    return {
        "address": resource["address"],
        "mode": "managed",
        "type": kind,
        "name": name,
        "provider_name": PROVIDER,
        "schema_version": 0,
    }


def planned(resource: Resource) -> dict[str, Any]:
    """The part that is known before apply."""
    return {
        **identity(resource),
        "values": {**known(written(resource)), **left_out(resource)[0]},
        "sensitive_values": {},
    }


def changed(resource: Resource) -> dict[str, Any]:
    """The change with its unknowns marked."""
    values = written(resource)
    null, chosen = left_out(resource)
    unknown = {**(unknowns(values) or {}), **chosen, **dict.fromkeys(computed(resource), True)}
    change = {"actions": ["create"], "before": None, "after": {**known(values), **null}, "after_unknown": unknown}
    head = {k: v for k, v in identity(resource).items() if k != "schema_version"}
    return {**head, "change": {**change, "before_sensitive": False, "after_sensitive": {}}}


def configured(resource: Resource) -> dict[str, Any]:
    """The expressions, where references live."""
    expressions = {key: expression(value) for key, value in written(resource).items()}
    head = {k: v for k, v in identity(resource).items() if k != "provider_name"}
    return {**head, "provider_config_key": "alicloud", "expressions": expressions}


def left_out(resource: Resource) -> tuple[dict[str, None], dict[str, bool]]:
    """(null, unknown) for each attribute that nobody wrote."""
    found = LEFT_OUT.get(resource["type"], {"null": [], "unknown": []})
    mine = resource["values"]
    return dict.fromkeys(k for k in found["null"] if k not in mine), {
        k: True for k in found["unknown"] if k not in mine
    }


def computed(resource: Resource) -> set[str]:
    """Attributes that the cloud fills in."""
    return {"id", *COMPUTED.get(resource["type"], ())} & {"id", *resource["values"]}


def written(resource: Resource) -> dict[str, Any]:
    """What the user wrote."""
    return {k: v for k, v in resource["values"].items() if k not in computed(resource)}


def known(value: Any) -> Any:
    """The value without what is unknown; a list of references is unknown as a whole."""
    if isinstance(value, dict):
        return {k: known(v) for k, v in value.items() if not isinstance(v, Ref) and not is_references(v)}
    return [known(v) for v in value] if isinstance(value, list) else value


def unknowns(value: Any) -> Any:
    """`true` at every place that is unknown, None where all is known."""
    if isinstance(value, Ref) or is_references(value):
        return True
    if isinstance(value, dict):
        return {k: u for k, v in value.items() if (u := unknowns(v)) is not None} or None
    if isinstance(value, list):
        inner = [unknowns(v) for v in value]
        return [i or {} for i in inner] if any(inner) else None
    return None


def is_references(value: Any) -> bool:
    """Whether it is a list of references."""
    return isinstance(value, list) and any(isinstance(v, Ref) for v in value)


def expression(value: Any) -> Any:
    """One configuration expression, or a list of nested ones for blocks."""
    if isinstance(value, Ref):
        return {"references": [f"{value.address}.{value.attribute}", value.address]}
    if is_references(value):
        return {"references": [text for v in value for text in expression(v)["references"]]}
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [{k: expression(v) for k, v in block.items()} for block in value]
    return {"constant_value": value}
