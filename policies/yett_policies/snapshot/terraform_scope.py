"""What a local value of a module can stand for: a plan shows no local value, but everything that one can see.

`security_groups = local.ids` in a module is one of the module's own groups, of those it was given, or of those that
its own modules put out: when that is a single one, it is that.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from yett_policies.resources import Hidden, Lookup
from yett_policies.resources.values import texts_in

from .checks import mapping, sequence
from .terraform_modules import Path, declared, expressions, given, put_out
from .terraform_whole import constant, most_exact, referred, word

HIDING = ("local.", "var.", "each.", "module.")
"""Starts of references behind which a plan may show nothing."""
MAKERS = ("alicloud_cs_", "alicloud_ros_", "alicloud_cloud_control_resource", "alicloud_compute_nest_")
"""Types that put out the ids of resources which the plan does not hold."""
DATA = re.compile(r"(?:.*\.)?data\.(\w+)\.[\w-]+")
OUTPUT = re.compile(r'module\.[\w-]+(?:\["[^"]*"\]|\[[^\]"]*\])?\.([\w-]+)')


class Plan(Protocol):
    """What is asked of the plan's configuration."""

    def call(self, path: Path, name: str) -> Mapping[str, Any]: ...
    def module(self, path: Path) -> Mapping[str, Any]: ...
    def instances(self, path: Path, name: str, key: str) -> list[str]: ...
    def inside(self, path: Path) -> list[str]: ...


@dataclass(slots=True)
class Sight:
    """One walk: what was seen so far, and where it has been."""

    urns: dict[str, None] = field(default_factory=dict)
    texts: set[str] = field(default_factory=set)
    read: set[Lookup] = field(default_factory=set)
    late: set[Lookup] = field(default_factory=set)
    is_complete: bool = True
    is_first: bool = True
    been: set[tuple[Any, ...]] = field(default_factory=set)


