"""A peering routes declared networks, on both sides and nowhere else."""

from typing import Any

import pulumi_alicloud as alicloud
import pytest

from tests.components.recorder import Recorded, record
from yett import Peering, SpecError

WIRED: dict[str, Any] = {
    "vpc_id": "vpc-1",
    "accepting_vpc_id": "vpc-2",
    "route_table_id": "vtb-1",
    "accepting_route_table_id": "vtb-2",
}
SPEC: dict[str, Any] = {
    "accepting_region": "cn-shanghai",
    "networks": ["10.0.1.0/24"],
    "accepting_networks": ["10.1.1.0/24", "10.1.2.0/24"],
}


def peering(wired: dict[str, Any] | None = None, **spec: Any) -> Recorded:
    args: Any = {**WIRED, **(wired or {}), "spec": {**SPEC, **spec}}
    return record(lambda: Peering("p", args))


def test_each_side_has_a_route_to_the_other_one_s_declared_networks() -> None:
    made = peering(bandwidth=100)
    routes = {one["destinationCidrblock"]: one["routeTableId"] for one in made.of("RouteEntry").values()}
    assert routes == {"10.1.1.0/24": "vtb-1", "10.1.2.0/24": "vtb-1", "10.0.1.0/24": "vtb-2"}
    assert {(one["nexthopType"], one["nexthopId"]) for one in made.of("RouteEntry").values()} == {("VpcPeer", "p-id")}
    connection = made.of("PeerConnection")["p"]
    said = [connection[key] for key in ("vpcId", "acceptingVpcId", "acceptingRegionId", "bandwidth")]
    assert said == ["vpc-1", "vpc-2", "cn-shanghai", 100]


def test_tables_of_zones_have_the_routes_beside_the_vpc_s_own_or_alone() -> None:
    zones = {"route_table_ids": {"h": "vtb-h", "i": "vtb-i"}, "accepting_route_table_ids": {"b": "vtb-b"}}
    beside, alone = peering(zones), peering({**zones, "route_table_id": None, "accepting_route_table_id": None})
    new = {
        "p-to-h-10.1.1.0-24": "vtb-h",
        "p-to-h-10.1.2.0-24": "vtb-h",
        "p-to-i-10.1.1.0-24": "vtb-i",
        "p-to-i-10.1.2.0-24": "vtb-i",
        "p-back-b-10.0.1.0-24": "vtb-b",
    }
    found = {name: one["routeTableId"] for name, one in beside.of("RouteEntry").items()}
    assert found == {**new, **{name: one["routeTableId"] for name, one in peering().of("RouteEntry").items()}}
    assert {name: one["routeTableId"] for name, one in alone.of("RouteEntry").items()} == new


def test_a_connection_without_networks_routes_nothing() -> None:
    made = peering({"route_table_id": None}, networks=None, accepting_networks=None)
    assert made.of("RouteEntry") == {}


def test_routes_keep_their_names_when_one_is_removed() -> None:
    before = peering().of("RouteEntry")
    after = peering(accepting_networks=["10.1.2.0/24"]).of("RouteEntry")
    assert after == {name: found for name, found in before.items() if "10.1.1.0" not in name}


def test_the_routes_of_the_accepting_side_are_made_by_its_provider() -> None:
    def program() -> object:
        away = alicloud.Provider("away", region="cn-shanghai")
        return Peering("p", {**WIRED, "spec": SPEC}, accepting=away)  # type: ignore[typeddict-item]

    made = record(program)
    routes = {name: found.provider for (typ, name), found in made.requests.items() if "RouteEntry" in typ}
    away = {name for name, provider in routes.items() if "::away::" in provider}
    assert away == {"p-back-10.0.1.0-24"}
    assert len(routes) == 3


ROWS: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    ({"route_table_id": None}, {}, "p.route_table_id: is missing, allowed is the table that the routes go into"),
    (
        {},
        {"networks": ["0.0.0.0/0"]},
        'p.networks[0]: got "0.0.0.0/0", allowed is an IPv4 network that is not everyone',
    ),
    ({}, {"networks": ["100.64.1.0/24"]}, 'p.networks[0]: got "100.64.1.0/24", allowed is an IPv4 network'),
    ({}, {"networks": ["10.1.0.0/16"]}, "p.accepting_networks[0]: overlaps networks[0] (10.1.0.0/16)"),
    ({}, {"bandwidth": 0}, "p.bandwidth: got 0, allowed is 1..1000000 Mbit/s"),
]


@pytest.mark.parametrize(("wired", "spec", "message"), ROWS)
def test_a_peering_that_cannot_be_meant_is_refused(wired: dict[str, Any], spec: dict[str, Any], message: str) -> None:
    with pytest.raises(SpecError) as caught:
        peering(wired, **spec)
    assert str(caught.value).startswith(message)
