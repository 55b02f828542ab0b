"""Two VPCs that reach declared networks of each other: `Peering("mirror", {"spec": ..., "vpc_id": ..., ...})`.

A route opens no port: the groups of both sides admit what is declared, such as 22 or 3306 from one network.
"""

from typing import NotRequired, Optional, TypedDict

import pulumi
import pulumi_alicloud as alicloud

from yett.errors import SpecError
from yett.naming import display_name, tags, undotted_name
from yett.publish import publish
from yett.specs.opening import slug
from yett.specs.peering import PeeringSpec


class PeeringArgs(TypedDict):
    """What a Peering is made from."""

    spec: PeeringSpec
    """The accepting region, and the networks that are routed."""
    vpc_id: pulumi.Input[str]
    """Id of the own VPC."""
    accepting_vpc_id: pulumi.Input[str]
    """Id of the accepting VPC."""
    route_table_id: NotRequired[pulumi.Input[str]]
    """Id of the own VPC's route table; needed for accepting_networks."""
    accepting_route_table_id: NotRequired[pulumi.Input[str]]
    """Id of the accepting VPC's route table; needed for networks."""


class Peering(pulumi.ComponentResource):
    """A peer connection and a route for each declared network, on both sides."""

    connection_id: pulumi.Output[str]
    """Id of the peer connection."""

    def __init__(
        self,
        name: str,
        args: PeeringArgs,
        opts: Optional[pulumi.ResourceOptions] = None,
        accepting: Optional[pulumi.ProviderResource] = None,
    ) -> None:
        """`accepting` is the provider of the accepting region; default: the same as one's own."""
        spec = PeeringSpec.parse(args["spec"], name)
        check_tables(name, spec, args)
        super().__init__("yett:index:Peering", name, {"spec": spec.plain()}, opts)
        self._connection = self._connect(name, spec, args)
        own = pulumi.ResourceOptions(parent=self)
        for cidr in spec.accepting_networks or []:
            self._route(f"{name}-to-{slug(cidr)}", cidr, args["route_table_id"], own)
        theirs = pulumi.ResourceOptions(parent=self, provider=accepting)
        for cidr in spec.networks or []:
            self._route(f"{name}-back-{slug(cidr)}", cidr, args["accepting_route_table_id"], theirs)
        self.connection_id = self._connection.id
        publish(self, spec, {"connection_id": self.connection_id})

    def _connect(self, name: str, spec: PeeringSpec, args: PeeringArgs) -> alicloud.vpc.PeerConnection:
        return alicloud.vpc.PeerConnection(
            name,
            peer_connection_name=undotted_name(name),
            vpc_id=args["vpc_id"],
            accepting_vpc_id=args["accepting_vpc_id"],
            accepting_region_id=spec.accepting_region,
            accepting_ali_uid=spec.accepting_account or self._own_account(),
            bandwidth=spec.bandwidth,
            tags=tags(),
            opts=pulumi.ResourceOptions(parent=self),
        )

    def _own_account(self) -> pulumi.Output[int]:
        """The provider sends 0 for none, which the cloud refuses (terraform-provider-alicloud, issue 5499)."""
        found = alicloud.get_account_output(opts=pulumi.InvokeOutputOptions(parent=self))
        return found.id.apply(int)

    def _route(self, name: str, cidr: str, table: pulumi.Input[str], opts: pulumi.ResourceOptions) -> None:
        alicloud.vpc.RouteEntry(
            name,
            name=display_name(name),
            route_table_id=table,
            destination_cidrblock=cidr,
            nexthop_type="VpcPeer",
            nexthop_id=self._connection.id,
            opts=opts,
        )


def check_tables(where: str, spec: PeeringSpec, args: PeeringArgs) -> None:
    """Refuse routes without the table they go into; raises SpecError."""
    needed = {"route_table_id": spec.accepting_networks, "accepting_route_table_id": spec.networks}
    for field, cidrs in needed.items():
        if cidrs and args.get(field) is None:
            raise SpecError(f"{where}.{field}", "is missing", allowed="the table that the routes go into")
