"""A tier of a VPC: one vSwitch a zone, with exact CIDRs, with blocks that yett computes, or vSwitches that exist."""

import re
from dataclasses import dataclass
from enum import Enum
from typing import Optional

from pydantic import field_validator, model_validator

from yett.specs.base import Spec
from yett.specs.bounds import plain_name, within
from yett.specs.cidr import Network, network
from yett.specs.network_acl import NetworkAclSpec
from yett.specs.problems import ProblemError, refuse

VSWITCH_MASKS = (16, 29)
"""Bounds of a vSwitch's mask (alibabacloud_vpc20160428, CreateVSwitch)."""
IPV6_BLOCKS = 256
"""/64 blocks in the /56 of a VPC."""


class TierKind(str, Enum):
    """What the vSwitches of a tier are for."""

    PUBLIC = "public"
    PRIVATE = "private"
    ISOLATED = "isolated"


@dataclass(frozen=True, slots=True)
class Tier:
    """A tier whose addresses are decided: `cidrs` holds every zone in the order of the plan."""

    name: str
    kind: TierKind
    cidrs: dict[str, str]
    ipv6_blocks: dict[str, int]
    """Which /64 of the VPC's IPv6 network each vSwitch has, 0..255; empty without IPv6."""
    vswitch_ids: dict[str, str]
    """The vSwitches that exist already."""
    network_acl: Optional[NetworkAclSpec] = None


class TierSpec(Spec):
    """One vSwitch in each of its zones."""

    name: str
    """What the tier is called, a-z, 0-9 and -, such as app."""
    kind: TierKind
    """public (gateways and balancers), private (goes out through a NAT gateway only) or isolated (stays inside)."""
    cidrs: Optional[dict[str, str]] = None
    """The IPv4 network of the vSwitch in each zone, mask /16../29, such as cn-hangzhou-h: 10.0.1.0/24.

    Default: one in each of the VPC's `zones`, computed from its CIDR.
    """
    mask: Optional[int] = None
    """The mask of computed networks, 16..29; default: an even share of the VPC (see `room`)."""
    zone_count: Optional[int] = None
    """In how many of the VPC's zones computed networks lie, from the first one on; default: in all."""
    vswitch_ids: Optional[dict[str, str]] = None
    """Ids vsw-... of vSwitches that exist, by zone; `cidrs` says their networks; default: all are made."""
    ipv6: Optional[bool] = False
    """Whether computed vSwitches have IPv6 networks too, one /64 each; default: IPv4 alone."""
    ipv6_blocks: Optional[dict[str, int]] = None
    """Which /64 of the VPC's IPv6 network each vSwitch of `cidrs` has, 0..255 by zone; default: IPv4 alone."""
    network_acl: Optional[NetworkAclSpec] = None
    """Rows at the edge of the tier, whatever its groups admit; `{}` is the default of its kind; default: no rows."""

    @field_validator("name")
    @classmethod
    def _plain_name(cls, text: str) -> str:
        return plain_name(text)

    @field_validator("cidrs")
    @classmethod
    def _networks(cls, cidrs: Optional[dict[str, str]]) -> Optional[dict[str, str]]:
        if cidrs is None:
            return None
        if not cidrs:
            raise ProblemError("no zone", allowed="at least one zone with its CIDR")
        return {zone: _in_zone(zone, text) for zone, text in cidrs.items()}

    @field_validator("mask")
    @classmethod
    def _size(cls, number: Optional[int]) -> Optional[int]:
        return within(number, *VSWITCH_MASKS)

    @field_validator("zone_count")
    @classmethod
    def _some(cls, number: Optional[int]) -> Optional[int]:
        return within(number, 1, 16, " zones")

    @field_validator("vswitch_ids")
    @classmethod
    def _ids(cls, found: Optional[dict[str, str]]) -> Optional[dict[str, str]]:
        for zone, text in (found or {}).items():
            if not re.fullmatch(r"vsw-[0-9A-Za-z]+", text):
                raise ProblemError(got=text, allowed="the id vsw-... of a vSwitch", at=(zone,))
        return found

    @field_validator("ipv6_blocks")
    @classmethod
    def _blocks(cls, found: Optional[dict[str, int]]) -> Optional[dict[str, int]]:
        for zone, number in (found or {}).items():
            if not 0 <= number < IPV6_BLOCKS:
                raise ProblemError(got=number, allowed=f"0..{IPV6_BLOCKS - 1}", at=(zone,))
        return found

    @model_validator(mode="after")
    def _exact_or_computed(self) -> "TierSpec":
        computed = {"mask": self.mask, "zone_count": self.zone_count, "ipv6": self.ipv6}
        exact = {"vswitch_ids": self.vswitch_ids, "ipv6_blocks": self.ipv6_blocks}
        if self.cidrs is None:
            refuse(
                ProblemError("needs cidrs", fix="say the network of each zone", at=(f,)) for f, v in exact.items() if v
            )
            return self
        refuse(
            ProblemError("is for computed networks", fix="leave it or cidrs out", at=(f,))
            for f, v in computed.items()
            if v
        )
        zones = [(field, zone) for field, found in exact.items() for zone in found or {}]
        known = ", ".join(self.cidrs)
        refuse(ProblemError("no such zone", allowed=known, at=at) for at in zones if at[1] not in self.cidrs)
        return self


def ipv4_network(text: str, masks: tuple[int, int]) -> Network:
    """An IPv4 network with a mask in these bounds; raises ProblemError."""
    found, (shortest, longest) = network(text), masks
    if found.version != 4 or not shortest <= found.prefixlen <= longest:
        raise ProblemError(got=text, allowed=f"an IPv4 network with a mask of /{shortest}../{longest}")
    return found


def _in_zone(zone: str, text: str) -> str:
    try:
        return str(ipv4_network(text, VSWITCH_MASKS))
    except ProblemError as found:
        raise found.below(zone) from None
