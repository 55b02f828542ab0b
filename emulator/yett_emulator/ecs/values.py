"""Values inside nested parameters (`SystemDisk.Size`): read as what they are, or refused by their name."""

import base64
from collections.abc import Mapping
from typing import Any

from yett_emulator.errors import CloudError


def unpacked(text: str, code: str, message: str) -> bytes:
    """What Base64 holds; anything else is refused with this code."""
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        raise CloudError(code, message, 403) from None


def text(said: Mapping[str, Any], name: str, default: str = "") -> str:
    value = said.get(name)
    return default if value in (None, "", "<nil>") else str(value)


def whole(said: Mapping[str, Any], name: str, default: int = 0) -> int:
    """A number without sign.

    >>> whole({"Size": "40"}, "Size"), whole({}, "Size", 20)
    (40, 20)
    """
    given = text(said, name)
    if given and not given.isdigit():
        raise CloudError(f"InvalidParameter.{name}", f"The specified {name} {given!r} is not a number.")
    return int(given) if given else default


def decimal(said: Mapping[str, Any], name: str, default: float = 0.0) -> float:
    given = text(said, name)
    try:
        return float(given) if given else default
    except ValueError:
        raise CloudError(f"InvalidParameter.{name}", f"The specified {name} {given!r} is not a number.") from None


def truth(said: Mapping[str, Any], name: str, default: bool = False) -> bool:
    """`true` and `false` in any case."""
    given = text(said, name).lower()
    if given not in ("", "true", "false"):
        raise CloudError(f"InvalidParameter.{name}", f"The specified {name} {given!r} is not true or false.")
    return default if not given else given == "true"


def nested(said: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """A group of parameters such as `SystemDisk.*`; none is an empty one."""
    value = said.get(name)
    if value in (None, ""):
        return {}
    if not isinstance(value, dict):
        raise CloudError(f"InvalidParameter.{name}", f"The specified {name} {value!r} is not a group of parameters.")
    return value


def nested_list(said: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """Groups of parameters such as `DataDisk.N.*`."""
    value = said.get(name)
    items = value if isinstance(value, list) else [] if value in (None, "") else [value]
    return [nested({name: item}, name) for item in items]
