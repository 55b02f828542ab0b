"""EIPs and bandwidth packages through HTTP."""

from typing import Any

import pytest

from tests.emulator.api import Api
from tests.emulator.vpc.conftest import Gateway, Network
from yett_emulator.handle import EmulatorHandle


def shown(vpc: Api, key: str) -> dict[str, Any]:
    return dict(vpc("DescribeEipAddresses", AllocationId=key)["EipAddresses"]["EipAddress"][0])


@pytest.fixture
def eip(vpc: Api) -> str:
    return str(vpc("AllocateEipAddress", Bandwidth=10, Name="a")["AllocationId"])


@pytest.fixture
def package(vpc: Api) -> str:
    made = vpc("CreateCommonBandwidthPackage", Bandwidth=100, InternetChargeType="PayByBandwidth")
    return str(made["BandwidthPackageId"])


def test_an_eip_has_an_address_that_nobody_owns(vpc: Api, eip: str) -> None:
    row = shown(vpc, eip)
    assert row["IpAddress"].startswith("198.18.")
    assert (row["Status"], row["Bandwidth"], row["ChargeType"], row["ISP"]) == ("Available", "10", "PostPaid", "BGP")


def test_an_address_is_never_given_twice(vpc: Api) -> None:
    first = vpc("AllocateEipAddress")
    vpc("ReleaseEipAddress", AllocationId=first["AllocationId"])
    assert vpc("AllocateEipAddress")["EipAddress"] != first["EipAddress"]


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ({"Bandwidth": 0}, "InvalidParameter.Bandwidth"),
        ({"Bandwidth": 501}, "InvalidParameter.Bandwidth"),
        ({"Bandwidth": 201, "InternetChargeType": "PayByTraffic"}, "InvalidParameter.Bandwidth"),
        ({"InternetChargeType": "Free"}, "InvalidParameter.InternetChargeType"),
        ({"ISP": "BGP_PRO"}, "InvalidISP"),
        ({"ISP": "Nobody"}, "InvalidParameter.ISP"),
    ],
)
def test_an_eip_the_cloud_does_not_sell_is_refused(vpc: Api, wanted: dict[str, Any], code: str) -> None:
    assert vpc.code("AllocateEipAddress", **wanted) == code


@pytest.mark.parametrize(
    "wanted",
    [
        {"Bandwidth": 500},
        {"Bandwidth": 200, "InternetChargeType": "PayByTraffic"},
        {"Bandwidth": 1000, "InstanceChargeType": "PrePaid"},
        {"ISP": "BGP_PRO", "RegionId": "cn-hongkong"},
    ],
)
def test_an_eip_at_the_edge_is_sold(vpc: Api, wanted: dict[str, Any]) -> None:
    assert vpc("AllocateEipAddress", **wanted)["AllocationId"].startswith("eip-")


def test_eips_are_found_by_every_filter(vpc: Api, gateway: Gateway, eip: str) -> None:
    vpc("TagResources", ResourceType="EIP", ResourceId=[eip], Tag=[{"Key": "k", "Value": "v"}])
    row = shown(vpc, eip)
    wanted: list[dict[str, Any]] = [
        {"AllocationId": eip},
        {"EipAddress": row["IpAddress"]},
        {"EipName": "a"},
        {"Status": "Available"},
        {"Tag": [{"Key": "k", "Value": "v"}]},
    ]
    for one in wanted:
        rows = vpc("DescribeEipAddresses", **one)["EipAddresses"]["EipAddress"]
        assert [found["AllocationId"] for found in rows] == [eip], one
    bound = vpc("DescribeEipAddresses", AssociatedInstanceType="Nat", AssociatedInstanceId=gateway.nat)
    assert [found["AllocationId"] for found in bound["EipAddresses"]["EipAddress"]] == [gateway.eip]
    future = [{"Key": "CreationStartTime", "Value": "2999-01-01T00:00Z"}]
    assert vpc("DescribeEipAddresses", Filter=future)["TotalCount"] == 0
    assert vpc("DescribeEipAddresses", LockReason="financial")["TotalCount"] == 0


def test_name_and_bandwidth_are_changed(vpc: Api, eip: str) -> None:
    vpc("ModifyEipAddressAttribute", AllocationId=eip, Name="b", Bandwidth=20)
    row = shown(vpc, eip)
    assert (row["Name"], row["Bandwidth"], row["EipBandwidth"]) == ("b", "20", "20")
    assert vpc.code("ModifyEipAddressAttribute", AllocationId=eip, Bandwidth=501) == "InvalidParameter.Bandwidth"


def test_the_monitor_log_is_switched(vpc: Api, eip: str) -> None:
    vpc("SetHighDefinitionMonitorLogStatus", InstanceId=eip, Status="ON", LogProject="p", LogStore="s")
    answer = vpc("DescribeHighDefinitionMonitorLogAttribute", InstanceId=eip)
    assert (shown(vpc, eip)["HDMonitorStatus"], answer["LogProject"]) == ("ON", "p")


