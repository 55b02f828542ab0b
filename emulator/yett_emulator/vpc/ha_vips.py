"""High-availability addresses: a private address that moves between instances or interfaces."""

from yett_emulator.addresses import release_private_addresses, take_private_address
from yett_emulator.call import Answer, Call, Operation
from yett_emulator.errors import CloudError
from yett_emulator.ids import new_id
from yett_emulator.quotas import check_quota
from yett_emulator.store import Record
from yett_emulator.tags import drop_tags, given_tags, put_tags
from yett_emulator.vpc import eip_bindings
from yett_emulator.vpc.common import (
    common_fields,
    existing,
    here,
    labels,
    listed,
    needed,
    refuse_if,
    relabel,
    shown,
    tagged,
    update,
)

NOT_FOUND = "InvalidHaVipId.NotFound"
MEMBERS = {
    "EcsInstance": ("instance", "InvalidInstanceId.NotFound"),
    "NetworkInterface": ("interface", "InvalidEniId.NotFound"),
}


def create_ha_vip(call: Call) -> Answer:
    vswitch = existing(call.store, "vswitch", call.required("VSwitchId"), "InvalidVSwitchId.NotFound")
    check_quota(call, "ha_vips", len(call.store.find("ha_vip")), "QuotaExceeded.HaVip")
    key = new_id("havip")
    address = take_private_address(call.store, vswitch["VSwitchId"], key, call.text("IpAddress"))
    common = common_fields(call)
    record = {
        "HaVipId": key,
        "VSwitchId": vswitch["VSwitchId"],
        "VpcId": vswitch["VpcId"],
        "IpAddress": address,
        "RegionId": common["RegionId"],
        "CreateTime": common["CreationTime"],
        "ResourceGroupId": common["ResourceGroupId"],
        "Status": "Available",
        "ChargeType": "PostPaid",
        "AssociatedInstanceType": "",
        "_members": [],
        **labels(call, Name="Name", Description="Description"),
    }
    call.store.insert("ha_vip", key, record)
    put_tags(call.store, key, given_tags(call))
    return {"HaVipId": key, "IpAddress": address}


def describe_ha_vips(call: Call) -> Answer:
    found = tagged(call, here(call, call.store.find("ha_vip")), "HaVipId", "Tags")
    for one in call.objects("Filter"):
        values = [str(value) for value in as_list(one.get("Value"))]
        found = [vip for vip in found if str(vip.get(str(one.get("Key")), "")) in values]
    return listed(call, [detail(call, vip) for vip in found], "HaVips", "HaVip")


def as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def detail(call: Call, vip: Record) -> Answer:
    eips = [eip["IpAddress"] for eip in eip_bindings.bound_to(call.store, vip["HaVipId"])]
    return shown(
        call,
        vip,
        "HaVipId",
        AssociatedEipAddresses={"associatedEipAddresse": eips},
        AssociatedInstances={"associatedInstance": vip["_members"]},
        MasterInstanceId=next(iter(vip["_members"]), ""),
    )


def modify_ha_vip_attribute(call: Call) -> Answer:
    key = needed(call, "ha_vip", "HaVipId", NOT_FOUND)["HaVipId"]
    return relabel(call, "ha_vip", key, Name="Name", Description="Description")


def associate_ha_vip(call: Call) -> Answer:
    vip = needed(call, "ha_vip", "HaVipId", NOT_FOUND)
    kind = call.choice("InstanceType", tuple(MEMBERS), "EcsInstance")
    key = call.required("InstanceId")
    target = existing(call.store, MEMBERS[kind][0], key, MEMBERS[kind][1])
    refuse_if(key in vip["_members"], "InvalidAssociation.Duplicated", f"{key} is associated already.")
    elsewhere = target.get("VSwitchId") not in (None, "", vip["VSwitchId"])
    refuse_if(elsewhere, "InvalidVSwitchId.Mismatch", f"{key} is in another vSwitch.")
    bind(call, vip, [*vip["_members"], key], kind)
    return {}


def unassociate_ha_vip(call: Call) -> Answer:
    vip = needed(call, "ha_vip", "HaVipId", NOT_FOUND)
    key = call.required("InstanceId")
    if key not in vip["_members"]:
        raise CloudError("InvalidHaVip.NotAssociated", f"{key} is not associated with the address.")
    bind(call, vip, [other for other in vip["_members"] if other != key], vip["AssociatedInstanceType"])
    return {}


def bind(call: Call, vip: Record, members: list[str], kind: str) -> None:
    changes = {
        "_members": members,
        "AssociatedInstanceType": kind if members else "",
        "Status": "InUse" if members else "Available",
    }
    update(call.store, "ha_vip", vip["HaVipId"], changes)


def delete_ha_vip(call: Call) -> Answer:
    vip = needed(call, "ha_vip", "HaVipId", NOT_FOUND)
    key = vip["HaVipId"]
    used = vip["_members"] or eip_bindings.bound_to(call.store, key)
    refuse_if(used, "IncorrectHaVipStatus", "Something is associated with the address.")
    release_private_addresses(call.store, key)
    drop_tags(call.store, key)
    call.store.delete("ha_vip", key)
    return {}


OPERATIONS: dict[str, Operation] = {
    "CreateHaVip": create_ha_vip,
    "DescribeHaVips": describe_ha_vips,
    "ModifyHaVipAttribute": modify_ha_vip_attribute,
    "AssociateHaVip": associate_ha_vip,
    "UnassociateHaVip": unassociate_ha_vip,
    "DeleteHaVip": delete_ha_vip,
}
