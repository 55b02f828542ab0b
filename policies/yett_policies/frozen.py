"""`frozen`: what `@dataclass(frozen=True, slots=True)` gives, for a quarter of the start of every command less.

The standard one compiles six methods for each class, and a command has eighty classes before it does anything. Here
one is compiled, `__init__`; the others are shared, and it is mypy that keeps fields from being set, not the class.
"""

from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T]) -> type[T]:
    """Make a class of annotated fields a record: slots, compared and hashed by its fields, never changed.

    `dataclasses.replace`, `fields` and `asdict` take it; a field with `compare=False` counts for neither.

    >>> @frozen
    ... class Port:
    ...     number: int
    ...     name: str = ""
    >>> Port(22), Port(22) == Port(22, "ssh"), len({Port(22), Port(22)})
    (Port(number=22, name=''), False, 1)
    """
    made: Any = dataclass(slots=True, eq=False, repr=False)(cls)
    names = [one.name for one in fields(made) if one.compare]
    values = attrgetter(*names) if names else _nothing

    def is_equal(one: object, other: object) -> bool:
        return values(one) == values(other) if other.__class__ is one.__class__ else NotImplemented

    def hashed(one: object) -> int:
        return hash(values(one))

    made.__eq__, made.__hash__, made.__repr__ = is_equal, hashed, _said
    return made  # type: ignore[no-any-return]


def _nothing(_: object) -> None:
    """What records without fields are compared by."""


def _said(one: Any) -> str:
    said = (f"{part.name}={getattr(one, part.name)!r}" for part in fields(one) if part.repr)
    return f"{one.__class__.__qualname__}({', '.join(said)})"
