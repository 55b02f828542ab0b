"""The address plan of a VPC: exact, one vSwitch per tier and zone, or an error that names both CIDRs in conflict."""

from collections.abc import Iterator
from enum import Enum
from ipaddress import ip_network
from typing import Optional

from pydantic import field_validator, model_validator

from yett.specs.base import Spec
from yett.specs.bounds import said
from yett.specs.cidr import Network, network
from yett.specs.problems import ProblemError, refuse

RESERVED = ("100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4")
"""No VPC may lie in these (alibabacloud_vpc20160428, CreateVpc)."""
VPC_MASKS = (8, 28)
VSWITCH_MASKS = (16, 29)


class Tier(str, Enum):
    """What a vSwitch is for."""

    PUBLIC = "public"
    PRIVATE = "private"
    ISOLATED = "isolated"


class TierPlan(Spec):
    """The CIDRs of the vSwitches, one for each zone in the order of the zones."""

    public: Optional[list[str]] = None
    """Where gateways and balancers stand; default: no such tier."""
    private: Optional[list[str]] = None
    """Where machines stand that reach out through the NAT gateway only; default: no such tier."""
    isolated: Optional[list[str]] = None
    """Where machines stand that reach nothing outside the VPC; default: no such tier."""

    @field_validator("public", "private", "isolated")
    @classmethod
    def _networks(cls, cidrs: Optional[list[str]]) -> Optional[list[str]]:
        return None if cidrs is None else list(_ipv4(cidrs, VSWITCH_MASKS))

    def of(self, tier: Tier) -> list[str]:
        """The CIDRs of a tier, in the order of the zones."""
        return getattr(self, tier.value) or []


class VpcSpec(Spec):
    """A VPC and its vSwitches over zones; nothing in it is reachable from outside by itself."""

    cidr: str
    """The IPv4 network of the VPC, mask /8../28, such as 10.0.0.0/16."""
    zones: list[str]
    """The zones to spread over, such as cn-hangzhou-h; at least one, each once."""
    tiers: TierPlan
    """The vSwitches: for each tier one CIDR per zone, in the order of the zones."""
    description: Optional[str] = None
    """What the VPC is for, 1..200 characters; default: the component's name."""

    @field_validator("cidr")
    @classmethod
    def _vpc(cls, text: str) -> str:
        found = _ipv4_network(text, VPC_MASKS)
        for reserved in RESERVED:
            if found.overlaps(ip_network(reserved)):
                raise ProblemError(got=text, allowed=f"a network outside {reserved}, which the cloud keeps")
        return str(found)

    @field_validator("zones")
    @classmethod
    def _zones(cls, zones: list[str]) -> list[str]:
        if not zones or len(set(zones)) != len(zones):
            raise ProblemError(got=", ".join(zones) or "none", allowed="at least one zone, each once")
        return zones

    @field_validator("description")
    @classmethod
    def _said(cls, text: Optional[str]) -> Optional[str]:
        return said(text)

    @model_validator(mode="after")
    def _exact(self) -> "VpcSpec":
        refuse([*self._counts(), *self._nesting(), *self._overlaps()])
        return self

    def vswitches(self) -> list[tuple[Tier, str, str]]:
        """(tier, zone, CIDR) of every vSwitch."""
        return [
            (tier, zone, cidr) for tier in Tier for zone, cidr in zip(self.zones, self.tiers.of(tier), strict=False)
        ]

    def _counts(self) -> Iterator[ProblemError]:
        for tier in Tier:
            cidrs = self.tiers.of(tier)
            if cidrs and len(cidrs) != len(self.zones):
                allowed = f"one for each of the {len(self.zones)} zones"
                yield ProblemError(f"got {len(cidrs)} CIDRs", allowed=allowed, at=("tiers", tier.value))

    def _planned(self) -> list[tuple[tuple[str, str, int], Network]]:
        return [
            (("tiers", tier.value, index), network(cidr))
            for tier in Tier
            for index, cidr in enumerate(self.tiers.of(tier))
        ]

    def _nesting(self) -> Iterator[ProblemError]:
        outer = ip_network(self.cidr)
        for at, inner in self._planned():
            if not (outer.prefixlen <= inner.prefixlen and outer.overlaps(inner)):
                yield ProblemError(got=str(inner), allowed=f"a network inside cidr ({outer})", at=at)

    def _overlaps(self) -> Iterator[ProblemError]:
        planned = self._planned()
        for number, (at, later) in enumerate(planned):
            for (_, tier, index), earlier in planned[:number]:
                if later.overlaps(earlier):
                    yield ProblemError(f"overlaps tiers.{tier}[{index}] ({earlier})", got=str(later), at=at)


def _ipv4_network(text: str, masks: tuple[int, int]) -> Network:
    found, (shortest, longest) = network(text), masks
    if found.version != 4 or not shortest <= found.prefixlen <= longest:
        raise ProblemError(got=text, allowed=f"an IPv4 network with a mask of /{shortest}../{longest}")
    return found


def _ipv4(cidrs: list[str], masks: tuple[int, int]) -> Iterator[str]:
    for index, text in enumerate(cidrs):
        try:
            yield str(_ipv4_network(text, masks))
        except ProblemError as found:
            raise found.below(index) from None
