"""Kms 2016-01-20: keys that disks and instances name; nothing is encrypted here (`CreateKey`).

Source: help.aliyun.com, Key Management Service, API of keys and aliases.
"""

import json
import uuid

from yett_emulator.call import Answer, Call
from yett_emulator.errors import CloudError, invalid
from yett_emulator.ids import new_id, timestamp
from yett_emulator.paging import paged
from yett_emulator.service import Service
from yett_emulator.store import Record, public
from yett_emulator.tags import TAG_OPERATIONS, drop_tags, list_tag_resources, put_tags

KIND, ALIAS = "kms_key", "kms_alias"
EVERYBODY = (
    '{"Version":"1","Statement":[{"Effect":"Allow","Action":["kms:*"],"Principal":{"RAM":["*"]},"Resource":["*"]}]}'
)
SPECS = (
    "Aliyun_AES_256",
    "Aliyun_AES_128",
    "Aliyun_AES_192",
    "Aliyun_SM4",
    "RSA_2048",
    "RSA_3072",
    "RSA_4096",
    "EC_P256",
    "EC_P256K",
    "EC_SM2",
)


def create(call: Call) -> Answer:
    key = new_id("key")
    record = {
        "KeyId": key,
        "Arn": f"acs:kms:{call.region}:{call.settings.account_id}:key/{key}",
        "KeyState": "Enabled",
        "KeySpec": call.choice("KeySpec", SPECS, "Aliyun_AES_256"),
        "KeyUsage": call.choice("KeyUsage", ("ENCRYPT/DECRYPT", "SIGN/VERIFY"), "ENCRYPT/DECRYPT"),
        "Origin": call.choice("Origin", ("Aliyun_KMS", "EXTERNAL"), "Aliyun_KMS"),
        "ProtectionLevel": call.choice("ProtectionLevel", ("SOFTWARE", "HSM"), "SOFTWARE"),
        "DKMSInstanceId": call.text("DKMSInstanceId"),
        "Description": call.text("Description"),
        "PrimaryKeyVersion": str(uuid.uuid4()),
        "Creator": call.settings.account_id,
        "CreationDate": timestamp(call.now),
        "LastRotationDate": timestamp(call.now),
        **dict.fromkeys(("DeleteDate", "MaterialExpireTime", "NextRotationDate"), ""),
        **rotation(call),
        "_protected": "Disabled",
        "_why_protected": "",
        "_policy": call.text("Policy", EVERYBODY),
    }
    call.store.insert(KIND, key, record)
    put_tags(call.store, key, tags_in(call))
    return {"KeyMetadata": public(record)}


def rotation(call: Call) -> Record:
    on = call.flag("EnableAutomaticRotation")
    interval = call.text("RotationInterval") or ("31536000s" if on else "")
    return {"AutomaticRotation": "Enabled" if on else "Disabled", "RotationInterval": interval if on else ""}


def tags_in(call: Call) -> dict[str, str]:
    """Tags as JSON in a string, `[{"TagKey": ..., "TagValue": ...}]`."""
    rows = call.parsed("Tags") if call.text("Tags") else []
    if not isinstance(rows, list) or not all(isinstance(row, dict) and "TagKey" in row for row in rows):
        raise invalid("Tags", call.text("Tags"), 'JSON: [{"TagKey": "a", "TagValue": "b"}]')
    return {str(row["TagKey"]): str(row.get("TagValue", "")) for row in rows}


def key_of(call: Call) -> Record:
    """A key by its id, its ARN or an alias of it."""
    name = call.required("KeyId")
    if name.startswith("alias/"):
        alias = call.store.get(ALIAS, name)
        if alias is None:
            raise CloudError("Forbidden.AliasNotFound", f"The specified Alias {name!r} is not found. NotFound", 404)
        name = alias["KeyId"]
    record = call.store.get(KIND, name.rpartition("key/")[2])
    if record is None:
        raise CloudError("Forbidden.KeyNotFound", f"The specified Key {name!r} is not found. NotFound", 404)
    return record


def describe(call: Call) -> Answer:
    record = key_of(call)
    protection = {
        "DeletionProtection": record["_protected"],
        "DeletionProtectionDescription": record["_why_protected"],
    }
    return {"KeyMetadata": public(record) | protection}


def list_keys(call: Call) -> Answer:
    found = [one for one in call.store.find(KIND) if all(suits(one, each) for each in filters(call))]
    page, about = paged(call, found, 20, 100)
    return {"Keys": {"Key": [{"KeyId": one["KeyId"], "KeyArn": one["Arn"]} for one in page]}, **about}