def test_a_binding_is_shown_at_once(vpc: Api, gateway: Gateway) -> None:
    row = shown(vpc, gateway.eip)
    assert (row["Status"], row["InstanceId"], row["InstanceType"]) == ("InUse", gateway.nat, "Nat")


def test_a_bound_eip_is_neither_bound_nor_released(vpc: Api, gateway: Gateway) -> None:
    again = {"AllocationId": gateway.eip, "InstanceId": gateway.nat, "InstanceType": "Nat"}
    assert vpc.code("AssociateEipAddress", **again) == "IncorrectEipStatus"
    assert vpc.code("ReleaseEipAddress", AllocationId=gateway.eip) == "IncorrectEipStatus"


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("EcsInstance", "InvalidInstanceId.NotFound"),
        ("SlbInstance", "InvalidLoadBalancerId.NotFound"),
        ("Nat", "InvalidNatGatewayId.NotFound"),
        ("HaVip", "InvalidHaVipId.NotFound"),
        ("NetworkInterface", "InvalidEniId.NotFound"),
        ("IpAddress", "MissingParameter.VpcId"),
        ("Teapot", "InvalidParameter.InstanceType"),
    ],
)
def test_the_target_of_a_binding_must_exist(vpc: Api, eip: str, kind: str, code: str) -> None:
    assert vpc.code("AssociateEipAddress", AllocationId=eip, InstanceId="x", InstanceType=kind) == code
    assert shown(vpc, eip)["Status"] == "Available"


def test_a_high_availability_address_has_one_eip(vpc: Api, network: Network, eip: str) -> None:
    address = vpc("CreateHaVip", VSwitchId=network.vswitch)["HaVipId"]
    vpc("AssociateEipAddress", AllocationId=eip, InstanceId=address, InstanceType="HaVip")
    other = vpc("AllocateEipAddress")["AllocationId"]
    refused = vpc.code("AssociateEipAddress", AllocationId=other, InstanceId=address, InstanceType="HaVip")
    assert refused == "InvalidAssociation.Duplicated"
    assert vpc.code("DeleteHaVip", HaVipId=address) == "IncorrectHaVipStatus"


def test_a_mode_is_for_interfaces_only(vpc: Api, gateway: Gateway, eip: str) -> None:
    wanted = {"AllocationId": eip, "InstanceId": gateway.nat, "InstanceType": "Nat", "Mode": "BINDED"}
    assert vpc.code("AssociateEipAddress", **wanted) == "InvalidParameter.Mode"
    vpc("ModifyEipForwardMode", InstanceId=eip, Mode="MULTI_BINDED")
    assert shown(vpc, eip)["Mode"] == "MULTI_BINDED"


def test_an_address_in_use_by_an_entry_stays_bound(vpc: Api, network: Network, gateway: Gateway) -> None:
    unbind = {"AllocationId": gateway.eip, "InstanceId": gateway.nat, "InstanceType": "Nat"}
    entry = {"SnatTableId": gateway.snat_table, "SnatIp": gateway.address, "SourceVSwitchId": network.vswitch}
    made = vpc("CreateSnatEntry", **entry)["SnatEntryId"]
    assert vpc.code("UnassociateEipAddress", **unbind) == "InvalidIpStatus.HasBeenUsedBySnatTable"
    vpc("DeleteSnatEntry", SnatTableId=gateway.snat_table, SnatEntryId=made)
    forward = {"ExternalIp": gateway.address, "ExternalPort": "80", "InternalIp": "10.0.1.9", "InternalPort": "80"}
    vpc("CreateForwardEntry", ForwardTableId=gateway.forward_table, IpProtocol="tcp", **forward)
    assert vpc.code("UnassociateEipAddress", **unbind) == "InvalidIpStatus.HasBeenUsedByForwardEntry"
    vpc("UnassociateEipAddress", **unbind, Force=True)
    left = vpc("DescribeForwardTableEntries", ForwardTableId=gateway.forward_table)
    assert (shown(vpc, gateway.eip)["Status"], left["TotalCount"]) == ("Available", 0)


def test_unbinding_from_the_wrong_thing_is_refused(vpc: Api, gateway: Gateway, eip: str) -> None:
    refused = vpc.refused("UnassociateEipAddress", AllocationId=gateway.eip, InstanceId="ngw-other")
    assert (refused.status, refused.code) == (404, "InvalidInstanceId.NotFound")
    assert vpc.code("UnassociateEipAddress", AllocationId=eip, InstanceId=gateway.nat) == "IncorrectEipStatus"


