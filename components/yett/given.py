"""What a component is given: its args, read as strictly as its spec, before the first resource.

`LoadBalancer("web", {"spec": ..., "server": ...})` is refused, as nobody would read `server`.
"""

import inspect
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any, NotRequired, get_args, get_origin

import pulumi

from yett.errors import SpecError
from yett.specs.meaning import meaning
from yett.specs.problems import together

SPEC = "spec"
"""The one argument that is plain data with checks of its own."""


def check_given(where: str, kind: type, args: object) -> None:
    """Refuse args without a key that `kind` needs, with one that it has not, or with a value of another shape.

    Raises SpecError with every problem.
    """
    if not isinstance(args, Mapping):
        raise SpecError(f"{where}.args", got=args, allowed=f"a mapping of {', '.join(sorted(_hints(kind)))}")
    given = {key: value for key, value in args.items() if value is not None}
    found = [*_unknown(where, kind, given), *_missing(where, kind, given), *_misshapen(where, kind, given)]
    if found:
        raise together(found)


def _unknown(where: str, kind: type, given: Mapping[Any, object]) -> Iterator[SpecError]:
    known = sorted(_hints(kind))
    for key in given:
        if key not in known:
            close = get_close_matches(str(key), known, 1)
            fix = f'did you mean "{close[0]}"?' if close else ""
            yield SpecError(f"{where}.{key}", "unknown argument", allowed=", ".join(known), fix=fix)


def _missing(where: str, kind: type, given: Mapping[str, object]) -> Iterator[SpecError]:
    needed: frozenset[str] = vars(kind)["__required_keys__"]
    for key in sorted(needed - given.keys()):
        yield SpecError(f"{where}.{key}", "is missing", allowed=meaning(kind, key))


def _misshapen(where: str, kind: type, given: Mapping[str, object]) -> Iterator[SpecError]:
    for key, hint in _hints(kind).items():
        if key in given and key != SPEC:
            yield from _other(f"{where}.{key}", given[key], hint)


def _other(where: str, value: object, hint: Any) -> Iterator[SpecError]:
    """What is not of the shape: text, an input, or a mapping or list of them."""
    shape = get_origin(hint) or hint
    if shape is dict and isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _other(f"{where}.{name}", inner, get_args(hint)[1])
    elif shape is list and isinstance(value, list | tuple):
        for number, inner in enumerate(value):
            yield from _other(f"{where}[{number}]", inner, get_args(hint)[0])
    elif shape is dict:
        fix = "its names have to be known before the first resource, its values may be outputs"
        yield SpecError(where, got=value, allowed="a mapping", fix=fix)
    elif shape is str and not isinstance(value, str):
        yield SpecError(where, got=value, allowed="a text that is known before the first resource")
    elif shape is list and not isinstance(value, pulumi.Output):
        yield SpecError(where, got=value, allowed="a list")
    elif shape not in (str, list) and not _is_input(value):
        yield SpecError(where, got=value, allowed="a text, or an output of one")


def _is_input(value: object) -> bool:
    return isinstance(value, str | pulumi.Output) or inspect.isawaitable(value)


@cache
def _hints(kind: type) -> dict[str, Any]:
    """The type of every argument; not by get_type_hints, as the SDK's Input names a class of its own module."""
    found: dict[str, Any] = kind.__annotations__
    return {key: get_args(hint)[0] if get_origin(hint) is NotRequired else hint for key, hint in found.items()}
