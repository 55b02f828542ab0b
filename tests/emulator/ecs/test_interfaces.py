"""Elastic network interfaces: where they live, what they carry, where they go."""

from typing import Any

import pytest

from tests.emulator.ecs.account import Account, Place


def addresses(account: Account, face: str) -> list[str]:
    (shown,) = account.faces(NetworkInterfaceId=[face])
    return [row["PrivateIpAddress"] for row in shown["PrivateIpSets"]["PrivateIpSet"]]


def test_an_interface_takes_the_addresses_it_is_given(account: Account, place: Place) -> None:
    wanted = {"PrimaryIpAddress": "10.0.1.9", "PrivateIpAddress": ["10.0.1.20", "10.0.1.21"]}
    face = account.interface(place.vswitch, place.group, NetworkInterfaceName="data", **wanted)
    (shown,) = account.faces()
    assert addresses(account, face) == ["10.0.1.9", "10.0.1.20", "10.0.1.21"]
    assert (shown["NetworkInterfaceName"], shown["Type"], shown["Status"]) == ("data", "Secondary", "Available")
    assert (shown["VpcId"], shown["ZoneId"]) == (place.vpc, "cn-hangzhou-h")
    assert shown["MacAddress"].startswith("00:16:3e:")


def test_no_two_interfaces_share_a_mac_or_an_address(account: Account, place: Place) -> None:
    for _ in range(3):
        account.interface(place.vswitch, place.group)
    shown = account.faces()
    assert len({face["MacAddress"] for face in shown}) == len({face["PrivateIpAddress"] for face in shown}) == 3


def test_lists_filter(account: Account, place: Place, server: str) -> None:
    app = account.group(place.vpc)
    face = account.interface(place.vswitch, app, NetworkInterfaceName="data", Tag=[{"Key": "a", "Value": "b"}])
    primary = account.instance(server)["NetworkInterfaces"]["NetworkInterface"][0]["NetworkInterfaceId"]

    def keys(**query: Any) -> list[str]:
        return [row["NetworkInterfaceId"] for row in account.faces(**query)]

    assert keys() == [primary, face]
    assert keys(InstanceId=server) == keys(Type="Primary") == keys(Status="InUse") == [primary]
    assert keys(SecurityGroupId=app) == keys(NetworkInterfaceName="da*") == keys(Tag=[{"Key": "a"}]) == [face]
    assert keys(PrimaryIpAddress="10.0.1.1") == keys(PrivateIpAddress=["10.0.1.1"]) == [primary]
    assert keys(VSwitchId=place.vswitch, VpcId=place.vpc) == [primary, face]
    assert keys(NetworkInterfaceId=["eni-none"]) == keys(RegionId="cn-beijing") == keys(Ipv6Address=["::1"]) == []
    first = account.call("DescribeNetworkInterfaces", MaxResults=1)
    assert keys(MaxResults=1, NextToken=first["NextToken"]) == [face]


def test_secondary_addresses_come_and_go(account: Account, place: Place) -> None:
    face = account.interface(place.vswitch, place.group)
    answer = account.call("AssignPrivateIpAddresses", NetworkInterfaceId=face, SecondaryPrivateIpAddressCount=2)
    taken = answer["AssignedPrivateIpAddressesSet"]["PrivateIpSet"]["PrivateIpAddress"]
    assert addresses(account, face)[1:] == taken == ["10.0.1.2", "10.0.1.3"]
    account.call("UnassignPrivateIpAddresses", NetworkInterfaceId=face, PrivateIpAddress=taken[:1])
    assert addresses(account, face) == ["10.0.1.1", "10.0.1.3"]
    account.call("AssignPrivateIpAddresses", NetworkInterfaceId=face, PrivateIpAddress=["10.0.1.2"])
    assert addresses(account, face) == ["10.0.1.1", "10.0.1.3", "10.0.1.2"]