def filters(call: Call) -> list[Record]:
    """`[{"Key": "KeyState", "Values": ["Enabled"]}]` in a string."""
    rows = call.parsed("Filters") if call.text("Filters") else []
    if not isinstance(rows, list) or not all(isinstance(row, dict) and listed(row) for row in rows):
        raise invalid("Filters", call.text("Filters"), 'JSON: [{"Key": "KeyState", "Values": ["Enabled"]}]')
    return list(rows)


def listed(row: Record) -> bool:
    return isinstance(row.get("Values"), list)


def suits(record: Record, row: Record) -> bool:
    field = str(row.get("Key"))
    if field not in ("KeyState", "KeySpec", "KeyUsage", "ProtectionLevel", "DKMSInstanceId"):
        return True
    return record[field] in row["Values"]


def save(call: Call, changes: Record) -> Answer:
    record = key_of(call)
    if record["KeyState"] == "PendingDeletion" and changes.get("KeyState") != "Enabled":
        raise CloudError("Rejected.PendingDeletion", f"The key {record['KeyId']} is to be deleted.")
    call.store.save(KIND, record["KeyId"], record | changes)
    return {}


def protect(call: Call) -> Answer:
    """The key is named by its ARN here."""
    name = call.required("ProtectedResourceArn") if not call.text("KeyId") else call.text("KeyId")
    record = call.store.get(KIND, name.rpartition("key/")[2])
    if record is None:
        raise CloudError("Forbidden.KeyNotFound", f"The specified Key {name!r} is not found. NotFound", 404)
    on = call.flag("EnableDeletionProtection")
    why = call.text("DeletionProtectionDescription") if on else ""
    changes = {"_protected": "Enabled" if on else "Disabled", "_why_protected": why}
    call.store.save(KIND, record["KeyId"], record | changes)
    return {}


def schedule_deletion(call: Call) -> Answer:
    """A key waits 7 to 366 days; here it is gone at once from everything but its last description."""
    record = key_of(call)
    call.required("PendingWindowInDays")
    call.number("PendingWindowInDays", 30, 7, 366)
    if record["_protected"] == "Enabled":
        raise CloudError("Rejected.DeletionProtectionEnabled", "Deletion protection is enabled for the key.")
    for alias in call.store.find(ALIAS, KeyId=record["KeyId"]):
        call.store.delete(ALIAS, alias["AliasName"])
    call.store.delete(KIND, record["KeyId"])
    drop_tags(call.store, record["KeyId"])
    return {}


def set_policy(call: Call) -> Answer:
    text = call.required("Policy")
    try:
        json.loads(text)
    except ValueError:
        raise invalid("Policy", text, "a policy in JSON") from None
    return save(call, {"_policy": text})


def create_alias(call: Call) -> Answer:
    name, key = call.required("AliasName"), key_of(call)["KeyId"]
    if not name.startswith("alias/"):
        raise invalid("AliasName", name, "alias/...")
    if call.store.get(ALIAS, name):
        raise CloudError("AlreadyExist.AliasName", f"The alias {name!r} is in use.")
    arn = f"acs:kms:{call.region}:{call.settings.account_id}:{name}"
    call.store.insert(ALIAS, name, {"AliasName": name, "AliasArn": arn, "KeyId": key})
    return {}


def delete_alias(call: Call) -> Answer:
    name = call.required("AliasName")
    if call.store.get(ALIAS, name) is None:
        raise CloudError("Forbidden.AliasNotFound", f"The specified Alias {name!r} is not found. NotFound", 404)
    call.store.delete(ALIAS, name)
    return {}


def list_aliases(call: Call) -> Answer:
    page, about = paged(call, call.store.find(ALIAS), 20, 100)
    return {"Aliases": {"Alias": page}, **about}


SERVICE = Service(
    "Kms",
    "2016-01-20",
    {
        "CreateKey": create,
        "DescribeKey": describe,
        "ListKeys": list_keys,
        "EnableKey": lambda call: save(call, {"KeyState": "Enabled"}),
        "DisableKey": lambda call: save(call, {"KeyState": "Disabled"}),
        "UpdateKeyDescription": lambda call: save(call, {"Description": call.text("Description")}),
        "UpdateRotationPolicy": lambda call: save(call, rotation(call)),
        "SetDeletionProtection": protect,
        "GetKeyPolicy": lambda call: {"Policy": key_of(call)["_policy"]},
        "SetKeyPolicy": set_policy,
        "ScheduleKeyDeletion": schedule_deletion,
        "CreateAlias": create_alias,
        "DeleteAlias": delete_alias,
        "ListAliases": list_aliases,
        "TagResources": TAG_OPERATIONS["TagResources"],
        "UntagResources": TAG_OPERATIONS["UntagResources"],
        "ListTagResources": list_tag_resources,
    },
)
