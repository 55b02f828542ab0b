"""The address plan of a VPC: exact, or an error that names both CIDRs in conflict with their config paths."""

from collections.abc import Iterator
from enum import Enum
from ipaddress import ip_network
from typing import Optional

from pydantic import field_validator, model_validator

from yett.specs.base import Spec
from yett.specs.bounds import plain_name, said
from yett.specs.cidr import Network, network
from yett.specs.flow_log import FlowLogSpec
from yett.specs.path import config_path
from yett.specs.problems import ProblemError, Step, refuse

RESERVED = ("100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4")
"""No VPC may lie in these (alibabacloud_vpc20160428, CreateVpc)."""
SERVICES = "100.64.0.0/10"
"""Where the cloud's own services speak from: resolvers, mirrors, balancers (help.aliyun.com, faq-detail/55205)."""
VPC_MASKS = (8, 28)
VSWITCH_MASKS = (16, 29)


class TierKind(str, Enum):
    """What the vSwitches of a tier are for."""

    PUBLIC = "public"
    PRIVATE = "private"
    ISOLATED = "isolated"


class TierSpec(Spec):
    """One vSwitch in each of its zones."""

    name: str
    """What the tier is called, a-z, 0-9 and -, such as app."""
    kind: TierKind
    """public (gateways and balancers), private (goes out through a NAT gateway only) or isolated (stays inside)."""
    cidrs: dict[str, str]
    """The IPv4 network of the vSwitch in each zone, mask /16../29, such as cn-hangzhou-h: 10.0.1.0/24."""

    @field_validator("name")
    @classmethod
    def _plain_name(cls, text: str) -> str:
        return plain_name(text)

    @field_validator("cidrs")
    @classmethod
    def _networks(cls, cidrs: dict[str, str]) -> dict[str, str]:
        if not cidrs:
            raise ProblemError("no zone", allowed="at least one zone with its CIDR")
        return {zone: _in_zone(zone, text) for zone, text in cidrs.items()}


class VpcSpec(Spec):
    """A VPC and its vSwitches over zones; nothing in it is reachable from outside by itself."""

    cidr: str
    """The IPv4 network of the VPC, mask /8../28, such as 10.0.0.0/16."""
    tiers: Optional[list[TierSpec]] = None
    """The vSwitches, by tier and zone; default: none."""
    flow_log: Optional[FlowLogSpec] = None
    """Where every connection in the VPC is recorded; default: nowhere."""
    network_acl: Optional[bool] = False
    """Whether a network ACL keeps isolated tiers inside, whatever their groups admit; default: the groups alone do."""
    acl_networks: Optional[list[str]] = None
    """IPv4 networks besides the VPC's that isolated tiers speak with, such as those of a peering; default: none."""
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

    @field_validator("acl_networks")
    @classmethod
    def _inner(cls, cidrs: Optional[list[str]]) -> Optional[list[str]]:
        return None if cidrs is None else [_not_everyone(number, text) for number, text in enumerate(cidrs)]

    @field_validator("description")
    @classmethod
    def _said(cls, text: Optional[str]) -> Optional[str]:
        return said(text)

    @model_validator(mode="after")
    def _exact(self) -> "VpcSpec":
        refuse([*self._names(), *self._nesting(), *self._overlaps(), *self._contained()])
        return self

    @property
    def contained(self) -> list[str]:
        """The networks that isolated tiers speak with: the VPC's, the cloud's own services, and those named."""
        return [self.cidr, SERVICES, *(self.acl_networks or [])]

    @property
    def zones(self) -> list[str]:
        """Every zone that has a vSwitch, sorted."""
        return sorted({zone for tier in self.tiers or [] for zone in tier.cidrs})

    def tiers_of(self, kind: TierKind) -> list[TierSpec]:
        """The tiers of a kind, in the order of the config."""
        return [tier for tier in self.tiers or [] if tier.kind is kind]

    def cidrs_of(self, kind: TierKind) -> list[str]:
        """The networks of all tiers of a kind, in the order of the config."""
        return [cidr for tier in self.tiers_of(kind) for cidr in tier.cidrs.values()]

    def _names(self) -> Iterator[ProblemError]:
        names = [tier.name for tier in self.tiers or []]
        for number, name in enumerate(names):
            if name in names[:number]:
                said_so = f"tiers[{names.index(name)}] has this name"
                yield ProblemError(said_so, got=name, allowed="each name once", at=("tiers", number, "name"))

    def _contained(self) -> Iterator[ProblemError]:
        if self.network_acl and not self.cidrs_of(TierKind.ISOLATED):
            yield ProblemError("no isolated tier to keep inside", fix="leave it out", at=("network_acl",))
        if self.acl_networks and not self.network_acl:
            yield ProblemError("no network ACL to admit them", fix="write network_acl: true", at=("acl_networks",))

    def _planned(self) -> list[tuple[tuple[Step, ...], Network]]:
        return [
            (("tiers", number, "cidrs", zone), network(cidr))
            for number, tier in enumerate(self.tiers or [])
            for zone, cidr in tier.cidrs.items()
        ]

    def _nesting(self) -> Iterator[ProblemError]:
        outer = ip_network(self.cidr)
        for at, inner in self._planned():
            if not (outer.prefixlen <= inner.prefixlen and outer.overlaps(inner)):
                yield ProblemError(got=str(inner), allowed=f"a network inside cidr ({outer})", at=at)

    def _overlaps(self) -> Iterator[ProblemError]:
        planned = self._planned()
        for number, (at, later) in enumerate(planned):
            for other, earlier in planned[:number]:
                if later.overlaps(earlier):
                    said_so = f"overlaps {config_path(other, None)} ({earlier})"
                    yield ProblemError(said_so, got=str(later), allowed="a network of its own", at=at)


def _ipv4_network(text: str, masks: tuple[int, int]) -> Network:
    found, (shortest, longest) = network(text), masks
    if found.version != 4 or not shortest <= found.prefixlen <= longest:
        raise ProblemError(got=text, allowed=f"an IPv4 network with a mask of /{shortest}../{longest}")
    return found


def _not_everyone(number: int, text: str) -> str:
    try:
        return str(_ipv4_network(text, (1, 32)))
    except ProblemError as found:
        raise found.below(number) from None


def _in_zone(zone: str, text: str) -> str:
    try:
        return str(_ipv4_network(text, VSWITCH_MASKS))
    except ProblemError as found:
        raise found.below(zone) from None
