"""A peer connection of two VPCs: which networks of the one reach which of the other; the groups decide the ports."""

from collections.abc import Iterator
from typing import Optional

from pydantic import field_validator, model_validator

from yett.specs.base import Spec
from yett.specs.bounds import said, within
from yett.specs.cidr import network, version
from yett.specs.problems import ProblemError, refuse

SERVICES = "100.64.0.0/10"
"""No custom route may lead into the cloud's own networks (alibabacloud_vpc20160428, CreateRouteEntry)."""
SIDES = ("networks", "accepting_networks")


class PeeringSpec(Spec):
    """A connection with a route for each network named, in both VPCs; default: no route, and no packet passes."""

    accepting_region: str
    """The region of the accepting VPC, such as cn-shanghai; the same as one's own within a region."""
    networks: Optional[list[str]] = None
    """IPv4 networks of the own VPC that the accepting one has routes to, as narrow as they can be; default: none."""
    accepting_networks: Optional[list[str]] = None
    """IPv4 networks of the accepting VPC that the own one has routes to; default: none."""
    bandwidth: Optional[int] = None
    """Mbit/s between regions, at least 1; default: what the cloud gives, without bound within a region."""
    accepting_account: Optional[int] = None
    """The account of the accepting VPC, which then has to accept; default: one's own."""

    @field_validator("accepting_region")
    @classmethod
    def _said(cls, text: str) -> str:
        return said(text) or text

    @field_validator("bandwidth")
    @classmethod
    def _bounded(cls, number: Optional[int]) -> Optional[int]:
        return within(number, 1, 1_000_000, " Mbit/s")

    @field_validator(*SIDES)
    @classmethod
    def _routable(cls, cidrs: Optional[list[str]]) -> Optional[list[str]]:
        found = []
        for number, text in enumerate(cidrs or []):
            try:
                found.append(_ipv4(text))
            except ProblemError as problem:
                raise problem.below(number) from None
        return None if cidrs is None else found

    @model_validator(mode="after")
    def _meant(self) -> "PeeringSpec":
        refuse(self._overlaps())
        return self

    def _overlaps(self) -> Iterator[ProblemError]:
        named = [(side, number, text) for side in SIDES for number, text in enumerate(getattr(self, side) or [])]
        for index, (side, number, later) in enumerate(named):
            for other, position, earlier in named[:index]:
                if network(later).overlaps(network(earlier)):
                    said_so = f"overlaps {other}[{position}] ({earlier})"
                    yield ProblemError(said_so, got=later, allowed="networks of their own", at=(side, number))


def _ipv4(text: str) -> str:
    found = network(text)
    if version(text) != 4 or not found.prefixlen or found.overlaps(network(SERVICES)):
        raise ProblemError(got=text, allowed=f"an IPv4 network that is not everyone and lies outside {SERVICES}")
    return str(found)
