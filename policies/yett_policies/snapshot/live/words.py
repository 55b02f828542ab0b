"""What the API says, as resources in Terraform's words, so that live and state are built by the same builders."""

from collections.abc import Mapping
from typing import Any

from yett_policies.resources import Resource

Item = Mapping[str, Any]


def resource(kind: str, ident: str, name: object, **props: Any) -> Resource:
    """One resource; its URN is `live:TYPE:ID`, its name the display name or else the id."""
    return Resource(f"live:{kind}:{ident}", kind, str(name or ident), {"id": ident, **props}, id=ident)


def listed(item: Item, *path: str) -> list[Any]:
    """The list at a path of keys; an absent one is empty.

    >>> listed({"Tags": {"Tag": [1]}}, "Tags", "Tag"), listed({}, "Tags", "Tag")
    ([1], [])
    """
    found: Any = item
    for key in path:
        found = found.get(key) if isinstance(found, Mapping) else None
    return list(found or [])


def lower(item: Item, key: str) -> str | None:
    """A word in lower case; None when it is not said."""
    found = item.get(key)
    return str(found).lower() if found else None
