"""Policies of RAM with their versions (`CreatePolicy`); the system's own are taken as being there."""

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.errors import CloudError, invalid
from yett_emulator.ids import timestamp
from yett_emulator.ram.documents import checked
from yett_emulator.ram.pages import marked
from yett_emulator.ram.tagging import key_of, said
from yett_emulator.store import Record
from yett_emulator.tags import drop_tags, put_tags, tags_of

KIND = "ram_policy"
VERSIONS = 5


def policy_of(call: Call) -> Record:
    name = call.required("PolicyName")
    record = call.store.get(KIND, name)
    if call.text("PolicyType", "Custom") == "System":
        return system_policy(name)
    if record is None:
        raise CloudError("EntityNotExist.Policy", f"The policy does not exist: {name}.", 404)
    return record


def system_policy(name: str) -> Record:
    everything = '{"Version": "1", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}'
    made = "2015-01-01T00:00:00Z"
    version = {"VersionId": "v1", "IsDefaultVersion": True, "PolicyDocument": everything, "CreateDate": made}
    plain = {"PolicyName": name, "PolicyType": "System", "Description": "", "DefaultVersion": "v1"}
    return {**plain, "CreateDate": made, "UpdateDate": made, "_versions": [version]}


def create(call: Call) -> Answer:
    name = call.required("PolicyName")
    if call.store.get(KIND, name):
        raise CloudError("EntityAlreadyExists.Policy", f"The policy already exists: {name}.", 409)
    now = timestamp(call.now)
    record = {
        "PolicyName": name,
        "PolicyType": "Custom",
        "Description": call.text("Description"),
        "DefaultVersion": "v1",
        "CreateDate": now,
        "UpdateDate": now,
        "_versions": [version(call, 1, True)],
    }
    call.store.insert(KIND, name, record)
    put_tags(call.store, key_of(KIND, name), said(call))
    return {"Policy": {k: v for k, v in plain(record).items() if k != "UpdateDate"}}


def version(call: Call, number: int, default: bool) -> Record:
    return {
        "VersionId": f"v{number}",
        "IsDefaultVersion": default,
        "PolicyDocument": checked(call, "PolicyDocument"),
        "CreateDate": timestamp(call.now),
    }


def plain(record: Record) -> Record:
    return {name: value for name, value in record.items() if not name.startswith("_")}


def attached(call: Call, record: Record) -> int:
    same = {"PolicyName": record["PolicyName"], "PolicyType": record["PolicyType"]}
    return call.store.total("ram_attachment", **same)


def get(call: Call) -> Answer:
    call.required("PolicyType")
    record = policy_of(call)
    current = next(one for one in record["_versions"] if one["IsDefaultVersion"])
    shown = plain(record) | {"AttachmentCount": attached(call, record), "PolicyDocument": current["PolicyDocument"]}
    return {"Policy": shown, "DefaultPolicyVersion": current}


def list_policies(call: Call) -> Answer:
    found = [] if call.text("PolicyType") == "System" else call.store.find(KIND)
    page, about = marked(call, found)
    return {"Policies": {"Policy": [row(call, one) for one in page]}, **about}


def row(call: Call, record: Record) -> Answer:
    tags = tags_of(call.store, key_of(KIND, record["PolicyName"])).items()
    shown = {"Tag": [{"TagKey": key, "TagValue": value} for key, value in tags]}
    return plain(record) | {"AttachmentCount": attached(call, record), "Tags": shown}


def create_version(call: Call) -> Answer:
    """At most five: the oldest that is not in force goes when it may (`RotateStrategy`)."""
    record = policy_of(call)
    have = record["_versions"]
    if len(have) >= VERSIONS:
        if not call.text("RotateStrategy").startswith("DeleteOldest"):
            raise CloudError("LimitExceeded.Policy.Version", f"A policy has at most {VERSIONS} versions.", 409)
        have.remove(next(one for one in have if not one["IsDefaultVersion"]))
    number = 1 + max(int(one["VersionId"][1:]) for one in have)
    made = version(call, number, False)
    save(call, record, [*have, made], made["VersionId"] if call.flag("SetAsDefault") else record["DefaultVersion"])
    return {"PolicyVersion": made | {"IsDefaultVersion": call.flag("SetAsDefault")}}


def save(call: Call, record: Record, versions: list[Record], default: str) -> None:
    marked_ones = [one | {"IsDefaultVersion": one["VersionId"] == default} for one in versions]
    changes = {"_versions": marked_ones, "DefaultVersion": default, "UpdateDate": timestamp(call.now)}
    call.store.save(KIND, record["PolicyName"], record | changes)


def named_version(call: Call, record: Record) -> Record:
    key = call.required("VersionId")
    for one in record["_versions"]:
        if one["VersionId"] == key:
            return dict(one)
    raise CloudError("EntityNotExist.Policy.Version", f"The policy version does not exist: {key}.", 404)


def list_versions(call: Call) -> Answer:
    call.required("PolicyType")
    return {"PolicyVersions": {"PolicyVersion": policy_of(call)["_versions"]}}


def get_version(call: Call) -> Answer:
    call.required("PolicyType")
    return {"PolicyVersion": named_version(call, policy_of(call))}


def set_default(call: Call) -> Answer:
    record = policy_of(call)
    save(call, record, record["_versions"], named_version(call, record)["VersionId"])
    return {}


def delete_version(call: Call) -> Answer:
    record = policy_of(call)
    gone = named_version(call, record)
    if gone["IsDefaultVersion"]:
        raise CloudError("DeleteConflict.Policy.Version", "The default version of a policy stays.", 409)
    left = [one for one in record["_versions"] if one["VersionId"] != gone["VersionId"]]
    save(call, record, left, record["DefaultVersion"])
    return {}


def describe(call: Call) -> Answer:
    record = policy_of(call) | {"Description": call.required("NewDescription"), "UpdateDate": timestamp(call.now)}
    call.store.save(KIND, record["PolicyName"], record)
    return {"Policy": plain(record)}


def delete(call: Call) -> Answer:
    record = policy_of(call)
    if record["PolicyType"] == "System":
        raise invalid("PolicyName", record["PolicyName"], "a policy of one's own")
    if attached(call, record):
        raise CloudError("DeleteConflict.Policy.Role", "The policy is attached to a role.", 409)
    if len(record["_versions"]) > 1 and not call.flag("CascadingDelete"):
        raise CloudError("DeleteConflict.Policy.Version", "The policy has more versions than its default one.", 409)
    drop_tags(call.store, key_of(KIND, record["PolicyName"]))
    call.store.delete(KIND, record["PolicyName"])
    return {}


OPERATIONS: dict[str, Operation] = {
    "CreatePolicy": create,
    "GetPolicy": get,
    "ListPolicies": list_policies,
    "CreatePolicyVersion": create_version,
    "ListPolicyVersions": list_versions,
    "GetPolicyVersion": get_version,
    "SetDefaultPolicyVersion": set_default,
    "DeletePolicyVersion": delete_version,
    "UpdatePolicyDescription": describe,
    "DeletePolicy": delete,
}
