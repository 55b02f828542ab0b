"""Two VPCs that reach declared networks of each other: `Peering("mirror", {"spec": ..., "vpc_id": ..., ...})`.

A route opens no port: the groups of both sides admit what is declared, such as 22 or 3306 from one network.
"""

from collections.abc import Mapping
from typing import Any, NotRequired, Optional, TypedDict

import pulumi

from yett.errors import SpecError
from yett.given import check_given
from yett.naming import display_name, tags, undotted_name
from yett.publish import publish
from yett.sdk import alicloud
from yett.specs.peering import PeeringSpec
from yett.specs.slug import slug


class PeeringArgs(TypedDict):
    """What a Peering is made from."""

    spec: PeeringSpec
    """The accepting region, and the networks that are routed."""
    vpc_id: pulumi.Input[str]
    """Id of the own VPC."""
    accepting_vpc_id: pulumi.Input[str]
    """Id of the accepting VPC."""
    route_table_id: NotRequired[pulumi.Input[str]]
    """Id of the own VPC's route table; accepting_networks need it or route_table_ids."""
    route_table_ids: NotRequired[dict[str, pulumi.Input[str]]]
    """Ids of the own VPC's other route tables, as a NatGateway with one_per_zone makes them, by zone; default: none."""
    accepting_route_table_id: NotRequired[pulumi.Input[str]]
    """Id of the accepting VPC's route table; networks need it or accepting_route_table_ids."""
    accepting_route_table_ids: NotRequired[dict[str, pulumi.Input[str]]]
    """Ids of the accepting VPC's other route tables, by zone; default: none."""


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
        check_given(name, PeeringArgs, args)
        spec = PeeringSpec.parse(args["spec"], name)
        check_tables(name, spec, args)
        super().__init__("yett:index:Peering", name, {"spec": spec.plain()}, opts)
        self._connection = self._connect(name, spec, args)
        own, theirs = (pulumi.ResourceOptions(parent=self, provider=one) for one in (None, accepting))
        self._routes(f"{name}-to", spec.accepting_networks, tables(args, "route_table_id"), own)
        self._routes(f"{name}-back", spec.networks, tables(args, "accepting_route_table_id"), theirs)
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

    def _routes(
        self, name: str, cidrs: Optional[list[str]], into: dict[str, pulumi.Input[str]], opts: pulumi.ResourceOptions
    ) -> None:
        """A route to each network in each table: a vSwitch obeys the one table that it stands in."""
        for cidr in cidrs or []:
            for zone, table in into.items():
                self._route("-".join(filter(None, (name, zone, slug(cidr)))), cidr, table, opts)

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


def tables(args: PeeringArgs, field: str) -> dict[str, pulumi.Input[str]]:
    """The route tables of one side by zone; the VPC's own has no zone."""
    given: Mapping[str, Any] = {**args}
    own = given.get(field)
    return {**({} if own is None else {"": own}), **(given.get(f"{field}s") or {})}


def check_tables(where: str, spec: PeeringSpec, args: PeeringArgs) -> None:
    """Refuse routes without the table they go into; raises SpecError."""
    needed = {"route_table_id": spec.accepting_networks, "accepting_route_table_id": spec.networks}
    for field, cidrs in needed.items():
        if cidrs and not tables(args, field):
            raise SpecError(f"{where}.{field}", "is missing", allowed="the table that the routes go into")
