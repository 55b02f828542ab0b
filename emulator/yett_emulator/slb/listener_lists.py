"""Listeners of many balancers in one list: DescribeLoadBalancerListeners."""

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.paging import tokened
from yett_emulator.slb import lookups
from yett_emulator.slb.listener_checks import acl_ids
from yett_emulator.slb.listeners import check_port
from yett_emulator.store import Record, Store, public
from yett_emulator.tags import given_tags, has_tags

SHARED = [
    "AclId",
    "AclStatus",
    "AclType",
    "BackendServerPort",
    "Bandwidth",
    "Description",
    "ListenerPort",
    "ListenerProtocol",
    "LoadBalancerId",
    "Scheduler",
    "Status",
    "VServerGroupId",
]


def describe_listeners(call: Call) -> Answer:
    found = [listener for listener in call.store.find("listener") if wanted(call, listener)]
    page, rest = tokened(call, found, default=20, largest=100)
    return {"Listeners": [row(call.store, listener) for listener in page], **rest}


def wanted(call: Call, listener: Record) -> bool:
    balancers = call.names("LoadBalancerId")
    equal = ("ListenerProtocol", "ListenerPort", "Description")
    return (
        (not balancers or listener["LoadBalancerId"] in balancers)
        and all(call.text(name) in ("", str(listener[name])) for name in equal)
        and has_tags(call.store, lookups.key_of(listener), given_tags(call))
        and lookups.balancer_of(call.store, listener["LoadBalancerId"])["RegionId"] == call.region
    )


def row(store: Store, listener: Record) -> Record:
    """What all protocols have in common, and the rest under the protocol's own name."""
    shown = public(listener) | {"HealthCheckConnectPort": check_port(listener)}
    config = {name: value for name, value in shown.items() if name not in (*SHARED, "SynProxy")}
    if listener["ListenerProtocol"] in ("http", "https"):
        config |= {"HealthCheckType": "http", "HealthCheckHttpVersion": "HTTP1.0"}
    else:
        config["ProxyProtocolV2Enabled"] = str(config["ProxyProtocolV2Enabled"]).lower()
    return {
        **{name: shown[name] for name in SHARED if name in shown},
        "AclIds": acl_ids(listener),
        f"{listener['ListenerProtocol'].upper()}ListenerConfig": config,
        "Tags": lookups.tag_rows(store, lookups.key_of(listener)),
    }


OPERATIONS: dict[str, Operation] = {"DescribeLoadBalancerListeners": describe_listeners}
