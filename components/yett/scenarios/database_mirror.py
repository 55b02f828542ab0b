"""A database that a mirror in another region follows: `DatabaseMirror("mirror", {"spec": config}).mirror_ips`."""

from typing import NotRequired, Optional, TypedDict

import pulumi

from yett.deny_files import with_all_files
from yett.given import check_given
from yett.instance_group import InstanceGroup
from yett.peering import Peering
from yett.region import in_region
from yett.scenarios.scenario import Scenario
from yett.security_group import SecurityGroup
from yett.specs.database_mirror import DatabaseMirrorSpec
from yett.specs.instance_group import InstanceGroupSpec
from yett.specs.security_group import SecurityGroupSpec
from yett.specs.vpc import TierKind, VpcSpec
from yett.today import day
from yett.vpc import Vpc


class DatabaseMirrorArgs(TypedDict):
    """What a DatabaseMirror is made from."""

    spec: DatabaseMirrorSpec
    """The whole environment as plain data, as it stands in the stack config."""
    today: NotRequired[str]
    """The day that decides which openings are open, YYYY-MM-DD; default: the current day in UTC."""


class DatabaseMirror(Scenario):
    """Two VPCs without any way from outside, databases in both, and a peer connection that leads from tier to tier."""

    spec_type = DatabaseMirrorSpec

    vpc_id: pulumi.Output[str]
    """Id of the primary's VPC."""
    mirror_vpc_id: pulumi.Output[str]
    """Id of the mirror's VPC."""
    connection_id: pulumi.Output[str]
    """Id of the peer connection."""
    private_ips: pulumi.Output[dict[str, str]]
    """Private addresses of the primary's machines by name."""
    mirror_ips: pulumi.Output[dict[str, str]]
    """Private addresses of the mirror's machines by name."""
    declared_exposure: pulumi.Output[list[dict[str, str]]]
    """Every opening, one row each: where, direction, peer, traffic, reason, owner, expires, state."""

    def __init__(self, name: str, args: DatabaseMirrorArgs, opts: Optional[pulumi.ResourceOptions] = None) -> None:
        check_given(name, DatabaseMirrorArgs, args)
        spec = with_all_files(DatabaseMirrorSpec.parse(args["spec"], name), name)
        today = day(args.get("today"), f"{name}.today")
        super().__init__("yett:index:DatabaseMirror", name, {"spec": spec.plain()}, opts)
        away = in_region(f"{name}-{spec.mirror_region}", spec.mirror_region, self)
        spec = self.zoned(spec, mirror_network=pulumi.InvokeOptions(parent=self, provider=away))
        self._build(name, spec, today.isoformat(), away)
        groups = {"primary": spec.primary_group().model_copy(update={"ingress": [spec.reading(spec.mirror_cidrs)]})}
        both = {**groups, "mirror": spec.mirror_group()}
        self.finish(spec, today, {"groups": {side: group.plain() for side, group in both.items()}})

    def _build(self, name: str, spec: DatabaseMirrorSpec, today: str, away: pulumi.ProviderResource) -> None:
        here = pulumi.ResourceOptions(parent=self)
        there = pulumi.ResourceOptions(parent=self, providers={"alicloud": away})
        machines, mirror_machines = spec.machines()
        own = self._side(f"{name}-primary", spec.network, spec.primary_group(), machines, today, here)
        mirror = self._side(f"{name}-mirror", spec.mirror_network, spec.mirror_group(), mirror_machines, today, there)
        peering = Peering(
            f"{name}-peering",
            {
                "spec": spec.peering(),
                "vpc_id": own[0].vpc_id,
                "accepting_vpc_id": mirror[0].vpc_id,
                "route_table_id": own[0].route_table_id,
                "accepting_route_table_id": mirror[0].route_table_id,
            },
            here,
            accepting=away,
        )
        self.vpc_id, self.private_ips = own[0].vpc_id, own[1].private_ips
        self.mirror_vpc_id, self.mirror_ips = mirror[0].vpc_id, mirror[1].private_ips
        self.connection_id = peering.connection_id

    def _side(
        self,
        name: str,
        plan: VpcSpec,
        admitted: SecurityGroupSpec,
        machines: InstanceGroupSpec,
        today: str,
        opts: pulumi.ResourceOptions,
    ) -> tuple[Vpc, InstanceGroup]:
        """A VPC with its group and machines."""
        vpc = Vpc(name, {"spec": plan}, opts)
        group = SecurityGroup(name, {"spec": admitted, "vpc_id": vpc.vpc_id, "today": today}, opts)
        vswitches = {**vpc.in_tier(plan.tiers_of(TierKind.ISOLATED)[0].name)}
        made = InstanceGroup(
            name, {"spec": machines, "vswitch_ids": {**vswitches}, "security_group_ids": [group.group_id]}, opts
        )
        return vpc, made
