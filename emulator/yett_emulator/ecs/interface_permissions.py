"""Whom an interface may be attached by: another account or service (`CreateNetworkInterfacePermission`).

Source: help.aliyun.com, ECS, API of network interface permissions.
"""

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.ecs.lookup import among, found, in_region, interface_of, listed, same_fields
from yett_emulator.errors import CloudError
from yett_emulator.ids import new_id
from yett_emulator.store import Record, public

KIND = "interface_permission"


def create(call: Call) -> Answer:
    interface = interface_of(call)
    account, permission = call.number("AccountId", 0, 1), call.required("Permission")
    call.required("AccountId")
    call.choice("Permission", ("InstanceAttach",))
    same = {"NetworkInterfaceId": interface["NetworkInterfaceId"], "AccountId": account, "Permission": permission}
    if call.store.first(KIND, **same):
        raise CloudError("InvalidOperation.EniPermissionDuplicated", "The permission is granted already.")
    key = new_id("eni-perm")
    record = {
        **same,
        "NetworkInterfacePermissionId": key,
        "PermissionState": "Granted",
        "ServiceName": "",
        "_region": call.region,
    }
    call.store.insert(KIND, key, record)
    return {"NetworkInterfacePermission": public(record)}


def describe(call: Call) -> Answer:
    rows = [one for one in call.store.find(KIND) if suits(call, one)]
    page, about = listed(call, rows, 10, 100)
    about.pop("NextToken")
    shown = [public(one) for one in page]
    return {"NetworkInterfacePermissions": {"NetworkInterfacePermission": shown}, **about}


def suits(call: Call, one: Record) -> bool:
    wanted = call.names("NetworkInterfacePermissionId")
    here = in_region(call, one) and same_fields(call, one, {"NetworkInterfaceId": "NetworkInterfaceId"})
    return here and among(wanted, one["NetworkInterfacePermissionId"])


def delete(call: Call) -> Answer:
    key = call.required("NetworkInterfacePermissionId")
    found(call, KIND, key, "InvalidEniPermissionId.NotFound", "The specified permission is not found.")
    call.store.delete(KIND, key)
    return {}


OPERATIONS: dict[str, Operation] = {
    "CreateNetworkInterfacePermission": create,
    "DescribeNetworkInterfacePermissions": describe,
    "DeleteNetworkInterfacePermission": delete,
}
