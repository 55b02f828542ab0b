"""The security groups of a VPC's tiers: `Access("shop", {"spec": plan.spec(), "vpc_id": vpc.vpc_id}).group_ids`."""

from collections.abc import Callable, Mapping
from typing import NotRequired, Optional, TypedDict

import pulumi

from yett.deny_files import with_files
from yett.errors import SpecError
from yett.given import check_given
from yett.publish import by_name, publish
from yett.security_group import SecurityGroup, SecurityGroupArgs, check_groups
from yett.specs.access import AccessSpec
from yett.specs.security_group import SecurityGroupSpec
from yett.today import day


class AccessArgs(TypedDict):
    """What an Access is made from."""

    spec: AccessSpec
    """The tiers, and who may reach them."""
    vpc_id: pulumi.Input[str]
    """Id of the VPC they lie in."""
    groups: NotRequired[dict[str, pulumi.Input[str]]]
    """Ids of the groups that peers name and that are no tier here; default: such peers give ids (sg-...)."""
    today: NotRequired[str]
    """The day that decides which openings are open, YYYY-MM-DD; default: the current day in UTC."""


class Access(pulumi.ComponentResource):
    """One security group a tier; an opening between two tiers is a rule on both sides, and they end together."""

    group_ids: pulumi.Output[dict[str, str]]
    """Ids of the groups by tier."""

    def __init__(self, name: str, args: AccessArgs, opts: Optional[pulumi.ResourceOptions] = None) -> None:
        check_given(name, AccessArgs, args)
        spec = with_files(AccessSpec.parse(args["spec"], name), name)
        today, others, groups = day(args.get("today"), f"{name}.today"), args.get("groups") or {}, spec.groups()
        check_names(name, spec, others)
        for tier, found in groups.items():
            check_groups(f"{name}.tiers.{tier}", found, {**others, **groups})
        super().__init__("yett:index:Access", name, {"spec": spec.plain()}, opts)
        self._made = self._build(name, groups, {**args, "today": today.isoformat()})
        self.group_ids = by_name(self.ids())
        publish(self, spec, {"group_ids": self.group_ids})

    def ids(self) -> dict[str, pulumi.Output[str]]:
        """Ids by tier; each depends on its own group only."""
        return {tier: group.group_id for tier, group in self._made.items()}

    def _build(self, name: str, groups: dict[str, SecurityGroupSpec], args: AccessArgs) -> dict[str, SecurityGroup]:
        """Tiers name each other in a circle, their rules do not: every id is handed out before its group is made."""
        handed = {tier: _handed_out() for tier in groups}
        ids: dict[str, pulumi.Input[str]] = {tier: output for tier, (output, _) in handed.items()}
        made: dict[str, SecurityGroup] = {}
        for tier, spec in groups.items():
            given: SecurityGroupArgs = {
                "spec": spec,
                "vpc_id": args["vpc_id"],
                "groups": {**(args.get("groups") or {}), **ids},
                "today": args["today"],
            }
            made[tier] = SecurityGroup(f"{name}-{tier}", given, pulumi.ResourceOptions(parent=self))
            handed[tier][1](made[tier].group_id)
        return made


def check_names(where: str, spec: AccessSpec, groups: Mapping[str, object]) -> None:
    """Refuse a name that is a tier and another group at once; raises SpecError."""
    for tier in spec.tiers:
        if tier in groups:
            said = "args.groups has a group of this name too"
            raise SpecError(f"{where}.tiers.{tier}", said, fix="give one of the two another name")


def _handed_out() -> tuple[pulumi.Output[str], Callable[[pulumi.Output[str]], None]]:
    """An id before it is there, and what gives it."""
    return pulumi.deferred_output()
