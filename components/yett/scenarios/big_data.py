"""A cluster that stays inside its VPC: `BigData("big-data", {"spec": config}).administration_address` is its door."""

from typing import NotRequired, Optional, TypedDict

import pulumi

from yett.access import Access
from yett.deny_files import with_all_files
from yett.given import check_given
from yett.instance_group import InstanceGroup
from yett.publish import by_name
from yett.scenarios.gateway import gateway
from yett.scenarios.scenario import Scenario
from yett.specs.big_data import BigDataSpec
from yett.today import day
from yett.vpc import Vpc

Hosts = dict[str, pulumi.Input[str]]


class BigDataArgs(TypedDict):
    """What a BigData is made from."""

    spec: BigDataSpec
    """The whole environment as plain data, as it stands in the stack config."""
    today: NotRequired[str]
    """The day that decides which openings are open, YYYY-MM-DD; default: the current day in UTC."""


class BigData(Scenario):
    """A VPC with a tier for each kind of node; every service is a grant between two tiers, and nothing is public."""

    spec_type = BigDataSpec

    vpc_id: pulumi.Output[str]
    """Id of the VPC."""
    outbound_address: pulumi.Output[Optional[str]]
    """The address that private tiers go out with; none without gateway or egress, or with a gateway for each zone."""
    outbound_addresses: pulumi.Output[dict[str, str]]
    """The addresses they go out with by zone; that of a single gateway is called `gateway`."""
    administration_address: pulumi.Output[Optional[str]]
    """The address administrators dial; none without an open port forward, or with a gateway for each zone."""
    administration_addresses: pulumi.Output[dict[str, str]]
    """The addresses administrators dial by zone; that of a single gateway is called `gateway`."""
    private_ips: pulumi.Output[dict[str, str]]
    """Private addresses of the nodes by name."""
    group_ids: pulumi.Output[dict[str, str]]
    """Ids of the groups by tier."""
    declared_exposure: pulumi.Output[list[dict[str, str]]]
    """Every opening, one row each: where, direction, peer, traffic, reason, owner, expires, state."""

    def __init__(self, name: str, args: BigDataArgs, opts: Optional[pulumi.ResourceOptions] = None) -> None:
        check_given(name, BigDataArgs, args)
        spec = with_all_files(BigDataSpec.parse(args["spec"], name), name)
        today = day(args.get("today"), f"{name}.today")
        super().__init__("yett:index:BigData", name, {"spec": spec.plain()}, opts)
        spec = self.zoned(spec)
        self._build(name, spec, today.isoformat())
        grants = {tier: {"ingress": [one.plain() for one in found]} for tier, found in spec.grants().items()}
        self.finish(spec, today, {"tiers": grants})

    def _build(self, name: str, spec: BigDataSpec, today: str) -> None:
        child = pulumi.ResourceOptions(parent=self)
        vpc = Vpc(name, {"spec": spec.network}, child)
        access = Access(name, {"spec": spec.access(), "vpc_id": vpc.vpc_id, "today": today}, child)
        hosts = self._nodes(name, spec, vpc, access)
        self.vpc_id, self.group_ids, self.private_ips = vpc.vpc_id, access.group_ids, by_name(hosts)
        nat = gateway(f"{name}-gateway", spec.nat_gateway(), spec.network, vpc, hosts, today, child)
        self.outbound_address, self.outbound_addresses = nat.outbound, nat.outbound_by_zone
        self.administration_address, self.administration_addresses = nat.administration, nat.administration_by_zone

    def _nodes(self, name: str, spec: BigDataSpec, vpc: Vpc, access: Access) -> Hosts:
        """Private addresses of all nodes by tier and name."""
        groups, found = access.ids(), Hosts()
        for tier, nodes in spec.nodes.items():
            made = InstanceGroup(
                f"{name}-{tier}",
                {"spec": nodes, "vswitch_ids": {**vpc.in_tier(tier)}, "security_group_ids": [groups[tier]]},
                pulumi.ResourceOptions(parent=self),
            )
            found |= {f"{tier}-{host}": address for host, address in made.addresses().items()}
        return found
