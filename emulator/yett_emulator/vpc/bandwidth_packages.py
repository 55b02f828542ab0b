"""Common bandwidth packages: EIPs that share one bandwidth."""

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.errors import CloudError, invalid
from yett_emulator.ids import new_id
from yett_emulator.quotas import check_quota
from yett_emulator.store import Record
from yett_emulator.tags import drop_tags, given_tags, put_tags
from yett_emulator.vpc import eips
from yett_emulator.vpc.common import (
    common_fields,
    existing,
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

NOT_FOUND = "InvalidBandwidthPackageId.NotFound"
LARGEST = {"PayByBandwidth": 20000, "PayBy95": 20000, "PayByDominantTraffic": 2000, "PayByTraffic": 1000}
"""Mbit/s by how it is paid (CreateCommonBandwidthPackage)."""


def create_common_bandwidth_package(call: Call) -> Answer:
    have = here(call, call.store.find("bandwidth_package"))
    check_quota(call, "bandwidth_packages", len(have), "QuotaExceeded.CommonBandwidthPackage")
    by = call.choice("InternetChargeType", tuple(LARGEST), "PayByTraffic")
    call.required("Bandwidth")
    key = new_id("cbwp")
    record = {
        "BandwidthPackageId": key,
        "Bandwidth": str(call.number("Bandwidth", low=1, high=LARGEST[by])),
        "InternetChargeType": by,
        "ISP": eips.line(call),
        "Ratio": ratio(call, by),
        "Status": "Pending",
        "Zone": call.text("Zone"),
        "SecurityProtectionTypes": {"SecurityProtectionType": call.texts("SecurityProtectionTypes")},
        **fixed_fields(),
        **labels(call, Name="Name", Description="Description"),
        **common_fields(call),
    }
    call.store.insert("bandwidth_package", key, record)
    put_tags(call.store, key, given_tags(call))
    call.later("bandwidth_package", key, {"Status": "Available"})
    return {"BandwidthPackageId": key, "ResourceGroupId": record["ResourceGroupId"]}


def ratio(call: Call, by: str) -> int:
    """Percent that is paid at least; 20 with PayBy95 only, else 100."""
    value = call.number("Ratio", 20 if by == "PayBy95" else 100)
    if value != 100 and not (by == "PayBy95" and value == 20):
        raise invalid("Ratio", value, "20 with PayBy95, else 100")
    return value


def fixed_fields() -> Record:
    return {
        "BizType": "CloudNetwork",
        "BusinessStatus": "Normal",
        "DeletionProtection": False,
        "ExpiredTime": "",
        "InstanceChargeType": "PostPaid",
        "ServiceManaged": 0,
    }


def describe_common_bandwidth_packages(call: Call) -> Answer:
    found = matching(
        call,
        here(call, call.store.find("bandwidth_package")),
        BandwidthPackageId="BandwidthPackageId",
        Name="Name",
        ResourceGroupId="ResourceGroupId",
    )
    rows = [detail(call, package) for package in tagged(call, found, "BandwidthPackageId")]
    return listed(call, rows, "CommonBandwidthPackages", "CommonBandwidthPackage")


def detail(call: Call, package: Record) -> Answer:
    rows = [
        {
            "AllocationId": eip["AllocationId"],
            "IpAddress": eip["IpAddress"],
            "BandwidthPackageIpRelationStatus": "BINDED",
        }
        for eip in members(call, package["BandwidthPackageId"])
    ]
    return shown(call, package, "BandwidthPackageId", PublicIpAddresses={"PublicIpAddresse": rows})


def members(call: Call, key: str) -> list[Record]:
    return call.store.find("eip", BandwidthPackageId=key)


def add_common_bandwidth_package_ip(call: Call) -> Answer:
    package = needed(call, "bandwidth_package", "BandwidthPackageId", NOT_FOUND)
    key = package["BandwidthPackageId"]
    call.choice("IpType", ("EIP",), "EIP")
    have = members(call, key)
    check_quota(call, "eips_per_bandwidth_package", len(have), "QuotaExceeded.CommonBandwidthPackageIp")
    eip = existing(call.store, "eip", call.required("IpInstanceId"), "InvalidEipId.NotFound")
    check_member(package, eip)
    update(call.store, "eip", eip["AllocationId"], {"BandwidthPackageId": key})
    return {}


def check_member(package: Record, eip: Record) -> None:
    """Pay-as-you-go, same region and line, in no other package."""
    refuse_if(eip["BandwidthPackageId"], "OperationUnsupported.EipInCbwp", "The EIP is in a bandwidth package.")
    refuse_if(eip["ChargeType"] != "PostPaid", "OperationUnsupported.PrePaidEip", "A subscription EIP cannot join.")
    refuse_if(eip["ISP"] != package["ISP"], "OperationUnsupported.IspMismatch", "The EIP is of another line.")
    elsewhere = eip["RegionId"] != package["RegionId"]
    refuse_if(elsewhere, "OperationUnsupported.RegionMismatch", "The EIP is in another region.")


def member(call: Call, name: str) -> Record:
    """The EIP of a parameter, when it is in the package."""
    package = needed(call, "bandwidth_package", "BandwidthPackageId", NOT_FOUND)
    eip = existing(call.store, "eip", call.required(name), "InvalidEipId.NotFound")
    if eip["BandwidthPackageId"] != package["BandwidthPackageId"]:
        raise CloudError("OperationUnsupported.IpNotInCbwp", "The EIP is not in the bandwidth package.")
    return eip


def remove_common_bandwidth_package_ip(call: Call) -> Answer:
    eip = member(call, "IpInstanceId")
    update(call.store, "eip", eip["AllocationId"], {"BandwidthPackageId": "", "_bandwidth_in_package": ""})
    return {}


def modify_ip_bandwidth(call: Call) -> Answer:
    eip, largest = member(call, "EipId"), needed(call, "bandwidth_package", "BandwidthPackageId", NOT_FOUND)
    call.required("Bandwidth")
    mbits = str(call.number("Bandwidth", low=1, high=int(largest["Bandwidth"])))
    update(call.store, "eip", eip["AllocationId"], {"_bandwidth_in_package": mbits})
    return {}


def cancel_ip_bandwidth(call: Call) -> Answer:
    update(call.store, "eip", member(call, "EipId")["AllocationId"], {"_bandwidth_in_package": ""})
    return {}


def modify_spec(call: Call) -> Answer:
    package = needed(call, "bandwidth_package", "BandwidthPackageId", NOT_FOUND)
    call.required("Bandwidth")
    mbits = call.number("Bandwidth", low=1, high=LARGEST[package["InternetChargeType"]])
    update(call.store, "bandwidth_package", package["BandwidthPackageId"], {"Bandwidth": str(mbits)})
    return {}


def modify_attribute(call: Call) -> Answer:
    key = needed(call, "bandwidth_package", "BandwidthPackageId", NOT_FOUND)["BandwidthPackageId"]
    return relabel(call, "bandwidth_package", key, Name="Name", Description="Description")


def delete_common_bandwidth_package(call: Call) -> Answer:
    package = needed(call, "bandwidth_package", "BandwidthPackageId", NOT_FOUND)
    key, inside = package["BandwidthPackageId"], members(call, package["BandwidthPackageId"])
    refuse_if(package["DeletionProtection"], "OperationDenied.DeletionProtection", "Deletion protection is on.")
    refuse_if(
        inside and not call.flag("Force"), "InvalidOperation.IpInCbwp", f"{len(inside)} EIPs are in the package {key}."
    )
    for eip in inside:
        update(call.store, "eip", eip["AllocationId"], {"BandwidthPackageId": "", "_bandwidth_in_package": ""})
    drop_tags(call.store, key)
    call.store.delete("bandwidth_package", key)
    return {}


OPERATIONS: dict[str, Operation] = {
    "CreateCommonBandwidthPackage": create_common_bandwidth_package,
    "DescribeCommonBandwidthPackages": describe_common_bandwidth_packages,
    "ModifyCommonBandwidthPackageSpec": modify_spec,
    "ModifyCommonBandwidthPackageAttribute": modify_attribute,
    "ModifyCommonBandwidthPackageIpBandwidth": modify_ip_bandwidth,
    "CancelCommonBandwidthPackageIpBandwidth": cancel_ip_bandwidth,
    "AddCommonBandwidthPackageIp": add_common_bandwidth_package_ip,
    "RemoveCommonBandwidthPackageIp": remove_common_bandwidth_package_ip,
    "DeleteCommonBandwidthPackage": delete_common_bandwidth_package,
}
