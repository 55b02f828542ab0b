"""A network ACL drops what nobody meant and never the replies to what passes."""

from collections.abc import Iterable
from ipaddress import ip_address, ip_network
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yett.errors import SpecError
from yett.specs.acl_plan import AclPlan
from yett.specs.network_acl import VPC_IPV6, AclEntry
from yett.specs.vpc import VpcSpec

VPC = "10.0.0.0/16"
KINDS = ["public", "private", "isolated"]
OUTSIDE = ["203.0.113.9", "198.51.100.1", "10.9.0.1", "2001:db8::9"]
INSIDE = ["10.0.3.3", "100.64.8.8", "100.100.100.200"]
CLIENT_PORTS = [1024, 40000, 65535]
"""Where replies to connections arrive."""


def plan(kind: str, acl: Any, **more: Any) -> AclPlan:
    tier = {"name": "t", "kind": kind, "network_acl": acl, "ipv6": True}
    spec = {"cidr": VPC, "zones": ["h"], "ipv6": {}, "tiers": [tier], **more}
    return VpcSpec.parse(spec, "net").acls()[0]


def passes(rows: Iterable[AclEntry], peer: str, protocol: str, port: int | None) -> bool:
    """What the cloud does: the first row that matches decides, and what none matches is dropped."""
    for row in rows:
        there = row.peer != VPC_IPV6 and ip_address(peer) in ip_network(row.peer)
        if there and row.protocol.value in (protocol, "all") and (row.ports is None or port in run(row)):
            return row.policy == "accept"
    return False


def run(row: AclEntry) -> range:
    assert row.ports is not None
    return range(row.ports.first, row.ports.last + 1)


def row(peer: str, protocol: str, port: int | None) -> dict[str, Any]:
    mask = 64 if ":" in peer else 24
    cidr = str(ip_network(f"{peer}/{mask}", strict=False))
    return {"peer": {"cidr": cidr}, "protocol": protocol, **({"ports": [port]} if port else {})}


SOME = st.sampled_from(OUTSIDE).flatmap(
    lambda peer: st.one_of(
        st.builds(row, st.just(peer), st.sampled_from(["tcp", "udp"]), st.sampled_from([22, 443, 8080, 27017])),
        st.builds(row, st.just(peer), st.sampled_from(["gre", "all"]), st.none()),
    )
)
ROWS = st.none() | st.lists(SOME, max_size=3)
PROTOCOLS = st.sampled_from([("tcp", 22), ("tcp", 443), ("udp", 27017), ("gre", None), ("icmp", None)])


DIALLED = st.sampled_from([("tcp", 22), ("tcp", 443), ("tcp", 8080), ("udp", 27017)])


@given(st.sampled_from(KINDS), ROWS, ROWS, st.sampled_from(OUTSIDE), DIALLED, st.sampled_from(CLIENT_PORTS))
def test_whoever_may_dial_is_answered(
    kind: str, admits: Any, reaches: Any, peer: str, dialled: tuple[str, int], back: int
) -> None:
    acl = plan(kind, {"admits": admits, "reaches": reaches})
    for there, answers in ((acl.ingress, acl.egress), (acl.egress, acl.ingress)):
        meant = [one for one in there if one.ports is None or one.ports.first != CLIENT_PORTS[0]]
        if passes(meant, peer, *dialled):
            assert passes(answers, peer, dialled[0], back)


@given(st.sampled_from(KINDS), st.sampled_from(INSIDE), PROTOCOLS)
def test_the_vpc_and_the_services_of_the_cloud_always_pass(
    kind: str, peer: str, dialled: tuple[str, int | None]
) -> None:
    acl = plan(kind, {})
    assert passes(acl.ingress, peer, *dialled)
    assert passes(acl.egress, peer, *dialled)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("port", [22, 80, 443, 1023])
@pytest.mark.parametrize("peer", OUTSIDE)
def test_nobody_outside_dials_a_well_known_port_by_default(kind: str, port: int, peer: str) -> None:
    assert not passes(plan(kind, {}).ingress, peer, "tcp", port)
    assert not passes(plan(kind, {}).ingress, peer, "udp", port)


@pytest.mark.parametrize("peer", OUTSIDE)
def test_nothing_passes_between_an_isolated_tier_and_the_outside_by_default(peer: str) -> None:
    acl = plan("isolated", {})
    assert not any(passes(rows, peer, "tcp", port) for rows in (acl.ingress, acl.egress) for port in (22, 1024, 50000))


@pytest.mark.parametrize("kind", ["public", "private"])
def test_the_other_tiers_go_out_and_are_answered_by_default(kind: str) -> None:
    acl = plan(kind, {})
    assert passes(acl.egress, "203.0.113.9", "tcp", 443)
    assert passes(acl.ingress, "203.0.113.9", "tcp", 33333)
    assert passes(acl.ingress, "203.0.113.9", "icmp", None), "a path may say that a packet is too big"


def test_a_tier_that_reaches_one_network_reaches_no_other() -> None:
    acl = plan("private", {"reaches": [row("203.0.113.9", "tcp", 443)]})
    assert passes(acl.egress, "203.0.113.9", "tcp", 443)
    assert not passes(acl.egress, "203.0.113.9", "tcp", 80)
    assert not passes(acl.egress, "198.51.100.1", "tcp", 443)
    assert not passes(acl.ingress, "198.51.100.1", "tcp", 33333)


