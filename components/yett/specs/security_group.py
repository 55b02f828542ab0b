"""What a security group admits: nothing, unless an opening says so, in both directions."""

import re
from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import Optional

from pydantic import field_validator, model_validator

from yett.specs import openings
from yett.specs.base import Spec
from yett.specs.bounds import described
from yett.specs.declared import Direction
from yett.specs.denied import Denied, denials
from yett.specs.group_rule import GroupRule, no_other, rules_of
from yett.specs.opening import Opening
from yett.specs.problems import ProblemError, refuse

MOST_RULES = 200
"""Rules of one group, both directions (alibabacloud.com help, AuthorizeSecurityGroup)."""
MOST_GROUPS = 20
"""Groups that the rules of one basic group may name."""


DIRECTIONS = {"ingress": Direction.INGRESS, "egress": Direction.EGRESS}
"""The fields that hold openings."""


class GroupType(str, Enum):
    """The cloud's two kinds of group."""

    NORMAL = "normal"
    ENTERPRISE = "enterprise"


class SecurityGroupSpec(Spec):
    """Who may reach the members of a group, and whom they may reach; members do not reach each other."""

    ingress: Optional[list[Opening]] = None
    """Who may reach the members; default: nobody."""
    egress: Optional[list[Opening]] = None
    """Whom the members may reach; default: nobody."""
    peer_zones: Optional[dict[str, list[str]]] = None
    """CIDRs by the name that peers use, such as office; default: no names."""
    denied: Optional[list[Denied]] = None
    """Addresses that the members never speak with, whatever an opening says; default: none."""
    catch_all: Optional[bool] = False
    """Whether what is not opened is dropped by rules of the group's own too; default: where the cloud would admit it.

    The rules are the weakest (priority 100) and say in the console what the cloud does by itself.
    """
    security_group_type: Optional[GroupType] = GroupType.NORMAL
    """normal (basic) or enterprise (advanced: more members, but no groups as peers); default: normal."""
    security_group_id: Optional[str] = None
    """A group sg-... of the account that gets these rules and keeps all of its own; default: a new group.

    Nothing else of it is touched, so what it lets out by itself is dropped only with `catch_all`. A rule that it has
    already is one rule to the cloud and goes when yett's goes.
    """
    description: Optional[str] = None
    """What the group is for, 2..200 characters; default: the component's name."""

    @field_validator("security_group_id")
    @classmethod
    def _own(cls, text: Optional[str]) -> Optional[str]:
        if text is not None and not re.fullmatch(r"sg-[0-9A-Za-z]+", text):
            raise ProblemError(got=text, allowed="the id sg-... of a security group")
        return text

    @field_validator("description")
    @classmethod
    def _said(cls, text: Optional[str]) -> Optional[str]:
        return described(text)

    @model_validator(mode="after")
    def _meant(self) -> "SecurityGroupSpec":
        zones = self.peer_zones or {}
        refuse(openings.zone_problems(zones))
        refuse([*openings.problems("ingress", self.ingress, zones), *openings.problems("egress", self.egress, zones)])
        if self.security_group_type is GroupType.ENTERPRISE:
            refuse([*group_peers("ingress", self.ingress), *group_peers("egress", self.egress)])
        refuse([*self._quotas(), *self._existing()])
        return self

    def rules(self, today: date) -> list[GroupRule]:
        """The rules to build today, in the order of the config, the catch-all last.

        Two openings that open the same are one rule, which stays while either of them does.
        """
        held = [rule for denied in self.denied or [] if denied.holds(today) for rule in denied.rules()]
        found = [*held, *(rule for opening, rule in self._each() if opening.is_open(today)), *self._closing()]
        return list({rule.key: rule for rule in reversed(found)}.values())[::-1]

    def notices(self, today: date) -> Iterator[str]:
        """What the user should hear: openings that a deny list leaves nothing of."""
        zones = openings.canonical_zones(self.peer_zones or {})
        for field in DIRECTIONS:
            yield from denials(field, getattr(self, field), self.denied, zones, today)

    def _closing(self) -> list[GroupRule]:
        """The rules at the bottom."""
        if self.catch_all:
            return [rule for direction in Direction for rule in no_other(direction)]
        closed = self.security_group_type is GroupType.ENTERPRISE or self.security_group_id is not None
        return [] if closed else no_other(Direction.EGRESS)

    def _each(self) -> Iterator[tuple[Opening, GroupRule]]:
        """Every opening with each of its rules, closed and expired ones included."""
        zones = openings.canonical_zones(self.peer_zones or {})
        for field, direction in DIRECTIONS.items():
            for opening in getattr(self, field) or []:
                yield from ((opening, rule) for rule in rules_of(opening, direction, zones))

    def _existing(self) -> Iterator[ProblemError]:
        if self.security_group_id is not None and self.description is not None:
            yield ProblemError("a group that exists is not changed", fix="leave it out", at=("description",))

    def _quotas(self) -> Iterator[ProblemError]:
        found = [rule for opening, rule in self._each() if not opening.closed]
        rules = {rule.key: rule for rule in [*found, *(rule for one in self.denied or [] for rule in one.rules())]}
        groups = {rule.group for rule in rules.values() if rule.group}
        most = MOST_RULES - max(len(self._closing()), len(no_other(Direction.EGRESS)))
        if len(rules) > most:
            fix = "name long deny lists by their prefix lists" if self.denied else ""
            yield ProblemError("too many rules in one group", got=len(rules), allowed=f"at most {most}", fix=fix)
        if len(groups) > MOST_GROUPS:
            yield ProblemError("too many groups as peers", got=len(groups), allowed=f"at most {MOST_GROUPS}")


def group_peers(field: str, found: Optional[list[Opening]]) -> Iterator[ProblemError]:
    """Peers that an enterprise group cannot have."""
    for number, opening in enumerate(found or []):
        for index, peer in enumerate(opening.peers):
            if peer.group is not None:
                fix = "name the CIDRs of that tier, or make this group normal"
                at = (field, number, "peers", index, "group")
                yield ProblemError("an enterprise group takes no group as peer", got=peer.group, fix=fix, at=at)
