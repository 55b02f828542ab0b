"""RunInstances and CreateInstance: an order becomes instances with interfaces, addresses and disks."""

import ipaddress
from dataclasses import replace
from typing import Any

from yett_emulator.addresses import next_public_address
from yett_emulator.call import Answer, Call, Operation
from yett_emulator.ecs.disk_records import attached, data_disk, system_disk
from yett_emulator.ecs.instance_records import expiry, fixed_fields, image_fields, type_fields
from yett_emulator.ecs.interface_records import Plan, attach, create_interface, require
from yett_emulator.ecs.launch_templates import template_words
from yett_emulator.ecs.lookup import interface_of, vswitch_of
from yett_emulator.ecs.membership import not_same_vpc
from yett_emulator.ecs.naming import checked_host_name, checked_instance_name, in_turn
from yett_emulator.ecs.order import Order
from yett_emulator.ecs.values import decimal, nested, nested_list, text, truth, whole
from yett_emulator.errors import CloudError
from yett_emulator.ids import new_id
from yett_emulator.store import Record
from yett_emulator.tags import given_tags, put_tags

LAUNCHED = ("LaunchTemplateId", "LaunchTemplateName")


def run_instances(call: Call) -> Answer:
    call = with_template(call)
    amount = call.number("Amount", 1, 1, 100)
    order = Order.of(call)
    refuse_dry_run(call)
    keys = [create(call, order, index, "Running") for index in range(amount)]
    return {"InstanceIdSets": {"InstanceIdSet": keys}, "OrderId": "", "TradePrice": 0.0}


def create_instance(call: Call) -> Answer:
    """The older form: one instance, which stays stopped."""
    order = Order.of(call)
    refuse_dry_run(call)
    return {"InstanceId": create(call, order, 0, "Stopped"), "OrderId": "", "TradePrice": 0.0}


def with_template(call: Call) -> Call:
    """The call with a launch template's words under its own."""
    if not any(call.text(name) for name in LAUNCHED):
        return call
    return replace(call, params={**template_words(call), **call.params})


def refuse_dry_run(call: Call) -> None:
    """The cloud answers a dry run that would have worked with an error that says so."""
    if call.flag("DryRun"):
        raise CloudError("DryRunOperation", "Request validation has been passed with DryRun flag set.")


def create(call: Call, order: Order, index: int, becomes: str) -> str:
    key = new_id("i")
    face = primary_interface(call, order, index)
    instance = call.store.insert("instance", key, instance_record(call, order, key, index, face))
    attach(call.store, face | {"Type": "Primary"}, key)
    for said in order.secondaries:
        attach(call.store, interface_for(call, said, order.vswitch_id), key)
    create_disks(call, order, instance)
    put_tags(call.store, key, given_tags(call))
    call.later("instance", key, {"Status": becomes})
    return key


def primary_interface(call: Call, order: Order, index: int) -> Record:
    said = dict(order.primary)
    if said.get("PrimaryIpAddress") and index:
        said["PrimaryIpAddress"] = later(str(said["PrimaryIpAddress"]), index)
    return interface_for(call, said, order.vswitch_id, "Primary")


def later(address: str, index: int) -> str:
    """A wanted address is the first of a batch; the others follow it."""
    try:
        return str(ipaddress.IPv4Address(address) + index)
    except ValueError:
        return address  # refused for its form where it is taken


def interface_for(call: Call, said: dict[str, Any], usual_vswitch: str, kind: str = "Secondary") -> Record:
    """The interface named, if it is free, or a new one."""
    if said.get("NetworkInterfaceId"):
        return require(interface_of(call, str(said["NetworkInterfaceId"])), "Available")
    groups = said.get("SecurityGroupIds") or [said.get("SecurityGroupId")]
    plan = Plan(
        vswitch_id=text(said, "VSwitchId", usual_vswitch),
        group_ids=[str(group) for group in (groups if isinstance(groups, list) else [groups]) if group],
        type=kind,
        address=text(said, "PrimaryIpAddress"),
        secondary_count=whole(said, "SecondaryPrivateIpAddressCount"),
        ipv6=[str(address) for address in said.get("Ipv6Address") or []],
        ipv6_count=whole(said, "Ipv6AddressCount"),
        said=said,
    )
    return create_interface(call, plan, not_same_vpc)


