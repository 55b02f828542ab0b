"""Type, system disk and billing of an instance, changed in place."""

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.ecs.disk_records import attached, remove_disk, system_disk
from yett_emulator.ecs.images import image_of
from yett_emulator.ecs.instance_attributes import save
from yett_emulator.ecs.instance_records import expiry, image_fields, type_fields
from yett_emulator.ecs.instance_states import require_state
from yett_emulator.ecs.interface_records import interfaces_of
from yett_emulator.ecs.key_pairs import key_pair_of
from yett_emulator.ecs.lookup import disk_of, instance_of, listed
from yett_emulator.ecs.order import CHARGES, check_interfaces, check_password, fits, known_type
from yett_emulator.ecs.values import nested
from yett_emulator.errors import CloudError
from yett_emulator.store import Record


def modify_instance_spec(call: Call) -> Answer:
    instance = instance_of(call)
    if call.text("InstanceType"):
        change_type(call, require_state(instance, "Stopped"))
    elif call.text("InternetMaxBandwidthOut"):
        save(call, instance, InternetMaxBandwidthOut=call.number("InternetMaxBandwidthOut", 0, 0, 100))
    return {}


def modify_prepay_instance_spec(call: Call) -> Answer:
    instance = instance_of(call)
    if instance["InstanceChargeType"] != "PrePaid":
        raise CloudError(
            "ChargeTypeViolation", "The operation is not permitted due to charge type of the instance.", 403
        )
    change_type(call, require_state(instance, "Stopped"))
    return {"OrderId": ""}


def change_type(call: Call, instance: Record) -> None:
    kind = known_type(call.required("InstanceType"))
    fits(kind, image_of(call, instance["ImageId"]))
    check_interfaces(kind, interfaces_of(call.store, instance["InstanceId"])[1:])
    if not call.flag("DryRun"):
        save(call, instance, **type_fields(kind))


def replace_system_disk(call: Call) -> Answer:
    """A stopped instance starts anew from an image; the old system disk is gone."""
    instance = require_state(instance_of(call), "Stopped")
    old = next(disk for disk in call.store.find("disk", InstanceId=instance["InstanceId"]) if disk["Type"] == "system")
    check_password(call.text("Password"))
    if call.text("DiskId"):
        new = disk_of(call) | {"Type": "system", "Device": old["Device"]}
        image_id = call.text("ImageId", instance["ImageId"])
    else:
        image_id = call.required("ImageId")
        said = {**nested(call.params, "SystemDisk"), "Encrypted": call.text("Encrypted")}
        usual = {"Category": old["Category"], "PerformanceLevel": old["PerformanceLevel"]}
        new = system_disk(call, {**usual, **said}, image_of(call, image_id), old["Category"])
    if call.text("KeyPairName"):
        instance["KeyPairName"] = key_pair_of(call, call.text("KeyPairName"))["KeyPairName"]
    kept = {name: old[name] for name in ("DiskName", "Description", "AutoSnapshotPolicyId")}
    remove_disk(call.store, old)
    put_system_disk(call, attached(call, new | kept | {"ImageId": image_id}, instance))
    save(call, instance, **image_fields(image_of(call, image_id)))
    return {"DiskId": new["DiskId"]}


def put_system_disk(call: Call, disk: Record) -> None:
    call.store.delete("disk", disk["DiskId"])
    call.store.insert("disk", disk["DiskId"], disk)


def modify_instance_charge_type(call: Call) -> Answer:
    charge = call.choice("InstanceChargeType", CHARGES, "PrePaid")
    period, unit = call.number("Period", 1, 1, 60), call.text("PeriodUnit", "Month")
    instances = [require_state(instance_of(call, key), "Running", "Stopped") for key in call.names("InstanceIds")]
    if not call.flag("DryRun"):
        for instance in instances:
            save(call, instance, InstanceChargeType=charge, ExpiredTime=expiry(call, charge, period, unit))
            charge_disks(call, instance, charge)
    return {"OrderId": "", "FeeOfInstances": {"FeeOfInstance": []}}


def charge_disks(call: Call, instance: Record, charge: str) -> None:
    everything = call.flag("IncludeDataDisks", True)
    for disk in call.store.find("disk", InstanceId=instance["InstanceId"]):
        if everything or disk["Type"] == "system":
            call.store.save("disk", disk["DiskId"], disk | {"DiskChargeType": charge})


def describe_instance_auto_renew_attribute(call: Call) -> Answer:
    wanted = call.text("RenewalStatus")
    instances = [instance_of(call, key) for key in call.names("InstanceId")] or call.store.find("instance")
    rows = [renewal_row(item) for item in instances if item["InstanceChargeType"] == "PrePaid"]
    page, about = listed(call, [row for row in rows if wanted in ("", row["RenewalStatus"])])
    about.pop("NextToken")
    return {"InstanceRenewAttributes": {"InstanceRenewAttribute": page}, **about}


def renewal_row(instance: Record) -> Record:
    automatic = instance["_renewal"] == "AutoRenewal"
    return {
        "InstanceId": instance["InstanceId"],
        "RenewalStatus": instance["_renewal"],
        "AutoRenewEnabled": automatic,
        "Duration": instance["_renewal_period"] if automatic else 0,
        "PeriodUnit": instance.get("_renewal_unit", "Month"),
        "EnableExpectedRenewDay": False,
    }


def modify_instance_auto_renew_attribute(call: Call) -> Answer:
    status = call.choice("RenewalStatus", ("AutoRenewal", "Normal", "NotRenewal"))
    status = status or ("AutoRenewal" if call.flag("AutoRenew") else "Normal")
    for key in call.names("InstanceId"):
        instance = instance_of(call, key)
        if instance["InstanceChargeType"] != "PrePaid":
            raise CloudError("ChargeTypeViolation", "Only subscriptions are renewed.", 403)
        save(
            call,
            instance,
            _renewal=status,
            _renewal_period=call.number("Duration", 1, 1),
            _renewal_unit=call.text("PeriodUnit", "Month"),
        )
    return {}


OPERATIONS: dict[str, Operation] = {
    "ModifyInstanceSpec": modify_instance_spec,
    "ModifyPrepayInstanceSpec": modify_prepay_instance_spec,
    "ReplaceSystemDisk": replace_system_disk,
    "ModifyInstanceChargeType": modify_instance_charge_type,
    "DescribeInstanceAutoRenewAttribute": describe_instance_auto_renew_attribute,
    "ModifyInstanceAutoRenewAttribute": modify_instance_auto_renew_attribute,
}
