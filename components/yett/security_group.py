"""A security group that admits what its spec declares: `SecurityGroup("web", {"spec": ..., "vpc_id": ...})`."""

from collections.abc import Iterator, Mapping
from typing import Any, NotRequired, Optional, TypedDict

import pulumi

from yett.deny_files import with_files
from yett.errors import SpecError
from yett.existing import confirmed
from yett.given import check_given
from yett.naming import description, display_name, tags
from yett.publish import publish
from yett.sdk import alicloud
from yett.specs.group_rule import GroupRule
from yett.specs.security_group import DIRECTIONS, GroupType, SecurityGroupSpec
from yett.today import day, tell


class SecurityGroupArgs(TypedDict):
    """What a SecurityGroup is made from."""

    spec: SecurityGroupSpec
    """Who may reach the members, and whom they may reach."""
    vpc_id: NotRequired[pulumi.Input[str]]
    """Id of the VPC a new group lies in; default: spec.security_group_id names a group that exists."""
    groups: NotRequired[dict[str, pulumi.Input[str]]]
    """Ids of the groups that peers name; default: peers give ids (sg-...)."""
    today: NotRequired[str]
    """The day that decides which openings are open, YYYY-MM-DD; default: the current day in UTC."""


class SecurityGroup(pulumi.ComponentResource):
    """A group whose members are reached by, and reach, declared peers only; not even each other."""

    group_id: pulumi.Output[str]
    """Id of the cloud's security group."""

    def __init__(self, name: str, args: SecurityGroupArgs, opts: Optional[pulumi.ResourceOptions] = None) -> None:
        check_given(name, SecurityGroupArgs, args)
        spec = with_files(SecurityGroupSpec.parse(args["spec"], name), name)
        today, groups = day(args.get("today"), f"{name}.today"), args.get("groups") or {}
        check_groups(name, spec, groups)
        check_place(name, spec, args)
        super().__init__("yett:index:SecurityGroup", name, {"spec": spec.plain()}, opts)
        for field in DIRECTIONS:
            tell(self, field, getattr(spec, field), today)
        for notice in spec.notices(today):
            pulumi.log.warn(notice, self)
        self.group_id = self._existing(name, spec) if spec.security_group_id else self._group(name, spec, args)
        for rule in spec.rules(today):
            self._rule(f"{name}-{rule.key}", rule, groups)
        publish(self, spec, {"group_id": self.group_id})

    def _existing(self, name: str, spec: SecurityGroupSpec) -> pulumi.Output[str]:
        """The id of a group that is only read, once it is of the kind that the rules are made for."""
        given, kind = spec.security_group_id or "", spec.security_group_type or GroupType.NORMAL
        found = alicloud.ecs.SecurityGroup.get(name, given, opts=pulumi.ResourceOptions(parent=self))
        said, read = {"security_group_type": kind.value}, {"security_group_type": found.security_group_type}
        return confirmed(f"{name}.security_group_type", given, said, read)

    def _group(self, name: str, spec: SecurityGroupSpec, args: SecurityGroupArgs) -> pulumi.Output[str]:
        # an enterprise group is always closed inside, and the cloud refuses to be told so
        basic = spec.security_group_type is not GroupType.ENTERPRISE
        return alicloud.ecs.SecurityGroup(
            name,
            security_group_name=display_name(name),
            description=description(spec.description, name),
            vpc_id=args["vpc_id"],
            security_group_type=(GroupType.NORMAL if basic else GroupType.ENTERPRISE).value,
            inner_access_policy="Drop" if basic else None,
            tags=tags(),
            opts=pulumi.ResourceOptions(parent=self),
        ).id

    def _rule(self, name: str, rule: GroupRule, groups: Mapping[str, pulumi.Input[str]]) -> None:
        opts = pulumi.ResourceOptions(parent=self)
        alicloud.ecs.SecurityGroupRule(name, security_group_id=self.group_id, **rule_args(rule, groups), opts=opts)


def rule_args(rule: GroupRule, groups: Mapping[str, pulumi.Input[str]]) -> dict[str, Any]:
    """Every field of the provider's rule, so that none of its defaults (0.0.0.0/0, -1/-1, internet) ever holds."""
    return {
        "type": rule.direction.value,
        "ip_protocol": rule.protocol.value,
        "port_range": rule.port_range,
        "nic_type": "intranet",
        "policy": rule.policy,
        "priority": rule.priority,
        "description": rule.description,
        **_peer_args(rule, groups),
    }


def _peer_args(rule: GroupRule, groups: Mapping[str, pulumi.Input[str]]) -> dict[str, pulumi.Input[str]]:
    if rule.group is not None:
        return {"source_security_group_id": groups.get(rule.group, rule.group)}
    if rule.prefix_list is not None:
        return {"prefix_list_id": rule.prefix_list}
    return {"ipv6_cidr_ip" if ":" in rule.peer else "cidr_ip": rule.peer}


def check_place(where: str, spec: SecurityGroupSpec, args: SecurityGroupArgs) -> None:
    """Refuse a new group without a VPC; raises SpecError."""
    if spec.security_group_id is None and args.get("vpc_id") is None:
        fix = "or name a group that exists by spec.security_group_id"
        raise SpecError(f"{where}.vpc_id", "is missing", allowed="the VPC that the group lies in", fix=fix)


def check_groups(where: str, spec: SecurityGroupSpec, groups: Mapping[str, object]) -> None:
    """Refuse a group peer that is neither an id nor a name in `groups`, and the id of one that has a name there.

    Under its id and its name a group would be two rules to us and one to the cloud: removing one would remove both.
    Raises SpecError.
    """
    names = {value: name for name, value in groups.items() if isinstance(value, str)}
    for path, group in _group_peers(spec):
        if group not in groups and not group.startswith("sg-"):
            known = ", ".join(sorted(groups)) or "no name, as args.groups is empty"
            raise SpecError(f"{where}.{path}", "unknown group", got=group, allowed=f"an id sg-... or {known}")
        if group in names and names[group] != group:
            fix = f"name it {names[group]}"
            raise SpecError(f"{where}.{path}", "args.groups has a name for this group", got=group, fix=fix)


def _group_peers(spec: SecurityGroupSpec) -> Iterator[tuple[str, str]]:
    for field in DIRECTIONS:
        for number, opening in enumerate(getattr(spec, field) or []):
            for index, peer in enumerate(opening.peers):
                if peer.group is not None:
                    yield f"{field}[{number}].peers[{index}].group", peer.group
