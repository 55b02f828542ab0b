"""NLB server groups and their servers."""

from yett_emulator.balancing import lists, servers, tagging
from yett_emulator.balancing.jobs import job
from yett_emulator.balancing.product import illegal, in_use
from yett_emulator.balancing.typed import typed
from yett_emulator.balancing.zones import check_vpc
from yett_emulator.call import Answer, Call, Operation
from yett_emulator.nlb.nouns import NLB, ip_version
from yett_emulator.resource_groups import DEFAULT_GROUP
from yett_emulator.store import Record, Store, public
from yett_emulator.tags import drop_tags, put_tags

CHOICES = {
    "ServerGroupType": ("Instance", "Ip"),
    "Protocol": ("TCP", "UDP", "TCPSSL", "TCP_UDP"),
    "Scheduler": ("Wrr", "rr", "Sch", "Tch", "Qch", "Wlc"),
}
HEALTH: Record = {
    "HealthCheckEnabled": True,
    "HealthCheckType": "TCP",
    "HealthCheckConnectPort": 0,
    "HealthCheckConnectTimeout": 5,
    "HealthCheckDomain": "",
    "HealthCheckHttpCode": [],
    "HealthCheckHttpVersion": "",
    "HealthCheckInterval": 10,
    "HealthCheckUrl": "",
    "HealthCheckReq": "",
    "HealthCheckExp": "",
    "HealthyThreshold": 2,
    "UnhealthyThreshold": 2,
    "HttpCheckMethod": "",
}
PLAIN = (
    "ServerGroupName",
    "Scheduler",
    "ConnectionDrainEnabled",
    "ConnectionDrainTimeout",
    "PreserveClientIpEnabled",
    "IpVersionAffinityMode",
)
"""Fields that an update can set, beside the health check."""


def create(call: Call) -> Answer:
    key = NLB.new("server_group")
    group: Record = {
        "ServerGroupId": key,
        "ServerGroupName": call.required("ServerGroupName"),
        "ServerGroupType": call.text("ServerGroupType", "Instance"),
        "ServerGroupStatus": "Available",
        "Protocol": call.text("Protocol", "TCP"),
        "Scheduler": call.text("Scheduler", "Wrr"),
        "AddressIPVersion": ip_version(call, "AddressIPVersion"),
        "IpVersionAffinityMode": call.text("IpVersionAffinityMode", "NonAffinity"),
        "AliUid": int(call.settings.account_id),
        "AnyPortEnabled": call.flag("AnyPortEnabled"),
        "ConnectionDrainEnabled": call.flag("ConnectionDrainEnabled"),
        "ConnectionDrainTimeout": call.number("ConnectionDrainTimeout", 0, 0, 900),
        "PreserveClientIpEnabled": call.flag("PreserveClientIpEnabled", True),
        "HealthCheck": HEALTH | typed(call.params.get("HealthCheckConfig") or {}),
        "RegionId": call.region,
        "ResourceGroupId": call.text("ResourceGroupId", DEFAULT_GROUP),
        "VpcId": check_vpc(call.store, call.required("VpcId")),
        "_servers": [],
    }
    check(group)
    call.store.insert("nlb_server_group", key, group)
    put_tags(call.store, key, tagging.tags_given(call))
    return {"ServerGroupId": key, **job()}


def check(group: Record) -> None:
    for name, allowed in CHOICES.items():
        if group[name] not in allowed:
            raise illegal(name, group[name], ", ".join(allowed))
    for name, low, high in (
        ("HealthCheckConnectPort", 0, 65535),
        ("HealthCheckConnectTimeout", 1, 300),
        ("HealthCheckInterval", 1, 50),
        ("HealthyThreshold", 2, 10),
        ("UnhealthyThreshold", 2, 10),
    ):
        servers.check_range(name, group["HealthCheck"][name], low, high)


def list_all(call: Call) -> Answer:
    among = {"ServerGroupIds": "ServerGroupId", "ServerGroupNames": "ServerGroupName"}
    page, rest = lists.chosen(NLB, call, "server_group", ("ResourceGroupId", "ServerGroupType", "VpcId"), among)
    return {"ServerGroups": [shown(call.store, group) for group in page], **rest}


def shown(store: Store, group: Record) -> Record:
    key = group["ServerGroupId"]
    return public(group) | {
        "RelatedLoadBalancerIds": sorted({listener["LoadBalancerId"] for listener in using(store, key)}),
        "ServerCount": len(servers.living(store, group)),
        "Tags": tagging.shown(store, key),
    }


def using(store: Store, key: str) -> list[Record]:
    return NLB.find(store, "listener", ServerGroupId=key)


def update(call: Call) -> Answer:
    group = NLB.asked(call, "server_group")
    group |= {name: typed(call.params[name], name) for name in PLAIN if call.text(name)}
    group["HealthCheck"] = group["HealthCheck"] | typed(call.params.get("HealthCheckConfig") or {})
    check(group)
    NLB.save(call.store, "server_group", group)
    return done(group)


def done(group: Record) -> Answer:
    return {"ServerGroupId": group["ServerGroupId"], **job()}


def delete(call: Call) -> Answer:
    key = NLB.asked(call, "server_group")["ServerGroupId"]
    if using(call.store, key):
        raise in_use("serverGroup", key)
    call.store.delete("nlb_server_group", key)
    drop_tags(call.store, key)
    return job()


OPERATIONS: dict[str, Operation] = {
    "CreateServerGroup": create,
    "ListServerGroups": list_all,
    "UpdateServerGroupAttribute": update,
    "DeleteServerGroup": delete,
    "AddServersToServerGroup": lambda call: done(servers.add(NLB, call, "BackendServer")),
    "RemoveServersFromServerGroup": lambda call: done(servers.remove(NLB, call)),
    "UpdateServerGroupServersAttribute": lambda call: done(servers.change(NLB, call, "BackendServer")),
    "ListServerGroupServers": lambda call: servers.listed(NLB, call, ("RemoteIpEnabled",)),
}
