"""Game servers that players dial on one port: `Game("game", {"spec": config}).addresses` is what they dial."""

from typing import NotRequired, Optional, TypedDict

import pulumi

from yett.deny_files import with_all_files
from yett.given import check_given
from yett.scenarios.gateway import gateway
from yett.scenarios.mapped import machines, mapped
from yett.scenarios.scenario import Scenario
from yett.security_group import SecurityGroup
from yett.specs.game import GameSpec
from yett.today import day
from yett.vpc import Vpc


class GameArgs(TypedDict):
    """What a Game is made from."""

    spec: GameSpec
    """The whole environment as plain data, as it stands in the stack config."""
    today: NotRequired[str]
    """The day that decides which openings are open, YYYY-MM-DD; default: the current day in UTC."""


class Game(Scenario):
    """A recorded VPC, game servers in it, and one of three ways in: own addresses, a balancer or a gateway."""

    spec_type = GameSpec

    vpc_id: pulumi.Output[str]
    """Id of the VPC."""
    addresses: pulumi.Output[dict[str, str]]
    """The addresses players dial, by what they lead to: a server, `balancer` or `gateway`."""
    administration_address: pulumi.Output[Optional[str]]
    """The address administrators dial in mode balancer; none without an open forward, or with a gateway a zone."""
    administration_addresses: pulumi.Output[dict[str, str]]
    """The addresses administrators dial by zone; that of a single gateway is called `gateway`."""
    private_ips: pulumi.Output[dict[str, str]]
    """Private addresses of the servers by name."""
    declared_exposure: pulumi.Output[list[dict[str, str]]]
    """Every opening, one row each: where, direction, peer, traffic, reason, owner, expires, state."""

    def __init__(self, name: str, args: GameArgs, opts: Optional[pulumi.ResourceOptions] = None) -> None:
        check_given(name, GameArgs, args)
        spec = with_all_files(GameSpec.parse(args["spec"], name), name)
        today = day(args.get("today"), f"{name}.today")
        super().__init__("yett:index:Game", name, {"spec": spec.plain()}, opts)
        spec = self.zoned(spec)
        self._build(name, spec, today.isoformat())
        self.finish(spec, today)

    def _build(self, name: str, spec: GameSpec, today: str) -> None:
        child = pulumi.ResourceOptions(parent=self)
        vpc = Vpc(name, {"spec": spec.network}, child)
        group = SecurityGroup(
            f"{name}-servers", {"spec": spec.instance_group(), "vpc_id": vpc.vpc_id, "today": today}, child
        )
        servers = machines(f"{name}-servers", spec, vpc, group.group_id, child)
        self.vpc_id, self.private_ips = vpc.vpc_id, servers.private_ips
        self.addresses = mapped(f"{name}-mapping", spec, vpc, servers, today, child).addresses
        nat = gateway(f"{name}-gateway", spec.nat_gateway(), spec.network, vpc, servers.addresses(), today, child)
        self.administration_address, self.administration_addresses = nat.administration, nat.administration_by_zone
