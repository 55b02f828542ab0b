"""Single values out of props, each known, Unknown or refused: never guessed.

Readers differ in how they write a value (443, 443.0, "443"; true, "on"): builders and rules ask here.
"""

from collections.abc import Iterator
from typing import Any

from yett_policies.network import Cidr, PortRange, Unknown

from .graph import unknown
from .resource import UNKNOWN, Resource

ON = ("true", "on", "1", "1.0", "yes", "enable", "enabled")
OFF = ("false", "off", "0", "0.0", "no", "disable", "disabled")


def texts_in(value: object) -> Iterator[str]:
    """Every text in a value.

    >>> sorted(texts_in({"a": ["sg-1", 3], "b": "x"}))
    ['sg-1', 'x']
    """
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from texts_in(item)


def word(resource: Resource, prop: str, default: str) -> str | Unknown:
    """A text in lower case, the provider's default when it is left out."""
    return word_of(resource, resource.props.get(prop), prop, default)


def word_of(resource: Resource, value: object, prop: str, default: str) -> str | Unknown:
    """The same for a value out of a block."""
    if value is UNKNOWN:
        return unknown(resource, prop)
    return str(value).lower() if value not in (None, "") else default


def number(resource: Resource, prop: str, default: int | None = None) -> int | Unknown | None:
    """A property as a whole number.

    >>> number(Resource("u", "t", "x", {"days": "180.0"}), "days")
    180
    """
    return whole(resource, resource.props.get(prop), prop, default)


def one_of(resource: Resource, prop: str, default: str, allowed: tuple[str, ...]) -> str | Unknown:
    """A text out of an enumeration; a word that is not in it is Unknown, with the word in the message."""
    written = resource.props.get(prop)
    if isinstance(written, str) and written in allowed:
        return written or default
    found = word_of(resource, written, prop, default)
    return found if isinstance(found, Unknown) or found in allowed else Unknown(_odd(resource, prop, found))


def whole(resource: Resource, value: object, prop: str, default: int | None) -> int | Unknown | None:
    """A whole number; 443.0 and "443" are 443 too."""
    if value.__class__ is int:
        return value
    if value is None or value == "":
        return default
    if value is UNKNOWN:
        return unknown(resource, prop)
    try:
        number = float(str(value))
        return int(number) if number.is_integer() else Unknown(_odd(resource, prop, value))
    except (ValueError, OverflowError):
        return Unknown(_odd(resource, prop, value))


def flag(resource: Resource, prop: str, default: bool) -> bool | Unknown:
    """A switch: true/false, "on"/"off"."""
    value = resource.props.get(prop)
    if value is UNKNOWN:
        return unknown(resource, prop)
    if value in (None, ""):
        return default
    word = str(value).lower()
    return word in ON if word in ON + OFF else Unknown(_odd(resource, prop, value))


def ports(resource: Resource, value: object, prop: str) -> PortRange | Unknown:
    """A port or a range in any of the cloud's spellings; port 0 alone is none."""
    if value is UNKNOWN or value is None:
        return unknown(resource, prop)
    exact = int(value) if isinstance(value, float) and value.is_integer() else value
    try:
        found = PortRange.parse(str(exact))
    except (ValueError, OverflowError):
        return Unknown(_odd(resource, prop, value))
    return found if found.last else Unknown(_odd(resource, prop, value))


def cidr(resource: Resource, value: object, prop: str) -> Cidr | Unknown:
    """A block or an address."""
    if value is UNKNOWN:
        return unknown(resource, prop)
    try:
        return Cidr.parse(str(value))
    except ValueError:
        return Unknown(_odd(resource, prop, value))


def cidrs(resource: Resource, values: object, prop: str) -> tuple[tuple[Cidr, ...], tuple[Unknown, ...]]:
    """The blocks of a list and, apart, what in it is not known."""
    if values is UNKNOWN:
        return (), (unknown(resource, prop),)
    found = [cidr(resource, value, prop) for value in items(values) if value not in (None, "")]
    known = tuple(c for c in found if isinstance(c, Cidr))
    return known, tuple(u for u in found if isinstance(u, Unknown))


def text(resource: Resource, prop: str) -> str | Unknown:
    """A text as it stands; Unknown when it is not there either (the cloud will choose it)."""
    value = resource.props.get(prop)
    return str(value) if value not in (None, "") and value is not UNKNOWN else unknown(resource, prop)


def items(value: object) -> list[Any]:
    """A list from a list, from one value, or from nothing; UNKNOWN stays one item."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def blocks(resource: Resource, prop: str) -> Iterator[dict[str, Any]]:
    """The blocks of a property: Terraform writes a list, Pulumi an object where only one is allowed."""
    for item in items(resource.props.get(prop)):
        if isinstance(item, dict):
            yield item


def is_unknown(resource: Resource, prop: str) -> bool:
    """Whether a property of blocks, or one of them, has no value yet, or none that is a block."""
    return any(not isinstance(item, dict) for item in items(resource.props.get(prop)))


def block_of(resource: Resource, prop: str, block: dict[str, Any]) -> Resource:
    """One block as if it were a resource: `word`, `flag` and `number` read it, and name it as its owner's."""
    return Resource(resource.urn, f"{resource.type}_{prop}", resource.name, block)


def unknowns(resource: Resource, *props: str) -> list[str]:
    """What is not known among these properties, in the user's terms; an unknown item of a list counts.

    >>> unknowns(Resource("u", "alicloud_vpc", "net", {"a": 1, "b": [UNKNOWN]}), "a", "b")
    ['b of vpc "net"']
    """
    found = (prop for prop in props if any(item is UNKNOWN for item in items(resource.props.get(prop))))
    return [unknown(resource, prop).what for prop in found]


def _odd(resource: Resource, prop: str, value: object) -> str:
    return f'{unknown(resource, prop).what} ("{str(value)[:60]}" is not a value that yett knows)'
