"""What every reader asks of its document, so that a broken file gives one sentence and not a traceback."""

from typing import Any

from yett.errors import SnapshotError

NAMES = {dict: "an object", list: "a list", str: "a text", bool: "true or false", int: "a number", float: "a number"}


def mapping(value: object, where: str, key: str = "") -> dict[str, Any]:
    """The value as an object; raises SnapshotError that says where it is not: at `where`, or at its key."""
    if isinstance(value, dict):
        return value
    raise _refusal(where + key, value, "an object")


def sequence(value: object, where: str, key: str = "") -> list[Any]:
    """The value as a list; null reads as an empty one. Raises SnapshotError."""
    if value is None:
        return []
    if isinstance(value, list):
        return value
    raise _refusal(where + key, value, "a list")


def mappings(value: object, where: str) -> list[dict[str, Any]]:
    """The value as a list of objects; null reads as an empty one. Raises SnapshotError."""
    found = sequence(value, where)
    for index, one in enumerate(found):
        if not isinstance(one, dict):
            raise _refusal(f"{where}[{index}]", one, "an object")
    return found


def text(value: object, where: str, key: str = "") -> str:
    """The value as a text that is not empty. Raises SnapshotError."""
    if isinstance(value, str) and value:
        return value
    raise _refusal(where + key, value, "a text that is not empty")


def _refusal(where: str, value: object, allowed: str) -> SnapshotError:
    got = "nothing" if value in (None, "") else NAMES.get(type(value), type(value).__name__)
    return SnapshotError(f"{where}: got {got}, allowed is {allowed}; the file is damaged, make it again")
