"""Which resource an unknown value of a Terraform plan comes from, by the references of its configuration."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from yett_policies.resources import Hidden, OpenLinks

from .checks import mapping, sequence
from .terraform_addresses import Addresses, keyless, path_of, plain
from .terraform_blocks import WRITTEN_ONLY
from .terraform_choice import Choice
from .terraform_idle import INSTEAD, Idle
from .terraform_modules import Path, called, expressions, put_out
from .terraform_scope import HIDING, Scope
from .terraform_whole import Whole, begins_with_resource, references_of, referred

_WORD = re.compile(r'([\w-]+)\.([\w-]+)(\["[^"]*"\]|\[[^\]"]*\])?(?:\.([\w-]+))?')
DEPTH = 32
"""Modules within modules, and variables within variables: nobody writes more, a cycle would."""

NOT_RESOURCES = {"data", "local", "each", "count", "path", "terraform", "self"}

NOT_FOLDED = (*(f"{head}." for head in sorted(NOT_RESOURCES)), "var.", "module.")


class References:
    """Looks up configuration references, through module variables and outputs, and answers with addresses."""

    def __init__(self, document: Mapping[str, Any], present: set[str]) -> None:
        configuration = mapping(document.get("configuration") or {}, "configuration")
        self._root = mapping(configuration.get("root_module") or {}, "configuration.root_module")
        self._addresses = Addresses(present)
        self._expressions: dict[str, dict[str, Any]] = {}
        self._each: dict[str, Any] = {}
        self._asked: dict[tuple[object, ...], tuple[str, ...]] = {}
        self._index_resources("", self._root, DEPTH)
        changes = sequence(document.get("resource_changes"), "resource_changes")
        late = (c for c in changes if isinstance(c, dict) and c.get("mode") == "data")
        variables = mapping(document.get("variables") or {}, "variables")
        self._scope = Scope(self, variables, [plain(str(c.get("address", ""))) for c in late])
        self._seen: dict[tuple[Path, tuple[str, ...], str], Hidden] = {}
        self._whole = Whole(document, self.call)
        self._choice = Choice(variables, self.call)
        self._idle = Idle(document, self._may_name)

    def of(self, address: str, kind: str, index: object) -> "Links":
        """Property -> the addresses its expression refers to, for one resource instance."""
        return Links(self, address, instance_key(index))

    def found(self, address: str, key: str, prop: str) -> tuple[str, ...]:
        """The addresses that one property's expression refers to; `key` is the instance key of the resource."""
        references = self._referred(address, prop)
        if references and self._each:
            references = unfolded(references, self._each.get(plain(address)))
        if not references:
            return ()
        # thousands of rules name the same few groups
        asked = (path_of(address), references, key)
        if asked not in self._asked:
            self._asked[asked] = tuple(dict.fromkeys(self._resolved(*asked, DEPTH)))
        return self._asked[asked]

    def _referred(self, address: str, prop: str) -> tuple[str, ...]:
        return references_of(self._expressions.get(plain(address), {}).get(prop))

    def written(self, address: str, kind: str, marks: Mapping[str, Any]) -> Mapping[str, Any]:
        """The marks of properties that the configuration writes; all when it does not hold the resource at all.

        A dynamic block is not in the file; what it wrote is there, with marks inside it, or as one mark when nobody
        knows how many there will be. What a variable that is null writes is nothing either: of a value that all is
        known of, only null is left to the cloud.
        """
        written = self._expressions.get(plain(address))
        if written is None:
            return marks
        unseen = self._unseen(address, kind)
        return {
            prop: mark
            for prop, mark in marks.items()
            if mark.__class__ in (list, dict)
            or (prop in written and not (mark is True and self._is_told(address, written[prop])))
            or (prop in unseen and prop not in written)
        }

    def _unseen(self, address: str, kind: str) -> tuple[str, ...]:
        """The blocks of a resource that a dynamic one wrote or may have written, where they are not known."""
        found = WRITTEN_ONLY.get(kind, ())
        return (*found, *self._idle.blocks(address, kind)) if kind in INSTEAD else found

    def _may_name(self, address: str, index: object, prop: str, mark: Any) -> Iterable[str]:
        """What a property that is not known yet names, or may name where the file leaves a step out."""
        if mark is True and prop not in self._expressions.get(plain(address), {}):
            return ()
        hidden = None if (found := self.found(address, instance_key(index), prop)) else self.hidden(address, prop)
        return hidden.urns if hidden else found

    def _is_told(self, address: str, expression: Any) -> bool:
        # most marks are those of ids, which resources have that are still to be made
        return not begins_with_resource(expression) and self._whole.is_told(_calls_of(address), expression, DEPTH)

    def hidden(self, address: str, prop: str) -> Hidden | None:
        """What a property can come from behind references that a plan does not follow; None when there are none."""
        written = self._referred(address, prop) or self._dynamic(address, prop)
        if not any(one.startswith(HIDING) for one in written):
            return None
        each = self._each.get(plain(address))
        asked = (path_of(address), written, str(each))
        if asked not in self._seen:
            self._seen[asked] = self._scope.hidden(asked[0], written, each)
        return self._seen[asked]

    def _dynamic(self, address: str, prop: str) -> tuple[str, ...]:
        """What a property that is written by a dynamic block may refer to: anything."""
        expressions = self._expressions.get(plain(address))
        return ("each.value",) if expressions is not None and prop not in expressions else ()

    def is_whole(self, address: str, prop: str) -> bool:
        """Whether the addresses behind a property are all that it can name."""
        expression = self._expressions.get(plain(address), {}).get(prop)
        return self._whole.covers(_calls_of(address), expression, DEPTH)

    def is_choice(self, address: str, prop: str) -> bool:
        """Whether a condition may pick among the addresses behind a property."""
        expression = self._expressions.get(plain(address), {}).get(prop)
        return self._choice.picks(_calls_of(address), expression, DEPTH)

    def properties(self, address: str) -> list[str]:
        """The properties that the configuration of one resource writes."""
        return list(self._expressions.get(plain(address), {}))

    def _index_resources(self, prefix: str, module: Mapping[str, Any], depth: int) -> None:
        for entry in sequence(module.get("resources"), "configuration resources"):
            mapping(entry, "configuration resource")
            written = mapping(entry.get("expressions") or {}, "configuration expressions")
            where = f"{prefix}{entry.get('type')}.{entry.get('name')}"
            self._expressions[where] = written
            if "for_each_expression" in entry:
                self._each[where] = entry["for_each_expression"]
        for name, call in _calls(module).items() if depth else ():
            inner = mapping(mapping(call, f"module {name}").get("module") or {}, f"module {name}")
            self._index_resources(f"{prefix}module.{name}.", inner, depth - 1)

    def _resolved(self, path: Path, references: Iterable[str], key: str, depth: int) -> Iterator[str]:
        """Addresses behind references that stand in a module; `key` is what each.key and count.index mean there."""
        given = tuple(references)
        keyed = key if {"each.key", "count.index"} & set(given) else ""
        for reference in given if depth else ():
            # "a.b" beside "a.b[0]" is the same reference, less exact
            if not any(other.startswith(reference + "[") for other in given):
                yield from self._one(path, reference, keyed, depth)

    def _one(self, path: Path, reference: str, keyed: str, depth: int) -> Iterator[str]:
        match = _WORD.match(reference)
        if match is None or match[1] in NOT_RESOURCES:
            return
        head, name, written, rest = match[1], match[2], match[3] or "", match[4]
        key = keyed if written in ("", "[each.key]", "[count.index]") else written
        if head == "var":
            yield from self._variable(path, name, depth)
        elif head == "module":
            yield from self._output(path, (name, key), rest, depth)
        else:
            yield from self.instances(path, f"{head}.{name}", key)

    def _variable(self, path: Path, name: str, depth: int) -> Iterator[str]:
        if not path:
            return
        call = self.call(path[:-1], path[-1][0])
        references = unfolded(tuple(referred(expressions(call).get(name))), call.get("for_each_expression"))
        yield from self._resolved(path[:-1], references, path[-1][1], depth - 1)

    def _output(self, path: Path, step: tuple[str, str], output: str | None, depth: int) -> Iterator[str]:
        inner = (*path, step)
        if entry := put_out(called(self.call, inner), output or ""):
            yield from self._resolved(inner, referred(entry.get("expression")), "", depth - 1)

    def instances(self, path: Path, name: str, key: str) -> list[str]:
        """The instances of one resource, in the module instances of the path."""
        return self._addresses.instances(path, name, key)

    def inside(self, path: Path) -> list[str]:
        """The resources that stand in a module itself."""
        return self._addresses.inside(path)

    def module(self, path: Path) -> Mapping[str, Any]:
        """The configuration of the module at a path."""
        module = self._root
        for part, _ in path:
            module = mapping(mapping(_calls(module).get(part) or {}, f"module {part}").get("module") or {}, "module")
        return module

    def call(self, path: Path, name: str) -> Mapping[str, Any]:
        """One call of a module, made in the module at a path."""
        return mapping(_calls(self.module(path)).get(name) or {}, f"module {name}")


