"""Which groups an interface may carry: `check_groups(call, ids, vpc_id, codes)`, and joining and leaving them."""

from collections.abc import Callable, Iterable

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.ecs.lookup import group_of, instance_of, interface_of
from yett_emulator.errors import CloudError
from yett_emulator.quotas import quota
from yett_emulator.store import Record, Store


def other_vpc() -> CloudError:
    return CloudError(
        "InvalidOperation.VpcMismatch", "The VPC of the specified ENI and security group are not in the same VPC.", 403
    )


def not_same_vpc() -> CloudError:
    """What RunInstances says of the same mistake."""
    return CloudError(
        "OperationDenied.InconsistentNetwork", "The specified security group and vswitch are not in the same vpc.", 403
    )


def check_groups(
    call: Call, group_ids: list[str], vpc_id: str, elsewhere: Callable[[], CloudError] = other_vpc
) -> None:
    """They exist, are in the VPC, of one type, not repeated, not too many, and do not hold too many rules."""
    groups = [group_of(call, key) for key in group_ids]
    if len(set(group_ids)) < len(group_ids):
        raise CloudError(
            "InvalidParameter.SecurityGroupIdRepeated", "The specified security group ids has repeated.", 404
        )
    if any(group["VpcId"] != vpc_id for group in groups):
        raise elsewhere()
    if len({group["SecurityGroupType"] for group in groups}) > 1:
        raise CloudError(
            "EnterpriseGroupLimited.MutliGroupType",
            "The specified instance can not join multi SecurityGroup types.",
            403,
        )
    check_counts(call, groups)


def check_counts(call: Call, groups: list[Record]) -> None:
    limit = quota(call, "security_groups_per_interface", 5)
    if len(groups) > limit:
        raise CloudError(
            "JoinedGroupLimitExceed",
            f"The specified instance has exceed quota of SecurityGroup: {len(groups)} of {limit}.",
        )
    limit = quota(call, "rules_per_interface", 1000)
    if (rules := sum(len(group["_rules"]) for group in groups)) > limit:
        raise CloudError("AclLimitExceed", f"The interface would carry {rules} rules of at most {limit}.", 403)


def set_groups(store: Store, interface: Record, group_ids: Iterable[str]) -> None:
    """Put the groups on an interface, and on the instance whose primary interface it is."""
    groups = {"SecurityGroupId": list(group_ids)}
    store.save("interface", interface["NetworkInterfaceId"], interface | {"SecurityGroupIds": groups})
    instance = store.get("instance", interface["InstanceId"]) if interface["Type"] == "Primary" else None
    if instance is not None:
        store.save("instance", instance["InstanceId"], instance | {"SecurityGroupIds": groups})


def primary_of(call: Call, instance: Record) -> Record:
    return interface_of(call, instance["_primary"])


def target(call: Call) -> Record:
    """The interface that a Join or Leave is about: one named, or the primary one of an instance."""
    if call.text("NetworkInterfaceId"):
        return interface_of(call)
    return primary_of(call, settled(instance_of(call)))


def settled(instance: Record) -> Record:
    if instance["Status"] not in ("Running", "Stopped"):
        raise CloudError(
            "IncorrectInstanceStatus",
            f"The current status {instance['Status']} of the resource does not support this operation.",
            403,
        )
    return instance


def join_security_group(call: Call) -> Answer:
    group_id = group_of(call)["SecurityGroupId"]
    interface = target(call)
    have = interface["SecurityGroupIds"]["SecurityGroupId"]
    if group_id in have:
        raise CloudError(
            "InvalidInstanceId.AlreadyExists",
            "The specified instance already exists in the specified security group.",
            403,
        )
    check_groups(call, [*have, group_id], interface["VpcId"])
    set_groups(call.store, interface, [*have, group_id])
    return {}


def leave_security_group(call: Call) -> Answer:
    group_id = group_of(call)["SecurityGroupId"]
    interface = target(call)
    have = interface["SecurityGroupIds"]["SecurityGroupId"]
    if group_id not in have:
        raise CloudError("InstanceNotInSecurityGroup", "The instance not in the group.", 403)
    if len(have) == 1:
        raise CloudError(
            "InstanceLastSecurityGroup", "The specified security group is the last one of the instance.", 403
        )
    set_groups(call.store, interface, [key for key in have if key != group_id])
    return {}


OPERATIONS: dict[str, Operation] = {
    "JoinSecurityGroup": join_security_group,
    "LeaveSecurityGroup": leave_security_group,
}
