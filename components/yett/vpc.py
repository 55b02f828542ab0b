"""A VPC with its vSwitches over zones: `Vpc("office", {"spec": {...}}).in_tier("app")` are the vSwitches by zone."""

from typing import Optional, TypedDict

import pulumi
import pulumi_alicloud as alicloud

from yett.errors import SpecError
from yett.naming import display_name, tags
from yett.publish import publish
from yett.specs.flow_log import FlowLogSpec, TrafficType
from yett.specs.opening import slug
from yett.specs.vpc import TierKind, VpcSpec


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

    def __init__(self, name: str, args: VpcArgs, opts: Optional[pulumi.ResourceOptions] = None) -> None:
        self._spec = VpcSpec.parse(args["spec"], name)
        super().__init__("yett:index:Vpc", name, {"spec": self._spec.plain()}, opts)
        self._child = pulumi.ResourceOptions(parent=self)
        network = self._network(name)
        self.vpc_id, self.route_table_id = network.id, network.route_table_id
        if self._spec.flow_log is not None:
            self._flow_log(name, self._spec.flow_log)
        self._by_tier = {
            tier.name: self._vswitches(f"{name}-{tier.name}", tier.cidrs) for tier in self._spec.tiers or []
        }
        if self._spec.network_acl:
            self._acl(f"{name}-isolated")
        by_name = {f"{tier}-{zone}": found for tier, ids in self._by_tier.items() for zone, found in ids.items()}
        self.vswitch_ids = pulumi.Output.all(**by_name)
        published = ("vpc_id", "route_table_id", "vswitch_ids")
        publish(self, self._spec, {field: getattr(self, field) for field in published})

    def in_tier(self, tier: str) -> dict[str, pulumi.Output[str]]:
        """Ids of a tier's vSwitches by zone; each depends on its own vSwitch only.

        Raises SpecError for a tier that is not in the plan.
        """
        if tier not in self._by_tier:
            raise SpecError(
                f"{self.pulumi_resource_name}.in_tier", got=tier, allowed=", ".join(self._by_tier) or "no tier at all"
            )
        return self._by_tier[tier]

    def _network(self, name: str) -> alicloud.vpc.Network:
        return alicloud.vpc.Network(
            name,
            vpc_name=display_name(name),
            cidr_block=self._spec.cidr,
            description=self._spec.description or name,
            tags=tags(),
            opts=self._child,
        )

    def _acl(self, name: str) -> None:
        """Stateless, so both directions admit the same networks; what no line admits is dropped."""
        isolated = [
            found for tier in self._spec.tiers_of(TierKind.ISOLATED) for found in self.in_tier(tier.name).values()
        ]
        alicloud.vpc.NetworkAcl(
            name,
            network_acl_name=display_name(name),
            vpc_id=self.vpc_id,
            ingress_acl_entries=[
                alicloud.vpc.NetworkAclIngressAclEntryArgs(source_cidr_ip=cidr, **_line(cidr))
                for cidr in self._spec.contained
            ],
            egress_acl_entries=[
                alicloud.vpc.NetworkAclEgressAclEntryArgs(destination_cidr_ip=cidr, **_line(cidr))
                for cidr in self._spec.contained
            ],
            resources=[
                alicloud.vpc.NetworkAclResourceArgs(resource_id=found, resource_type="VSwitch") for found in isolated
            ],
            tags=tags(),
            opts=self._child,
        )

    def _flow_log(self, name: str, spec: FlowLogSpec) -> None:
        alicloud.vpc.FlowLog(
            f"{name}-flow-log",
            flow_log_name=display_name(name),
            resource_type="VPC",
            resource_id=self.vpc_id,
            traffic_type=(spec.traffic or TrafficType.ALL).value,
            traffic_paths=["all"],
            ip_version="IPv4",
            aggregation_interval=str(spec.interval),
            project_name=spec.project,
            log_store_name=spec.log_store,
            tags=tags(),
            opts=self._child,
        )

    def _vswitches(self, name: str, cidrs: dict[str, str]) -> dict[str, pulumi.Output[str]]:
        return {zone: self._vswitch(f"{name}-{zone}", zone, cidr).id for zone, cidr in cidrs.items()}

    def _vswitch(self, name: str, zone: str, cidr: str) -> alicloud.vpc.Switch:
        return alicloud.vpc.Switch(
            name,
            vswitch_name=display_name(name),
            vpc_id=self.vpc_id,
            zone_id=zone,
            cidr_block=cidr,
            tags=tags(),
            opts=self._child,
        )


def _line(cidr: str) -> dict[str, str]:
    """Everything to or from one network."""
    return {
        "network_acl_entry_name": slug(cidr),
        "policy": "accept",
        "protocol": "all",
        "port": "-1/-1",
        "entry_type": "custom",
        "ip_version": "IPV4",
    }
