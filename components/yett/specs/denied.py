"""Addresses that nobody here speaks with: drop rules above every opening, in both directions.

- cidrs: [198.51.100.7/32]
  file: denied.txt
  reason: scans of 2026-05
  owner: security team
"""

from collections.abc import Iterator
from datetime import date
from typing import Optional

from pydantic import field_validator, model_validator

from yett import packets
from yett.specs.base import Spec
from yett.specs.bounds import said
from yett.specs.declared import Direction
from yett.specs.group_rule import DENY_PRIORITY, GroupRule, drop
from yett.specs.opening import Opening, iso_day
from yett.specs.openings import Zones
from yett.specs.peer import narrow
from yett.specs.problems import ProblemError


class Denied(Spec):
    """A dated record of whom no opening admits; default: nobody is denied."""

    cidrs: Optional[list[str]] = None
    """Networks that are denied, with their masks; never everyone."""
    file: Optional[str] = None
    """A text file with an address or a CIDR a line, # begins a comment; read before the first resource."""
    prefix_lists: Optional[list[str]] = None
    """Ids pl-... of prefix lists that are denied; what they hold is not known to yett."""
    reason: str
    """Why they are denied, 1..200 characters."""
    owner: str
    """The team or role that answers for it, 1..200 characters."""
    ticket: Optional[str] = None
    """Where it was asked for; default: no ticket."""
    expires: Optional[str] = None
    """The last day they are denied, YYYY-MM-DD; default: it never ends."""

    @field_validator("cidrs")
    @classmethod
    def _narrow(cls, cidrs: Optional[list[str]]) -> Optional[list[str]]:
        return None if cidrs is None else [_at(number, text) for number, text in enumerate(cidrs)]

    @field_validator("prefix_lists")
    @classmethod
    def _listed(cls, names: Optional[list[str]]) -> Optional[list[str]]:
        for number, name in enumerate(names or []):
            if not name.startswith("pl-"):
                raise ProblemError(got=name, allowed="the id pl-... of a prefix list", at=(number,))
        return names

    @field_validator("reason", "owner", "ticket", "file")
    @classmethod
    def _said(cls, text: Optional[str]) -> Optional[str]:
        return said(text)

    @field_validator("expires", mode="before")
    @classmethod
    def _dated(cls, value: object) -> object:
        return None if value is None else iso_day(value)

    @model_validator(mode="after")
    def _somebody(self) -> "Denied":
        if not self.cidrs and not self.file and not self.prefix_lists:
            raise ProblemError("denies nobody", allowed="cidrs, a file or prefix_lists")
        return self

    def holds(self, today: date) -> bool:
        """Whether they are denied today."""
        return self.expires is None or self.expires >= today.isoformat()

    def addresses(self) -> packets.AddressSet:
        """The denied networks as a set; prefix lists hold more."""
        return packets.AddressSet.of(*(self.cidrs or []))

    def rules(self) -> list[GroupRule]:
        """A drop of everything for each network and list, coming in and going out."""
        why = f"denied: {self.reason} ({self.owner})"
        return [drop(direction, DENY_PRIORITY, why, **end) for direction in Direction for end in self._ends()]

    def _ends(self) -> Iterator[dict[str, str]]:
        yield from ({"cidr": cidr} for cidr in self.cidrs or [])
        yield from ({"prefix_list": name} for name in self.prefix_lists or [])


def by_address(denied: Optional[list[Denied]]) -> list[Denied]:
    """The records as those take them who know no prefix list: the cidrs and files, without the lists."""
    plain = (one.model_copy(update={"prefix_lists": None}) for one in denied or [])
    return [one for one in plain if one.cidrs or one.file]


def denials(
    field: str, openings: Optional[list[Opening]], denied: Optional[list[Denied]], zones: Zones, today: date
) -> Iterator[str]:
    """What the user should hear: openings that are open today and of which a deny list leaves no peer."""
    held = [one for one in denied or [] if one.holds(today)]
    refused = packets.AddressSet.of(*(cidr for one in held for cidr in one.cidrs or []))
    for number, opening in enumerate(openings or []):
        sources = opening.sources(zones) if refused and opening.is_open(today) else None
        if sources and sources <= refused:
            fix = "close it, or take them off the list"
            yield f"{field}[{number}]: {opening} reaches nothing, all its peers are denied; {fix}"


def _at(number: int, text: str) -> str:
    try:
        return narrow(text)
    except ProblemError as found:
        raise found.below(number) from None
