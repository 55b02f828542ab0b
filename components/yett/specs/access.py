"""Who may reach whom between the tiers of one VPC: an opening is written once, at the tier that is reached.

tiers:
  web: {cidrs: [10.20.10.0/24]}
  database:
    ingress:
      - {peer: {group: web}, protocol: tcp, port: 3306, reason: orders, owner: web team}
"""

from collections.abc import Iterator
from typing import Optional

from pydantic import field_validator, model_validator

from yett.errors import SpecError
from yett.specs import openings
from yett.specs.base import Spec
from yett.specs.bounds import described, plain_name
from yett.specs.cidr import version
from yett.specs.denied import Denied
from yett.specs.opening import Opening
from yett.specs.peer import Peer, narrow
from yett.specs.problems import ProblemError, refuse
from yett.specs.security_group import DIRECTIONS, GroupType, SecurityGroupSpec


class TierAccess(Spec):
    """One tier, which has one security group; default: nobody reaches it and it reaches nobody."""

    ingress: Optional[list[Opening]] = None
    """Who may reach the members; a group that is another tier here is let out to them as well; default: nobody."""
    egress: Optional[list[Opening]] = None
    """Whom the members may reach outside these tiers; default: nobody."""
    cidrs: Optional[list[str]] = None
    """The networks of the members: what the tier is called by groups that take no group as peer; default: none."""
    prefix_list: Optional[str] = None
    """The id pl-... of a prefix list of the members, in place of their networks; default: none."""
    security_group_type: Optional[GroupType] = None
    """normal (basic) or enterprise; default: as the whole says."""
    description: Optional[str] = None
    """What the tier is for, 2..200 characters; default: what its group is called."""

    @field_validator("cidrs")
    @classmethod
    def _networks(cls, cidrs: Optional[list[str]]) -> Optional[list[str]]:
        found = []
        for number, text in enumerate(cidrs or []):
            try:
                found.append(narrow(text))
            except ProblemError as problem:
                raise problem.below(number) from None
        return None if cidrs is None else found

    @field_validator("prefix_list")
    @classmethod
    def _listed(cls, text: Optional[str]) -> Optional[str]:
        return Peer(prefix_list=text).prefix_list if text is not None else None

    @field_validator("description")
    @classmethod
    def _said(cls, text: Optional[str]) -> Optional[str]:
        return described(text)

    def named(self, opening: Opening) -> list[Peer]:
        """The tier as peers that are no group, in the families that the opening's protocol exists in."""
        if self.prefix_list is not None:
            return [Peer(prefix_list=self.prefix_list)]
        return [Peer(cidr=cidr) for cidr in self.cidrs or [] if opening.protocol.carries(version(cidr))]


