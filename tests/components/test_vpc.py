"""Vpc: computed networks, counted zones, networks that exist, IPv6 and network ACLs, as they are made."""

from typing import Any

import pulumi
import pytest
from pulumi.runtime.mocks import MockCallArgs, MockResourceArgs

from tests.components.recorder import Recorded, plain, record
from yett import SpecError, Vpc

TIERS = [{"name": "front", "kind": "public", "mask": 26}, {"name": "app", "kind": "private", "mask": 24}]


class Cloud(Recorded):
    """What a region and an account have: zones, a VPC vpc-1 and its vSwitch vsw-1."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.reads: dict[str, dict[str, Any]] = {
            "vpc-1": {"cidrBlock": "10.0.0.0/16", "secondaryCidrBlocks": ["10.9.0.0/16"], "ipv6CidrBlocks": []},
            "vsw-1": {"cidrBlock": "10.0.0.0/24", "zoneId": "h", "vpcId": "vpc-1"},
        }

    def call(self, args: MockCallArgs) -> dict[str, Any]:
        self.asked.append(args.token)
        return {"zones": [{"id": zone} for zone in ("cn-hangzhou-j", "cn-hangzhou-h", "cn-hangzhou-i")]}

    def new_resource(self, args: MockResourceArgs) -> tuple[str, dict[str, Any]]:
        if args.resource_id:
            self.inputs[args.typ, args.name] = {}
            return args.resource_id, self.reads[args.resource_id]
        made, outputs = super().new_resource(args)
        network = plain(args.inputs).get("enableIpv6") and args.typ.endswith(":Network")
        block = {"ipv6CidrBlocks": [{"ipv6CidrBlock": "2001:db8:0:100::/56"}]} if network else {}
        return made, {**outputs, **block}


def built(**spec: Any) -> Cloud:
    cloud = Cloud()
    record(lambda: Vpc("net", {"spec": {"cidr": "10.0.0.0/16", **spec}}), cloud)
    return cloud


def networks(made: Recorded) -> dict[str, tuple[str, str]]:
    return {name: (one["zoneId"], one["cidrBlock"]) for name, one in made.of("Switch").items()}


def test_computed_tiers_lie_in_the_named_zones() -> None:
    made = built(zones=["h", "i"], tiers=TIERS)
    assert networks(made) == {
        "net-front-h": ("h", "10.0.0.0/26"),
        "net-front-i": ("i", "10.0.0.64/26"),
        "net-app-h": ("h", "10.0.4.0/24"),
        "net-app-i": ("i", "10.0.5.0/24"),
    }
    assert made.asked == []


def test_counted_zones_are_the_first_of_the_region_by_name() -> None:
    made = built(zones=2, tiers=TIERS[:1])
    assert sorted(zone for zone, _ in networks(made).values()) == ["cn-hangzhou-h", "cn-hangzhou-i"]
    assert made.asked == ["alicloud:index/getZones:getZones"]


def test_the_zones_that_were_counted_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(pulumi.log, "info", lambda text, resource: said.append(text))
    built(zones=2, tiers=TIERS)
    built(zones=["cn-hangzhou-h"], tiers=TIERS)
    assert said == ["zones: 2 are cn-hangzhou-h, cn-hangzhou-i; written by name they stay when the region grows"]


def test_more_zones_than_the_region_has_are_refused_before_anything_is_built() -> None:
    cloud, said = Cloud(), r"^net.zones: the region has too few, got 4, allowed is cn-hangzhou-h, cn-hangzhou-i, cn-"
    with pytest.raises(SpecError, match=said):
        record(lambda: Vpc("net", {"spec": {"cidr": "10.0.0.0/16", "zones": 4, "tiers": TIERS}}), cloud)  # type: ignore[typeddict-item]
    assert cloud.names() == set()


def exists(**tier: Any) -> dict[str, Any]:
    there = {"name": "app", "kind": "private", "cidrs": {"h": "10.0.0.0/24"}, "vswitch_ids": {"h": "vsw-1"}, **tier}
    return {"vpc_id": "vpc-1", "tiers": [there]}


def test_nothing_is_made_for_a_vpc_and_vswitches_that_exist() -> None:
    made = built(**exists())
    assert {typ.split(":")[-1]: found for (typ, _), found in made.inputs.items() if typ.startswith("alicloud:")} == {
        "Network": {},
        "Switch": {},
    }


def test_new_vswitches_lie_in_the_vpc_that_exists() -> None:
    made = built(**exists(cidrs={"h": "10.0.0.0/24", "i": "10.0.1.0/24"}))
    assert made.of("Switch")["net-app-h"] == {}
    assert made.of("Switch")["net-app-i"]["vpcId"] == "vpc-1"
    assert networks(built(cidr="10.9.0.0/16", vpc_id="vpc-1", zones=["h"], tiers=TIERS[:1]))


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ({"cidr": "10.1.0.0/16", "vpc_id": "vpc-1"}, "net.cidr: vpc-1 has another network, got"),
        (exists(cidrs={"h": "10.0.7.0/24"}), "net-app-h: vsw-1 has another network, got"),
        (exists(cidrs={"i": "10.0.0.0/24"}, vswitch_ids={"i": "vsw-1"}), "net-app-i: vsw-1 has another zone, got"),
    ],
)
def test_what_exists_otherwise_than_planned_is_refused(spec: dict[str, Any], message: str) -> None:
    with pytest.raises(Exception, match=message):
        built(**spec)


def test_ipv6_is_a_network_for_each_tier_that_asks_and_a_gateway_only_on_demand() -> None:
    tiers = [TIERS[0], {**TIERS[1], "ipv6": True}]
    made = built(zones=["h", "i"], ipv6={}, tiers=tiers)
    assert made.of("Network")["net"]["enableIpv6"] is True
    blocks = {name: one.get("ipv6CidrBlockMask") for name, one in made.of("Switch").items()}
    assert blocks == {"net-front-h": None, "net-front-i": None, "net-app-h": 4, "net-app-i": 5}
    assert made.of("Ipv6Gateway") == {}
    gateway = built(zones=["h"], ipv6={"gateway": True}, tiers=tiers).of("Ipv6Gateway")["net-ipv6"]
    assert gateway["vpcId"] == "net-id"


def test_a_vpc_that_exists_gets_a_gateway_on_demand_and_keeps_its_family() -> None:
    made = built(vpc_id="vpc-1", ipv6={"gateway": True}, zones=["h"], tiers=[{**TIERS[1], "ipv6": True}])
    assert made.of("Network") == {"net": {}}
    assert made.of("Ipv6Gateway")["net-ipv6"]["vpcId"] == "vpc-1"
    assert made.of("Switch")["net-app-h"]["ipv6CidrBlockMask"] == 0


def test_exact_tiers_say_their_ipv6_networks() -> None:
    tier = {"name": "app", "kind": "private", "cidrs": {"h": "10.0.0.0/24"}, "ipv6_blocks": {"h": 200}}
    found = built(ipv6={}, tiers=[tier]).of("Switch")["net-app-h"]
    assert (found["enableIpv6"], found["ipv6CidrBlockMask"]) == (True, 200)


def test_without_ipv6_nothing_says_so() -> None:
    made = built(zones=["h"], tiers=TIERS)
    assert not {"enableIpv6", "ipv6CidrBlockMask"} & {key for kind in made.inputs.values() for key in kind}


def test_a_tier_has_its_own_acl_with_the_ipv6_network_of_the_vpc() -> None:
    made = built(zones=["h"], ipv6={}, tiers=[TIERS[0], {**TIERS[1], "ipv6": True, "network_acl": {}}])
    assert set(made.of("NetworkAcl")) == {"net-app-acl"}
    acl = made.of("NetworkAcl")["net-app-acl"]
    assert acl["resources"] == [{"resourceId": "net-app-h-id", "resourceType": "VSwitch"}]
    inside = [(one["sourceCidrIp"], one["ipVersion"]) for one in acl["ingressAclEntries"][:3]]
    assert inside == [("10.0.0.0/16", "IPV4"), ("100.64.0.0/10", "IPV4"), ("2001:db8:0:100::/56", "IPV6")]
    assert [one["destinationCidrIp"] for one in acl["egressAclEntries"][3:]] == ["0.0.0.0/0", "::/0"]


def test_a_flow_log_sees_both_families() -> None:
    made = built(ipv6={}, flow_log={"project": "audit", "log_store": "net"})
    assert made.of("FlowLog")["net-flow-log"]["ipVersion"] == "DualStack"


def test_the_networks_are_published() -> None:
    found: list[dict[str, Any]] = []

    def program() -> object:
        vpc = Vpc("net", {"spec": {"cidr": "10.0.0.0/16", "zones": 1, "tiers": TIERS[:1]}})  # type: ignore[typeddict-item]
        return vpc.cidrs.apply(found.append)

    record(program, Cloud())
    assert found == [{"front-cn-hangzhou-h": "10.0.0.0/26"}]
