"""EIPs: a public address that is bound to one thing at a time."""

from typing import Any

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.errors import CloudError
from yett_emulator.ids import new_id, timestamp
from yett_emulator.quotas import check_quota
from yett_emulator.store import Record
from yett_emulator.tags import drop_tags, given_tags, put_tags
from yett_emulator.vpc import public_ip_pools
from yett_emulator.vpc.common import (
    common_fields,
    here,
    labels,
    listed,
    matching,
    needed,
    refuse_if,
    relabel,
    shown,
    tagged,
    update,
)

NOT_FOUND = "InvalidAllocationId.NotFound"
LINES = (
    "BGP",
    "BGP_PRO",
    "ChinaTelecom",
    "ChinaUnicom",
    "ChinaMobile",
    "ChinaTelecom_L2",
    "ChinaUnicom_L2",
    "ChinaMobile_L2",
    "BGP_FinanceCloud",
    "BGP_International",
)
PRO_REGIONS = (
    "cn-hongkong",
    "ap-southeast-1",
    "ap-northeast-1",
    "ap-southeast-3",
    "ap-southeast-6",
    "ap-southeast-5",
    "ap-southeast-7",
)
"""Regions of BGP_PRO (AllocateEipAddress)."""


def allocate_eip_address(call: Call) -> Answer:
    check_quota(call, "eips", call.store.total("eip", RegionId=call.region), "QuotaExceeded.Eip")
    key, address = new_id("eip"), public_ip_pools.address_for(call)
    record = new_eip(call, key, address)
    call.store.insert("eip", key, record)
    put_tags(call.store, key, given_tags(call))
    return {
        "AllocationId": key,
        "EipAddress": address,
        "OrderId": 0,
        "ResourceGroupId": record["ResourceGroupId"],
    }


def new_eip(call: Call, key: str, address: str) -> Record:
    charged = call.choice("InstanceChargeType", ("PostPaid", "PrePaid"), "PostPaid")
    by = call.choice("InternetChargeType", ("PayByBandwidth", "PayByTraffic"), "PayByBandwidth")
    mbits = bandwidth(call, charged, by, 5)
    fields = {k: v for k, v in common_fields(call).items() if k != "CreationTime"}
    return {
        "AllocationId": key,
        "IpAddress": address,
        "AllocationTime": timestamp(call.now),
        "Status": "Available",
        "ChargeType": charged,
        "InternetChargeType": by,
        "Bandwidth": mbits,
        "EipBandwidth": mbits,
        "ISP": line(call),
        "Netmode": call.text("Netmode", "public"),
        "Zone": call.text("Zone"),
        "PublicIpAddressPoolId": call.text("PublicIpAddressPoolId"),
        "SecurityProtectionTypes": {"SecurityProtectionType": call.texts("SecurityProtectionTypes")},
        "DeletionProtection": False,
        "HDMonitorStatus": "OFF",
        **fixed_fields(),
        **unbound(),
        **labels(call, Name="Name", Description="Description"),
        **fields,
    }


def fixed_fields() -> Record:
    """What an EIP without reservations, packages or locks shows."""
    return {
        "BandwidthPackageId": "",
        "BandwidthPackageType": "",
        "BandwidthPackageBandwidth": "",
        "BizType": "Default",
        "BusinessStatus": "Normal",
        "ExpiredTime": "",
        "OperationLocks": {"LockReason": []},
        "SecondLimited": False,
        "SegmentInstanceId": "",
        "ServiceManaged": 0,
    }


def unbound() -> Record:
    return {
        "InstanceId": "",
        "InstanceType": "",
        "InstanceRegionId": "",
        "PrivateIpAddress": "",
        "VpcId": "",
        "Mode": "NAT",
    }


def bandwidth(call: Call, charged: str, by: str, default: int) -> str:
    """Mbit/s as text; the largest depends on how it is paid (AllocateEipAddress)."""
    largest = 1000 if charged == "PrePaid" else 500 if by == "PayByBandwidth" else 200
    return str(call.number("Bandwidth", default, 1, largest))


def line(call: Call) -> str:
    wanted = call.choice("ISP", LINES, "BGP")
    if wanted == "BGP_PRO" and call.region not in PRO_REGIONS:
        raise CloudError("InvalidISP", f"BGP_PRO is not sold in {call.region}; only in {', '.join(PRO_REGIONS)}.")
    return wanted


