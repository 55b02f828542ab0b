"""Security groups themselves: create, list, rename, isolate, delete; their rules are in security_group_rules."""

import re
from typing import Any

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.ecs.lookup import among, found, group_of, in_region, like, listed, same_fields, shown_tags, tagged
from yett_emulator.errors import CloudError
from yett_emulator.ids import new_id, timestamp
from yett_emulator.quotas import check_quota
from yett_emulator.store import Record, Store, public
from yett_emulator.tags import drop_tags, given_tags, put_tags

GROUP_KEYS = ("SourceGroupId", "DestGroupId")
CAPACITY = {"normal": 6000, "enterprise": 65536}
"""Private addresses that a group may hold (help.aliyun.com, basic and advanced security groups)."""


def create_security_group(call: Call) -> Answer:
    check_quota(call, "security_groups", len(call.store.find("security_group")), "QuotaExceed.SecurityGroup", 100)
    vpc_id = call.text("VpcId")
    if vpc_id:
        found(call, "vpc", vpc_id, "InvalidVpcId.NotFound", "Specified VPC does not exist.")
    kind = call.text("SecurityGroupType", "normal")
    if kind not in ("normal", "enterprise"):
        raise CloudError("InvalidSecurityGroupType.Malformed", f"The specified security group type {kind!r} is wrong.")
    group_id = new_id("sg")
    record = {
        "SecurityGroupId": group_id,
        "SecurityGroupName": checked_name(call.text("SecurityGroupName")),
        "Description": checked_description(call.text("Description")),
        "SecurityGroupType": kind,
        "VpcId": vpc_id,
        "ResourceGroupId": call.text("ResourceGroupId"),
        "CreationTime": timestamp(call.store.clock()),
        "ServiceManaged": False,
        "_region": call.region,
        # an advanced group is always isolated inside, a basic one never until told (ModifySecurityGroupPolicy)
        "_inner": "Drop" if kind == "enterprise" else "Accept",
        "_rules": [],
    }
    call.store.insert("security_group", group_id, record)
    put_tags(call.store, group_id, given_tags(call))
    return {"SecurityGroupId": group_id}


def checked_name(name: str) -> str:
    """2..128 characters that start with a letter, and no URL; none is fine."""
    if name and (not 2 <= len(name) <= 128 or not name[0].isalpha() or is_url(name)):
        raise CloudError("InvalidSecurityGroupName.Malformed", f"Specified security group name {name!r} is not valid.")
    return name


def checked_description(text: str) -> str:
    """2..256 characters, and no URL; none is fine. (The misspelt code is the cloud's.)"""
    if text and (not 2 <= len(text) <= 256 or is_url(text)):
        raise CloudError(
            "InvalidSecurityGroupDiscription.Malformed", f"Specified security group description {text!r} is not valid."
        )
    return text


def is_url(text: str) -> bool:
    return re.match(r"https?://", text) is not None


def describe_security_groups(call: Call) -> Answer:
    rows = [group_row(call, group) for group in call.store.find("security_group") if suits(call, group)]
    page, about = listed(call, rows)
    return {"RegionId": call.region, "SecurityGroups": {"SecurityGroup": page}, **about}


def suits(call: Call, group: Record) -> bool:
    names = ("VpcId", "SecurityGroupId", "SecurityGroupType", "ResourceGroupId", "ServiceManaged")
    network = call.text("NetworkType", "vpc" if group["VpcId"] else "classic")
    return (
        in_region(call, group)
        and same_fields(call, group, {name: name for name in names})
        and among(call.names("SecurityGroupIds"), group["SecurityGroupId"])
        and like(call.text("SecurityGroupName"), group["SecurityGroupName"])
        and (network.lower() == "vpc") == bool(group["VpcId"])
        and tagged(call, group["SecurityGroupId"])
    )


