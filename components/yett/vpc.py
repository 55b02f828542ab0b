"""A VPC with its vSwitches over zones: `Vpc("office", {"spec": {...}}).in_tier("app")` are the vSwitches by zone."""

from typing import Optional, TypedDict

import pulumi

from yett.errors import SpecError
from yett.existing import confirmed
from yett.given import check_given
from yett.naming import description, display_name, tags, undotted_name
from yett.network_acl import network_acl
from yett.publish import by_name, publish
from yett.sdk import alicloud
from yett.specs.acl_plan import AclPlan
from yett.specs.flow_log import FlowLogSpec, TrafficType
from yett.specs.vpc import Tier, VpcSpec
from yett.zones import with_zones


class VpcArgs(TypedDict):
    """What a Vpc is made from."""

    spec: VpcSpec
    """The address plan."""


class Vpc(pulumi.ComponentResource):
    """A VPC and one vSwitch for each tier and zone of its plan; nothing in it is reachable by itself."""

    vpc_id: pulumi.Output[str]
    """Id of the cloud's VPC."""
    route_table_id: pulumi.Output[str]
    """Id of the VPC's own route table."""
    vswitch_ids: pulumi.Output[dict[str, str]]
    """Ids of the vSwitches by tier and zone, such as app-cn-hangzhou-h."""
    cidrs: pulumi.Output[dict[str, str]]
    """IPv4 networks of the vSwitches by tier and zone."""
    ipv6_cidr_block: pulumi.Output[Optional[str]]
    """The IPv6 network of the VPC; none without IPv6."""

    def __init__(self, name: str, args: VpcArgs, opts: Optional[pulumi.ResourceOptions] = None) -> None:
        check_given(name, VpcArgs, args)
        spec = VpcSpec.parse(args["spec"], name)
        super().__init__("yett:index:Vpc", name, {"spec": spec.plain()}, opts)
        self._spec = with_zones(spec, self)
        self._child = pulumi.ResourceOptions(parent=self)
        self._network = self._read(name, spec.vpc_id) if spec.vpc_id else self._made(name)
        self.vpc_id, self.route_table_id = self._id(name), self._network.route_table_id
        self.ipv6_cidr_block = self._ipv6_network()
        if spec.flow_log is not None:
            self._flow_log(name, spec.flow_log)
        if spec.ipv6 and spec.ipv6.gateway:
            self._ipv6_gateway(f"{name}-ipv6")
        self._by_tier = {tier.name: self._vswitches(f"{name}-{tier.name}", tier) for tier in self._spec.plan()}
        for acl in self._spec.acls():
            self._acl(f"{name}-{acl.key}", acl)
        self._publish()

    def in_tier(self, tier: str) -> dict[str, pulumi.Output[str]]:
        """Ids of a tier's vSwitches by zone; each depends on its own vSwitch only.

        Raises SpecError for a tier that is not in the plan.
        """
        if tier not in self._by_tier:
            raise SpecError(
                f"{self.pulumi_resource_name}.in_tier", got=tier, allowed=", ".join(self._by_tier) or "no tier at all"
            )
        return self._by_tier[tier]

    def _publish(self) -> None:
        ids = {f"{tier}-{zone}": one for tier, found in self._by_tier.items() for zone, one in found.items()}
        planned = {f"{tier.name}-{zone}": cidr for tier in self._spec.plan() for zone, cidr in tier.cidrs.items()}
        self.vswitch_ids, self.cidrs = by_name(ids), pulumi.Output.from_input(planned)
        published = ("vpc_id", "route_table_id", "vswitch_ids", "cidrs", "ipv6_cidr_block")
        publish(self, self._spec, {field: getattr(self, field) for field in published})

    def _made(self, name: str) -> alicloud.vpc.Network:
        return alicloud.vpc.Network(
            name,
            vpc_name=display_name(name),
            cidr_block=self._spec.cidr,
            enable_ipv6=True if self._spec.ipv6 else None,
            user_cidrs=self._spec.user_cidrs,
            description=description(self._spec.description, name),
            tags=tags(),
            opts=self._child,
        )

    def _read(self, name: str, vpc_id: str) -> alicloud.vpc.Network:
        return alicloud.vpc.Network.get(name, vpc_id, opts=self._child)

    def _id(self, name: str) -> pulumi.Output[str]:
        """The id of the VPC; of one that exists only if the plan's network is one of its own."""
        found = self._network
        if self._spec.vpc_id is None:
            return found.id
        # the SDK warns of every look at the secondary networks, which it would rather have in a resource of their own
        blocks = pulumi.Output.all(found.cidr_block, pulumi.get(found, "secondary_cidr_blocks")).apply(
            lambda read: [read[0], *(read[1] or [])]
        )
        return confirmed(f"{name}.cidr", self._spec.vpc_id, {"network": self._spec.cidr}, {"network": blocks})

    def _ipv6_network(self) -> pulumi.Output[Optional[str]]:
        if self._spec.ipv6 is None:
            return pulumi.Output.from_input(None)
        return self._network.ipv6_cidr_blocks.apply(lambda found: found[0].ipv6_cidr_block if found else None)

    def _acl(self, name: str, plan: AclPlan) -> None:
        guarded = [found for tier in plan.tiers for found in self.in_tier(tier).values()]
        network_acl(name, plan, self.vpc_id, self.ipv6_cidr_block, guarded, self._child)

    def _ipv6_gateway(self, name: str) -> None:
        alicloud.vpc.Ipv6Gateway(
            name, ipv6_gateway_name=undotted_name(name), vpc_id=self.vpc_id, tags=tags(), opts=self._child
        )

    def _flow_log(self, name: str, spec: FlowLogSpec) -> None:
        alicloud.vpc.FlowLog(
            f"{name}-flow-log",
            flow_log_name=display_name(name),
            resource_type="VPC",
            resource_id=self.vpc_id,
            traffic_type=(spec.traffic or TrafficType.ALL).value,
            traffic_paths=["all"],
            ip_version="DualStack" if self._spec.ipv6 else "IPv4",
            aggregation_interval=str(spec.interval),
            project_name=spec.project,
            log_store_name=spec.log_store,
            tags=tags(),
            opts=self._child,
        )

    def _vswitches(self, name: str, tier: Tier) -> dict[str, pulumi.Output[str]]:
        return {
            zone: self._existing(f"{name}-{zone}", tier, zone)
            if zone in tier.vswitch_ids
            else self._vswitch(f"{name}-{zone}", tier, zone).id
            for zone in tier.cidrs
        }

    def _existing(self, name: str, tier: Tier, zone: str) -> pulumi.Output[str]:
        found = alicloud.vpc.Switch.get(name, tier.vswitch_ids[zone], opts=self._child)
        said = {"network": tier.cidrs[zone], "zone": zone, "VPC": self._spec.vpc_id or ""}
        read = {"network": found.cidr_block, "zone": found.zone_id, "VPC": found.vpc_id}
        return confirmed(name, tier.vswitch_ids[zone], said, {**read})

    def _vswitch(self, name: str, tier: Tier, zone: str) -> alicloud.vpc.Switch:
        block = tier.ipv6_blocks.get(zone)
        return alicloud.vpc.Switch(
            name,
            vswitch_name=display_name(name),
            vpc_id=self.vpc_id,
            zone_id=zone,
            cidr_block=tier.cidrs[zone],
            enable_ipv6=None if block is None else True,
            ipv6_cidr_block_mask=block,
            tags=tags(),
            opts=self._child,
        )