def describe_eip_addresses(call: Call) -> Answer:
    found = matching(
        call,
        here(call, call.store.find("eip")),
        AllocationId="AllocationId",
        IpAddress="EipAddress",
        Name="EipName",
        Status="Status",
        ISP="ISP",
        InstanceId="AssociatedInstanceId",
        InstanceType="AssociatedInstanceType",
        ChargeType="ChargeType",
        ResourceGroupId="ResourceGroupId",
        PublicIpAddressPoolId="PublicIpAddressPoolId",
        SegmentInstanceId="SegmentInstanceId",
    )
    found = [] if call.text("LockReason") else matching_filters(call, found)
    return listed(
        call, [detail(call, eip) for eip in tagged(call, found, "AllocationId")], "EipAddresses", "EipAddress", 100
    )


def matching_filters(call: Call, found: list[Record]) -> list[Record]:
    """`Filter.N.Key/.Value`: CreationStartTime and CreationEndTime are the cloud's two keys."""
    for one in call.objects("Filter"):
        key, value = str(one.get("Key", "")), str(one.get("Value", ""))
        if key == "CreationStartTime":
            found = [eip for eip in found if eip["AllocationTime"] >= value]
        elif key == "CreationEndTime":
            found = [eip for eip in found if eip["AllocationTime"] <= value]
    return found


def detail(call: Call, eip: Record) -> Answer:
    """In a bandwidth package the package's bandwidth is what an EIP has, unless it was given its own."""
    package: Record = call.store.get("bandwidth_package", eip["BandwidthPackageId"]) or {}
    shared: dict[str, Any] = {
        # not in the SDK's model, but the provider's data source dies without it (data_source_alicloud_eip_addresses.go)
        "AvailableRegions": {"AvailableRegion": [eip["RegionId"]]},
    }
    if package:
        shared |= {
            "BandwidthPackageBandwidth": package["Bandwidth"],
            "BandwidthPackageType": "CommonBandwidthPackage",
            "Bandwidth": eip.get("_bandwidth_in_package") or package["Bandwidth"],
        }
    return shown(call, eip, "AllocationId", **shared)


def modify_eip_address_attribute(call: Call) -> Answer:
    eip = needed(call, "eip", "AllocationId", NOT_FOUND)
    key = eip["AllocationId"]
    relabel(call, "eip", key, Name="Name", Description="Description")
    if call.text("Bandwidth"):
        mbits = bandwidth(call, eip["ChargeType"], eip["InternetChargeType"], 5)
        update(call.store, "eip", key, {"Bandwidth": mbits, "EipBandwidth": mbits})
    return {}


def set_monitor_log_status(call: Call) -> Answer:
    key = needed(call, "eip", "InstanceId", "InvalidInstanceId.NotFound")["AllocationId"]
    call.required("Status")
    status = call.choice("Status", ("ON", "OFF"))
    logs = {"_LogProject": call.text("LogProject"), "_LogStore": call.text("LogStore")}
    update(call.store, "eip", key, {"HDMonitorStatus": status, **logs})
    return {"Success": "true"}


def describe_monitor_log_attribute(call: Call) -> Answer:
    eip = needed(call, "eip", "InstanceId", "InvalidInstanceId.NotFound")
    logs = {"LogProject": eip.get("_LogProject", ""), "LogStore": eip.get("_LogStore", "")}
    return {"InstanceId": eip["AllocationId"], "InstanceType": "EIP", "Success": "true", **logs}


def release_eip_address(call: Call) -> Answer:
    eip = needed(call, "eip", "AllocationId", NOT_FOUND)
    refuse_if(eip["Status"] != "Available", "IncorrectEipStatus", "Current elastic IP status does not support this.")
    refuse_if(eip["DeletionProtection"], "OperationDenied.DeletionProtection", "Deletion protection is on.")
    refuse_if(eip["SegmentInstanceId"], "OperationDenied.EipSegment", "EIPs of a segment are released together.")
    in_package = eip["BandwidthPackageId"]
    refuse_if(in_package, "IncorrectStatus.ResourceStatus", f"The EIP is in the bandwidth package {in_package}.")
    drop_tags(call.store, eip["AllocationId"])
    call.store.delete("eip", eip["AllocationId"])
    return {}


OPERATIONS: dict[str, Operation] = {
    "AllocateEipAddress": allocate_eip_address,
    "DescribeEipAddresses": describe_eip_addresses,
    "ModifyEipAddressAttribute": modify_eip_address_attribute,
    "SetHighDefinitionMonitorLogStatus": set_monitor_log_status,
    "DescribeHighDefinitionMonitorLogAttribute": describe_monitor_log_attribute,
    "ReleaseEipAddress": release_eip_address,
}
