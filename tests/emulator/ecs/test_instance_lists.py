"""DescribeInstances and its kin: every filter, both styles of paging."""

from typing import Any

import pytest

from tests.emulator.ecs.account import Account, Place


def keys(account: Account, **query: Any) -> list[str]:
    return account.ids("DescribeInstances", "Instances", "Instance", "InstanceId", **query)


@pytest.fixture
def two(account: Account, place: Place) -> list[str]:
    other = account.vswitch(place.vpc, "10.0.2.0/24", "cn-hangzhou-i")
    account.call("ImportKeyPair", KeyPairName="key", PublicKeyBody=KEY)
    first = account.run(place.vswitch, place.group, InstanceName="web-1", InternetMaxBandwidthOut=1)
    asked = {"InstanceName": "data", "KeyPairName": "key", "InstanceType": "ecs.c6.large", "HttpTokens": "required"}
    app = account.group(place.vpc)
    return first + account.run(
        other, app, Tag=[{"Key": "tier", "Value": "data"}], InstanceChargeType="PrePaid", **asked
    )


KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl"
FIRST, SECOND, BOTH, NONE = [0], [1], [0, 1], []  # type: list[int], list[int], list[int], list[int]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, BOTH),
        ({"InstanceName": "web-1"}, FIRST),
        ({"InstanceName": "*a*"}, SECOND),
        ({"Status": "Running"}, BOTH),
        ({"Status": "Stopped"}, NONE),
        ({"ZoneId": "cn-hangzhou-i"}, SECOND),
        ({"InstanceType": "ecs.g7.large"}, FIRST),
        ({"InstanceTypeFamily": "ecs.c6"}, SECOND),
        ({"InstanceChargeType": "PrePaid"}, SECOND),
        ({"InstanceNetworkType": "vpc"}, BOTH),
        ({"KeyPairName": "key"}, SECOND),
        ({"HttpTokens": "required"}, SECOND),
        ({"PrivateIpAddresses": '["10.0.1.1"]'}, FIRST),
        ({"PublicIpAddresses": '["198.18.9.9"]'}, NONE),
        ({"InnerIpAddresses": '["10.0.1.1"]'}, NONE),
        ({"Ipv6Address": ["2001:db8::1"]}, NONE),
        ({"Tag": [{"Key": "tier"}]}, SECOND),
        ({"Tag": [{"Key": "tier", "Value": "web"}]}, NONE),
        ({"IoOptimized": True}, BOTH),
        ({"RegionId": "cn-beijing"}, NONE),
        ({"Filter": [{"Key": "CreationStartTime", "Value": "2000-01-01T00:00Z"}]}, BOTH),
        ({"Filter": [{"Key": "CreationEndTime", "Value": "2000-01-01T00:00Z"}]}, NONE),
        ({"Filter": [{"Key": "ExpiredStartTime", "Value": "2099-01-01T00:00Z"}]}, FIRST),
        ({"EipAddresses": '["198.18.9.9"]'}, NONE),
        ({"LockReason": "financial"}, NONE),
    ],
)
def test_a_filter_finds(account: Account, two: list[str], query: dict[str, Any], found: list[int]) -> None:
    assert keys(account, **query) == [two[index] for index in found]


def test_network_filters_find(account: Account, place: Place, two: list[str]) -> None:
    assert keys(account, VpcId=place.vpc) == two
    assert keys(account, VSwitchId=place.vswitch) == two[:1]
    assert keys(account, SecurityGroupId=place.group) == two[:1]
    (address,) = account.instance(two[0])["PublicIpAddress"]["IpAddress"]
    assert keys(account, PublicIpAddresses=f'["{address}"]') == two[:1]


def test_an_unknown_filter_is_refused(account: Account) -> None:
    code, _ = account.refusal("DescribeInstances", Filter=[{"Key": "Colour", "Value": "red"}])
    assert code == "InvalidFilterKey.NotFound"


def test_an_instance_that_is_not_there_is_an_empty_list(account: Account) -> None:
    answer = account.call("DescribeInstances", InstanceIds='["i-none"]')
    assert (answer["Instances"], answer["TotalCount"]) == ({"Instance": []}, 0)


def test_pages_by_number_and_by_token_agree(account: Account, place: Place) -> None:
    all_keys = account.run(place.vswitch, place.group, Amount=5)
    assert keys(account, PageSize=2, PageNumber=3) == all_keys[4:]
    first = account.call("DescribeInstances", MaxResults=4)
    rest = keys(account, MaxResults=4, NextToken=first["NextToken"])
    assert rest == all_keys[4:]
    assert account.refusal("DescribeInstances", PageSize=101)[0] == "InvalidParameter.PageSize"


def test_status_lists_follow_ids_and_zones(account: Account, two: list[str]) -> None:
    query = {"container": "InstanceStatuses", "item": "InstanceStatus", "field": "InstanceId"}
    assert account.ids("DescribeInstanceStatus", **query) == two
    assert account.ids("DescribeInstanceStatus", **query, InstanceId=two[1:]) == two[1:]
    assert account.ids("DescribeInstanceStatus", **query, ZoneId="cn-hangzhou-h") == two[:1]


def test_an_eip_shows_on_instance_interface_and_private_address(account: Account, server: str) -> None:
    eip = account.call("AllocateEipAddress")
    account.call("AssociateEipAddress", AllocationId=eip["AllocationId"], InstanceId=server)
    bound = {"AllocationId": eip["AllocationId"], "PublicIpAddress": eip["EipAddress"]}
    assert account.instance(server)["EipAddress"]["IpAddress"] == eip["EipAddress"]
    (face,) = account.faces(InstanceId=server)
    assert face["AssociatedPublicIp"] == bound
    assert face["PrivateIpSets"]["PrivateIpSet"][0]["AssociatedPublicIp"] == bound
    assert keys(account, EipAddresses=f'["{eip["EipAddress"]}"]') == [server]


def test_the_attribute_form_says_the_same(account: Account, server: str) -> None:
    listed, single = account.instance(server), account.call("DescribeInstanceAttribute", InstanceId=server)
    same = ("InstanceName", "Status", "VpcAttributes", "SecurityGroupIds", "InstanceType", "ImageId", "ZoneId")
    assert {name: single[name] for name in same} == {name: listed[name] for name in same}
    assert account.refusal("DescribeInstanceAttribute", InstanceId="i-none")[0] == "InvalidInstanceId.NotFound"
