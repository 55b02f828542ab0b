"""NAT gateways: tiers go out through one address, forwarded ports come in through another.

`NatGateway("nat", {"spec": ..., "vpc_id": ..., "vswitch_id": ..., "hosts": {"jump": jump.private_ip}})`
"""

from collections.abc import Iterator
from datetime import date
from typing import NotRequired, Optional, TypedDict

import pulumi

from yett.given import check_given
from yett.naming import display_name, tags
from yett.nat_place import Ids, NatPlace, Place, port_text
from yett.nat_wiring import check_wiring
from yett.publish import by_name, publish
from yett.sdk import alicloud
from yett.specs.nat_gateway import NatGatewaySpec
from yett.specs.nat_strategy import NatStrategy
from yett.today import day, tell

__all__ = ["NatGateway", "NatGatewayArgs", "port_text"]
ONLY = "gateway"
"""What the one gateway of strategy single is called where those of one_per_zone are called by their zones."""


class NatGatewayArgs(TypedDict):
    """What a NatGateway is made from."""

    spec: NatGatewaySpec
    """What goes out, what comes in and for whom."""
    vpc_id: pulumi.Input[str]
    """Id of the VPC it serves."""
    vswitch_id: NotRequired[pulumi.Input[str]]
    """Id of the vSwitch that the gateway of strategy single stands in; default: the first of vswitch_ids by zone."""
    vswitch_ids: NotRequired[dict[str, pulumi.Input[str]]]
    """Ids of the vSwitches that the gateways of strategy one_per_zone stand in, by zone; default: none."""
    tiers: NotRequired[dict[str, dict[str, pulumi.Input[str]]]]
    """Ids of the vSwitches that outbound_tiers name, by tier and zone; default: none."""
    hosts: NotRequired[dict[str, pulumi.Input[str]]]
    """Private addresses of the hosts that port forwards name; default: none."""
    today: NotRequired[str]
    """The day that decides which openings are open, YYYY-MM-DD; default: the current day in UTC."""