def group_row(call: Call, group: Record) -> dict[str, Any]:
    rules = group["_rules"]
    to_groups = sum(1 for rule in rules if any(rule.get(key) for key in GROUP_KEYS))
    counts = {"RuleCount": len(rules), "GroupToGroupRuleCount": to_groups}
    if call.flag("IsQueryEcsCount"):
        counts |= machine_counts(call.store, group)
    return {**public(group), **counts, "Tags": shown_tags(call, group["SecurityGroupId"])}


def machine_counts(store: Store, group: Record) -> dict[str, int]:
    machines = {member["InstanceId"] for member in members(store, group) if member["InstanceId"]}
    return {
        "EcsCount": len(machines),
        "AvailableInstanceAmount": CAPACITY[group["SecurityGroupType"]] - len(machines),
    }


def members(store: Store, group: Record) -> list[Record]:
    """The interfaces that carry the group."""
    key = group["SecurityGroupId"]
    return [face for face in store.find("interface") if key in face["SecurityGroupIds"]["SecurityGroupId"]]


def referrers(store: Store, group_id: str) -> list[Record]:
    """The other groups whose rules name this one."""
    return [
        group
        for group in store.find("security_group")
        if group["SecurityGroupId"] != group_id
        and any(rule.get(key) == group_id for rule in group["_rules"] for key in GROUP_KEYS)
    ]


def describe_security_group_references(call: Call) -> Answer:
    rows = [reference_row(call, group_of(call, key)) for key in call.names("SecurityGroupId")]
    return {"SecurityGroupReferences": {"SecurityGroupReference": [row for row in rows if row]}}


def reference_row(call: Call, group: Record) -> dict[str, Any] | None:
    """Who names the group; nothing for a group that nobody names."""
    others = referrers(call.store, group["SecurityGroupId"])
    if not others:
        return None
    rows = [{"SecurityGroupId": other["SecurityGroupId"], "AliUid": call.settings.account_id} for other in others]
    return {
        "SecurityGroupId": group["SecurityGroupId"],
        "ReferencingSecurityGroups": {"ReferencingSecurityGroup": rows},
    }


def modify_security_group_attribute(call: Call) -> Answer:
    group = group_of(call)
    if call.has("SecurityGroupName"):
        group["SecurityGroupName"] = checked_name(call.text("SecurityGroupName"))
    if call.has("Description"):
        group["Description"] = checked_description(call.text("Description"))
    call.store.save("security_group", group["SecurityGroupId"], group)
    return {}


def modify_security_group_policy(call: Call) -> Answer:
    group = group_of(call)
    policy = call.required("InnerAccessPolicy").capitalize()
    if policy not in ("Accept", "Drop"):
        raise CloudError(
            "InvalidPolicy.Malformed", f"The specified parameter InnerAccessPolicy {policy!r} is not valid."
        )
    if group["SecurityGroupType"] == "enterprise":
        raise CloudError(
            "InvalidOperation.NotSupportEnterpriseGroup",
            "The inner access policy of an enterprise level security group cannot be modified.",
        )
    call.store.save("security_group", group["SecurityGroupId"], group | {"_inner": policy})
    return {}


def delete_security_group(call: Call) -> Answer:
    group = group_of(call)
    if users := members(call.store, group):
        raise in_use(f"it still has {len(users)} network interfaces, for one {users[0]['NetworkInterfaceId']}")
    if others := referrers(call.store, group["SecurityGroupId"]):
        raise in_use(f"rules of {others[0]['SecurityGroupId']} name it")
    call.store.delete("security_group", group["SecurityGroupId"])
    drop_tags(call.store, group["SecurityGroupId"])
    return {}


def in_use(why: str) -> CloudError:
    return CloudError(
        "DependencyViolation",
        f"There is still instance(s) in the specified security group, or it is referenced: {why}.",
        403,
    )


OPERATIONS: dict[str, Operation] = {
    "CreateSecurityGroup": create_security_group,
    "DescribeSecurityGroups": describe_security_groups,
    "DescribeSecurityGroupReferences": describe_security_group_references,
    "ModifySecurityGroupAttribute": modify_security_group_attribute,
    "ModifySecurityGroupPolicy": modify_security_group_policy,
    "DeleteSecurityGroup": delete_security_group,
}