class Scope:
    """Walks through a plan's configuration from a reference to whatever it can stand for."""

    def __init__(self, plan: Plan, variables: Mapping[str, Any], late: Iterable[str]) -> None:
        self._plan = plan
        self._variables = variables
        self._late = list(late)
        self._whole: dict[Path, Sight] = {}

    def hidden(self, path: Path, references: Iterable[str], each: Any) -> Hidden:
        """What references in a module can stand for; `each` is the for_each of what they are written in."""
        sight = Sight()
        self._references(sight, path, references, each)
        looked_up = frozenset(sight.read), frozenset(sight.late)
        return Hidden(tuple(sight.urns), frozenset(sight.texts), *looked_up, sight.is_complete)

    def _references(self, sight: Sight, path: Path, references: Iterable[str], each: Any) -> None:
        for one in most_exact(references):
            self._reference(sight, path, one, each)

    def _reference(self, sight: Sight, path: Path, reference: str, each: Any) -> None:
        head, _, rest = reference.partition(".")
        if head == "each":
            self._each(sight, path, rest, each)
        elif head == "local":
            # a module is written for many callers, the root for one: it may hold an id of its account
            sight.is_complete &= bool(path)
            self._module(sight, path)
        elif head == "var":
            self._input(sight, path, word(rest))
        elif head == "module":
            self._output(sight, path, word(rest), reference)
        elif head == "data":
            self._data(sight, path, reference)
        elif head not in ("count", "path", "terraform", "self"):
            self._resources(sight, self._plan.instances(path, f"{head}.{word(rest)}", ""))

    def _each(self, sight: Sight, path: Path, rest: str, each: Any) -> None:
        if rest == "key":
            return
        if each is None:
            sight.is_complete &= bool(path)
            self._module(sight, path)
        else:
            self._expression(sight, path, each)

    def _expression(self, sight: Sight, path: Path, expression: Any, each: Any = None) -> None:
        sight.texts.update(texts_in(constant(expression)))
        self._references(sight, path, referred(expression), each)

    def _module(self, sight: Sight, path: Path) -> None:
        """All that a local value of a module can see: its resources, its variables, and what its modules put out."""
        if _again(sight, path):
            return
        if sight.is_first and not any(key for _, key in path):
            # hundreds of instances of a module may ask for what the root sees
            if path not in self._whole:
                self._whole[path] = Sight(is_first=False)
                self._module(self._whole[path], path)
            _merge(sight, self._whole[path])
            return
        module = self._plan.module(path)
        calls = mapping(module.get("module_calls") or {}, "module_calls")
        for name in {*_data_in(module), *self._late_in(path)}:
            # further in only what a module puts out is seen
            if word(name.removeprefix("module.")) not in calls:
                self._data(sight, path, name)
        self._resources(sight, self._plan.inside(path))
        for name in {**mapping(module.get("variables") or {}, "variables"), **given(self._plan.call, path)}:
            self._input(sight, path, name)
        for name, call in calls.items():
            inner = mapping(mapping(call, name).get("module") or {}, name)
            for output in mapping(inner.get("outputs") or {}, "outputs"):
                self._output(sight, path, name, f"module.{name}.{output}")

    def _input(self, sight: Sight, path: Path, name: str) -> None:
        """A variable: what the call gives, or else its default; of the root module what the plan was made with."""
        if _again(sight, path, name):
            return
        known = declared(self._plan.module(path), name)
        default = known.get("default") if known else None
        if not path:
            entry = self._variables.get(name)
            sight.texts.update(texts_in(entry.get("value") if isinstance(entry, dict) else default))
            return
        call = self._plan.call(path[:-1], path[-1][0])
        written = expressions(call)
        if name in written:
            self._expression(sight, path[:-1], written[name], call.get("for_each_expression"))
        else:
            sight.texts.update(texts_in(default))

    def _output(self, sight: Sight, path: Path, name: str, reference: str) -> None:
        """An output of a module; everything in the module where the output is not named or not shown."""
        output, inner = OUTPUT.match(reference), (*path, (name, ""))
        entry = put_out(self._plan.module(inner), output[1] if output else "")
        if output is None or entry is None:
            sight.is_complete = False
            self._module(sight, inner)
        elif not _again(sight, inner, output[1], "output"):
            self._expression(sight, inner, entry.get("expression"))

    def _data(self, sight: Sight, path: Path, reference: str) -> None:
        """A data source, or one further in that nothing leads to."""
        name = DATA.match(reference)
        if name is None or _again(sight, path, name[0]):
            return
        if name[0] not in self._late_in(path):
            sight.read.add(Lookup(name[1]))
            return
        asked = _data_in(self._plan.module(path)).get(name[0], {})
        written = mapping(asked.get("expressions") or {}, "data expressions")
        is_by_id = set(written) - {"output_file"} == {"ids"} and not asked.get("depends_on")
        sight.late.add(Lookup(name[1], is_by_id))
        if is_by_id:
            self._expression(sight, path, written["ids"], asked.get("for_each_expression"))

    def _late_in(self, path: Path) -> list[str]:
        """The data sources that are read later in a module and the modules within it, as it calls them."""
        prefix = "".join(f"module.{module}." for module, _ in path)
        return [one.removeprefix(prefix) for one in self._late if one.startswith(prefix)]

    def _resources(self, sight: Sight, addresses: Iterable[str]) -> None:
        for address in addresses:
            sight.urns[address] = None
            sight.late.update(Lookup(maker) for maker in MAKERS if f".{maker}" in f".{address}")


def _merge(sight: Sight, other: Sight) -> None:
    sight.urns |= other.urns
    sight.texts |= other.texts
    sight.read |= other.read
    sight.late |= other.late
    sight.is_complete &= other.is_complete


def _data_in(module: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The data sources that stand in a module itself, by what references call them."""
    entries = sequence(module.get("resources"), "configuration resources")
    return {f"data.{one.get('type')}.{one.get('name')}": one for one in entries if one.get("mode") == "data"}


def _again(sight: Sight, *place: Any) -> bool:
    """Whether the walk has been here; it has from now on."""
    known = place in sight.been
    sight.been.add(place)
    return known
