"""ALB listeners: HTTP, HTTPS and QUIC, one to a port of a balancer, forwarding to server groups."""

from typing import Any

from yett_emulator.alb.nouns import ALB
from yett_emulator.balancing import lists, policies, tagging
from yett_emulator.balancing.jobs import job
from yett_emulator.balancing.product import illegal
from yett_emulator.balancing.typed import typed
from yett_emulator.call import Answer, Call, Operation
from yett_emulator.errors import CloudError, missing
from yett_emulator.store import Record, Store, public
from yett_emulator.tags import drop_tags, put_tags

PROTOCOLS = ("HTTP", "HTTPS", "QUIC")
NAMES = (
    "ListenerDescription",
    "RequestTimeout",
    "IdleTimeout",
    "GzipEnabled",
    "Http2Enabled",
    "SecurityPolicyId",
    "CaEnabled",
    "Certificates",
    "CaCertificates",
    "DefaultActions",
    "QuicConfig",
    "XForwardedForConfig",
)
"""What both creation and update can set."""
FORWARDED: Record = {
    **{
        f"XForwardedFor{what}Enabled": what == ""
        for what in (
            "",
            "ClientCertClientVerify",
            "ClientCertFingerprint",
            "ClientCertIssuerDN",
            "ClientCertSubjectDN",
            "ClientSourceIps",
            "ClientSrcPort",
            "Host",
            "Proto",
            "SLBId",
            "SLBPort",
        )
    },
    **{f"XForwardedForClientCert{what}Alias": "" for what in ("ClientVerify", "Fingerprint", "IssuerDN", "SubjectDN")},
    "XForwardedForClientSourceIpsTrusted": "",
    "XForwardedForProcessingMode": "append",
}
"""Of the X-Forwarded-For header only the header itself is on."""


def create(call: Call) -> Answer:
    balancer = ALB.asked(call, "load_balancer")
    port = call.number("ListenerPort", 0, 1, 65535) or call.required("ListenerPort")
    protocol = call.required("ListenerProtocol")
    if protocol not in PROTOCOLS:
        raise illegal("ListenerProtocol", protocol, ", ".join(PROTOCOLS))
    refuse_taken(call, balancer["LoadBalancerId"], protocol, int(port))
    key = ALB.new("listener")
    listener: Record = {
        "ListenerId": key,
        "LoadBalancerId": balancer["LoadBalancerId"],
        "ListenerPort": int(port),
        "ListenerProtocol": protocol,
        "ListenerStatus": "Running",
        **defaults(protocol),
        **given(call),
        "_acls": {},
    }
    check(call, listener)
    call.store.insert("alb_listener", key, listener)
    put_tags(call.store, key, tagging.tags_given(call))
    return {"ListenerId": key, **job()}


def refuse_taken(call: Call, balancer_id: str, protocol: str, port: int) -> None:
    """QUIC has the ports of UDP, the others those of TCP."""
    for other in ALB.find(call.store, "listener", LoadBalancerId=balancer_id, ListenerPort=port):
        if (other["ListenerProtocol"] == "QUIC") == (protocol == "QUIC"):
            raise CloudError("ResourceAlreadyExist.Listener", f"The specified resource listener {port} already exists.")


def defaults(protocol: str) -> Record:
    secure = {"CaEnabled": False, "Http2Enabled": True, "SecurityPolicyId": "tls_cipher_policy_1_0"}
    return {
        "ListenerDescription": "",
        "RequestTimeout": 60,
        "IdleTimeout": 15,
        "GzipEnabled": True,
        "Certificates": [],
        "CaCertificates": [],
        "QuicConfig": {"QuicListenerId": "", "QuicUpgradeEnabled": False},
        "XForwardedForConfig": FORWARDED,
        "LogConfig": {"AccessLogRecordCustomizedHeadersEnabled": False},
        **(secure if protocol == "HTTPS" else {}),
    }


def given(call: Call) -> Record:
    found = {name: typed(call.params[name], name) for name in NAMES if call.params.get(name) not in (None, "")}
    if "XForwardedForConfig" in found:
        found["XForwardedForConfig"] = FORWARDED | found["XForwardedForConfig"]
    return found


def check(call: Call, listener: Record) -> None:
    for name, high in (("RequestTimeout", 600), ("IdleTimeout", 600)):
        if not isinstance(listener[name], int) or not 1 <= listener[name] <= high:
            raise illegal(name, listener[name], f"1..{high}")
    if not listener.get("DefaultActions"):
        raise missing("DefaultActions")
    if listener["ListenerProtocol"] in ("HTTPS", "QUIC") and not listener["Certificates"]:
        raise missing("Certificates")
    policies.check(ALB, call.store, listener)
    for key in groups_of(listener["DefaultActions"]):
        ALB.get(call.store, "server_group", key)


