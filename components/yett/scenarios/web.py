"""A web site that only its balancer reaches: `Web("web", {"spec": config}).balancer_address` is what visitors dial."""

from typing import NotRequired, Optional, TypedDict

import pulumi

from yett.certificate_files import read_all
from yett.deny_files import with_all_files
from yett.given import check_given
from yett.instance_group import InstanceGroup
from yett.load_balancer import LoadBalancer
from yett.scenarios.gateway import gateway
from yett.scenarios.scenario import Scenario, first
from yett.security_group import SecurityGroup, SecurityGroupArgs
from yett.specs.vpc import TierKind
from yett.specs.web import INSTANCES, WebSpec
from yett.today import day
from yett.vpc import Vpc


class WebArgs(TypedDict):
    """What a Web is made from."""

    spec: WebSpec
    """The whole site as plain data, as it stands in the stack config."""
    today: NotRequired[str]
    """The day that decides which openings are open, YYYY-MM-DD; default: the current day in UTC."""


class Web(Scenario):
    """VPC, balancer, instances, a closed database tier, outbound NAT, and forwards to administer the instances."""

    spec_type = WebSpec

    vpc_id: pulumi.Output[str]
    """Id of the VPC."""
    balancer_address: pulumi.Output[str]
    """The address visitors dial."""
    outbound_address: pulumi.Output[Optional[str]]
    """The address the instances go out with; none without a gateway, or with one for each zone."""
    outbound_addresses: pulumi.Output[dict[str, str]]
    """The addresses they go out with by zone; that of a single gateway is called `gateway`."""
    administration_address: pulumi.Output[Optional[str]]
    """The address administrators dial; none without an open port forward, or with a gateway for each zone."""
    administration_addresses: pulumi.Output[dict[str, str]]
    """The addresses administrators dial by zone; that of a single gateway is called `gateway`."""
    private_ips: pulumi.Output[dict[str, str]]
    """Private addresses of the instances by name."""
    database_group_id: pulumi.Output[str]
    """Id of the group that a database has to join; the instances alone reach its port."""
    declared_exposure: pulumi.Output[list[dict[str, str]]]
    """Every opening, one row each: where, direction, peer, traffic, reason, owner, expires, state."""

    def __init__(self, name: str, args: WebArgs, opts: Optional[pulumi.ResourceOptions] = None) -> None:
        check_given(name, WebArgs, args)
        spec = with_all_files(WebSpec.parse(args["spec"], name), name)
        # everything that can be wrong is found here, before the first resource
        self.check_files(spec, name)
        today = day(args.get("today"), f"{name}.today")
        super().__init__("yett:index:Web", name, {"spec": spec.plain()}, opts)
        spec = self.zoned(spec)
        self._build(name, spec, today.isoformat())
        self.finish(spec, today)

    @classmethod
    def check_files(cls, spec: WebSpec, where: str) -> None:
        """The deny lists, and the certificates of the balancer."""
        super().check_files(spec, where)
        read_all(spec.balancer, f"{where}.balancer")

    def _build(self, name: str, spec: WebSpec, today: str) -> None:
        child = pulumi.ResourceOptions(parent=self)
        vpc = Vpc(name, {"spec": spec.network}, child)
        vswitches = {kind: vpc.in_tier(spec.network.tiers_of(kind)[0].name) for kind in TierKind}
        group = self._groups(name, spec, vpc.vpc_id, today)
        instances = InstanceGroup(
            f"{name}-{INSTANCES}",
            {
                "spec": spec.instances,
                "vswitch_ids": {**vswitches[TierKind.PRIVATE]},
                "security_group_ids": [group],
            },
            child,
        )
        front, hosts = first(vswitches[TierKind.PUBLIC]), instances.addresses()
        nat = gateway(f"{name}-gateway", spec.nat_gateway(), spec.network, vpc, hosts, today, child)
        self.outbound_address, self.outbound_addresses = nat.outbound, nat.outbound_by_zone
        self.administration_address, self.administration_addresses = nat.administration, nat.administration_by_zone
        balancer = LoadBalancer(
            f"{name}-balancer",
            {"spec": spec.load_balancer(), "vswitch_id": front, "servers": {**instances.ids()}, "today": today},
            child,
        )
        self.vpc_id, self.private_ips, self.balancer_address = vpc.vpc_id, instances.private_ips, balancer.address

    def _groups(self, name: str, spec: WebSpec, vpc_id: pulumi.Output[str], today: str) -> pulumi.Output[str]:
        """The group of the instances; the one of the database admits it and is published."""
        child = pulumi.ResourceOptions(parent=self)
        args: SecurityGroupArgs = {"spec": spec.instance_group(), "vpc_id": vpc_id, "today": today}
        instances = SecurityGroup(f"{name}-{INSTANCES}", args, child)
        groups: dict[str, pulumi.Input[str]] = {INSTANCES: instances.group_id}
        args = {"spec": spec.database_group(), "vpc_id": vpc_id, "groups": groups, "today": today}
        self.database_group_id = SecurityGroup(f"{name}-database", args, child).group_id
        return instances.group_id
