"""What can be changed of an instance in place: names, protection, user data, metadata options, release time."""

from typing import Any

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.ecs.instance_states import require_state
from yett_emulator.ecs.lookup import instance_of, listed
from yett_emulator.ecs.membership import check_groups, primary_of, set_groups
from yett_emulator.ecs.naming import checked_host_name, checked_instance_name
from yett_emulator.ecs.order import check_password, check_user_data
from yett_emulator.ecs.values import nested, nested_list, truth, whole
from yett_emulator.errors import CloudError
from yett_emulator.store import Record

CREDITS = ("Standard", "Unlimited")


def save(call: Call, instance: Record, **changes: Any) -> Record:
    return call.store.save("instance", instance["InstanceId"], instance | changes)


def modify_instance_attribute(call: Call) -> Answer:
    instance = require_state(instance_of(call), "Running", "Stopped")
    check_password(call.text("Password"))  # looked at and forgotten: passwords are kept nowhere
    save(call, instance, **words(call), **switches(call, instance), **processor(call, instance))
    if group_ids := call.texts("SecurityGroupIds"):
        check_groups(call, group_ids, instance["VpcAttributes"]["VpcId"])
        set_groups(call.store, primary_of(call, instance), group_ids)
    return {}


def words(call: Call) -> Record:
    changes: Record = {}
    if call.has("InstanceName"):
        changes["InstanceName"] = checked_instance_name(call.text("InstanceName"))
    if call.has("HostName"):
        changes["HostName"] = checked_host_name(call.text("HostName"))
    if call.has("Description"):
        changes["Description"] = call.text("Description")
    if call.has("UserData"):
        check_user_data(call.text("UserData"))
        changes["_user_data"] = call.text("UserData")
    if call.text("CreditSpecification"):
        changes["CreditSpecification"] = call.choice("CreditSpecification", CREDITS)
    return changes


def switches(call: Call, instance: Record) -> Record:
    protected = call.flag("DeletionProtection", instance["DeletionProtection"])
    if protected and instance["InstanceChargeType"] == "PrePaid":
        raise CloudError(
            "InvalidChargeType.ValueNotSupported",
            "Deletion protection is only valid for postPaid instance, not for prePaid or spot instance.",
            403,
        )
    jumbo = call.flag("EnableJumboFrame", instance.get("_jumbo", False))
    return {
        "DeletionProtection": protected,
        "_jumbo": jumbo,
        "Recyclable": call.flag("Recyclable", instance["Recyclable"]),
    }


def processor(call: Call, instance: Record) -> Record:
    """CPU options and density change on a stopped instance only."""
    said = nested(call.params, "CpuOptions")
    additional = nested(call.params, "AdditionalInfo")
    if not said and not additional:
        return {}
    if instance["Status"] != "Stopped":
        raise CloudError(
            "InvalidStatus.StoppedRequired",
            f"The status of the specified instance is {instance['Status']!r}, the expected one 'Stopped'.",
        )
    options = dict(instance["CpuOptions"])
    for name, field in (("Core", "CoreCount"), ("ThreadsPerCore", "ThreadsPerCore")):
        if said.get(name):
            options[field] = whole(said, name)
    options["TopologyType"] = said.get("TopologyType", options["TopologyType"])
    dense = truth(additional, "EnableHighDensityMode")
    return {"CpuOptions": options, "AdditionalInfo": {"EnableHighDensityMode": dense}}


def describe_user_data(call: Call) -> Answer:
    instance = instance_of(call)
    shown = {name: instance[name] for name in ("InstanceId", "RegionId")}
    return {**shown, "UserData": instance["_user_data"]}


def modify_instance_metadata_options(call: Call) -> Answer:
    instance = instance_of(call)
    options = dict(instance["MetadataOptions"])
    options["HttpEndpoint"] = call.choice("HttpEndpoint", ("enabled", "disabled"), options["HttpEndpoint"])
    options["HttpTokens"] = call.choice("HttpTokens", ("optional", "required"), options["HttpTokens"])
    switch = ("enabled", "disabled")
    options["InstanceMetadataTags"] = call.choice("InstanceMetadataTags", switch, options["InstanceMetadataTags"])
    options["HttpPutResponseHopLimit"] = call.number(
        "HttpPutResponseHopLimit", options["HttpPutResponseHopLimit"], 1, 64
    )
    save(call, instance, MetadataOptions=options)
    return {}


