"""Which resource an unknown value of a Terraform plan comes from, by the references of its configuration."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .checks import mapping, sequence

_INDEX = re.compile(r"\[[^\]]*\]")
_INSTANCE = re.compile(r"module\.[^.\[]+\[[^\]]*\]\.")
DEPTH = 32
"""Modules within modules, and variables within variables: nobody writes more, a cycle would."""


class References:
    """Looks up configuration references, through module variables and outputs, and answers with addresses."""

    def __init__(self, document: Mapping[str, Any], present: set[str]) -> None:
        configuration = mapping(document.get("configuration") or {}, "configuration")
        self._root = mapping(configuration.get("root_module") or {}, "configuration.root_module")
        self._by_config: dict[str, list[str]] = {}
        for address in present:
            self._by_config.setdefault(_INDEX.sub("", address), []).append(address)
        self._expressions: dict[str, dict[str, Any]] = {}
        self._asked: dict[tuple[object, ...], tuple[str, ...]] = {}
        self._index_resources((), self._root)

    def of(self, address: str, kind: str, index: object) -> "Links":
        """Property -> the addresses its expression refers to, for one resource instance."""
        return Links(self, address, kind, index)

    def found(self, address: str, kind: str, index: object, prop: str) -> tuple[str, ...]:
        """The addresses that one property's expression refers to."""
        plain = _INDEX.sub("", address) if "[" in address else address
        expression = self._expressions.get(plain, {}).get(prop)
        if expression is None:
            return ()
        path = _module_path(plain, kind) if plain.startswith("module.") else ()
        return self._addresses(path, _instances(address), expression, index)

    def is_written(self, address: str, prop: str) -> bool:
        """Whether the configuration writes a property; True when it does not hold the resource at all."""
        expressions = self._expressions.get(_INDEX.sub("", address) if "[" in address else address)
        return expressions is None or prop in expressions

    def properties(self, address: str) -> list[str]:
        """The properties that the configuration of one resource writes."""
        return list(self._expressions.get(_INDEX.sub("", address), {}))

    def _index_resources(self, path: tuple[str, ...], module: Mapping[str, Any]) -> None:
        prefix = "".join(f"module.{name}." for name in path)
        for entry in sequence(module.get("resources"), "configuration resources"):
            mapping(entry, "configuration resource")
            written = mapping(entry.get("expressions") or {}, "configuration expressions")
            self._expressions[f"{prefix}{entry.get('type')}.{entry.get('name')}"] = written
        if len(path) < DEPTH:
            for name, call in mapping(module.get("module_calls") or {}, "module_calls").items():
                self._index_resources((*path, name), mapping(call, f"module {name}").get("module") or {})

    def _addresses(
        self, path: tuple[str, ...], instances: tuple[str, ...], expression: Any, index: object
    ) -> tuple[str, ...]:
        references = tuple(_written(expression))
        # an index counts only where the expression says so; thousands of rules name the same few groups
        keyed = index if {"each.key", "count.index"} & set(references) else None
        asked = (path, instances, references, repr(keyed))
        if asked not in self._asked:
            targets = dict.fromkeys(self._targets(path, list(references), DEPTH))
            found = (self._choose(target, references, instances, keyed) for target in targets)
            self._asked[asked] = tuple(dict.fromkeys(address for chosen in found for address in chosen))
        return self._asked[asked]

    def _choose(self, target: str, references: tuple[str, ...], instances: tuple[str, ...], index: object) -> list[str]:
        """The instances meant by one target: an index that is written, the same key, or all of them."""
        found = sorted(self._by_config.get(_INDEX.sub("", target), []))
        # inside one module instance a name means that instance's own resources
        same_module = [a for a in found if all(i in a for i in instances)]
        found = same_module or found
        if exact := [a for a in found if a == target or a.endswith(target)]:
            return exact
        if index is not None:
            mark = f"[{index}]" if isinstance(index, int) else f'["{index}"]'
            return [a for a in found if a.endswith(mark)] or found
        return found

    def _targets(self, path: tuple[str, ...], references: list[str], depth: int) -> Iterator[str]:
        """Resource addresses without instance keys of modules, following var. and module. references."""
        for reference in references if depth else ():
            head, _, rest = reference.partition(".")
            if head == "var":
                yield from self._variable(path, _INDEX.sub("", rest).partition(".")[0], depth)
            elif head == "module":
                yield from self._output(path, _INDEX.sub("", rest), depth)
            elif head not in ("data", "local", "each", "count", "path", "terraform", "self") and rest:
                name = rest.partition(".")[0]
                yield "".join(f"module.{part}." for part in path) + f"{head}.{name}"

    def _variable(self, path: tuple[str, ...], name: str, depth: int) -> Iterator[str]:
        if path:
            call = self._call(path[:-1], path[-1])
            expression = mapping(call.get("expressions") or {}, "module expressions").get(name)
            yield from self._targets(path[:-1], list(_written(expression)), depth - 1)

    def _output(self, path: tuple[str, ...], rest: str, depth: int) -> Iterator[str]:
        name, _, tail = rest.partition(".")
        output = tail.partition(".")[0]
        module = mapping(self._call(path, name).get("module") or {}, "module")
        entry = mapping(module.get("outputs") or {}, "outputs").get(output)
        if isinstance(entry, dict):
            yield from self._targets((*path, name), list(_written(entry.get("expression"))), depth - 1)

    def _call(self, path: tuple[str, ...], name: str) -> Mapping[str, Any]:
        module = self._root
        for part in path:
            calls = mapping(module.get("module_calls") or {}, "module_calls")
            module = mapping(calls.get(part) or {}, f"module {part}").get("module") or {}
        return mapping(mapping(module.get("module_calls") or {}, "module_calls").get(name) or {}, f"module {name}")


@dataclass(frozen=True, slots=True)
class Links(Mapping[str, tuple[str, ...]]):
    """The links of one resource instance, looked up when asked: most properties are known and never are."""

    _references: References
    _address: str
    _kind: str
    _index: object

    def __getitem__(self, prop: str) -> tuple[str, ...]:
        if found := self._references.found(self._address, self._kind, self._index, prop):
            return found
        raise KeyError(prop)

    def __iter__(self) -> Iterator[str]:
        return (prop for prop in self._references.properties(self._address) if prop in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _written(expression: Any) -> Iterator[str]:
    """Every reference inside an expression, nested blocks included."""
    if isinstance(expression, list):
        for item in expression:
            yield from _written(item)
    elif isinstance(expression, dict):
        references = expression.get("references")
        if isinstance(references, list):
            yield from (r for r in references if isinstance(r, str))
        for key, value in expression.items():
            if key not in ("references", "constant_value"):
                yield from _written(value)


def _module_path(address: str, kind: str) -> tuple[str, ...]:
    parts = address.partition(f"{kind}.")[0].split(".")
    return tuple(parts[i + 1] for i in range(0, len(parts) - 1, 2) if parts[i] == "module")


def _instances(address: str) -> tuple[str, ...]:
    """The instance keys of the modules an address lies in: `module.a["x"].` of `module.a["x"].type.name`."""
    return tuple(_INSTANCE.findall(address)) if address.startswith("module.") else ()
