"""Read `pulumi preview --json --show-sames`: the network as it would be after the update."""

from collections.abc import Iterator, Mapping
from typing import Any

from yett.errors import SnapshotError
from yett_policies.resources import Resource

from .checks import mapping, mappings, sequence, text
from .pulumi_resource import from_checkpoint

GONE = {"delete", "discard", "delete-replaced", "discard-replaced", "remove-pending-replace", "read-discard"}
NEW = {"create", "update", "create-replacement", "import", "import-replacement"}
"""Steps that say what the resource will be; without it the file was cut."""
STAYS = {"same", "update", "refresh"}
"""Steps after which the resource is still the one it was, with its id and what the cloud gave it."""
FIX = "run `pulumi preview --json --show-sames` and judge that file"


def read_pulumi_plan(document: Mapping[str, Any]) -> list[Resource]:
    """Every resource that exists after the update, unchanged ones included.

    Raises SnapshotError when the preview failed, or was made without --show-sames: a part is never judged as
    the whole.
    """
    steps = mappings(document.get("steps"), "steps")
    _refuse_failure(document)
    _refuse_part(document, steps)
    states: dict[str, Resource] = {}
    for index, step in enumerate(steps):
        where = f"steps[{index}]"
        op = text(step.get("op"), where, ".op")
        if op == "delete":
            states.pop(text(step.get("urn"), where, ".urn"), None)
        elif op not in GONE and (op in NEW or step.get("newState") is not None):
            resource = from_checkpoint(_planned(step, op, where), f"{where}.newState")
            states[resource.urn] = resource
    return list(states.values())


def _planned(step: Mapping[str, Any], op: str, where: str) -> dict[str, Any]:
    """The new state, with what stays: a preview writes neither ids nor outputs into it, they stand in the old one."""
    new = mapping(step.get("newState"), where, ".newState")
    if op not in STAYS:
        return new
    old = mapping(step.get("oldState") or {}, where, ".oldState")
    return new | {key: old[key] for key in ("id", "outputs") if old.get(key) and not new.get(key)}


def _refuse_failure(document: Mapping[str, Any]) -> None:
    notes = sequence(document.get("diagnostics"), "diagnostics")
    errors = [n for n in notes if isinstance(n, dict) and n.get("severity") == "error"]
    if errors:
        said = str(errors[0].get("message", "")).strip().partition("\n")[0][:200]
        raise SnapshotError(f"plan: the preview failed ({said}), so it holds a part only; mend it and preview again")


def _refuse_part(document: Mapping[str, Any], steps: list[dict[str, Any]]) -> None:
    summary = mapping(document.get("changeSummary") or {}, "changeSummary")
    unchanged = summary.get("same", 0)
    shown = [s for s in steps if s.get("op") == "same" and not _is_stack(s)]
    # the stack itself always counts as unchanged, and is shown or not
    if isinstance(unchanged, int) and unchanged > 1 and not shown:
        raise SnapshotError(f"plan: {unchanged} unchanged resources are left out of the file; {FIX}")
    if not summary and not shown and (missing := _dangling(steps)):
        raise SnapshotError(f'plan: "{missing}" is referred to and left out of the file; {FIX}')


def _is_stack(step: Mapping[str, Any]) -> bool:
    return "::pulumi:pulumi:Stack::" in str(step.get("urn"))


def _dangling(steps: list[dict[str, Any]]) -> str:
    present = {str(step.get("urn")) for step in steps}
    for step in steps:
        state = step.get("newState")
        for urn in _referred(state) if isinstance(state, dict) else ():
            if urn not in present and "::pulumi:pulumi:Stack::" not in urn and "::pulumi:providers:" not in urn:
                return urn
    return ""


def _referred(state: Mapping[str, Any]) -> Iterator[str]:
    if isinstance(parent := state.get("parent"), str) and parent:
        yield parent
    yield from (urn for urn in state.get("dependencies") or () if isinstance(urn, str))
