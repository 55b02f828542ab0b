"""TLS cipher policies of one's own: versions and ciphers that https listeners accept."""

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.ciphers import CIPHERS
from yett_emulator.errors import CloudError
from yett_emulator.ids import new_id
from yett_emulator.paging import tokened
from yett_emulator.slb.listener_checks import over
from yett_emulator.store import Record, public


def create(call: Call) -> Answer:
    key = new_id("tls")
    record: Record = {
        "InstanceId": key,
        "Name": required_name(call),
        **chosen(call),
        "Status": "normal",
        "CreateTime": int(call.store.clock() * 1000),
    }
    call.store.insert("tls_cipher_policy", key, record)
    return {"TLSCipherPolicyId": key}


def required_name(call: Call) -> str:
    if not (name := call.text("Name")):
        raise CloudError("MissingParam.Name", "The param Name is missing.")
    return name


def chosen(call: Call) -> Record:
    versions, ciphers = call.texts("TLSVersions"), call.texts("Ciphers")
    for word, values in (("TlsVersions", versions), ("Ciphers", ciphers)):
        if not values:
            raise CloudError(f"MissingParam.{word}", f"The param {word} is missing.")
        if len(set(values)) < len(values):
            raise CloudError(f"ParamDuplicateError.{word}", f"The param {word} is duplicate in request.")
    if not set(versions) <= set(CIPHERS):
        raise CloudError("TLSPolicyNoSupportVersion", "The specified TLS version is not supported.")
    if not set(ciphers) <= {cipher for version in versions for cipher in CIPHERS[version]}:
        raise CloudError("TLSPolicyNoSupportCipher", "The specified TLS cipher is not supported.")
    return {"TLSVersions": versions, "Ciphers": ciphers}


def named(call: Call) -> Record:
    if (found := call.store.get("tls_cipher_policy", call.required("TLSCipherPolicyId"))) is None:
        raise CloudError("TLSCipherPolicyNotExist", "The specified TLSCipherPolicyId does not exist.", 404)
    return found


def describe_all(call: Call) -> Answer:
    found = [
        policy
        for policy in call.store.find("tls_cipher_policy")
        if call.text("TLSCipherPolicyId") in ("", policy["InstanceId"]) and call.text("Name") in ("", policy["Name"])
    ]
    page, rest = tokened(call, found)
    return {
        "TLSCipherPolicies": [row(call, policy) for policy in page],
        "IsTruncated": bool(rest["NextToken"]),
        "NextToken": rest["NextToken"],
        "TotalCount": rest["TotalCount"],
    }


def row(call: Call, policy: Record) -> Record:
    listeners = using(call, policy) if call.flag("IncludeListener") else []
    return public(policy) | {
        "RelateListeners": [
            {"LoadBalancerId": x["LoadBalancerId"], "Port": x["ListenerPort"], "Protocol": x["ListenerProtocol"]}
            for x in listeners
        ]
    }


def using(call: Call, policy: Record) -> list[Record]:
    return call.store.find("listener", TLSCipherPolicy=policy["InstanceId"])


def change(call: Call) -> Answer:
    policy = named(call)
    call.store.save("tls_cipher_policy", policy["InstanceId"], policy | {"Name": required_name(call), **chosen(call)})
    return {"TaskId": ""}


def delete(call: Call) -> Answer:
    policy = named(call)
    if using(call, policy):
        raise over("TLSCipherPolicyIsRefered", "The specified TLSCipherPolicy is bound to listeners.")
    call.store.delete("tls_cipher_policy", policy["InstanceId"])
    return {}


OPERATIONS: dict[str, Operation] = {
    "CreateTLSCipherPolicy": create,
    "ListTLSCipherPolicies": describe_all,
    "SetTLSCipherPolicyAttribute": change,
    "DeleteTLSCipherPolicy": delete,
}
