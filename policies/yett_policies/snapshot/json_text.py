"""JSON out of a file, and what the file is instead when it is none: people hand over plans, archives and logs."""

import json
from json import JSONDecodeError
from typing import Any

from yett.errors import SnapshotError

FORMATS = (
    "`pulumi preview --json --show-sames`, `pulumi stack export`, `terraform show -json`, or a list of stack resources"
)
KINDS = {
    b"PK\x03\x04": "it is a zip, as a saved plan of Terraform is; give the output of `terraform show -json FILE`",
    b"\x1f\x8b": "it is compressed with gzip; unpack it first",
}
"""First bytes -> what a file is that holds no text, with what to do."""
LARGE = 1 << 20
"""Bytes from which on a quicker reader is worth its import."""
LOG = "it holds several documents, as a log does (`terraform plan -json` prints one); make the file again"


def json_of(text: bytes | str, where: str) -> Any:
    """The document; raises SnapshotError that says where the text breaks off, or what it is."""
    found = _quickly(text) if len(text) >= LARGE else None
    try:
        return json.loads(text) if found is None else found
    except (ValueError, RecursionError) as error:
        raise SnapshotError(f"{where}: not JSON ({error}): {_instead(text, error)}, allowed is {FORMATS}") from None


def _quickly(text: bytes | str) -> Any:
    """The same document, a third sooner; None for what this reader refuses, of which `json` takes more and says why."""
    import msgspec  # noqa: PLC0415 - small documents are read before it is there

    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return None


def _instead(text: bytes | str, error: Exception) -> str:
    raw = text[:4] if isinstance(text, bytes) else b""
    for start, said in KINDS.items():
        if raw.startswith(start):
            return said
    is_log = isinstance(error, JSONDecodeError) and error.msg == "Extra data"
    return LOG if is_log else "make the file again"
