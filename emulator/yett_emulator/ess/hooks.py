"""Lifecycle hooks: who is told before a machine joins or leaves; kept, and never waited for."""

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.ecs.lookup import among
from yett_emulator.errors import invalid, missing
from yett_emulator.ess.nouns import GROUP, HOOK, check_name, group_of
from yett_emulator.ess.typed import given
from yett_emulator.paging import paged
from yett_emulator.quotas import check_quota
from yett_emulator.store import Record

TRANSITIONS = ("SCALE_OUT", "SCALE_IN")
RESULTS = ("CONTINUE", "ABANDON", "ROLLBACK")
TEXTS = ("LifecycleTransition", "DefaultResult", "NotificationMetadata", "NotificationArn")
SECONDS = {"HeartbeatTimeout": (30, 21600)}
DEFAULTS: Record = {
    "DefaultResult": "CONTINUE",
    "HeartbeatTimeout": 600,
    "NotificationMetadata": "",
    "NotificationArn": "",
    "LifecycleHookStatus": "Active",
}


def create(call: Call) -> Answer:
    owner = group_of(call)["ScalingGroupId"]
    call.required("LifecycleTransition")
    have = call.store.total(HOOK.kind, ScalingGroupId=owner)
    check_quota(call, "lifecycle_hooks_per_group", have, "QuotaExceeded.LifecycleHook", 6)
    name = check_name(call, HOOK, "LifecycleHookName", ScalingGroupId=owner)
    return {"LifecycleHookId": made(call, owner, name, words(call))}


def words(call: Call) -> Record:
    call.choice("LifecycleTransition", TRANSITIONS)
    call.choice("DefaultResult", RESULTS)
    return given(call, TEXTS, SECONDS)


def made(call: Call, owner: str, name: str, said: Record) -> str:
    key = HOOK.new()
    about = {"LifecycleHookId": key, "LifecycleHookName": name or key, "ScalingGroupId": owner}
    call.store.insert(HOOK.kind, key, {**DEFAULTS, **said, **about})
    return key


def first(call: Call, owner: str) -> None:
    """The hooks that CreateScalingGroup itself names."""
    for row in call.objects("LifecycleHook"):
        if row.get("LifecycleTransition") not in TRANSITIONS:
            raise invalid("LifecycleTransition", row.get("LifecycleTransition"), ", ".join(TRANSITIONS))
        said = {name: row[name] for name in TEXTS if name in row}
        timeout = {"HeartbeatTimeout": int(row["HeartbeatTimeout"])} if row.get("HeartbeatTimeout") else {}
        made(call, owner, str(row.get("LifecycleHookName") or ""), {**said, **timeout})


def modify(call: Call) -> Answer:
    """By its id, or by its name in a group."""
    record = named(call)
    status = call.choice("LifecycleHookStatus", ("Active", "InActive"), record["LifecycleHookStatus"])
    HOOK.save(call.store, record | words(call) | {"LifecycleHookStatus": status})
    return {}


def named(call: Call) -> Record:
    if call.text("LifecycleHookId"):
        return HOOK.asked(call)
    if not call.text("LifecycleHookName"):
        raise missing("LifecycleHookId")
    owner, name = group_of(call)["ScalingGroupId"], call.required("LifecycleHookName")
    found = call.store.first(HOOK.kind, ScalingGroupId=owner, LifecycleHookName=name)
    return found or HOOK.get(call, name)


def describe(call: Call) -> Answer:
    keys, owner, name = call.texts("LifecycleHookId"), call.text("ScalingGroupId"), call.text("LifecycleHookName")
    if owner:
        GROUP.get(call, owner)
    found = [
        one
        for one in call.store.find(HOOK.kind)
        if among(keys, one["LifecycleHookId"])
        and owner in ("", one["ScalingGroupId"])
        and name in ("", one["LifecycleHookName"])
    ]
    page, about = paged(call, found, 10, 100)
    return {"LifecycleHooks": {"LifecycleHook": page}, **about}


def delete(call: Call) -> Answer:
    call.store.delete(HOOK.kind, named(call)["LifecycleHookId"])
    return {}


OPERATIONS: dict[str, Operation] = {
    "CreateLifecycleHook": create,
    "ModifyLifecycleHook": modify,
    "DescribeLifecycleHooks": describe,
    "DeleteLifecycleHook": delete,
}