def test_what_is_dropped_is_dropped_before_everything_else() -> None:
    acl = plan("public", {"admits": [row("203.0.113.9", "tcp", 443)], "drops": ["203.0.113.0/25", "10.0.3.0/24"]})
    assert not passes(acl.ingress, "203.0.113.9", "tcp", 443)
    assert not passes(acl.egress, "10.0.3.3", "tcp", 443)
    assert passes(acl.ingress, "203.0.113.200", "tcp", 443)


def test_everybody_is_two_rows_with_ipv6_and_one_without() -> None:
    web = {"peer": {"anywhere": "visitors"}, "protocol": "tcp", "ports": [443]}
    both = plan("public", {"admits": [web]})
    assert {row.peer for row in both.ingress if row.port == "443/443"} == {"0.0.0.0/0", "::/0"}
    tier = {"name": "t", "kind": "public", "network_acl": {"admits": [web]}, "cidrs": {"h": "10.0.0.0/24"}}
    alone = VpcSpec.parse({"cidr": VPC, "tiers": [tier]}).acls()[0]
    assert {row.ip_version for row in [*alone.ingress, *alone.egress]} == {"IPV4"}


def test_isolated_tiers_keep_the_ipv6_network_of_the_vpc_too() -> None:
    tiers = [{"name": name, "kind": "isolated", "ipv6": name == "b"} for name in "ab"]
    (acl,) = VpcSpec.parse({"cidr": VPC, "zones": ["h"], "ipv6": {}, "network_acl": True, "tiers": tiers}).acls()
    assert acl.tiers == ["a", "b"]
    assert [one.peer for one in acl.ingress] == [one.peer for one in acl.egress] == [VPC, "100.64.0.0/10", VPC_IPV6]


def test_the_networks_of_a_peering_pass_every_acl() -> None:
    assert passes(plan("isolated", {}, acl_networks=["10.9.0.0/24"]).ingress, "10.9.0.1", "tcp", 3306)


def test_every_row_has_a_name_of_its_own() -> None:
    acl = plan("public", {"admits": [row("203.0.113.9", "tcp", 443), row("203.0.113.9", "udp", 443)]})
    for rows in (acl.ingress, acl.egress):
        assert len({one.name for one in rows}) == len(rows)


REFUSED: list[tuple[dict[str, Any], str]] = [
    (
        {"admits": [{"peer": {"group": "web"}, "protocol": "all"}]},
        'admits[0].peer: is nothing a network ACL knows, got "group web", allowed is cidr or anywhere',
    ),
    (
        {"admits": [{"peer": {"cidr": "0.0.0.0/0"}, "protocol": "all"}]},
        'admits[0].peer.cidr: got "0.0.0.0/0", allowed is a network that is not everyone;',
    ),
    (
        {"reaches": [{"peer": {"cidr": "10.9.0.0/24"}, "protocol": "tcp"}]},
        "reaches[0].ports: is missing, allowed is the ports; for every port",
    ),
    (
        {"reaches": [{"peer": {"cidr": "10.9.0.0/24"}, "protocol": "gre", "ports": [1]}]},
        "reaches[0].ports: gre has no ports, allowed is ports of tcp or udp only",
    ),
    ({"drops": ["0.0.0.0/0"]}, 'drops[0]: got "0.0.0.0/0", allowed is a network that is not everyone;'),
    (
        {"admits": [{"peer": {"cidr": "2001:db8::/32"}, "protocol": "tcp", "ports": [443]}]},
        'admits[0].peer.cidr: the tier has no IPv6, got "2001:db8::/32"; give it ipv6, or leave the row out',
    ),
]


@pytest.mark.parametrize(("acl", "message"), REFUSED, ids=[message[:40] for _, message in REFUSED])
def test_an_acl_that_cannot_be_meant_is_refused(acl: dict[str, Any], message: str) -> None:
    tier = {"name": "t", "kind": "public", "network_acl": acl, "cidrs": {"h": "10.0.0.0/24"}}
    with pytest.raises(SpecError) as caught:
        VpcSpec.parse({"cidr": VPC, "tiers": [tier]}, "net")
    assert str(caught.value).startswith(f"net.tiers[0].network_acl.{message}")


def test_one_direction_has_no_more_rows_than_the_cloud_takes() -> None:
    ports = [{"first": port, "last": port} for port in range(1, 99)]
    wide = {"admits": [{"peer": {"cidr": "10.9.0.0/24"}, "protocol": "tcp", "ports": ports}]}
    tier = {"name": "t", "kind": "isolated", "network_acl": wide, "cidrs": {"h": "10.0.0.0/24"}}
    VpcSpec.parse({"cidr": VPC, "tiers": [tier]})
    with pytest.raises(SpecError, match=r"^net.tiers: too many rows in one direction of t-acl, got 101, allowed is at"):
        VpcSpec.parse({"cidr": VPC, "acl_networks": ["10.8.0.0/24"], "tiers": [tier]}, "net")


def test_one_vswitch_has_one_acl() -> None:
    tier = {"name": "t", "kind": "isolated", "network_acl": {}, "cidrs": {"h": "10.0.0.0/24"}}
    said = r"^net.tiers\[0\].network_acl: network_acl of the VPC keeps this tier already; leave one of the two out$"
    with pytest.raises(SpecError, match=said):
        VpcSpec.parse({"cidr": VPC, "network_acl": True, "tiers": [tier]}, "net")