def modify_instance_auto_release_time(call: Call) -> Answer:
    instance = instance_of(call)
    if instance["InstanceChargeType"] == "PrePaid":
        raise CloudError(
            "ChargeTypeViolation", "The operation is not permitted due to charge type of the instance.", 403
        )
    save(call, instance, AutoReleaseTime=call.text("AutoReleaseTime"))
    return {}


def describe_instance_attachment_attributes(call: Call) -> Answer:
    rows = [
        {
            "InstanceId": instance["InstanceId"],
            "PrivatePoolOptionsMatchCriteria": instance.get("_pool_match", "None"),
            "PrivatePoolOptionsId": instance.get("_pool_id", ""),
        }
        for instance in (instance_of(call, key) for key in call.names("InstanceIds"))
    ]
    page, about = listed(call, rows)
    about.pop("NextToken")
    return {"Instances": {"Instance": page}, **about}


def modify_instance_attachment_attributes(call: Call) -> Answer:
    said = nested(call.params, "PrivatePoolOptions")
    save(
        call,
        instance_of(call),
        _pool_match=str(said.get("MatchCriteria") or "None"),
        _pool_id=str(said.get("Id") or ""),
    )
    return {}


def describe_instance_maintenance_attributes(call: Call) -> Answer:
    keys = call.names("InstanceId") or [item["InstanceId"] for item in call.store.find("instance")]
    rows = [maintenance_row(instance_of(call, key)) for key in keys]
    page, about = listed(call, rows)
    about.pop("NextToken")
    return {"MaintenanceAttributes": {"MaintenanceAttribute": page}, **about}


def maintenance_row(instance: Record) -> Record:
    kept = instance.get("_maintenance", {})
    action = {
        "Value": kept.get("action", "AutoRecover"),
        "DefaultValue": "AutoRecover",
        "SupportedValues": {"SupportedValue": ["Stop", "AutoRecover"]},
    }
    return {
        "InstanceId": instance["InstanceId"],
        "ActionOnMaintenance": action,
        "MaintenanceWindows": {"MaintenanceWindow": kept.get("windows", [])},
        "NotifyOnMaintenance": kept.get("notify", False),
    }


def modify_instance_maintenance_attributes(call: Call) -> Answer:
    for key in call.names("InstanceId"):
        instance = instance_of(call, key)
        kept = instance.get("_maintenance", {})
        action = call.choice(
            "ActionOnMaintenance", ("Stop", "AutoRecover", "AutoRedeploy"), kept.get("action", "AutoRecover")
        )
        windows = [dict(one) for one in nested_list(call.params, "MaintenanceWindow")] or kept.get("windows", [])
        notify = call.flag("NotifyOnMaintenance", kept.get("notify", False))
        save(call, instance, _maintenance={"action": action, "windows": windows, "notify": notify})
    return {}


def describe_instance_history_events(call: Call) -> Answer:
    """Nothing ever happens to an emulated instance."""
    _, about = listed(call, [])
    return {"InstanceSystemEventSet": {"InstanceSystemEventType": []}, **about}


OPERATIONS: dict[str, Operation] = {
    "ModifyInstanceAttribute": modify_instance_attribute,
    "DescribeUserData": describe_user_data,
    "ModifyInstanceMetadataOptions": modify_instance_metadata_options,
    "ModifyInstanceAutoReleaseTime": modify_instance_auto_release_time,
    "DescribeInstanceAttachmentAttributes": describe_instance_attachment_attributes,
    "ModifyInstanceAttachmentAttributes": modify_instance_attachment_attributes,
    "DescribeInstanceMaintenanceAttributes": describe_instance_maintenance_attributes,
    "ModifyInstanceMaintenanceAttributes": modify_instance_maintenance_attributes,
    "DescribeInstanceHistoryEvents": describe_instance_history_events,
}
