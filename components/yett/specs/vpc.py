"""The address plan of a VPC: exact or computed; an error names both CIDRs in conflict with their config paths."""

import re
from collections.abc import Iterator
from ipaddress import IPv4Network, ip_network
from typing import Optional

from pydantic import field_validator, model_validator

from yett.specs.acl_plan import AclPlan
from yett.specs.address_plan import AddressPlan, Room
from yett.specs.base import Spec
from yett.specs.bounds import described
from yett.specs.cidr import Network, network
from yett.specs.flow_log import FlowLogSpec
from yett.specs.ipv6 import Ipv6Spec
from yett.specs.network_acl import MOST_ENTRIES, NetworkAclSpec
from yett.specs.path import config_path
from yett.specs.problems import ProblemError, Step, refuse
from yett.specs.tier import Tier, TierKind, TierSpec, ipv4_network
from yett.specs.zones import Zones

__all__ = ["Tier", "TierKind", "TierSpec", "VpcSpec"]

RESERVED = ("100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4")
"""No VPC may lie in these (alibabacloud_vpc20160428, CreateVpc)."""
SERVICES = "100.64.0.0/10"
"""Where the cloud's own services speak from: resolvers, mirrors, balancers (help.aliyun.com, faq-detail/55205)."""
VPC_MASKS = (8, 28)
MOST_USER_CIDRS = 3
"""Networks of a VPC besides the private ranges (alibabacloud_vpc20160428, CreateVpc)."""