class AccessSpec(Spec):
    """The security groups of a VPC's tiers; what is open between two of them is one record and both sides' rules."""

    tiers: dict[str, TierAccess]
    """The tiers by name, a-z, 0-9 and -; a peer `group: <name>` is the tier of that name."""
    peer_zones: Optional[dict[str, list[str]]] = None
    """CIDRs by the name that peers use, such as office; default: no names."""
    denied: Optional[list[Denied]] = None
    """Addresses that no tier speaks with, whatever an opening says; default: none."""
    catch_all: Optional[bool] = False
    """Whether what is not opened is dropped by rules of the groups too; default: where the cloud would admit it."""
    security_group_type: Optional[GroupType] = GroupType.NORMAL
    """normal (basic) or enterprise, for tiers that do not say; default: normal."""

    @field_validator("tiers")
    @classmethod
    def _plain_names(cls, tiers: dict[str, TierAccess]) -> dict[str, TierAccess]:
        for name in tiers:
            try:
                plain_name(name)
            except ProblemError as problem:
                raise problem.below(name) from None
        return tiers

    @model_validator(mode="after")
    def _meant(self) -> "AccessSpec":
        zones = self.peer_zones or {}
        refuse(openings.zone_problems(zones))
        refuse(
            problem.below("tiers", name)
            for name, tier in self.tiers.items()
            for field in DIRECTIONS
            for problem in [*openings.problems(field, getattr(tier, field), zones), *self._groups(field, name)]
        )
        refuse(self._built())
        return self

    def type_of(self, tier: str) -> GroupType:
        """The kind of a tier's group."""
        return self.tiers[tier].security_group_type or self.security_group_type or GroupType.NORMAL

    def groups(self) -> dict[str, SecurityGroupSpec]:
        """The group of every tier: what it admits, and what the tiers that admit it let it out to."""
        return {name: self._group(name) for name in self.tiers}

    def _group(self, name: str) -> SecurityGroupSpec:
        tier = self.tiers[name]
        ingress = [self._at(name, opening) for opening in tier.ingress or []]
        return SecurityGroupSpec(
            ingress=ingress or None,
            egress=[*(tier.egress or []), *self._way_out(name)] or None,
            peer_zones=self.peer_zones,
            denied=self.denied,
            catch_all=self.catch_all,
            security_group_type=self.type_of(name),
            description=tier.description,
        )

    def _at(self, tier: str, opening: Opening) -> Opening:
        """An ingress opening in the words that the tier's group takes."""
        peers = [end for peer in opening.peers for end in self._ends(tier, peer, opening)]
        return opening.model_copy(update={"peers": peers})

    def _way_out(self, source: str) -> Iterator[Opening]:
        """The other side of every opening that admits the source, with the same record, so that both end together."""
        for target, tier in self.tiers.items():
            for opening in tier.ingress or []:
                if any(peer.group == source for peer in opening.peers):
                    peers = self._ends(source, Peer(group=target), opening)
                    yield opening.model_copy(update={"peers": peers})

    def _ends(self, tier: str, peer: Peer, opening: Opening) -> list[Peer]:
        """The peer itself, or the networks of its tier where one of the two groups is an enterprise group."""
        if peer.group not in self.tiers or not self._by_network(tier, peer.group):
            return [peer]
        return self.tiers[peer.group].named(opening)

    def _by_network(self, one: str, other: str) -> bool:
        """Whether the two cannot name each other: an enterprise group takes no group as peer, nor is it one.

        No group names itself: the cloud refuses it (AuthorizeSecurityGroup, InvalidParamter.Conflict).
        """
        return one == other or GroupType.ENTERPRISE in (self.type_of(one), self.type_of(other))

    def _groups(self, field: str, tier: str) -> Iterator[ProblemError]:
        for number, opening in enumerate(getattr(self.tiers[tier], field) or []):
            for index, peer in enumerate(opening.peers):
                if peer.group is not None:
                    for problem in self._group_problems(field, tier, peer.group, opening):
                        yield problem.below(field, number, "peers", index, "group")

    def _group_problems(self, field: str, tier: str, group: str, opening: Opening) -> Iterator[ProblemError]:
        if group not in self.tiers:
            if self.type_of(tier) is GroupType.ENTERPRISE:
                fix = "name its CIDRs, or make this tier normal"
                yield ProblemError("an enterprise group takes no group as peer", got=group, fix=fix)
        elif field == "egress":
            fix = f"write it once, as ingress of tiers.{group}: both sides are wired from there"
            yield ProblemError("a tier is let out to another by that one's ingress", got=group, fix=fix)
        elif self._by_network(tier, group):
            for nameless in sorted({tier, group}):
                if not self.tiers[nameless].named(opening):
                    fix = f"give tiers.{nameless} its cidrs or prefix_list"
                    which = "a tier that reaches itself" if group == tier else "an enterprise group"
                    yield ProblemError(f"{which} has to name {nameless} by its networks", fix=fix)

    def _built(self) -> Iterator[ProblemError]:
        """What is wrong with a group as it would be built: too many rules or groups."""
        for name in self.tiers:
            try:
                self._group(name)
            except SpecError as error:
                yield ProblemError(str(error).removeprefix("spec: "), at=("tiers", name))
