"""What every reader asks of its document, so that a broken file gives one sentence and not a traceback."""

from typing import Any

from yett.errors import SnapshotError, message

NAMES = {dict: "an object", list: "a list", str: "a text"}


def mapping(value: object, where: str) -> dict[str, Any]:
    """The value as an object with text keys; raises SnapshotError that says where it is not."""
    if isinstance(value, dict):
        return value
    raise SnapshotError(message(where, got=_kind(value), allowed="an object"))


def sequence(value: object, where: str) -> list[Any]:
    """The value as a list; null reads as an empty one."""
    if value is None:
        return []
    if isinstance(value, list):
        return value
    raise SnapshotError(message(where, got=_kind(value), allowed="a list"))


def text(value: object, where: str) -> str:
    """The value as a non-empty text."""
    if isinstance(value, str) and value:
        return value
    raise SnapshotError(message(where, got=_kind(value), allowed="a text that is not empty"))


def _kind(value: object) -> str:
    return "nothing" if value in (None, "") else type(value).__name__