class Links(OpenLinks):
    """The links of one resource instance, looked up when asked: most properties are known and never are."""

    __slots__ = ("_address", "_key", "_references")

    def __init__(self, references: References, address: str, key: str) -> None:
        self._references = references
        self._address = address
        self._key = key

    def __getitem__(self, prop: str) -> tuple[str, ...]:
        if found := self._references.found(self._address, self._key, prop):
            return found
        raise KeyError(prop)

    def get(self, prop: str, default: Any = None) -> Any:
        """The addresses behind a property, or the default: asked of every rule, so without the detour of `Mapping`."""
        return self._references.found(self._address, self._key, prop) or default

    def hidden(self, prop: str) -> Hidden | None:
        """A local value is not in the file, but what it stands for is created by this plan, or it were known."""
        return self._references.hidden(self._address, prop)

    def is_whole(self, prop: str) -> bool:
        """A set is unknown as soon as one of its items is: it is what its references name, if they all name resources.

        A constant beside them is not in the file.
        """
        return self._references.is_whole(self._address, prop)

    def is_choice(self, prop: str) -> bool:
        """What picks among resources is named before them: `count.index == 0 ? [a.id, b.id] : [a.id]`."""
        return self._references.is_choice(self._address, prop)

    def __iter__(self) -> Iterator[str]:
        return (prop for prop in self._references.properties(self._address) if prop in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def unfolded(references: tuple[str, ...], each: Any) -> tuple[str, ...]:
    """References with `each.value` of a for_each over one resource as the instance of that resource.

    >>> unfolded(("each.value.id", "each.value"), {"references": ["alicloud_vswitch.a"]})
    ('alicloud_vswitch.a[each.key]', 'each.key')
    """
    over = references_of(each)
    if len(over) != 1 or over[0].count(".") != 1 or over[0].startswith(NOT_FOLDED):
        return references
    others = tuple(one for one in references if not one.startswith("each.value"))
    return references if len(others) == len(references) else (*others, f"{over[0]}[each.key]", "each.key")


def _calls(module: Mapping[str, Any]) -> dict[str, Any]:
    return mapping(module.get("module_calls") or {}, "module_calls")


def instance_key(index: object) -> str:
    """An instance key as addresses write it."""
    if index is None:
        return ""
    if isinstance(index, int) and not isinstance(index, bool):
        return f"[{index}]"
    return f'["{index}"]' if isinstance(index, str) else ""


def _calls_of(address: str) -> Path:
    """The module calls that an address lies in, whatever the instance."""
    return keyless(path_of(address))
