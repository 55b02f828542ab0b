"""DescribeInstances with all its filters, DescribeInstanceStatus and DescribeInstanceAttribute."""

from collections.abc import Callable, Mapping
from typing import Any

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.ecs.field_names import fields
from yett_emulator.ecs.instance_records import instance_rows
from yett_emulator.ecs.lookup import among, in_region, instance_of, like, listed, same_fields, tagged
from yett_emulator.ecs.values import nested_list, text
from yett_emulator.errors import CloudError
from yett_emulator.store import Record

SAME = fields(
    "ZoneId Status ImageId InstanceType InstanceTypeFamily InstanceNetworkType InstanceChargeType InternetChargeType"
    " KeyPairName ResourceGroupId HpcClusterId IoOptimized DeviceAvailable"
)
EQUAL = {name: name for name in SAME}
PERIODS = {"CreationStartTime", "CreationEndTime", "ExpiredStartTime", "ExpiredEndTime"}

ATTRIBUTE_FIELDS = fields(
    "ClusterId Cpu CreationTime CreditSpecification Description EipAddress ExpiredTime HostName ImageId InnerIpAddress"
    " InstanceChargeType InstanceId InstanceName InstanceNetworkType InstanceType InternetChargeType"
    " InternetMaxBandwidthIn InternetMaxBandwidthOut Memory OperationLocks PublicIpAddress RegionId SecurityGroupIds"
    " SerialNumber Status StoppedMode VlanId VpcAttributes ZoneId"
)


def describe_instances(call: Call) -> Answer:
    check_filters(call)
    found = [item for item in call.store.peek("instance") if suits(call, item)]
    if wanted := eips_wanted(call):
        found = [item for item in found if wanted(item)]
    page, about = listed(call, found)
    return {"Instances": {"Instance": instance_rows(call, page)}, **about}


def suits(call: Call, item: Record) -> bool:
    return (
        in_region(call, item)
        and same_fields(call, item, EQUAL)
        and among(call.names("InstanceIds"), item["InstanceId"])
        and like(call.text("InstanceName"), item["InstanceName"])
        and suits_network(call, item)
        and suits_metadata(call, item)
        and all(suits_period(item, period) for period in nested_list(call.params, "Filter"))
        and not call.text("LockReason")
        and not call.names("RdmaIpAddresses")
        and tagged(call, item["InstanceId"])
    )


def suits_network(call: Call, item: Record) -> bool:
    where = item["VpcAttributes"]
    group = call.text("SecurityGroupId")
    return (
        same_fields(call, where, {"VpcId": "VpcId", "VSwitchId": "VSwitchId"})
        and (not group or group in item["SecurityGroupIds"]["SecurityGroupId"])
        and meets(call.names("PrivateIpAddresses"), where["PrivateIpAddress"]["IpAddress"])
        and meets(call.names("PublicIpAddresses"), item["PublicIpAddress"]["IpAddress"])
        and meets(call.names("InnerIpAddresses"), item["InnerIpAddress"]["IpAddress"])
        and (not call.texts("Ipv6Address") or meets(call.texts("Ipv6Address"), ipv6_of(call, item)))
    )


def meets(wanted: list[str], have: list[str]) -> bool:
    return not wanted or bool(set(wanted) & set(have))


def ipv6_of(call: Call, item: Record) -> list[str]:
    faces = call.store.find("interface", InstanceId=item["InstanceId"])
    return [row["Ipv6Address"] for face in faces for row in face["Ipv6Sets"]["Ipv6Set"]]


def suits_metadata(call: Call, item: Record) -> bool:
    names = ("HttpEndpoint", "HttpTokens", "HttpPutResponseHopLimit")
    return same_fields(call, item["MetadataOptions"], {name: name for name in names})


def check_filters(call: Call) -> None:
    for period in nested_list(call.params, "Filter"):
        if (key := text(period, "Key")) not in PERIODS:
            raise CloudError("InvalidFilterKey.NotFound", f"The specified filter key {key!r} does not exist.", 404)


def suits_period(item: Record, period: Mapping[str, Any]) -> bool:
    """`Filter.N`: created or expiring from, or until, a minute in time."""
    key, value = text(period, "Key"), text(period, "Value")
    have = item["CreationTime" if key.startswith("Creation") else "ExpiredTime"]
    return bool(have >= value if "Start" in key else have <= value)


def eips_wanted(call: Call) -> Callable[[Record], bool] | None:
    addresses = call.names("EipAddresses")
    if not addresses:
        return None
    holders = {eip["InstanceId"] for eip in call.store.find("eip") if eip["IpAddress"] in addresses}
    return lambda item: item["InstanceId"] in holders


def describe_instance_status(call: Call) -> Answer:
    wanted, zone = call.names("InstanceId"), call.text("ZoneId")
    rows = [
        {"InstanceId": item["InstanceId"], "Status": item["Status"]}
        for item in call.store.find("instance")
        if in_region(call, item) and among(wanted, item["InstanceId"]) and zone in ("", item["ZoneId"])
    ]
    page, about = listed(call, rows)
    about.pop("NextToken")
    return {"InstanceStatuses": {"InstanceStatus": page}, **about}


def describe_instance_attribute(call: Call) -> Answer:
    instance = instance_of(call)
    row = instance_rows(call, [instance])[0]
    row["EipAddress"].pop("IsSupportUnassociate", None)
    host = {name: row["DedicatedHostAttribute"][name] for name in ("DedicatedHostId", "DedicatedHostName")}
    return {
        **{name: row[name] for name in ATTRIBUTE_FIELDS},
        "IoOptimized": "optimized",
        "DedicatedHostAttribute": host,
        "EnableJumboFrame": instance.get("_jumbo", False),
        "EnableNetworkEncryption": False,
    }


OPERATIONS: dict[str, Operation] = {
    "DescribeInstances": describe_instances,
    "DescribeInstanceStatus": describe_instance_status,
    "DescribeInstanceAttribute": describe_instance_attribute,
}
