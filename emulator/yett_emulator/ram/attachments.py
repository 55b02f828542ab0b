"""Which role has which policy (`AttachPolicyToRole`)."""

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.errors import CloudError
from yett_emulator.ids import timestamp
from yett_emulator.ram.policies import policy_of
from yett_emulator.ram.roles import role_of
from yett_emulator.store import Record

KIND = "ram_attachment"


def named(call: Call) -> tuple[str, Record]:
    """The attachment's key, and what it joins."""
    fields = {name: call.required(name) for name in ("RoleName", "PolicyType", "PolicyName")}
    call.choice("PolicyType", ("Custom", "System"))
    return "/".join(fields.values()), dict(fields)


def attach(call: Call) -> Answer:
    (key, fields), policy = named(call), policy_of(call)
    role_of(call)
    if call.store.get(KIND, key):
        raise CloudError("EntityAlreadyExists.Role.Policy", f"The policy {fields['PolicyName']} is attached.", 409)
    told = {"Description": policy["Description"], "DefaultVersion": policy["DefaultVersion"]}
    call.store.insert(KIND, key, fields | told | {"AttachDate": timestamp(call.now)})
    return {}


def detach(call: Call) -> Answer:
    key, fields = named(call)
    role_of(call)
    if call.store.get(KIND, key) is None:
        raise CloudError("EntityNotExist.Role.Policy", f"The policy {fields['PolicyName']} is not attached.", 404)
    call.store.delete(KIND, key)
    return {}


def list_for_role(call: Call) -> Answer:
    found = call.store.find(KIND, RoleName=role_of(call)["RoleName"])
    rows = [{name: value for name, value in one.items() if name != "RoleName"} for one in found]
    return {"Policies": {"Policy": rows}}


def list_entities(call: Call) -> Answer:
    """Roles only: users and groups are not emulated."""
    call.required("PolicyType")
    policy = policy_of(call)
    found = call.store.find(KIND, PolicyName=policy["PolicyName"], PolicyType=policy["PolicyType"])
    rows = []
    for one in found:
        role = role_of(call, one["RoleName"])
        plain = {name: role[name] for name in ("Arn", "Description", "RoleId", "RoleName")}
        rows.append(plain | {"AttachDate": one["AttachDate"]})
    return {"Roles": {"Role": rows}, "Users": {"User": []}, "Groups": {"Group": []}}


OPERATIONS: dict[str, Operation] = {
    "AttachPolicyToRole": attach,
    "DetachPolicyFromRole": detach,
    "ListPoliciesForRole": list_for_role,
    "ListEntitiesForPolicy": list_entities,
}
