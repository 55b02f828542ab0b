"""A peering and a NAT gateway in each zone: every vSwitch that is routed has the routes in the table it stands in."""

from collections.abc import Callable
from ipaddress import IPv4Network
from typing import Any

import pulumi
import pulumi_alicloud as alicloud
import pytest

from tests.components.recorder import record
from tests.scenarios.recorded_network import Cloud, network_in, reached
from yett import NatGateway, Peering, SecurityGroup, Vpc

ZONES = ["cn-hangzhou-h", "cn-hangzhou-i"]
ORDERS: dict[str, Any] = {
    "cidr": "10.0.0.0/16",
    "zones": ZONES,
    "tiers": [{"name": "front", "kind": "public"}, {"name": "app", "kind": "private"}],
}
REPORTS: dict[str, Any] = {"cidr": "10.1.0.0/16", "zones": ZONES[:1], "tiers": [{"name": "data", "kind": "isolated"}]}
GOES_OUT: dict[str, Any] = {"strategy": "one_per_zone", "outbound_tiers": ["app"]}
MYSQL = {"protocol": "tcp", "ports": [3306], "reason": "orders are reported", "owner": "reports team"}
Tables = Callable[[NatGateway], dict[str, pulumi.Output[str]]]


def app_networks() -> list[str]:
    return ["10.0.32.0/21", "10.0.40.0/21"]


def program(tables: Tables) -> None:
    orders, reports = Vpc("orders", {"spec": ORDERS}), Vpc("reports", {"spec": REPORTS})  # type: ignore[typeddict-item]
    front, app, data = orders.in_tier("front"), orders.in_tier("app"), reports.in_tier("data")
    wired: Any = {"vpc_id": orders.vpc_id, "vswitch_ids": front, "tiers": {"app": app}}
    nat = NatGateway("out", {"spec": GOES_OUT, **wired})
    far, near = ["10.1.0.0/18"], app_networks()
    link: Any = {
        "spec": {"accepting_region": "cn-hangzhou", "networks": near, "accepting_networks": far},
        "vpc_id": orders.vpc_id,
        "accepting_vpc_id": reports.vpc_id,
        "route_table_id": orders.route_table_id,
        "route_table_ids": tables(nat),
        "accepting_route_table_id": reports.route_table_id,
    }
    Peering("link", link)
    asks = group("app", orders, egress=[{**MYSQL, "peers": [{"cidr": cidr} for cidr in far]}])
    answers = group("data", reports, ingress=[{**MYSQL, "peers": [{"cidr": cidr} for cidr in near]}])
    for kind, joined, vswitches in (("app", asks, app), ("front", asks, front), ("data", answers, data)):
        for zone, vswitch in vswitches.items():
            alicloud.ecs.Instance(f"{kind}-{zone}", security_groups=[joined], vswitch_id=vswitch)


def group(name: str, vpc: Vpc, **spec: Any) -> pulumi.Output[str]:
    args: Any = {"spec": spec, "vpc_id": vpc.vpc_id, "today": "2026-11-21"}
    return SecurityGroup(name, args).group_id


def unrouted(cloud: Cloud) -> set[str]:
    """The vSwitches of a network that a peering names whose own table has no route over it."""
    moved = {one["vswitchId"]: one["routeTableId"] for one in cloud.of("RouteTableAttachment").values()}
    routes = {
        (one["routeTableId"], one["destinationCidrblock"])
        for one in cloud.of("RouteEntry").values()
        if one["nexthopType"] == "VpcPeer"
    }
    named = {"orders": app_networks(), "reports": ["10.1.0.0/18"]}
    beyond = {"orders": named["reports"], "reports": named["orders"]}
    return {
        name
        for name, one in cloud.of("Switch").items()
        for vpc in [one["vpcId"].removesuffix("-id")]
        if any(IPv4Network(one["cidrBlock"]).subnet_of(IPv4Network(cidr)) for cidr in named[vpc])
        if not {(moved.get(f"{name}-id", f"{vpc}-system"), cidr) for cidr in beyond[vpc]} <= routes
    }


def test_every_zone_reaches_the_peer_on_what_is_declared_and_nothing_else_does() -> None:
    cloud = Cloud()
    record(lambda: program(NatGateway.route_tables), cloud)
    assert reached(network_in(cloud)) == {(f"app-{zone}", f"data-{ZONES[0]}"): "tcp/3306" for zone in ZONES}
    assert unrouted(cloud) == set()


@pytest.mark.parametrize(("given", "missing"), [([], ZONES), (ZONES[:1], ZONES[1:])])
def test_a_zone_whose_table_is_left_out_is_not_routed(given: list[str], missing: list[str]) -> None:
    cloud = Cloud()
    record(lambda: program(lambda nat: {zone: nat.route_tables()[zone] for zone in given}), cloud)
    assert unrouted(cloud) == {f"orders-app-{zone}" for zone in missing}