def instance_record(call: Call, order: Order, key: str, index: int, face: Record) -> Record:
    return {
        "InstanceId": key,
        "Status": "Pending",
        "RegionId": call.region,
        "ZoneId": vswitch_of(call, order.vswitch_id)["ZoneId"],
        "ResourceGroupId": call.text("ResourceGroupId"),
        **type_fields(order.type),
        **image_fields(order.image),
        **fixed_fields(key, call.store.clock()),
        **names(call, key, index),
        **charges(call),
        **network(call, face),
        **options(call),
        "_primary": face["NetworkInterfaceId"],
        "_user_data": call.text("UserData"),
        "_ram_role": call.text("RamRoleName"),
    }


def names(call: Call, key: str, index: int) -> Record:
    unique = call.flag("UniqueSuffix")
    host = checked_host_name(in_turn(call.text("HostName"), index, unique))
    return {
        "InstanceName": checked_instance_name(in_turn(call.text("InstanceName"), index, unique)) or key,
        "HostName": host or f"iZ{key[2:]}Z",
        "Description": call.text("Description"),
        "KeyPairName": call.text("KeyPairName"),
    }


def charges(call: Call) -> Record:
    charge = call.text("InstanceChargeType", "PostPaid")
    return {
        "InstanceChargeType": charge,
        "ExpiredTime": expiry(call, charge, call.number("Period", 1, 1, 60), call.text("PeriodUnit", "Month")),
        "SaleCycle": call.text("PeriodUnit", "Month") if charge == "PrePaid" else "",
        "AutoReleaseTime": call.text("AutoReleaseTime"),
        "SpotStrategy": call.text("SpotStrategy", "NoSpot"),
        "SpotPriceLimit": decimal(call.params, "SpotPriceLimit"),
        "SpotDuration": call.number("SpotDuration"),
        "SpotInterruptionBehavior": call.text("SpotInterruptionBehavior"),
        "DeletionProtection": call.flag("DeletionProtection"),
        "CreditSpecification": call.text("CreditSpecification"),
        "_renewal": "AutoRenewal" if call.flag("AutoRenew") else "Normal",
        "_renewal_period": call.number("AutoRenewPeriod", 1),
    }


def network(call: Call, face: Record) -> Record:
    bandwidth = call.number("InternetMaxBandwidthOut", 0, 0, 100)
    return {
        "InternetChargeType": call.text("InternetChargeType", "PayByTraffic"),
        "InternetMaxBandwidthOut": bandwidth,
        "InternetMaxBandwidthIn": call.number("InternetMaxBandwidthIn", max(bandwidth, 10) if bandwidth else -1),
        "PublicIpAddress": {"IpAddress": [next_public_address(call.store)] if bandwidth else []},
        "SecurityGroupIds": face["SecurityGroupIds"],
        "VpcAttributes": {
            "VpcId": face["VpcId"],
            "VSwitchId": face["VSwitchId"],
            "PrivateIpAddress": {"IpAddress": [face["PrivateIpAddress"]]},
            "NatIpAddress": "",
        },
    }


def options(call: Call) -> Record:
    image, additional = nested(call.params, "ImageOptions"), nested(call.params, "AdditionalInfo")
    return {
        "HpcClusterId": call.text("HpcClusterId"),
        "DeploymentSetId": call.text("DeploymentSetId"),
        "DedicatedHostAttribute": {
            "DedicatedHostId": call.text("DedicatedHostId"),
            "DedicatedHostName": "",
            "DedicatedHostClusterId": "",
        },
        "MetadataOptions": {
            "HttpEndpoint": call.choice("HttpEndpoint", ("enabled", "disabled"), "enabled"),
            "HttpTokens": call.choice("HttpTokens", ("optional", "required"), "optional"),
            "HttpPutResponseHopLimit": call.number("HttpPutResponseHopLimit", 1, 1, 64),
            "InstanceMetadataTags": "disabled",
        },
        "ImageOptions": {"LoginAsNonRoot": truth(image, "LoginAsNonRoot")},
        "AdditionalInfo": {"EnableHighDensityMode": truth(additional, "EnableHighDensityMode")},
    }


def create_disks(call: Call, order: Order, instance: Record) -> None:
    said = nested(call.params, "SystemDisk")
    system = system_disk(call, said, order.image, order.type.system_category)
    keep(call, system | {"ImageId": order.image["ImageId"]}, instance)
    for item in nested_list(call.params, "DataDisk"):
        keep(call, data_disk(call, item), instance)


def keep(call: Call, disk: Record, instance: Record) -> None:
    call.store.insert("disk", disk["DiskId"], attached(call, disk, instance))


OPERATIONS: dict[str, Operation] = {"RunInstances": run_instances, "CreateInstance": create_instance}