class VpcSpec(Spec):
    """A VPC and its vSwitches over zones; nothing in it is reachable from outside by itself."""

    cidr: str
    """The IPv4 network of the VPC, mask /8../28, such as 10.0.0.0/16."""
    vpc_id: Optional[str] = None
    """A VPC vpc-... of the account that is used and never changed; `cidr` is its network; default: a new one."""
    zones: Optional[Zones] = None
    """Where tiers without `cidrs` lie: a number, or names in an order that stays; default: every tier has `cidrs`."""
    room: Optional[Room] = None
    """Into how many shares the VPC is cut for tiers without `cidrs`; default: 8 tiers of 4 zones."""
    tiers: Optional[list[TierSpec]] = None
    """The vSwitches, by tier and zone; default: none."""
    ipv6: Optional[Ipv6Spec] = None
    """IPv6 beside IPv4, `{}` for the default; default: IPv4 alone."""
    user_cidrs: Optional[list[str]] = None
    """Up to 3 IPv4 networks that are private here although they are public elsewhere; default: none."""
    flow_log: Optional[FlowLogSpec] = None
    """Where every connection in the VPC is recorded; default: nowhere."""
    network_acl: Optional[bool] = False
    """Whether a network ACL keeps isolated tiers inside, whatever their groups admit; default: the groups alone do."""
    acl_networks: Optional[list[str]] = None
    """IPv4 networks besides the VPC's that pass every network ACL, such as those of a peering; default: none."""
    description: Optional[str] = None
    """What the VPC is for, 2..200 characters; default: the component's name."""

    @field_validator("cidr")
    @classmethod
    def _vpc(cls, text: str) -> str:
        found = ipv4_network(text, VPC_MASKS)
        for reserved in RESERVED:
            if found.overlaps(ip_network(reserved)):
                raise ProblemError(got=text, allowed=f"a network outside {reserved}, which the cloud keeps")
        return str(found)

    @field_validator("vpc_id")
    @classmethod
    def _own(cls, text: Optional[str]) -> Optional[str]:
        if text is not None and not re.fullmatch(r"vpc-[0-9A-Za-z]+", text):
            raise ProblemError(got=text, allowed="the id vpc-... of a VPC")
        return text

    @field_validator("acl_networks", "user_cidrs")
    @classmethod
    def _inner(cls, cidrs: Optional[list[str]]) -> Optional[list[str]]:
        return None if cidrs is None else [_not_everyone(number, text) for number, text in enumerate(cidrs)]

    @field_validator("description")
    @classmethod
    def _said(cls, text: Optional[str]) -> Optional[str]:
        return described(text)

    @model_validator(mode="after")
    def _meant(self) -> "VpcSpec":
        refuse([*self._names(), *self._zoned(), *self._existing(), *self._families()])
        refuse([*self._nesting(), *self._overlaps(), *self._contained(), *self._ipv6_blocks()])
        return self

    @property
    def contained(self) -> list[str]:
        """The networks that pass every network ACL: the VPC's, the cloud's own services, and those named."""
        return [self.cidr, SERVICES, *(self.acl_networks or [])]

    @property
    def zone_names(self) -> list[str]:
        """Every zone that has a vSwitch, sorted."""
        return sorted({zone for tier in self.plan() for zone in tier.cidrs})

    def plan(self) -> list[Tier]:
        """Every tier with its networks; where zones are counted they are called "zone 1", ... until `in_zones`."""
        outer, zones = IPv4Network(self.cidr), self.zones.slots() if self.zones else []
        return AddressPlan(outer, zones, self.room or Room()).tiers(self.tiers or [])

    def in_zones(self, names: list[str]) -> "VpcSpec":
        """The same with its counted zones named: the first of these names."""
        if self.zones is None or self.zones.count is None:
            return self
        return self.model_copy(update={"zones": Zones(names=names[: self.zones.count])})

    def tier(self, name: str) -> Tier:
        """The tier of this name, which is there."""
        return next(tier for tier in self.plan() if tier.name == name)

    def tiers_of(self, kind: TierKind) -> list[Tier]:
        """The tiers of a kind, in the order of the config."""
        return [tier for tier in self.plan() if tier.kind is kind]

    def cidrs_of(self, kind: TierKind) -> list[str]:
        """The networks of all tiers of a kind, in the order of the config."""
        return [cidr for tier in self.tiers_of(kind) for cidr in tier.cidrs.values()]

    def acls(self) -> list[AclPlan]:
        """The network ACLs: one for all isolated tiers where `network_acl` says so, and one for each tier's own."""
        kept = self.tiers_of(TierKind.ISOLATED) if self.network_acl else []
        shared = [AclPlan.of("isolated", NetworkAclSpec(), kept, self.contained)] if kept else []
        own = [tier for tier in self.plan() if tier.network_acl is not None]
        each = (AclPlan.of(f"{tier.name}-acl", tier.network_acl, [tier], self.contained) for tier in own)
        return [*shared, *each]

    def _names(self) -> Iterator[ProblemError]:
        names = [tier.name for tier in self.tiers or []]
        for number, name in enumerate(names):
            if name in names[:number]:
                said_so = f"tiers[{names.index(name)}] has this name"
                yield ProblemError(said_so, got=name, allowed="each name once", at=("tiers", number, "name"))

    def _zoned(self) -> Iterator[ProblemError]:
        """Zones that are missing, too many, or that no tier needs."""
        computed = [(number, tier) for number, tier in enumerate(self.tiers or []) if tier.cidrs is None]
        slots, room = self.zones.slots() if self.zones else [], self.room or Room()
        if computed and not slots:
            fix = "write zones: 2, or their names; or give every tier its cidrs"
            yield ProblemError("is missing", allowed="where tiers without cidrs lie", fix=fix, at=("zones",))
        if len(slots) > (room.zones or 4):
            fix = "write room: {zones: 8}, before anything is built: another room moves the networks"
            yield ProblemError(
                "too many zones", got=len(slots), allowed=f"at most {room.zones}", fix=fix, at=("zones",)
            )
        for field in ("zones", "room"):
            if getattr(self, field) and not computed:
                yield ProblemError("every tier has its cidrs", fix="leave it out", at=(field,))
        for number, tier in computed:
            if slots and (tier.zone_count or 0) > len(slots):
                at = ("tiers", number, "zone_count")
                yield ProblemError(got=tier.zone_count, allowed=f"at most the {len(slots)} zones", at=at)

    def _existing(self) -> Iterator[ProblemError]:
        """What a VPC that exists has of its own, and vSwitches that exist in one that does not."""
        for number, tier in enumerate(self.tiers or []):
            at = ("tiers", number, "vswitch_ids")
            if tier.vswitch_ids and self.vpc_id is None:
                yield ProblemError("they lie in a VPC that exists", fix="write its vpc_id", at=at)
            kept = self.network_acl and tier.kind is TierKind.ISOLATED
            if tier.vswitch_ids and (kept or tier.network_acl is not None):
                fix = "leave the network ACL of this tier to its owner"
                yield ProblemError("vSwitches that exist are not changed", fix=fix, at=at)
        for field in ("description", "user_cidrs") if self.vpc_id else ():
            if getattr(self, field):
                yield ProblemError("a VPC that exists is not changed", fix="leave it out", at=(field,))

    def _families(self) -> Iterator[ProblemError]:
        for number, tier in enumerate(self.tiers or []):
            field = "ipv6" if tier.ipv6 else "ipv6_blocks"
            if getattr(tier, field) and self.ipv6 is None:
                yield ProblemError("the VPC has no IPv6", fix="write ipv6: {} for the VPC", at=("tiers", number, field))
            if tier.network_acl and not getattr(tier, field):
                yield from (found.below("tiers", number, "network_acl") for found in tier.network_acl.ipv6_peers())
        if len(self.user_cidrs or []) > MOST_USER_CIDRS:
            got = len(self.user_cidrs or [])
            yield ProblemError("too many", got=got, allowed=f"at most {MOST_USER_CIDRS}", at=("user_cidrs",))

    def _contained(self) -> Iterator[ProblemError]:
        own = [number for number, tier in enumerate(self.tiers or []) if tier.network_acl is not None]
        if self.network_acl and not self.cidrs_of(TierKind.ISOLATED):
            yield ProblemError("no isolated tier to keep inside", fix="leave it out", at=("network_acl",))
        if self.acl_networks and not self.network_acl and not own:
            yield ProblemError("no network ACL to admit them", fix="write network_acl: true", at=("acl_networks",))
        for number in own:
            at = ("tiers", number, "network_acl")
            if self.network_acl and (self.tiers or [])[number].kind is TierKind.ISOLATED:
                said_so = "network_acl of the VPC keeps this tier already"
                yield ProblemError(said_so, fix="leave one of the two out", at=at)
        for acl in self.acls():
            most = max(len(acl.ingress), len(acl.egress))
            if most > MOST_ENTRIES:
                said_so = f"too many rows in one direction of {acl.key}"
                yield ProblemError(said_so, got=most, allowed=f"at most {MOST_ENTRIES}", at=("tiers",))

    def _planned(self) -> list[tuple[tuple[Step, ...], Network]]:
        return [
            (_place(number, (self.tiers or [])[number], zone), network(cidr))
            for number, tier in enumerate(self.plan())
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

    def _ipv6_blocks(self) -> Iterator[ProblemError]:
        taken: dict[int, str] = {}
        for number, tier in enumerate(self.plan()):
            for zone, block in tier.ipv6_blocks.items():
                here = f"tiers[{number}] in {zone}"
                if taken.setdefault(block, here) != here:
                    at = ("tiers", number, "ipv6_blocks" if (self.tiers or [])[number].cidrs else "ipv6")
                    yield ProblemError(f"{taken[block]} has this network", got=block, allowed="each once", at=at)


def _place(number: int, tier: TierSpec, zone: str) -> tuple[Step, ...]:
    """Where a network was written, or the tier it was computed for."""
    return ("tiers", number) if tier.cidrs is None else ("tiers", number, "cidrs", zone)


def _not_everyone(number: int, text: str) -> str:
    try:
        return str(ipv4_network(text, (1, 32)))
    except ProblemError as found:
        raise found.below(number) from None
