"""The other end of an opening: `peer: {cidr: 203.0.113.0/24}`; everyone is only `peer: {anywhere: "<why>"}`.

A spelling of everyone that hides in CIDRs (0.0.0.0/0, or 0.0.0.0/1 beside 128.0.0.0/1) is refused.
"""

from collections.abc import Mapping
from typing import Optional

from pydantic import field_validator, model_validator

from yett.specs.base import Spec
from yett.specs.bounds import said
from yett.specs.cidr import network
from yett.specs.problems import ProblemError

EVERYONE = ("0.0.0.0/0", "::/0")
"""What `anywhere` means: both families."""

BALANCERS = "100.64.0.0/10"
"""Where a classic balancer speaks to its backends from (help.aliyun.com, faq-detail/55205)."""

KINDS = ("cidr", "group", "balancer", "prefix_list", "zone", "anywhere")


class Peer(Spec):
    """Exactly one of these; there is no default, nobody is a peer who is not named."""

    cidr: Optional[str] = None
    """An IPv4 or IPv6 network with its mask, such as 203.0.113.0/24 or 2001:db8::/32; never everyone."""
    group: Optional[str] = None
    """A security group: its name in the program, or an id sg-... that exists already."""
    balancer: Optional[str] = None
    """A classic load balancer, by name; its backends see it as 100.64.0.0/10."""
    prefix_list: Optional[str] = None
    """The id pl-... of a prefix list; what it holds is not known to yett."""
    zone: Optional[str] = None
    """A name in `peer_zones`, such as office or vpn; it stands for the CIDRs listed there."""
    anywhere: Optional[str] = None
    """Everyone, IPv4 and IPv6; the text says why everyone may."""

    @field_validator("cidr")
    @classmethod
    def _narrow(cls, text: Optional[str]) -> Optional[str]:
        return None if text is None else narrow(text)

    @field_validator("prefix_list")
    @classmethod
    def _listed(cls, text: Optional[str]) -> Optional[str]:
        if text is not None and not text.startswith("pl-"):
            raise ProblemError(got=text, allowed="the id pl-... of a prefix list")
        return text

    @field_validator("group", "balancer", "zone", "anywhere")
    @classmethod
    def _said(cls, text: Optional[str]) -> Optional[str]:
        return said(text)

    @model_validator(mode="after")
    def _one(self) -> "Peer":
        given = [kind for kind in KINDS if getattr(self, kind) is not None]
        if len(given) != 1:
            said_so = f"{' and '.join(given)} together" if given else "names nobody"
            raise ProblemError(said_so, allowed=f"exactly one of {', '.join(KINDS)}")
        return self

    def cidrs(self, zones: Mapping[str, list[str]]) -> Optional[list[str]]:
        """The networks behind this peer, or None where the spec alone cannot know them (group, prefix list)."""
        if self.cidr is not None:
            return [self.cidr]
        if self.balancer is not None:
            return [BALANCERS]
        if self.zone is not None:
            return zones.get(self.zone)
        return list(EVERYONE) if self.anywhere is not None else None

    def __str__(self) -> str:
        if self.anywhere is not None:
            return "anywhere"
        kind = next(kind for kind in KINDS if getattr(self, kind) is not None)
        value: str = getattr(self, kind)
        return value if kind in ("cidr", "prefix_list") else f"{kind} {value}"


def narrow(text: str) -> str:
    """A canonical CIDR that is not everyone.

    Raises ProblemError.
    """
    found = network(text)
    if found.prefixlen == 0:
        fix = 'to admit everyone write `anywhere: "<why everyone may>"` in place of the cidr'
        raise ProblemError(got=text, allowed="a network that is not everyone", fix=fix)
    return str(found)
