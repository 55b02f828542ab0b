"""One accepted finding: a dated record with an owner and an approver, so that an exception ends by itself.

- rule: remote-login-from-internet
  resource: "*::jump-ssh"
  traffic: tcp/22 from 203.0.113.0/24
  reason: the vendor's support works from there
  owner: platform team
  approver: security team
  expires: "2027-03-31"
"""

import re
from datetime import date
from functools import cached_property
from typing import Optional

from pydantic import field_validator

from yett.packets import AddressSet, TransportSet
from yett.specs.base import Spec
from yett.specs.bounds import said
from yett.specs.opening import iso_day
from yett.specs.problems import ProblemError
from yett_policies.rulebook import Finding, short
from yett_policies.rulebook.packets import Packets


class Waiver(Spec):
    """A finding that somebody accepts until a day, of one rule, on the resources and packets that it names."""

    rule: str
    """The rule's id, such as remote-login-from-internet; never a pattern."""
    resource: str
    """The resource's URN, address or name; * stands for any characters, ? for one, and something else is needed."""
    traffic: Optional[str] = None
    """All that is accepted, such as "tcp/22 from 203.0.113.0/24"; default: whatever the finding is about."""
    path: Optional[list[str]] = None
    """URNs or names, patterns allowed, each of a station that the finding's path passes; default: any path."""
    reason: str
    """Why it is accepted, 1..200 characters."""
    owner: str
    """The team or role that answers for it, 1..200 characters."""
    approver: str
    """The team or role that accepted it, 1..200 characters."""
    ticket: Optional[str] = None
    """Where it was asked for; default: no ticket."""
    expires: str
    """The last day it holds, YYYY-MM-DD."""

    @field_validator("rule", "reason", "owner", "approver", "ticket")
    @classmethod
    def _said(cls, text: Optional[str]) -> Optional[str]:
        return said(text)

    @field_validator("resource")
    @classmethod
    def _names(cls, text: str) -> str:
        return named(text)

    @field_validator("path")
    @classmethod
    def _stations(cls, texts: Optional[list[str]]) -> Optional[list[str]]:
        if texts == []:
            raise ProblemError("names no station", allowed="URNs or names, or no path at all")
        return None if texts is None else [_at(number, text) for number, text in enumerate(texts)]

    @field_validator("traffic")
    @classmethod
    def _packets(cls, text: Optional[str]) -> Optional[str]:
        if text is not None:
            packets_of(text)
        return text

    @field_validator("expires", mode="before")
    @classmethod
    def _dated(cls, value: object) -> object:
        return iso_day(value)

    @cached_property
    def packets(self) -> Packets | None:
        """What is accepted of the traffic; None for all of it."""
        return None if self.traffic is None else packets_of(self.traffic)

    def holds(self, today: date) -> bool:
        """Whether it has not expired."""
        return self.expires >= today.isoformat()

    def speaks_of(self, finding: Finding) -> bool:
        """Whether it is about the whole of a finding: rule, resource, every packet, and the path."""
        if finding.rule != self.rule or not any(matches(self.resource, name) for name in names_of(finding)):
            return False
        return self._covers(finding) and all(
            any(passes(one, hop.urn) for hop in finding.path) for one in self.path or ()
        )

    def _covers(self, finding: Finding) -> bool:
        if self.packets is None:
            return True
        if finding.packets is None:
            # not about packets that we know exactly: only the same words are surely the same
            return bool(finding.traffic) and finding.traffic == self.traffic
        own, asked = self.packets, finding.packets
        return asked.sources <= own.sources and asked.dialled <= own.dialled


def names_of(finding: Finding) -> tuple[str, ...]:
    """Whatever a person would call the resource of a finding."""
    return tuple(dict.fromkeys((finding.urn, short(finding.urn), finding.name)))


def passes(pattern: str, urn: str) -> bool:
    return matches(pattern, urn) or matches(pattern, short(urn))


def matches(pattern: str, text: str) -> bool:
    """Whether a pattern means a text; brackets are plain, as Terraform's addresses have them.

    >>> matches("alicloud_eip.*[0]", "alicloud_eip.web[0]"), matches("web", "web-2")
    (True, False)
    """
    words = (".*" if c == "*" else "." if c == "?" else re.escape(c) for c in pattern)
    return re.fullmatch("".join(words), text, re.DOTALL) is not None


def named(pattern: str) -> str:
    """A pattern that means something.

    Raises ProblemError for one that means everything.
    """
    if not re.search(r"[^*?:.\s]", pattern):
        raise ProblemError(got=pattern, allowed="a URN, an address or a name, with * and ? inside of it")
    return pattern


def _at(number: int, pattern: str) -> str:
    try:
        return named(pattern)
    except ProblemError as found:
        raise found.below(number) from None


def packets_of(text: str) -> Packets:
    """What a waiver's traffic says; the whole internet where no source is named.

    >>> packets_of("tcp/22 from 203.0.113.0/24").sources.cidrs()
    ('203.0.113.0/24',)

    Raises ProblemError.
    """
    ports, _, sources = text.partition(" from ")
    try:
        carried = TransportSet.parse(ports)
        everyone = AddressSet.everyone() if not sources else AddressSet.of(*re.split(r"[\s,]+", sources.strip()))
    except ValueError as error:
        raise ProblemError(str(error), got=text, allowed='such as "tcp/22 from 203.0.113.0/24"') from None
    if not carried or not everyone:
        raise ProblemError(got=text, allowed='some packets, such as "tcp/22 from 203.0.113.0/24"')
    return Packets(everyone, carried, carried)