@pytest.mark.parametrize(
    ("action", "query", "code"),
    [
        ("AssignPrivateIpAddresses", {}, "MissingParameter"),
        ("AssignPrivateIpAddresses", {"PrivateIpAddress": ["10.0.1.1"]}, "InvalidPrivateIpAddress.Duplicated"),
        ("AssignPrivateIpAddresses", {"PrivateIpAddress": ["10.9.1.1"]}, "InvalidPrivateIpAddress.Malformed"),
        ("AssignPrivateIpAddresses", {"SecondaryPrivateIpAddressCount": 50}, "InvalidOperation.Ipv4CountExceeded"),
        ("AssignPrivateIpAddresses", {"Ipv4PrefixCount": 1}, "UnsupportedParameter"),
        ("UnassignPrivateIpAddresses", {"PrivateIpAddress": ["10.0.1.1"]}, "InvalidIp.IpUnassigned"),
        ("AssignIpv6Addresses", {}, "MissingParameter"),
        ("AssignIpv6Addresses", {"Ipv6AddressCount": 1}, "InvalidVSwitch.Ipv6NotTurnOn"),
        ("UnassignIpv6Addresses", {"Ipv6Address": ["2001:db8::1"]}, "InvalidIp.IpUnassigned"),
    ],
)
def test_wrong_addresses_are_refused(
    account: Account, place: Place, action: str, query: dict[str, Any], code: str
) -> None:
    face = account.interface(place.vswitch, place.group)
    assert account.refusal(action, NetworkInterfaceId=face, **query)[0] == code
    assert addresses(account, face) == ["10.0.1.1"]


def test_ipv6_addresses_come_from_the_vswitch_s_block(account: Account) -> None:
    vpc = account.vpc(EnableIpv6=True)
    vswitch = account.vswitch(vpc, Ipv6CidrBlock=7)
    face = account.interface(vswitch, account.group(vpc), Ipv6AddressCount=1)
    (first,) = account.faces()[0]["Ipv6Sets"]["Ipv6Set"]
    answer = account.call("AssignIpv6Addresses", NetworkInterfaceId=face, Ipv6AddressCount=1)
    (second,) = answer["Ipv6Sets"]["Ipv6Address"]
    assert first["Ipv6Address"] != second
    wanted = [first["Ipv6Address"]]
    assert (
        account.refusal("AssignIpv6Addresses", NetworkInterfaceId=face, Ipv6Address=wanted)[0] == "InvalidIp.IpAssigned"
    )
    refused = account.refusal("AssignIpv6Addresses", NetworkInterfaceId=face, Ipv6Address=["2001:db8::1"])
    assert refused[0] == "InvalidIp.Address"
    account.call("UnassignIpv6Addresses", NetworkInterfaceId=face, Ipv6Address=wanted)
    assert account.faces()[0]["Ipv6Sets"]["Ipv6Set"] == [{"Ipv6Address": second}]
    account.call("AssignIpv6Addresses", NetworkInterfaceId=face, Ipv6Address=wanted)


def test_attributes_and_groups_change(account: Account, place: Place) -> None:
    face = account.interface(place.vswitch, place.group)
    app = account.group(place.vpc)
    changes = {"NetworkInterfaceName": "data", "Description": "d", "SourceDestCheck": True, "QueueNumber": 2}
    account.call("ModifyNetworkInterfaceAttribute", NetworkInterfaceId=face, SecurityGroupId=[app], **changes)
    shown = account.call("DescribeNetworkInterfaceAttribute", NetworkInterfaceId=face)
    assert {name: shown[name] for name in changes} == changes
    assert shown["SecurityGroupIds"] == {"SecurityGroupId": [app]}


def test_a_detached_interface_goes_to_another_instance(account: Account, place: Place) -> None:
    one, two = account.run(place.vswitch, place.group, Amount=2)
    face = account.interface(place.vswitch, place.group)
    for key in (one, two):
        account.call("AttachNetworkInterface", NetworkInterfaceId=face, InstanceId=key)
        (shown,) = account.faces(NetworkInterfaceId=[face])
        assert (shown["InstanceId"], shown["Attachment"]["InstanceId"], shown["Attachment"]["DeviceIndex"]) == (
            key,
            key,
            1,
        )
        account.call("DetachNetworkInterface", NetworkInterfaceId=face, InstanceId=key)
        assert account.faces(InstanceId=key)[0]["Type"] == "Primary"
    account.call("DetachNetworkInterface", NetworkInterfaceId=face, InstanceId=two)  # once more is no error


