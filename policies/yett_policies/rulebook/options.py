"""What a user may set on a rule: a frozen dataclass of `option` fields, its JSON schema, and one clear error.

Types: bool, int, str, tuple[int, ...] and tuple[str, ...].
"""

from collections.abc import Callable, Mapping
from dataclasses import Field, field, fields
from difflib import get_close_matches
from typing import Any, get_type_hints

from yett.errors import SpecError
from yett_policies.frozen import frozen

Json = dict[str, Any]
Check = Callable[[Any], object]
NAMES = {bool: "true or false", int: "a whole number", str: "a text"}
SCHEMA = {bool: "boolean", int: "integer", str: "string"}


def option(
    default: Any,
    doc: str,
    *,
    minimum: int | None = None,
    maximum: int | None = None,
    choices: tuple[str, ...] = (),
    check: Check | None = None,
) -> Any:
    """One field of a rule's `Options`; `check` raises ValueError for an item that is not meant."""
    about = {"doc": doc, "minimum": minimum, "maximum": maximum, "choices": choices, "check": check}
    return field(default=default, metadata=about)


@frozen
class Kind:
    """The type of one field: `item` for a single value or for each of a list."""

    item: type
    is_list: bool

    @staticmethod
    def of(hint: Any) -> "Kind":
        """Raises TypeError for a type that no schema of ours has."""
        item = hint.__args__[0] if getattr(hint, "__origin__", None) is tuple else hint
        if item not in SCHEMA:
            raise TypeError(f"an option cannot be {hint}, allowed is bool, int, str or a tuple of int or str")
        return Kind(item, item is not hint)


def schema_of(options: type, values: Any = None) -> Json:
    """JSON schema of each field, by name; defaults are those of `values` where given.

    A policy pack's config takes it as it is (CrossGuard, PolicyConfigSchema).
    """
    given = options() if values is None else values
    hints = get_type_hints(options)
    return {one.name: _schema(one, Kind.of(hints[one.name]), getattr(given, one.name)) for one in fields(options)}


def _schema(one: "Field[Any]", kind: Kind, default: Any) -> Json:
    about = one.metadata
    item: Json = {"type": SCHEMA[kind.item]}
    item |= {word: about[word] for word in ("minimum", "maximum") if about.get(word) is not None}
    item |= {"enum": list(about["choices"])} if about.get("choices") else {}
    found = {"type": "array", "items": item} if kind.is_list else item
    return found | {"default": list(default) if kind.is_list else default, "description": about["doc"]}


def read_options(options: type, given: Mapping[str, Any], where: str, base: Any = None) -> Any:
    """An instance of a rule's `Options` with what is given in place of `base` or the defaults; raises SpecError."""
    hints = get_type_hints(options)
    known = {one.name: one for one in fields(options)}
    values = {name: getattr(options() if base is None else base, name) for name in known}
    for name, value in given.items():
        if name not in known:
            raise SpecError(f"{where}.{name}", "no such option", allowed=", ".join(known), fix=nearest(name, known))
        values[name] = _read(known[name], Kind.of(hints[name]), value, f"{where}.{name}")
    return options(**values)


def nearest(name: str, known: Any) -> str:
    """ "did you mean ...?", or nothing."""
    near = get_close_matches(name, list(known), 1)
    return f'did you mean "{near[0]}"?' if near else ""


def _read(one: "Field[Any]", kind: Kind, value: Any, where: str) -> Any:
    if not kind.is_list:
        return _item(one, kind.item, value, where)
    if isinstance(value, str) or not isinstance(value, list | tuple):
        raise SpecError(where, got=value, allowed=f"a list, each {NAMES[kind.item]}")
    return tuple(_item(one, kind.item, item, f"{where}[{index}]") for index, item in enumerate(value))


def _item(one: "Field[Any]", kind: type, value: Any, where: str) -> Any:
    # numbers of a protobuf struct are all floats
    found = int(value) if kind is int and isinstance(value, float) and value.is_integer() else value
    if type(found) is not kind:
        raise SpecError(where, got=value, allowed=NAMES[kind])
    _bounded(one.metadata, found, where)
    check: Check | None = one.metadata.get("check")
    if check is not None:
        try:
            check(found)
        except ValueError as error:
            raise SpecError(where, str(error), got=value) from None
    return found


def _bounded(about: Mapping[str, Any], value: Any, where: str) -> None:
    low, high, choices = about.get("minimum"), about.get("maximum"), about.get("choices")
    if choices and value not in choices:
        raise SpecError(where, got=value, allowed=", ".join(choices))
    if (low is not None and value < low) or (high is not None and value > high):
        raise SpecError(where, got=value, allowed=f"{'' if low is None else low}..{'' if high is None else high}")
