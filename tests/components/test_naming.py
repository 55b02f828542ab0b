"""Whatever a component is called, the cloud takes every name and description that is made of it."""

import re
from typing import Any

import pytest

from tests.components.recorder import Recorded, record
from yett.access import Access
from yett.bandwidth_package import BandwidthPackage
from yett.errors import SpecError
from yett.instance_group import InstanceGroup
from yett.load_balancer import LoadBalancer
from yett.naming import LONGEST, cloud_name, description
from yett.nat_gateway import NatGateway
from yett.peering import Peering
from yett.security_group import SecurityGroup
from yett.specs.security_group import SecurityGroupSpec
from yett.specs.vpc import VpcSpec
from yett.vpc import Vpc

AWKWARD = ["g", "http://g", "HTTPS://g", "1", "my group", "网站", "a.b", "-", "end-", "x" * 300]
NO_ADDRESS = r"(?i)(?!https?://)"
BOUNDS = {
    ("SecurityGroup", "securityGroupName"): rf"{NO_ADDRESS}[a-zA-Z].{{1,127}}",
    ("SecurityGroup", "description"): rf"{NO_ADDRESS}.{{2,256}}",
    ("Network", "vpcName"): rf"{NO_ADDRESS}.{{1,128}}",
    ("Network", "description"): rf"{NO_ADDRESS}.{{1,256}}",
    ("Switch", "vswitchName"): rf"{NO_ADDRESS}.{{1,128}}",
    ("NetworkAcl", "networkAclName"): rf"{NO_ADDRESS}.{{1,128}}",
    ("FlowLog", "flowLogName"): rf"{NO_ADDRESS}.{{1,128}}",
    ("Ipv6Gateway", "ipv6GatewayName"): r"[a-zA-Z][a-zA-Z0-9_-]{1,127}",
    ("PeerConnection", "peerConnectionName"): r"[a-zA-Z][a-zA-Z0-9_-]{1,127}",
    ("RouteEntry", "name"): rf"{NO_ADDRESS}.{{1,128}}",
    ("RouteTable", "routeTableName"): rf"{NO_ADDRESS}[a-zA-Z].{{0,127}}",
    ("NatGateway", "natGatewayName"): rf"{NO_ADDRESS}.{{2,128}}",
    ("SnatEntry", "snatEntryName"): rf"{NO_ADDRESS}[a-zA-Z].{{1,127}}",
    ("EipAddress", "addressName"): r"[a-zA-Z][a-zA-Z0-9._-]{0,127}",
    ("CommonBandwithPackage", "bandwidthPackageName"): rf"{NO_ADDRESS}[a-zA-Z].{{1,255}}",
    ("ApplicationLoadBalancer", "loadBalancerName"): r"(?!-)[a-zA-Z0-9/._-]{1,80}(?<!-)",
    ("ServerGroup", "name"): r"[a-zA-Z0-9/._-]{1,80}",
    ("Acl", "name"): r"[a-zA-Z0-9/._-]{1,80}",
    ("Listener", "description"): r"[a-zA-Z0-9/._-]{1,80}",
    ("SecurityGroupRule", "description"): r".{1,512}",
    ("Instance", "instanceName"): r"[a-zA-Z][a-zA-Z0-9._-]{1,127}",
}
"""What the provider's docs say of each; CLB: alibabacloud_slb20140515, CreateLoadBalancer."""
ZONE = "cn-hangzhou-h"
VPC: dict[str, Any] = {
    "cidr": "10.0.0.0/16",
    "tiers": [{"name": "app", "kind": "isolated", "cidrs": {ZONE: "10.0.1.0/24"}}],
    "network_acl": True,
    "ipv6": {"gateway": True},
    "flow_log": {"project": "audit", "log_store": "flows"},
}
OPENING = {"peer": {"cidr": "10.9.0.0/16"}, "protocol": "tcp", "ports": [80], "reason": "visits", "owner": "web"}
LISTENER = {"protocol": "tcp", "port": 80, "backend_port": 8080}
PLACED = {"vpc_id": "vpc-1", "vswitch_ids": {ZONE: "vsw-1"}, "tiers": {"app": {ZONE: "vsw-2"}}}
PEERS = {"accepting_region": "cn-shanghai", "accepting_networks": ["10.9.0.0/16"]}
MACHINES = {"image_id": "m-1", "instance_type": "ecs.g7.large"}


def everything(name: str) -> None:
    kinds: list[tuple[Any, dict[str, Any]]] = [
        (Vpc, {"spec": VPC}),
        (SecurityGroup, {"spec": {}, "vpc_id": "vpc-1"}),
        (Access, {"spec": {"tiers": {"a": {}}}, "vpc_id": "vpc-1"}),
        (NatGateway, {"spec": {"strategy": "one_per_zone", "outbound_tiers": ["app"]}, **PLACED}),
        (BandwidthPackage, {"spec": {"bandwidth": 10}}),
        (LoadBalancer, {"spec": {"listeners": [LISTENER], "openings": [OPENING]}, "vswitch_id": "vsw-1"}),
        (
            Peering,
            {"spec": PEERS, "vpc_id": "vpc-1", "accepting_vpc_id": "vpc-2", "route_table_id": "vtb-1"},
        ),
        (InstanceGroup, {"spec": MACHINES, "vswitch_ids": {ZONE: "vsw-1"}, "security_group_ids": ["sg-1"]}),
    ]
    for kind, args in kinds:
        kind(name, args)


def texts(made: Recorded) -> dict[tuple[str, str], list[str]]:
    """Every name and description by (kind, field)."""
    found: dict[tuple[str, str], list[str]] = {}
    for (typ, _), inputs in made.inputs.items():
        for field, value in inputs.items():
            if typ.startswith("alicloud:") and (field.lower().endswith("name") or field == "description"):
                found.setdefault((typ.split(":")[-1], field), []).append(value)
    return found


@pytest.mark.parametrize("name", AWKWARD)
def test_the_cloud_takes_every_name_and_description(name: str) -> None:
    found = texts(record(lambda: everything(name)))
    given = {("FlowLog", "projectName"), ("FlowLog", "logStoreName")}
    assert found.keys() - given == BOUNDS.keys()
    assert [(at, text) for at in BOUNDS for text in found[at] if not re.fullmatch(BOUNDS[at], text)] == []


def test_two_names_never_become_one() -> None:
    texts = [*AWKWARD, "my-group", "my group!", "A", "a b", "a-b", "end", "x" * 301, "n-1"]
    assert len({cloud_name(text) for text in texts}) == len({cloud_name(text, dots="") for text in texts}) == len(texts)
    assert all(len(cloud_name(text)) <= LONGEST for text in texts)


def test_a_name_that_is_fine_stays_as_it_is() -> None:
    assert cloud_name("shop-test-web_1.a") == "shop-test-web_1.a"
    assert (description(None, "web"), description("said", "w")) == ("web", "said")


@pytest.mark.parametrize("text", ["x", " x ", "http://wiki/web", "HTTPS://wiki"])
def test_a_description_that_the_cloud_refuses_is_refused_first(text: str) -> None:
    allowed = "allowed is a text of 2..200 characters that does not begin with http:// or https://"
    for spec, data in ((SecurityGroupSpec, {}), (VpcSpec, {"cidr": "10.0.0.0/16"})):
        with pytest.raises(SpecError, match=f'x.description: got "{text}", {allowed}'):
            spec.parse({**data, "description": text}, "x")


def test_a_project_may_begin_with_a_digit() -> None:
    """Its name stands first in every name."""
    assert cloud_name("2048-dev-web").startswith("n-2048-dev-web-")