def test_what_does_not_fit_is_not_attached(account: Account, place: Place, server: str) -> None:
    zone = account.vswitch(place.vpc, "10.0.2.0/24", "cn-hangzhou-i")
    vpc = account.vpc("172.16.0.0/12")
    far = account.interface(account.vswitch(vpc, "172.16.1.0/24"), account.group(vpc))
    other_zone = account.interface(zone, place.group)
    asked = {"InstanceId": server}
    code, _ = account.refusal("AttachNetworkInterface", NetworkInterfaceId=far, **asked)
    assert code == "InvalidOperation.VpcMismatch"
    code, _ = account.refusal("AttachNetworkInterface", NetworkInterfaceId=other_zone, **asked)
    assert code == "InvalidOperation.AvailabilityZoneMismatch"
    more = [account.interface(place.vswitch, place.group) for _ in range(3)]
    for face in more[:2]:
        account.call("AttachNetworkInterface", NetworkInterfaceId=face, **asked)
    code, message = account.refusal("AttachNetworkInterface", NetworkInterfaceId=more[2], **asked)
    assert code == "EniPerInstanceLimitExceeded"
    assert "ecs.g7.large takes 3" in message


def test_the_primary_interface_stays(account: Account, server: str) -> None:
    face = account.faces(InstanceId=server)[0]["NetworkInterfaceId"]
    code, _ = account.refusal("DetachNetworkInterface", NetworkInterfaceId=face, InstanceId=server)
    assert code == "InvalidOperation.DetachPrimaryEniNotAllowed"
    assert account.refusal("DeleteNetworkInterface", NetworkInterfaceId=face)[0] == "InvalidOperation.InvalidEniType"


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"VSwitchId": ""}, "MissingParameter.VSwitchId"),
        ({"VSwitchId": "vsw-none"}, "InvalidVSwitchId.NotFound"),
        ({"SecurityGroupIds": []}, "MissingParameter.SecurityGroupId"),
        ({"SecurityGroupIds": ["sg-none"]}, "InvalidSecurityGroupId.NotFound"),
        ({"PrimaryIpAddress": "10.0.1.255"}, "InvalidPrivateIpAddress.Malformed"),
        ({"Ipv6AddressCount": 1}, "InvalidVSwitch.Ipv6NotTurnOn"),
        ({"QueueNumber": "many"}, "InvalidParameter.QueueNumber"),
    ],
)
def test_a_wrong_interface_is_not_created(account: Account, place: Place, query: dict[str, Any], code: str) -> None:
    usual = {"VSwitchId": place.vswitch, "SecurityGroupIds": [place.group]}
    assert account.refusal("CreateNetworkInterface", **(usual | query))[0] == code
    assert account.faces() == []


def test_an_interface_of_another_vpc_s_group_is_not_created(account: Account, place: Place) -> None:
    far = account.group(account.vpc("172.16.0.0/12"))
    refused = account.refusal("CreateNetworkInterface", VSwitchId=place.vswitch, SecurityGroupIds=[far])
    assert refused[0] == "InvalidOperation.VpcMismatch"


def test_deleting_gives_the_addresses_back(account: Account, place: Place) -> None:
    before = account.handle.state()["kinds"]
    face = account.interface(place.vswitch, place.group, SecondaryPrivateIpAddressCount=2)
    account.call("DeleteNetworkInterface", NetworkInterfaceId=face)
    assert account.handle.state()["kinds"] == before
    assert account.refusal("DeleteNetworkInterface", NetworkInterfaceId=face)[0] == "InvalidEniId.NotFound"
