"""Vpc, Eip, NatGateway and InstanceGroup: what they make, in which order, and what they refuse."""

from typing import Any

import pytest

from tests.components.recorder import Recorded, record
from tests.specs.sites import opening
from yett import Eip, InstanceGroup, NatGateway, SpecError, Vpc

PLAN = {
    "cidr": "10.0.0.0/16",
    "tiers": [
        {"name": "app", "kind": "private", "cidrs": {"zone-a": "10.0.1.0/24", "zone-b": "10.0.2.0/24"}},
        {"name": "data", "kind": "isolated", "cidrs": {"zone-a": "10.0.3.0/24"}},
    ],
}
SSH = {"name": "ssh", "protocol": "tcp", "external_port": 10022, "internal_port": 22, "to": "jump"}
WEB = {"name": "alt", "protocol": "tcp", "external_port": "10080-10081", "internal_port": "8080-8081", "to": "jump"}
ADMITTED = [opening(ports=[10022]), opening(ports=["10080-10081"])]


def gateway(**spec: Any) -> Recorded:
    args: Any = {
        "spec": spec,
        "vpc_id": "vpc-1",
        "vswitch_id": "vsw-1",
        "hosts": {"jump": "10.0.1.5"},
        "today": "2026-06-15",
    }
    return record(lambda: NatGateway("nat", args))


def test_a_vpc_has_one_vswitch_for_each_tier_and_zone() -> None:
    made = record(lambda: Vpc("net", {"spec": PLAN}))
    assert {
        name: (found["zoneId"], found["cidrBlock"], found["vpcId"]) for name, found in made.of("Switch").items()
    } == {
        "net-app-zone-a": ("zone-a", "10.0.1.0/24", "net-id"),
        "net-app-zone-b": ("zone-b", "10.0.2.0/24", "net-id"),
        "net-data-zone-a": ("zone-a", "10.0.3.0/24", "net-id"),
    }
    assert made.of("Network")["net"]["cidrBlock"] == "10.0.0.0/16"


def test_every_connection_of_a_vpc_is_recorded_where_the_plan_says() -> None:
    made = record(lambda: Vpc("net", {"spec": {**PLAN, "flow_log": {"project": "audit", "log_store": "net"}}}))
    logged = made.of("FlowLog")["net-flow-log"]
    said = {key: logged[key] for key in ("resourceType", "resourceId", "trafficType", "projectName", "logStoreName")}
    assert said == {
        "resourceType": "VPC",
        "resourceId": "net-id",
        "trafficType": "All",
        "projectName": "audit",
        "logStoreName": "net",
    }
    assert record(lambda: Vpc("net", {"spec": PLAN})).of("FlowLog") == {}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"project": "A"}, 'net.flow_log.project: got "A", allowed is 3..63 characters of a-z, 0-9 and -'),
        ({"log_store": "-"}, 'net.flow_log.log_store: got "-", allowed is 2..63 characters of a-z, 0-9, - and _'),
        ({"interval": 3}, "net.flow_log.interval: got 3, allowed is 1, 5 or 10 minutes"),
    ],
)
def test_a_flow_log_that_the_cloud_would_refuse_is_refused(change: Any, message: str) -> None:
    with pytest.raises(SpecError) as caught:
        record(lambda: Vpc("net", {"spec": {**PLAN, "flow_log": {"project": "audit", "log_store": "net", **change}}}))
    assert str(caught.value) == message


def test_a_network_acl_keeps_isolated_tiers_inside_and_binds_no_other() -> None:
    spec = {**PLAN, "network_acl": True, "acl_networks": ["10.9.0.0/24"]}
    acl = record(lambda: Vpc("net", {"spec": spec})).of("NetworkAcl")["net-isolated"]
    assert acl["resources"] == [{"resourceId": "net-data-zone-a-id", "resourceType": "VSwitch"}]
    for entries, field in (("ingressAclEntries", "sourceCidrIp"), ("egressAclEntries", "destinationCidrIp")):
        admitted = [(one[field], one["policy"], one["protocol"], one["port"]) for one in acl[entries]]
        assert admitted == [
            (cidr, "accept", "all", "-1/-1") for cidr in ("10.0.0.0/16", "100.64.0.0/10", "10.9.0.0/24")
        ]
    assert record(lambda: Vpc("net", {"spec": PLAN})).of("NetworkAcl") == {}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"network_acl": True, "tiers": PLAN["tiers"][:1]},
            "net.network_acl: no isolated tier to keep inside; leave it",
        ),  # type: ignore[index]
        ({"acl_networks": ["10.9.0.0/24"]}, "net.acl_networks: no network ACL to admit them; write network_acl: true"),
        (
            {"network_acl": True, "acl_networks": ["0.0.0.0/0"]},
            'net.acl_networks[0]: got "0.0.0.0/0", allowed is an IPv4',
        ),
    ],
)
def test_a_network_acl_that_keeps_nothing_inside_is_refused(change: Any, message: str) -> None:
    with pytest.raises(SpecError) as caught:
        record(lambda: Vpc("net", {"spec": {**PLAN, **change}}))
    assert str(caught.value).startswith(message)


def test_a_tier_that_is_not_planned_is_refused() -> None:
    with pytest.raises(SpecError, match=r'^net.in_tier: got "web", allowed is app, data$'):
        record(lambda: Vpc("net", {"spec": PLAN}).in_tier("web"))