def groups_of(actions: list[Any]) -> list[str]:
    """The server groups that actions forward to; an action that is none is refused."""
    if not all(isinstance(action, dict) for action in actions):
        raise illegal("Actions", actions, "objects")
    return [
        str(group["ServerGroupId"])
        for action in actions
        for group in (action.get("ForwardGroupConfig") or {}).get("ServerGroupTuples", [])
    ]


def get(call: Call) -> Answer:
    return shown(call.store, ALB.asked(call, "listener"))


def shown(store: Store, listener: Record) -> Record:
    relations = [{"AclId": key, "Status": "Associated"} for key in listener["_acls"].get("ids", [])]
    acls = {"AclType": listener["_acls"]["type"], "AclRelations": relations} if relations else {}
    first = next(iter(listener["CaCertificates"]), None)
    authorities = [one | {"IsDefault": one is first, "Status": "Associated"} for one in listener["CaCertificates"]]
    own = {"AclConfig": acls, "CaCertificates": authorities}
    return public(listener) | own | {"Tags": tagging.shown(store, listener["ListenerId"])}


def list_all(call: Call) -> Answer:
    among = {"ListenerIds": "ListenerId", "LoadBalancerIds": "LoadBalancerId"}
    page, rest = lists.chosen(ALB, call, "listener", ("ListenerProtocol",), among)
    hidden = ("AclConfig", "Certificates", "CaCertificates", "CaEnabled")
    rows = [{k: v for k, v in shown(call.store, one).items() if k not in hidden} for one in page]
    return {"Listeners": rows, **rest}


def update(call: Call) -> Answer:
    listener = ALB.asked(call, "listener") | given(call)
    check(call, listener)
    ALB.save(call.store, "listener", listener)
    return job()


def update_log_config(call: Call) -> Answer:
    config: Record = {"AccessLogRecordCustomizedHeadersEnabled": call.flag("AccessLogRecordCustomizedHeadersEnabled")}
    if tracing := call.params.get("AccessLogTracingConfig"):
        config["AccessLogTracingConfig"] = typed(tracing)
    ALB.save(call.store, "listener", ALB.asked(call, "listener") | {"LogConfig": config})
    return job()


def move(status: str, call: Call) -> Answer:
    ALB.save(call.store, "listener", ALB.asked(call, "listener") | {"ListenerStatus": status})
    return job()


def delete(call: Call) -> Answer:
    forget(call.store, ALB.asked(call, "listener"))
    return job()


def forget(store: Store, listener: Record) -> None:
    key = listener["ListenerId"]
    for rule in ALB.find(store, "rule", ListenerId=key):
        store.delete("alb_rule", rule["RuleId"])
        drop_tags(store, rule["RuleId"])
    for script in ALB.find(store, "script", ListenerId=key):
        store.delete("alb_script", script["AScriptId"])
    store.delete("alb_listener", key)
    drop_tags(store, key)


def associate_acls(call: Call) -> Answer:
    """A listener has white lists or black lists, never both."""
    listener = ALB.asked(call, "listener")
    kind = call.required("AclType")
    if kind not in ("White", "Black"):
        raise illegal("AclType", kind, "White, Black")
    there = listener["_acls"]
    if there and there["type"] != kind:
        raise CloudError("Conflict.Acl", f"The listener has {there['type']} lists; AclType {kind} conflicts with them.")
    keys = [ALB.get(call.store, "acl", key)["AclId"] for key in call.names("AclIds")]
    both = list(dict.fromkeys([*there.get("ids", []), *keys]))
    if len(both) > 3:
        raise CloudError("QuotaExceeded.AclsPerListener", "A listener has at most 3 ACLs.")
    ALB.save(call.store, "listener", listener | {"_acls": {"type": kind, "ids": both}})
    return job()


def dissociate_acls(call: Call) -> Answer:
    listener = ALB.asked(call, "listener")
    left = [key for key in listener["_acls"].get("ids", []) if key not in call.names("AclIds")]
    acls = listener["_acls"] | {"ids": left} if left else {}
    ALB.save(call.store, "listener", listener | {"_acls": acls})
    return job()


OPERATIONS: dict[str, Operation] = {
    "CreateListener": create,
    "GetListenerAttribute": get,
    "ListListeners": list_all,
    "UpdateListenerAttribute": update,
    "UpdateListenerLogConfig": update_log_config,
    "StartListener": lambda call: move("Running", call),
    "StopListener": lambda call: move("Stopped", call),
    "DeleteListener": delete,
    "AssociateAclsWithListener": associate_acls,
    "DissociateAclsFromListener": dissociate_acls,
}
