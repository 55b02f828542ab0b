"""Listeners: created stopped, started, changed and deleted; `CreateLoadBalancerHTTPSListener` is `create("https")`."""

from functools import partial

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.slb import listener_values, lookups, refusals
from yett_emulator.slb.listener_checks import acl_ids, check
from yett_emulator.slb.listener_values import PROTOCOLS
from yett_emulator.store import Record, Store, public
from yett_emulator.tags import drop_tags, given_tags, put_tags


def create(protocol: str, call: Call) -> Answer:
    """A new listener carries no traffic until StartLoadBalancerListener."""
    balancer = lookups.load_balancer(call)
    port = lookups.port_of(call)
    refuse_taken(call, balancer["LoadBalancerId"], protocol, port)
    listener = new_listener(call, balancer["LoadBalancerId"], protocol, port)
    check(call, listener, balancer)
    key = lookups.key_of(listener)
    call.store.insert("listener", key, listener)
    put_tags(call.store, key, given_tags(call))
    return {}


def new_listener(call: Call, balancer_id: str, protocol: str, port: int) -> Record:
    listener: Record = {
        "LoadBalancerId": balancer_id,
        "ListenerPort": port,
        "ListenerProtocol": protocol,
        "Status": "stopped",
        "_access_control": "close",
        "_source_items": [],
        **listener_values.defaults(protocol),
        **listener_values.given(call, protocol),
    }
    if listener.get("ListenerForward") == "on":
        # the provider sends BackendServerPort=80 with every redirect; a redirect has no backend
        listener.pop("BackendServerPort", None)
    return listener


def refuse_taken(call: Call, balancer_id: str, protocol: str, port: int) -> None:
    """tcp, http and https share the ports of tcp; udp has its own."""
    there = lookups.listeners_on(call.store, balancer_id)
    if len(there) >= lookups.quota(call, "clb_listeners_per_load_balancer"):
        raise refusals.LISTENERS_OVER_LIMIT()
    same = [other for other in there if other["ListenerPort"] == port]
    if any((other["ListenerProtocol"] == "udp") == (protocol == "udp") for other in same):
        raise refusals.LISTENER_EXISTS()


def change(protocol: str, call: Call) -> Answer:
    old = lookups.listener_of(call, protocol)
    listener = old | listener_values.given(call, protocol)
    for switch in ("VServerGroup", "MasterSlaveServerGroup"):
        turn(call, listener, switch)
    check(call, listener, lookups.load_balancer(call))
    call.store.save("listener", lookups.key_of(listener), listener)
    return {}


def turn(call: Call, listener: Record, switch: str) -> None:
    """`VServerGroup=off` takes the group away, `on` needs one."""
    wanted = call.choice(switch, ("on", "off"))
    if wanted == "on" and not listener.get(f"{switch}Id"):
        raise refusals.combination(f"{switch}Id is required when {switch} is on.")
    if wanted == "off" and f"{switch}Id" in listener:
        if "BackendServerPort" not in listener:
            raise refusals.GROUP_CANNOT_CLOSE()
        listener[f"{switch}Id"] = ""


def describe(protocol: str, call: Call) -> Answer:
    return attribute(call.store, lookups.listener_of(call, protocol))


def attribute(store: Store, listener: Record) -> Answer:
    """One listener as DescribeLoadBalancer{P}ListenerAttribute shows it; numbers are JSON numbers."""
    answer = public(listener)
    del answer["ListenerProtocol"]
    if not answer["AclType"]:
        del answer["AclType"]
    answer["AclIds"] = {"AclId": acl_ids(listener)}
    answer["HealthCheckConnectPort"] = check_port(listener)
    answer["Tags"] = lookups.shown_tags(store, lookups.key_of(listener))
    if listener["ListenerProtocol"] in ("http", "https"):
        answer["SecurityStatus"] = "off"
        answer["Rules"] = {"Rule": rules_of(store, listener)}
    if listener["ListenerProtocol"] == "https":
        answer["DomainExtensions"] = {"DomainExtension": extensions_of(store, listener)}
    return answer


def check_port(listener: Record) -> int:
    return int(listener.get("HealthCheckConnectPort") or listener.get("BackendServerPort") or -520)


def rules_of(store: Store, listener: Record) -> list[Record]:
    names = ("RuleId", "RuleName", "Domain", "Url", "VServerGroupId")
    return [
        {name: rule[name] for name in names}
        for rule in store.find("forwarding_rule", _listener=lookups.key_of(listener))
    ]


def extensions_of(store: Store, listener: Record) -> list[Record]:
    names = ("DomainExtensionId", "Domain", "ServerCertificateId")
    found = store.find("domain_extension", _listener=lookups.key_of(listener))
    return [{name: extension[name] for name in names} for extension in found]


def move(status: str, call: Call) -> Answer:
    listener = lookups.listener(call)
    call.store.save("listener", lookups.key_of(listener), listener | {"Status": status})
    return {}


def delete(call: Call) -> Answer:
    forget(call.store, lookups.listener(call))
    return {}


def forget(store: Store, listener: Record) -> None:
    """A listener takes its forwarding rules and domain extensions with it."""
    key = lookups.key_of(listener)
    for rule in store.find("forwarding_rule", _listener=key):
        store.delete("forwarding_rule", rule["RuleId"])
    for extension in store.find("domain_extension", _listener=key):
        store.delete("domain_extension", extension["DomainExtensionId"])
    store.delete("listener", key)
    drop_tags(store, key)


def per_protocol(protocol: str) -> dict[str, Operation]:
    word = f"LoadBalancer{protocol.upper()}Listener"
    return {
        f"Create{word}": partial(create, protocol),
        f"Set{word}Attribute": partial(change, protocol),
        f"Describe{word}Attribute": partial(describe, protocol),
    }


OPERATIONS: dict[str, Operation] = {
    **per_protocol(PROTOCOLS[0]),
    **per_protocol(PROTOCOLS[1]),
    **per_protocol(PROTOCOLS[2]),
    **per_protocol(PROTOCOLS[3]),
    "StartLoadBalancerListener": partial(move, "running"),
    "StopLoadBalancerListener": partial(move, "stopped"),
    "DeleteLoadBalancerListener": delete,
}
