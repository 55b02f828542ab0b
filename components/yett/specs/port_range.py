"""A run of ports, so that `ports: [443, "8000-8010"]` means what it says."""

from collections.abc import Mapping
from typing import Optional

from pydantic import field_validator, model_validator

from yett.specs.base import Spec
from yett.specs.bounds import PORT_FIRST, PORT_LAST
from yett.specs.problems import ProblemError

_ALLOWED = f'{PORT_FIRST}..{PORT_LAST}, or a range such as "8000-8010"'


class PortRange(Spec):
    """Ports first..last, 1..65535, inclusive; in YAML and Python also 443, "443" or "8000-8010"."""

    first: int
    """The lowest port."""
    last: int
    """The highest port; the same as the lowest for one port."""

    @model_validator(mode="before")
    @classmethod
    def _read(cls, data: object) -> object:
        if isinstance(data, Mapping | PortRange):
            return data
        first, last = _ends(data)
        return {"first": first, "last": last}

    @field_validator("first", "last")
    @classmethod
    def _bounded(cls, number: int) -> int:
        if not PORT_FIRST <= number <= PORT_LAST:
            raise ProblemError(got=number, allowed=f"{PORT_FIRST}..{PORT_LAST}")
        return number

    @model_validator(mode="after")
    def _forwards(self) -> "PortRange":
        if self.first > self.last:
            raise ProblemError(got=str(self), allowed="a range that does not run backwards")
        return self

    @classmethod
    def of(cls, first: int, last: Optional[int] = None) -> "PortRange":
        """One port, or the range first..last.

        >>> str(PortRange.of(8000, 8010))
        '8000-8010'
        """
        return cls(first=first, last=first if last is None else last)

    @property
    def size(self) -> int:
        """How many ports there are, 1..65535."""
        return self.last - self.first + 1

    def holds(self, other: "PortRange") -> bool:
        """Whether every port of the other range is in this one."""
        return self.first <= other.first and other.last <= self.last

    def meets(self, other: "PortRange") -> bool:
        """Whether the two share a port."""
        return self.first <= other.last and other.first <= self.last

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


def _ends(data: object) -> tuple[int, int]:
    """(first, last) of 443, 443.0 (numbers that went through the engine), "443", "8000-8010" or "8000/8010"."""
    if not isinstance(data, int | float | str):
        raise ProblemError(got=data, allowed=_ALLOWED)
    first, dash, last = _text(data).replace("/", "-").partition("-")
    try:
        ends = int(first), int(last if dash else first)
    except ValueError:
        raise ProblemError(got=data, allowed=_ALLOWED) from None
    wrong = [end for end in ends if not PORT_FIRST <= end <= PORT_LAST]
    if wrong:
        raise ProblemError(got=data, allowed=f"{PORT_FIRST}..{PORT_LAST}")
    return ends


def _text(data: int | float | str) -> str:
    if isinstance(data, float) and data.is_integer():
        return str(int(data))
    return str(data)
