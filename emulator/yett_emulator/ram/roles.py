"""Roles of RAM: whom they trust, and for how long (`CreateRole`)."""

import re

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.errors import CloudError
from yett_emulator.ids import timestamp
from yett_emulator.ram.documents import checked
from yett_emulator.ram.pages import marked
from yett_emulator.ram.tagging import key_of, said
from yett_emulator.store import Record
from yett_emulator.tags import drop_tags, has_tags, put_tags, shown

KIND = "ram_role"


def role_of(call: Call, name: str = "") -> Record:
    name = name or call.required("RoleName")
    record = call.store.get(KIND, name)
    if record is None:
        raise CloudError("EntityNotExist.Role", f"The role not exists: {name}.", 404)
    return record


def create(call: Call) -> Answer:
    name = call.required("RoleName")
    if not re.fullmatch(r"[\w.-]{1,64}", name, re.ASCII):
        raise CloudError("InvalidParameter.RoleName.InvalidChars", f"The role name {name!r} is not valid.")
    if call.store.get(KIND, name):
        raise CloudError("EntityAlreadyExists.Role", f"The role already exists: {name}.", 409)
    account = call.settings.account_id
    record = {
        "RoleName": name,
        "RoleId": f"3{account}{call.store.count('ram-role'):06d}",
        "Arn": f"acs:ram::{account}:role/{name.lower()}",
        "AssumeRolePolicyDocument": checked(call, "AssumeRolePolicyDocument"),
        "AllowConsoleLogin": call.flag("AllowConsoleLogin"),
        "Description": call.text("Description"),
        "MaxSessionDuration": call.number("MaxSessionDuration", 3600, 3600, 43200),
        "CreateDate": timestamp(call.now),
    }
    call.store.insert(KIND, name, record)
    put_tags(call.store, key_of(KIND, name), said(call))
    return {"Role": record}


def get(call: Call) -> Answer:
    record = role_of(call)
    name = f"{record['RoleName']}@role.{call.settings.account_id}.onaliyunservice.com"
    return {"Role": {"UpdateDate": record["CreateDate"], **record, "RolePrincipalName": name, **never()}}


def never() -> Record:
    return {"IsServiceLinkedRole": False, "LatestDeletionTask": {"CreateDate": "", "DeletionTaskId": ""}}


def update(call: Call) -> Answer:
    record = role_of(call)
    changes = {
        "AssumeRolePolicyDocument": checked(call, "NewAssumeRolePolicyDocument", record["AssumeRolePolicyDocument"]),
        "AllowConsoleLogin": call.flag("NewAllowConsoleLogin", record["AllowConsoleLogin"]),
        "Description": call.text("NewDescription") if call.has("NewDescription") else record["Description"],
        "MaxSessionDuration": call.number("NewMaxSessionDuration", record["MaxSessionDuration"], 3600, 43200),
        "UpdateDate": timestamp(call.now),
    }
    return {"Role": call.store.save(KIND, record["RoleName"], record | changes)}


def list_roles(call: Call) -> Answer:
    wanted = said(call)
    found = [one for one in call.store.find(KIND) if has_tags(call.store, key_of(KIND, one["RoleName"]), wanted)]
    page, about = marked(call, found)
    return {"Roles": {"Role": [row(call, one) for one in page]}, **about}


def row(call: Call, record: Record) -> Answer:
    tags = [
        {"TagKey": tag["TagKey"], "TagValue": tag["TagValue"]}
        for tag in shown(call.store, key_of(KIND, record["RoleName"]))["Tag"]
    ]
    plain = {name: value for name, value in record.items() if name != "AssumeRolePolicyDocument"}
    return {"UpdateDate": record["CreateDate"], **plain, "Tags": {"Tag": tags}}


def delete(call: Call) -> Answer:
    name = role_of(call)["RoleName"]
    if call.store.first("ram_attachment", RoleName=name):
        raise CloudError("DeleteConflict.Role.Policy", f"The role {name} still has policies.", 409)
    drop_tags(call.store, key_of(KIND, name))
    call.store.delete(KIND, name)
    return {}


OPERATIONS: dict[str, Operation] = {
    "CreateRole": create,
    "GetRole": get,
    "UpdateRole": update,
    "ListRoles": list_roles,
    "DeleteRole": delete,
}