def test_an_address_is_bound_by_its_own_association() -> None:
    made = record(lambda: Eip("out", {"spec": {"bandwidth": 10}, "instance_id": "ngw-1", "instance_type": "Nat"}))
    assert made.of("EipAddress")["out"] == {
        "addressName": "shop-test-out",
        "bandwidth": "10",
        "internetChargeType": "PayByTraffic",
        "isp": "BGP",
        "paymentType": "PayAsYouGo",
        "tags": {"yett:project": "shop", "yett:stack": "test"},
    }
    assert made.of("EipAssociation")["out"] == {"allocationId": "out-id", "instanceId": "ngw-1", "instanceType": "Nat"}


def test_an_address_of_the_account_is_read_and_bound_but_not_made() -> None:
    made = gateway(outbound=["10.0.0.0/24"], eip={"allocation_id": "eip-own"})
    assert made.of("EipAssociation")["nat-outbound"]["allocationId"] == "eip-own"
    assert made.of("EipAddress") == {"nat-outbound": {}}


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(SpecError, match=r'^out.allocation_id: got "lb-1", allowed is the id eip-... of an address$'):
        record(lambda: Eip("out", {"spec": {"allocation_id": "lb-1"}}))  # type: ignore[typeddict-item]


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ({"instance_id": "x"}, "out.instance_type: instance_id and instance_type go together"),
        (
            {"instance_id": "x", "instance_type": "Cloud"},
            'out.instance_type: got "Cloud", allowed is EcsInstance, SlbInstance, Nat, NetworkInterface, HaVip',
        ),
    ],
)
def test_an_address_is_bound_to_something_that_can_have_one(args: Any, message: str) -> None:
    with pytest.raises(SpecError) as caught:
        record(lambda: Eip("out", {"spec": {}, **args}))
    assert str(caught.value) == message


def test_a_gateway_without_spec_opens_nothing_and_has_no_address() -> None:
    made = gateway()
    assert {typ.split(":")[-1] for typ, _ in made.names()} == {"NatGateway"}
    assert made.of("NatGateway")["nat"]["icmpReplyEnabled"] is False


def test_an_entry_waits_until_its_address_is_bound() -> None:
    made = gateway(outbound=["10.0.1.0/24"], port_forwards=[SSH, WEB], openings=ADMITTED)
    assert "EipAssociation nat-outbound" in made.dependencies("SnatEntry", "nat-outbound-10.0.1.0-24")
    assert "EipAssociation nat-forward" in made.dependencies("ForwardEntry", "nat-ssh")


def test_entries_of_one_table_are_made_one_after_the_other() -> None:
    made = gateway(port_forwards=[SSH, WEB], openings=ADMITTED)
    assert "ForwardEntry nat-alt" in made.dependencies("ForwardEntry", "nat-ssh")
    assert "ForwardEntry nat-ssh" not in made.dependencies("ForwardEntry", "nat-alt")


def test_outbound_and_forwards_have_two_addresses_unless_they_share_one() -> None:
    both = {"outbound": ["10.0.1.0/24"], "port_forwards": [SSH], "openings": [opening(ports=[10022])]}
    two, one = gateway(**both), gateway(**both, shared_eip=True)
    assert set(two.of("EipAddress")) == {"nat-outbound", "nat-forward"}
    assert set(one.of("EipAddress")) == {"nat-outbound"}
    assert "portBreak" not in two.of("ForwardEntry")["nat-ssh"]
    assert one.of("ForwardEntry")["nat-ssh"]["portBreak"] is True


def test_a_forward_says_every_field() -> None:
    assert gateway(port_forwards=[WEB], openings=[ADMITTED[1]]).of("ForwardEntry")["nat-alt"] == {
        "forwardEntryName": "shop-test-nat-alt",
        "forwardTableId": "ftb-1",
        "externalIp": "47.0.0.9",
        "externalPort": "10080/10081",
        "ipProtocol": "tcp",
        "internalIp": "10.0.1.5",
        "internalPort": "8080/8081",
    }


def test_a_forward_is_built_while_an_opening_admits_it() -> None:
    closed = gateway(port_forwards=[SSH, WEB], openings=[opening(ports=[10022], expires="2026-06-14"), ADMITTED[1]])
    assert set(closed.of("ForwardEntry")) == {"nat-alt"}
    assert len(closed.warnings) == 1


def test_a_forward_to_nobody_is_refused() -> None:
    with pytest.raises(SpecError, match=r'^nat.port_forwards\[0\].to: unknown host, got "moon", allowed is jump$'):
        gateway(port_forwards=[{**SSH, "to": "moon"}], openings=[ADMITTED[0]])


def machines(**spec: Any) -> Recorded:
    args: Any = {
        "spec": {"image_id": "linux", "instance_type": "ecs.c7.large", **spec},
        "vswitch_ids": {"zone-a": "vsw-a", "zone-b": "vsw-b"},
        "security_group_ids": ["sg-1"],
    }
    return record(lambda: InstanceGroup("app", args))


def test_machines_stand_in_every_zone_without_a_public_address() -> None:
    made = machines().of("Instance")
    assert {name: found["vswitchId"] for name, found in made.items()} == {
        "app-zone-a-1": "vsw-a",
        "app-zone-b-1": "vsw-b",
    }
    assert {(found["internetMaxBandwidthOut"], found["httpTokens"]) for found in made.values()} == {(0, "required")}
    assert all("password" not in found and "keyName" not in found for found in made.values())


def test_more_machines_leave_the_first_ones_as_they_are() -> None:
    few, many = machines().of("Instance"), machines(per_zone=3).of("Instance")
    assert all(many[name] == found for name, found in few.items())
    assert len(many) == 6


def test_a_zone_without_a_vswitch_is_refused() -> None:
    with pytest.raises(SpecError, match=r'^app.zones\[0\]: no vSwitch there, got "zone-c", allowed is zone-a, zone-b$'):
        machines(zones=["zone-c"])
