"""The one way in for administrators: `Bastion("bastion", {"spec": config}).group_ids["app"]` is a group to join."""

from typing import NotRequired, Optional, TypedDict

import pulumi

from yett.access import Access
from yett.deny_files import with_all_files
from yett.given import check_given
from yett.scenarios.mapped import machines, mapped
from yett.scenarios.scenario import Scenario
from yett.specs.bastion import BASTION, BastionSpec
from yett.today import day
from yett.vpc import Vpc


class BastionArgs(TypedDict):
    """What a Bastion is made from."""

    spec: BastionSpec
    """The whole environment as plain data, as it stands in the stack config."""
    today: NotRequired[str]
    """The day that decides which openings are open, YYYY-MM-DD; default: the current day in UTC."""


class Bastion(Scenario):
    """A VPC, a bastion that declared peers dial, and a group for each tier that admits the bastion alone."""

    spec_type = BastionSpec

    vpc_id: pulumi.Output[str]
    """Id of the VPC."""
    addresses: pulumi.Output[dict[str, str]]
    """The addresses administrators dial, by what they lead to: a machine, `balancer` or `gateway`."""
    private_ips: pulumi.Output[dict[str, str]]
    """Private addresses of the bastion's machines by name."""
    group_ids: pulumi.Output[dict[str, str]]
    """Ids of the groups by tier: machines that are administered join the one of their tier."""
    vswitch_ids: pulumi.Output[dict[str, str]]
    """Ids of the vSwitches by tier and zone, such as app-cn-hangzhou-h."""
    declared_exposure: pulumi.Output[list[dict[str, str]]]
    """Every opening, one row each: where, direction, peer, traffic, reason, owner, expires, state."""

    def __init__(self, name: str, args: BastionArgs, opts: Optional[pulumi.ResourceOptions] = None) -> None:
        check_given(name, BastionArgs, args)
        spec = with_all_files(BastionSpec.parse(args["spec"], name), name)
        today = day(args.get("today"), f"{name}.today")
        super().__init__("yett:index:Bastion", name, {"spec": spec.plain()}, opts)
        spec = self.zoned(spec)
        self._build(name, spec, today.isoformat())
        grants = {tier: {"ingress": [one.plain() for one in found]} for tier, found in spec.grants().items()}
        self.finish(spec, today, {"tiers": grants})

    def _build(self, name: str, spec: BastionSpec, today: str) -> None:
        child = pulumi.ResourceOptions(parent=self)
        vpc = Vpc(name, {"spec": spec.network}, child)
        access = Access(name, {"spec": spec.access(), "vpc_id": vpc.vpc_id, "today": today}, child)
        found = machines(f"{name}-{BASTION}", spec, vpc, access.ids()[BASTION], child)
        self.addresses = mapped(f"{name}-mapping", spec, vpc, found, today, child).addresses
        self.vpc_id, self.vswitch_ids = vpc.vpc_id, vpc.vswitch_ids
        self.private_ips, self.group_ids = found.private_ips, access.group_ids
