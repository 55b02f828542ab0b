"""The files that deny lists name, read before the first resource: what is denied stands in the spec, not behind a path.

A file has an address or a CIDR a line; what follows # is a comment. A path is relative to where the program runs.
"""

from ipaddress import ip_address
from pathlib import Path
from typing import Optional, Protocol, Self, TypeVar

from yett.errors import SpecError
from yett.specs.denied import Denied
from yett.specs.peer import narrow
from yett.specs.problems import ProblemError, together


class _HasDenied(Protocol):
    @property
    def denied(self) -> Optional[list[Denied]]: ...

    @classmethod
    def parse(cls, data: object, where: str = "") -> Self: ...

    def plain(self) -> dict[str, object]: ...


Found = TypeVar("Found", bound=_HasDenied)


def with_files(spec: Found, where: str) -> Found:
    """The spec with the addresses of every deny file among its `cidrs`, checked anew.

    Raises SpecError for a file that cannot be read and for every line that is no address.
    """
    if not any(denied.file for denied in spec.denied or []):
        return spec
    held = [_read(denied, f"{where}.denied[{number}].file") for number, denied in enumerate(spec.denied or [])]
    return spec.parse({**spec.plain(), "denied": [denied.plain() for denied in held]}, where)


class _HasPlain(Protocol):
    @classmethod
    def parse(cls, data: object, where: str = "") -> Self: ...

    def plain(self) -> dict[str, object]: ...


Whole = TypeVar("Whole", bound=_HasPlain)


def with_all_files(spec: Whole, where: str) -> Whole:
    """The same for a scenario, whose parts have deny lists of their own.

    Raises SpecError.
    """
    data = spec.plain()
    filled = _filled(data, where)
    return spec if filled == data else spec.parse(filled, where)


def _filled(node: object, where: str) -> object:
    if isinstance(node, dict):
        return {
            key: _lists(value, f"{where}.{key}") if key == "denied" else _filled(value, f"{where}.{key}")
            for key, value in node.items()
        }
    if isinstance(node, list):
        return [_filled(value, f"{where}[{number}]") for number, value in enumerate(node)]
    return node


def _lists(records: list[object], where: str) -> list[object]:
    found = [Denied.parse(one, f"{where}[{number}]") for number, one in enumerate(records)]
    return [_read(one, f"{where}[{number}].file").plain() for number, one in enumerate(found)]


def _read(denied: Denied, where: str) -> Denied:
    if denied.file is None:
        return denied
    listed = [*(denied.cidrs or []), *addresses(denied.file, where)]
    return denied.model_copy(update={"cidrs": list(dict.fromkeys(listed))})


def addresses(file: str, where: str) -> list[str]:
    """The CIDRs of a file in the order they stand there; a bare address is one of its own.

    Raises SpecError.
    """
    try:
        text = Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise SpecError(where, "cannot be read", got=file, allowed="a text file with a CIDR a line") from None
    found, refused = [], []
    for number, line in enumerate(text.splitlines(), 1):
        if said := line.partition("#")[0].strip():
            try:
                found.append(narrow(_masked(said)))
            except ProblemError as problem:
                refused.append(problem.error(f"{where} ({file} line {number})"))
    if refused:
        raise together(refused)
    return found


def _masked(text: str) -> str:
    """A bare address with its mask; everything else as it is."""
    try:
        address = ip_address(text)
    except ValueError:
        return text
    return f"{address}/{address.max_prefixlen}"
