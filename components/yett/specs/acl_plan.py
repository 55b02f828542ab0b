"""One network ACL as it is built: the vSwitches it guards, and its rows in the order they are judged."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Optional

from yett.specs.network_acl import AclEntry, NetworkAclSpec
from yett.specs.tier import Tier, TierKind


@dataclass(frozen=True, slots=True)
class AclPlan:
    """`key` names it below the VPC; `tiers` are the names of the tiers whose vSwitches it is bound to."""

    key: str
    tiers: list[str]
    ingress: list[AclEntry]
    egress: list[AclEntry]

    @classmethod
    def of(cls, key: str, acl: Optional[NetworkAclSpec], tiers: Sequence[Tier], inner: list[str]) -> "AclPlan":
        """The rows of tiers of one kind, of which there is at least one; without a spec the default of the kind."""
        goes_out = tiers[0].kind is not TierKind.ISOLATED
        ipv6 = any(tier.ipv6_blocks for tier in tiers)
        ingress, egress = (acl or NetworkAclSpec()).entries(inner, goes_out, ipv6)
        return cls(key, [tier.name for tier in tiers], ingress, egress)
