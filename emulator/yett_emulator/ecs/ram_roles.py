"""RAM roles that instances carry; roles themselves belong to another product, so any name is taken."""

from typing import Any

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.ecs.instance_attributes import save
from yett_emulator.ecs.lookup import in_region, instance_of
from yett_emulator.store import Record


def describe_instance_ram_role(call: Call) -> Answer:
    keys, role = call.names("InstanceIds"), call.text("RamRoleName")
    instances = [instance_of(call, key) for key in keys] or [
        item for item in call.store.find("instance") if in_region(call, item)
    ]
    rows = [role_row(item) for item in instances if role in ("", item["_ram_role"])]
    size, number = call.number("PageSize", 10, 1, 100), call.number("PageNumber", 1, 1)
    page = rows[size * (number - 1) : size * number]
    return {"RegionId": call.region, "TotalCount": len(rows), "InstanceRamRoleSets": {"InstanceRamRoleSet": page}}


def role_row(instance: Record) -> dict[str, str]:
    return {"InstanceId": instance["InstanceId"], "RamRoleName": instance["_ram_role"]}


def attach_instance_ram_role(call: Call) -> Answer:
    role = call.required("RamRoleName")
    rows = [attach(call, instance_of(call, key), role) for key in call.names("InstanceIds")]
    return answer(role, "Attach", rows)


def attach(call: Call, instance: Record, role: str) -> dict[str, Any]:
    if instance["_ram_role"]:
        return failure(instance, f"The instance has the role {instance['_ram_role']} already.")
    save(call, instance, _ram_role=role)
    return success(instance)


def detach_instance_ram_role(call: Call) -> Answer:
    """One role, or whatever role there is when none is named."""
    role = call.text("RamRoleName")
    rows = [detach(call, instance_of(call, key), role) for key in call.names("InstanceIds")]
    return answer(role, "Detach", rows)


def detach(call: Call, instance: Record, role: str) -> dict[str, Any]:
    before = {"InstanceRamRoleSets": {"InstanceRamRoleSet": [role_row(instance)]}}
    if role and instance["_ram_role"] != role:
        return failure(instance, f"The instance does not have the role {role}.") | before
    save(call, instance, _ram_role="")
    return success(instance) | before


def success(instance: Record) -> dict[str, Any]:
    return {"InstanceId": instance["InstanceId"], "Code": "200", "Message": "success", "Success": True}


def failure(instance: Record, message: str) -> dict[str, Any]:
    code = "InvalidRamRole.Mismatch"
    return {"InstanceId": instance["InstanceId"], "Code": code, "Message": message, "Success": False}


def answer(role: str, verb: str, rows: list[dict[str, Any]]) -> Answer:
    return {
        "RamRoleName": role,
        "TotalCount": len(rows),
        "FailCount": sum(1 for row in rows if not row["Success"]),
        f"{verb}InstanceRamRoleResults": {f"{verb}InstanceRamRoleResult": rows},
    }


OPERATIONS: dict[str, Operation] = {
    "DescribeInstanceRamRole": describe_instance_ram_role,
    "AttachInstanceRamRole": attach_instance_ram_role,
    "DetachInstanceRamRole": detach_instance_ram_role,
}
