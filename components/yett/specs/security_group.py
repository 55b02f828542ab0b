"""What a security group admits: nothing, unless an opening says so, in both directions."""

from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import Optional

from pydantic import field_validator, model_validator

from yett.specs import openings
from yett.specs.base import Spec
from yett.specs.bounds import said
from yett.specs.declared import Direction
from yett.specs.group_rule import GroupRule, no_other_egress, rules_of
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
    security_group_type: Optional[GroupType] = GroupType.NORMAL
    """normal (basic) or enterprise (advanced: more members, but no groups as peers); default: normal."""
    description: Optional[str] = None
    """What the group is for, 2..200 characters; default: the component's name."""

    @field_validator("description")
    @classmethod
    def _said(cls, text: Optional[str]) -> Optional[str]:
        return said(text)

    @model_validator(mode="after")
    def _meant(self) -> "SecurityGroupSpec":
        zones = self.peer_zones or {}
        refuse(openings.zone_problems(zones))
        refuse([*openings.problems("ingress", self.ingress, zones), *openings.problems("egress", self.egress, zones)])
        if self.security_group_type is GroupType.ENTERPRISE:
            refuse([*group_peers("ingress", self.ingress), *group_peers("egress", self.egress)])
        refuse(self._quotas())
        return self

    def rules(self, today: date) -> list[GroupRule]:
        """The rules to build today, in the order of the config, the catch-all last.

        Two openings that open the same are one rule, which stays while either of them does.
        """
        closing = no_other_egress() if self.security_group_type is not GroupType.ENTERPRISE else []
        found = [rule for opening, rule in self._each() if opening.is_open(today)] + closing
        return list({rule.key: rule for rule in reversed(found)}.values())[::-1]

    def _each(self) -> Iterator[tuple[Opening, GroupRule]]:
        """Every opening with each of its rules, closed and expired ones included."""
        zones = openings.canonical_zones(self.peer_zones or {})
        for field, direction in DIRECTIONS.items():
            for opening in getattr(self, field) or []:
                yield from ((opening, rule) for rule in rules_of(opening, direction, zones))

    def _quotas(self) -> Iterator[ProblemError]:
        rules = {rule.key: rule for opening, rule in self._each() if not opening.closed}.values()
        groups = {rule.group for rule in rules if rule.group}
        if len(rules) > MOST_RULES - len(no_other_egress()):
            yield ProblemError("too many rules in one group", got=len(rules), allowed=f"at most {MOST_RULES - 2}")
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