class NatGateway(pulumi.ComponentResource):
    """Enhanced internet NAT gateways; a forward is built while an opening admits its external port."""

    gateway_id: pulumi.Output[Optional[str]]
    """Id of the cloud's NAT gateway; none where there is none or one for each zone."""
    gateway_ids: pulumi.Output[dict[str, str]]
    """Ids of the gateways by zone; the one of strategy single is called `gateway`."""
    outbound_address: pulumi.Output[Optional[str]]
    """The address that outbound traffic has; none when nothing goes out, or each zone has its own."""
    outbound_addresses: pulumi.Output[dict[str, str]]
    """The addresses that outbound traffic has, by zone; the one of strategy single is called `gateway`."""
    forward_address: pulumi.Output[Optional[str]]
    """The address that is dialled for forwarded ports; none when nothing comes in, or each zone has its own."""
    forward_addresses: pulumi.Output[dict[str, str]]
    """The addresses that are dialled, by zone; the one of strategy single is called `gateway`."""
    route_table_ids: pulumi.Output[dict[str, str]]
    """Ids of the route tables of strategy one_per_zone by zone; routes of a peering have to stand in them too."""

    def __init__(self, name: str, args: NatGatewayArgs, opts: Optional[pulumi.ResourceOptions] = None) -> None:
        check_given(name, NatGatewayArgs, args)
        self._spec = NatGatewaySpec.parse(args["spec"], name)
        today = day(args.get("today"), f"{name}.today")
        check_wiring(name, self._spec, args)
        super().__init__("yett:index:NatGateway", name, {"spec": self._spec.plain()}, opts)
        tell(self, "openings", self._spec.openings, today)
        places, hosts = dict(self._places(name, args, today)), args.get("hosts") or {}
        built = {key: NatPlace(self, self._spec, place, hosts) for key, place in places.items()}
        tables: dict[str, alicloud.vpc.RouteTable] = {}
        if self._spec.strategy is NatStrategy.ONE_PER_ZONE:
            leading = {zone: place for zone, place in places.items() if place.vswitches}
            tables = {zone: self._route(place, built[zone]) for zone, place in leading.items()}
        self._tables = {zone: table.id for zone, table in tables.items()}
        self._publish(built, self._tables)

    def route_tables(self) -> dict[str, pulumi.Output[str]]:
        """Ids of the route tables of strategy one_per_zone by zone, as a Peering takes them."""
        return self._tables

    def _places(self, name: str, args: NatGatewayArgs, today: date) -> Iterator[tuple[str, Place]]:
        """Every gateway by its zone, or by `gateway`."""
        spec, forwards, standing = self._spec, self._spec.forwards(today), args.get("vswitch_ids") or {}
        tiers = {tier: (args.get("tiers") or {})[tier] for tier in spec.outbound_tiers or []}
        if spec.strategy is NatStrategy.SINGLE:
            leaving = {f"{tier}-{zone}": found for tier, ids in tiers.items() for zone, found in ids.items()}
            there = args.get("vswitch_id")
            vswitch = standing[min(standing)] if there is None else there
            yield ONLY, Place(name, args["vpc_id"], vswitch, spec.eip, leaving, forwards)
        elif spec.strategy is NatStrategy.ONE_PER_ZONE:
            for zone, vswitch in standing.items():
                leaving = {tier: ids[zone] for tier, ids in tiers.items() if zone in ids}
                address = (spec.zone_eips or {}).get(zone, spec.eip)
                mine = [forward for forward in forwards if forward.zone == zone]
                yield zone, Place(f"{name}-{zone}", args["vpc_id"], vswitch, address, leaving, mine)

    def _route(self, place: Place, built: NatPlace) -> alicloud.vpc.RouteTable:
        """The table of a zone, whose vSwitches move into it once their way out is complete."""
        child = pulumi.ResourceOptions(parent=self)
        table = alicloud.vpc.RouteTable(
            place.name,
            route_table_name=display_name(place.name),
            vpc_id=place.vpc_id,
            associate_type="VSwitch",
            tags=tags(),
            opts=child,
        )
        out = alicloud.vpc.RouteEntry(
            place.name,
            name=display_name(place.name),
            route_table_id=table.id,
            destination_cidrblock="0.0.0.0/0",
            nexthop_type="NatGateway",
            nexthop_id=built.gateway.id,
            opts=child,
        )
        self._move(place.name, table, place.vswitches, [out, *built.ways_out])
        return table

    def _move(self, name: str, table: alicloud.vpc.RouteTable, vswitches: Ids, waits: list[pulumi.Resource]) -> None:
        opts = pulumi.ResourceOptions(parent=self, depends_on=waits)
        for tier, vswitch in vswitches.items():
            alicloud.vpc.RouteTableAttachment(f"{name}-{tier}", vswitch_id=vswitch, route_table_id=table.id, opts=opts)

    def _publish(self, built: dict[str, NatPlace], tables: dict[str, pulumi.Output[str]]) -> None:
        outbound = {key: found.outbound.ip_address for key, found in built.items() if found.outbound is not None}
        dialled = {key: found.dialled.ip_address for key, found in built.items() if found.dialled is not None}
        gateways = {key: found.gateway.id for key, found in built.items()}
        self.gateway_id, self.gateway_ids = _only(gateways), by_name(gateways)
        self.outbound_address, self.outbound_addresses = _only(outbound), by_name(outbound)
        self.forward_address, self.forward_addresses = _only(dialled), by_name(dialled)
        self.route_table_ids = by_name(tables)
        publish(self, self._spec, {field: getattr(self, field) for field in NatGateway.__annotations__})


def _only(found: dict[str, pulumi.Output[str]]) -> pulumi.Output[Optional[str]]:
    return found[ONLY].apply(lambda value: value) if ONLY in found else pulumi.Output.from_input(None)
