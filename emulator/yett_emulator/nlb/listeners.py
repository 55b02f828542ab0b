"""NLB listeners: TCP, UDP and TCPSSL, on one port or on a range, in front of one server group."""

from yett_emulator.balancing import lists, policies, tagging
from yett_emulator.balancing.jobs import job
from yett_emulator.balancing.product import illegal
from yett_emulator.balancing.servers import check_range
from yett_emulator.balancing.typed import typed
from yett_emulator.call import Answer, Call, Operation
from yett_emulator.errors import CloudError, missing
from yett_emulator.nlb.nouns import NLB
from yett_emulator.store import Record, Store, public
from yett_emulator.tags import drop_tags, put_tags

PROTOCOLS = ("TCP", "UDP", "TCPSSL")
NAMES = (
    "ListenerDescription",
    "ServerGroupId",
    "SecurityPolicyId",
    "IdleTimeout",
    "AlpnEnabled",
    "AlpnPolicy",
    "CaEnabled",
    "ProxyProtocolEnabled",
    "SecSensorEnabled",
    "Cps",
    "Mss",
)
LISTS = ("CertificateIds", "CaCertificateIds")
PPV2 = {"Ppv2PrivateLinkEpIdEnabled": False, "Ppv2PrivateLinkEpsIdEnabled": False, "Ppv2VpcIdEnabled": False}


def create(call: Call) -> Answer:
    balancer = NLB.asked(call, "load_balancer")
    protocol = call.required("ListenerProtocol").upper()
    if protocol not in PROTOCOLS:
        raise illegal("ListenerProtocol", protocol, ", ".join(PROTOCOLS))
    key = NLB.new("listener")
    listener: Record = {
        "ListenerId": key,
        "LoadBalancerId": balancer["LoadBalancerId"],
        "ListenerProtocol": protocol,
        "ListenerStatus": "Running",
        "RegionId": call.region,
        **ports(call),
        **defaults(protocol),
        **given(call),
    }
    check(call, listener)
    call.store.insert("nlb_listener", key, listener)
    put_tags(call.store, key, tagging.tags_given(call))
    return {"ListenerId": key, **job()}


def ports(call: Call) -> Record:
    """Port 0 stands for StartPort..EndPort."""
    port = call.number("ListenerPort", 0, 0, 65535)
    call.required("ListenerPort")
    if port:
        return {"ListenerPort": port, "StartPort": "", "EndPort": ""}
    start, end = call.number("StartPort", 0, 0, 65535), call.number("EndPort", 0, 0, 65535)
    if not call.text("StartPort") or not call.text("EndPort") or start > end:
        raise illegal("StartPort", call.text("StartPort"), "a StartPort and an EndPort that is not smaller")
    return {"ListenerPort": 0, "StartPort": str(start), "EndPort": str(end)}


def defaults(protocol: str) -> Record:
    return {
        "ListenerDescription": "",
        "ServerGroupId": "",
        "SecurityPolicyId": "tls_cipher_policy_1_0" if protocol == "TCPSSL" else "",
        "IdleTimeout": 900 if protocol != "UDP" else 20,
        "AlpnEnabled": False,
        "AlpnPolicy": "",
        "CaEnabled": False,
        "CertificateIds": [],
        "CaCertificateIds": [],
        "ProxyProtocolEnabled": False,
        "ProxyProtocolV2Config": PPV2,
        "SecSensorEnabled": False,
        "Cps": 0,
        "Mss": 0,
    }


def given(call: Call) -> Record:
    found = {name: typed(call.params[name], name) for name in NAMES if call.text(name)}
    found |= {name: call.names(name) for name in LISTS if call.has(name)}
    config = call.params.get("ProxyProtocolV2Config")
    if isinstance(config, str) and config:
        config = call.parsed("ProxyProtocolV2Config")
    return found | ({"ProxyProtocolV2Config": PPV2 | typed(config)} if config else {})


def check(call: Call, listener: Record) -> None:
    if not listener["ServerGroupId"]:
        raise missing("ServerGroupId")
    NLB.get(call.store, "server_group", listener["ServerGroupId"])
    policies.check(NLB, call.store, listener)
    if listener["ListenerProtocol"] == "TCPSSL" and not listener["CertificateIds"]:
        raise missing("CertificateIds")
    check_range("IdleTimeout", listener["IdleTimeout"], 1, 900)
    check_range("Mss", listener["Mss"], 0, 1500)
    for other in NLB.find(call.store, "listener", LoadBalancerId=listener["LoadBalancerId"]):
        if other["ListenerId"] != listener["ListenerId"] and collide(listener, other):
            raise CloudError(
                "ResourceAlreadyExist.listener",
                f"The specified resource listener {listener['ListenerPort']} already exists.",
            )


def collide(one: Record, other: Record) -> bool:
    """UDP has ports of its own; TCP and TCPSSL share theirs."""
    if (one["ListenerProtocol"] == "UDP") != (other["ListenerProtocol"] == "UDP"):
        return False
    first, second = span(one), span(other)
    return first[0] <= second[1] and second[0] <= first[1]


def span(listener: Record) -> tuple[int, int]:
    if port := int(listener["ListenerPort"]):
        return port, port
    return int(listener["StartPort"]), int(listener["EndPort"])


def get(call: Call) -> Answer:
    listener = NLB.asked(call, "listener")
    return public(listener) | {"Tags": tagging.shown(call.store, listener["ListenerId"], "TagKey", "TagValue")}


def list_all(call: Call) -> Answer:
    among = {"ListenerIds": "ListenerId", "LoadBalancerIds": "LoadBalancerId"}
    page, rest = lists.chosen(NLB, call, "listener", ("ListenerProtocol",), among)
    rows = [public(one) | {"Tags": tagging.shown(call.store, one["ListenerId"])} for one in page]
    return {"Listeners": rows, **rest}


def update(call: Call) -> Answer:
    listener = NLB.asked(call, "listener") | given(call)
    check(call, listener)
    NLB.save(call.store, "listener", listener)
    return job()


def move(status: str, call: Call) -> Answer:
    NLB.save(call.store, "listener", NLB.asked(call, "listener") | {"ListenerStatus": status})
    return job()


def delete(call: Call) -> Answer:
    forget(call.store, NLB.asked(call, "listener")["ListenerId"])
    return job()


def forget(store: Store, key: str) -> None:
    store.delete("nlb_listener", key)
    drop_tags(store, key)


OPERATIONS: dict[str, Operation] = {
    "CreateListener": create,
    "GetListenerAttribute": get,
    "ListListeners": list_all,
    "UpdateListenerAttribute": update,
    "StartListener": lambda call: move("Running", call),
    "StopListener": lambda call: move("Stopped", call),
    "DeleteListener": delete,
}
