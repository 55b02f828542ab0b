"""Routes of both kinds, several hops, peerings of two accounts, and blocks that a VPC is given later."""

from typing import Any

import pytest

from yett_policies.exposure import Analysis, analyse, private_zone, vpc_zone
from yett_policies.network import Network

from .nets import SSH, built
from .test_inside import PEER

WEB = "alicloud_instance.web"
OFFICE = "192.168.0.0/16"
NEAR: dict[str, Any] = {k: PEER[k] for k in ("route_table__near", "route_table_attachment__near")}
TABLE = "${alicloud_route_table.near.id}"
VPN = {"nexthop_type": "VpnGateway", "nexthop_id": "vpn-elsewhere"}
HOST = {"nexthop_type": "NetworkInterface", "nexthop_id": "eni-firewall"}
NAT = {"nexthop_type": "NatGateway", "nexthop_id": "ngw-1"}


def newer(kind: str) -> dict[str, Any]:
    """A route entry as the newer type writes it."""
    found = {k: v for k, v in PEER[kind].items() if k != "destination_cidrblock"}
    return {**found, "destination_cidr_block": PEER[kind]["destination_cidrblock"]}


def from_office(*, own: bool = True, **route: Any) -> str:
    """Whether the office reaches the web when a table has this route to it; `own`: the web's vswitch obeys one."""
    entry = {"route_table_id": TABLE, "destination_cidr_block": OFFICE, **route}
    rules = ({**SSH, "cidr_ip": OFFICE},)
    network = built("net", "web", rules=rules, **(NEAR if own else {}), vpc_route_entry__office=entry)
    return analyse(network, private_zone("office", OFFICE)).verdict(WEB)


def from_far(network: Network) -> Analysis:
    return analyse(network, vpc_zone(network.vpcs["alicloud_vpc.far"]))


def peered(**changes: Any) -> Network:
    rules = ({**SSH, "cidr_ip": "172.16.0.0/16"},)
    return built("net", "web", rules=rules, **{k: v for k, v in {**PEER, **changes}.items() if v is not None})


def test_a_peering_is_carried_by_route_entries_of_the_newer_kind() -> None:
    routes = {"route_entry__there": None, "route_entry__back": None}
    both = {"vpc_route_entry__there": newer("route_entry__there"), "vpc_route_entry__back": newer("route_entry__back")}
    assert from_far(peered(**routes, **both)).verdict(WEB) == "reachable"
    both.pop("vpc_route_entry__back")
    assert from_far(peered(**routes, **both)).verdict(WEB) == "closed"


@pytest.mark.parametrize(
    ("route", "verdict"),
    [
        (VPN, "indeterminate"),
        (HOST, "indeterminate"),
        (NAT, "closed"),
        ({"next_hops": [VPN, HOST]}, "indeterminate"),
        ({"next_hops": [NAT, VPN]}, "indeterminate"),
        ({"next_hops": [NAT]}, "closed"),
    ],
)
def test_a_route_lets_in_what_its_hops_lead_to(route: dict[str, Any], verdict: str) -> None:
    assert from_office(**route) == verdict


def test_a_route_in_a_table_that_nobody_knows_may_be_any_vpcs() -> None:
    assert from_office(own=False, **VPN, route_table_id="vtb-elsewhere") == "indeterminate"
    assert from_office(own=True, **VPN, route_table_id="vtb-elsewhere") == "closed"


@pytest.mark.parametrize("known", [True, False])
def test_a_peering_that_is_accepted_here_needs_the_other_sides_routes(known: bool) -> None:
    ends = {"accepting_vpc_id": "${alicloud_vpc.main.id}", "vpc_id": "vpc-of-a-partner"} if known else {}
    accepted = {"instance_id": "pcc-of-a-partner", "id": "pcc-of-a-partner", **ends}
    route = {**newer("route_entry__there"), "route_table_id": TABLE, "nexthop_id": "pcc-of-a-partner"}
    network = built(
        "net", "web", rules=({**SSH, "cidr_ip": "172.16.0.0/16"},), **NEAR,
        vpc_peer_connection_accepter__taken=accepted, vpc_route_entry__there=route,
    )  # fmt: skip
    assert analyse(network, private_zone("partner", "172.16.0.0/16")).verdict(WEB) == "indeterminate"


def test_both_ends_of_one_peering_are_one_peering() -> None:
    link = "${alicloud_vpc_peer_connection.link.id}"
    accepted = {"instance_id": link, "id": link, "accepting_vpc_id": "${alicloud_vpc.far.id}"}
    network = peered(vpc_peer_connection_accepter__taken=accepted)
    assert len(network.peerings) == 1
    assert from_far(network).verdict(WEB) == "reachable"


@pytest.mark.parametrize(
    ("kind", "values", "inside"),
    [
        ("ipv4", {"secondary_cidr_block": "192.168.0.0/16"}, "192.168.7.7"),
        ("ipv6", {"ipv6_cidr_block": "2001:db8::/56"}, "2001:db8::7"),
    ],
)
def test_a_block_that_a_vpc_is_given_later_is_part_of_it(kind: str, values: dict[str, str], inside: str) -> None:
    more: Any = {f"vpc_{kind}_cidr_block__more": {"vpc_id": "${alicloud_vpc.main.id}", **values}}
    network = built("net", "web", **more)
    assert inside in vpc_zone(network.vpcs["alicloud_vpc.main"]).sources


def test_a_block_from_a_pool_makes_the_blocks_of_the_vpc_unknown() -> None:
    pooled = {"vpc_id": "${alicloud_vpc.main.id}", "ipv4_ipam_pool_id": "ipam-pool-1", "secondary_cidr_mask": 24}
    network = built("net", "web", vpc_ipv4_cidr_block__more=pooled)
    with pytest.raises(ValueError, match="secondary_cidr_block"):
        vpc_zone(network.vpcs["alicloud_vpc.main"])