def test_a_released_eip_is_gone(vpc: Api, eip: str) -> None:
    vpc("ReleaseEipAddress", AllocationId=eip)
    refused = vpc.refused("ReleaseEipAddress", AllocationId=eip)
    assert (refused.status, refused.code) == (404, "InvalidAllocationId.NotFound")


def test_a_protected_eip_stays(vpc: Api, eip: str) -> None:
    vpc("DeletionProtection", InstanceId=eip, Type="EIP", ProtectionEnable=True)
    assert vpc.code("ReleaseEipAddress", AllocationId=eip) == "OperationDenied.DeletionProtection"


def test_the_quota_of_eips_holds(emulator: EmulatorHandle, vpc: Api, eip: str) -> None:
    emulator.quotas(eips=1)
    assert vpc.code("AllocateEipAddress") == "QuotaExceeded.Eip"


def test_an_eip_in_a_package_shares_its_bandwidth(vpc: Api, eip: str, package: str) -> None:
    pair = {"BandwidthPackageId": package}
    vpc("AddCommonBandwidthPackageIp", **pair, IpInstanceId=eip)
    row = shown(vpc, eip)
    assert (row["BandwidthPackageId"], row["Bandwidth"], row["EipBandwidth"]) == (package, "100", "10")
    vpc("ModifyCommonBandwidthPackageIpBandwidth", **pair, EipId=eip, Bandwidth=50)
    assert shown(vpc, eip)["Bandwidth"] == "50"
    vpc("CancelCommonBandwidthPackageIpBandwidth", **pair, EipId=eip)
    assert shown(vpc, eip)["Bandwidth"] == "100"
    assert vpc.code("ReleaseEipAddress", AllocationId=eip) == "IncorrectStatus.ResourceStatus"
    vpc("RemoveCommonBandwidthPackageIp", **pair, IpInstanceId=eip)
    assert shown(vpc, eip)["Bandwidth"] == "10"
    refused = vpc.code("RemoveCommonBandwidthPackageIp", **pair, IpInstanceId=eip)
    assert refused == "OperationUnsupported.IpNotInCbwp"


def test_an_eip_joins_one_package_of_its_line(vpc: Api, eip: str, package: str) -> None:
    vpc("AddCommonBandwidthPackageIp", BandwidthPackageId=package, IpInstanceId=eip)
    again = vpc.code("AddCommonBandwidthPackageIp", BandwidthPackageId=package, IpInstanceId=eip)
    assert again == "OperationUnsupported.EipInCbwp"
    single = vpc("AllocateEipAddress", ISP="ChinaTelecom")["AllocationId"]
    refused = vpc.code("AddCommonBandwidthPackageIp", BandwidthPackageId=package, IpInstanceId=single)
    assert refused == "OperationUnsupported.IspMismatch"
    paid = vpc("AllocateEipAddress", InstanceChargeType="PrePaid")["AllocationId"]
    refused = vpc.code("AddCommonBandwidthPackageIp", BandwidthPackageId=package, IpInstanceId=paid)
    assert refused == "OperationUnsupported.PrePaidEip"


def test_a_package_is_changed_listed_and_deleted(vpc: Api, eip: str, package: str) -> None:
    vpc("ModifyCommonBandwidthPackageSpec", BandwidthPackageId=package, Bandwidth=200)
    vpc("ModifyCommonBandwidthPackageAttribute", BandwidthPackageId=package, Name="p")
    vpc("AddCommonBandwidthPackageIp", BandwidthPackageId=package, IpInstanceId=eip)
    rows = vpc("DescribeCommonBandwidthPackages", Name="p")["CommonBandwidthPackages"]["CommonBandwidthPackage"]
    inside = [one["AllocationId"] for one in rows[0]["PublicIpAddresses"]["PublicIpAddresse"]]
    assert (rows[0]["Bandwidth"], inside) == ("200", [eip])
    refused = vpc.code("DeleteCommonBandwidthPackage", BandwidthPackageId=package)
    assert refused == "InvalidOperation.IpInCbwp"
    vpc("DeleteCommonBandwidthPackage", BandwidthPackageId=package, Force=True)
    assert shown(vpc, eip)["BandwidthPackageId"] == ""
    gone = vpc.refused("DeleteCommonBandwidthPackage", BandwidthPackageId=package)
    assert (gone.status, gone.code) == (404, "InvalidBandwidthPackageId.NotFound")


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ({}, "MissingParameter.Bandwidth"),
        ({"Bandwidth": 1001}, "InvalidParameter.Bandwidth"),
        ({"Bandwidth": 100, "Ratio": 20}, "InvalidParameter.Ratio"),
    ],
)
def test_a_package_is_checked(vpc: Api, wanted: dict[str, Any], code: str) -> None:
    assert vpc.code("CreateCommonBandwidthPackage", **wanted) == code
