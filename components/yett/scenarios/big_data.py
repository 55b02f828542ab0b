"""A cluster that stays inside its VPC: `BigData("big-data", {"spec": config}).administration_address` is its door."""

from typing import NotRequired, Optional, TypedDict

import pulumi

from yett.access import Access
from yett.deny_files import with_all_files
from yett.instance_group import InstanceGroup
from yett.nat_gateway import NatGateway
from yett.scenarios.scenario import Scenario, first
from yett.specs.big_data import BigDataSpec
from yett.specs.vpc import TierKind
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
    """The address that private tiers go out with; none without a gateway or without egress."""
    administration_address: pulumi.Output[Optional[str]]
    """The address administrators dial; none without an open port forward."""
    private_ips: pulumi.Output[dict[str, str]]
    """Private addresses of the nodes by name."""
    group_ids: pulumi.Output[dict[str, str]]
    """Ids of the groups by tier."""
    declared_exposure: pulumi.Output[list[dict[str, str]]]
    """Every opening, one row each: where, direction, peer, traffic, reason, owner, expires, state."""

    def __init__(self, name: str, args: BigDataArgs, opts: Optional[pulumi.ResourceOptions] = None) -> None:
        spec = with_all_files(BigDataSpec.parse(args["spec"], name), name)
        today = day(args.get("today"), f"{name}.today")
        super().__init__("yett:index:BigData", name, {"spec": spec.plain()}, opts)
        self._build(name, spec, today.isoformat())
        grants = {tier: {"ingress": [one.plain() for one in found]} for tier, found in spec.grants().items()}
        self.finish(spec, today, {"tiers": grants})

    def _build(self, name: str, spec: BigDataSpec, today: str) -> None:
        child = pulumi.ResourceOptions(parent=self)
        vpc = Vpc(name, {"spec": spec.network}, child)
        access = Access(name, {"spec": spec.access(), "vpc_id": vpc.vpc_id, "today": today}, child)
        hosts = self._nodes(name, spec, vpc, access)
        self.vpc_id, self.group_ids, self.private_ips = vpc.vpc_id, access.group_ids, pulumi.Output.all(**hosts)
        self._gateway(f"{name}-gateway", spec, vpc, hosts, today)

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

    def _gateway(self, name: str, spec: BigDataSpec, vpc: Vpc, hosts: Hosts, today: str) -> None:
        nat = spec.nat_gateway()
        if nat is None:
            self.outbound_address = self.administration_address = pulumi.Output.from_input(None)
            return
        front = first(vpc.in_tier(spec.network.tiers_of(TierKind.PUBLIC)[0].name))
        gateway = NatGateway(
            name,
            {"spec": nat, "vpc_id": vpc.vpc_id, "vswitch_id": front, "hosts": hosts, "today": today},
            pulumi.ResourceOptions(parent=self),
        )
        self.outbound_address, self.administration_address = gateway.outbound_address, gateway.forward_address
