"""Actions of an official Python SDK, by reading its source: wire names, types and what is required of each request."""

import ast
import re
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

REQUIRED = "This parameter is required."
SCALARS = {"str": "string", "int": "integer", "bool": "boolean", "float": "number"}


@dataclass
class Field:
    """One field of a model: its name on the wire, its annotation, and whether the SDK's comment says required."""

    wire: str
    annotation: str
    required: bool


@dataclass
class Sdk:
    """The source of one SDK package."""

    folder: Path
    models: dict[str, list[Field]] = field(default_factory=dict)

    @classmethod
    def of(cls, package: str) -> "Sdk":
        spec = find_spec(package)
        if spec is None or not spec.submodule_search_locations:
            raise SystemExit(f"the SDK {package} is not installed; install the dev dependencies")
        sdk = cls(Path(spec.submodule_search_locations[0]))
        for file in (*sorted((sdk.folder / "models").glob("_*.py")), *sdk.folder.glob("models.py")):
            read_models(file.read_text(), sdk.models)
        return sdk

    def actions(self) -> dict[str, dict[str, Any]]:
        """Action -> `{"parameters": {pattern: type}, "required": [pattern]}`, sorted."""
        client = (self.folder / "client.py").read_text()
        found: dict[str, dict[str, Any]] = {}
        for block in re.split(r"\n    (?=async def|def)", client):
            action, requests = action_of(block), re.findall(r"models\.(\w+Request)\b", block)
            if action and block.startswith("def"):
                found[action] = self._shape(dict.fromkeys(requests))
        return dict(sorted(found.items()))

    def _shape(self, requests: dict[str, None]) -> dict[str, Any]:
        parameters: dict[str, str] = {}
        required: list[str] = []
        for request in requests:
            for one in self.models.get(request, []):
                self._expand("", one, parameters)
                required += [one.wire] if one.required and one.wire not in required else []
        return {"parameters": dict(sorted(parameters.items())), "required": sorted(required)}

    def _expand(self, prefix: str, one: Field, into: dict[str, str]) -> None:
        name, inner, listed = prefix + one.wire, *unwrapped(one.annotation)
        into[name] = "list" if listed else SCALARS.get(inner, "object")
        path = f"{name}.N" if listed else name
        if inner in self.models:
            for below in self.models[inner]:
                self._expand(f"{path}.", below, into)
        elif listed:
            into[path] = SCALARS.get(inner, "object")


def unwrapped(annotation: str) -> tuple[str, bool]:
    """`List[main_models.X]` -> `("X", True)`."""
    listed = annotation.startswith("List[")
    inner = annotation.removeprefix("List[").removesuffix("]") if listed else annotation
    return inner.strip("'").rpartition(".")[2], listed


def action_of(block: str) -> str:
    found = re.search(r"\baction\s*=\s*'(\w+)'", block)  # both generations of SDK write it so
    return found.group(1) if found else ""


def read_models(source: str, into: dict[str, list[Field]]) -> None:
    lines = source.splitlines()
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef):
            functions = {item.name: item for item in node.body if isinstance(item, ast.FunctionDef)}
            if "__init__" in functions and "to_map" in functions:
                into[node.name] = fields_of(functions["__init__"], functions["to_map"], lines)


def fields_of(init: ast.FunctionDef, to_map: ast.FunctionDef, lines: list[str]) -> list[Field]:
    notes = {arg.arg: ast.unparse(arg.annotation) for arg in init.args.args if arg.annotation}
    wires = dict(wire_names(to_map))
    required = set(required_of(init, lines))
    return [Field(wires[name], note, name in required) for name, note in notes.items() if name in wires]


def wire_names(to_map: ast.FunctionDef) -> list[tuple[str, str]]:
    """`if self.cidr_block is not None: result['CidrBlock'] = ...` -> `("cidr_block", "CidrBlock")`."""
    text = ast.unparse(to_map)
    scalars = re.findall(r"if self\.(\w+) is not None:\n\s+result\['([^']+)'\]", text)
    lists = re.findall(r"result\['([^']+)'\] = \[\]\n\s+if self\.(\w+) is not None", text)
    return scalars + [(attribute, wire) for wire, attribute in lists]


def required_of(init: ast.FunctionDef, lines: list[str]) -> list[str]:
    """Attributes whose comment block ends with the SDK's note."""
    found = []
    for line in range(init.lineno, init.end_lineno or init.lineno):
        assigned = re.fullmatch(r"\s+self\.(\w+) = \w+", lines[line])
        if assigned and line and REQUIRED in lines[line - 1]:
            found.append(assigned.group(1))
    return found
