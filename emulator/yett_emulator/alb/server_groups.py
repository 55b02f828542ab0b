"""ALB server groups: where listeners and rules forward to."""

from yett_emulator.alb.listeners import groups_of
from yett_emulator.alb.nouns import ALB
from yett_emulator.balancing import lists, servers, tagging
from yett_emulator.balancing.jobs import job
from yett_emulator.balancing.product import illegal, in_use
from yett_emulator.balancing.typed import typed
from yett_emulator.balancing.zones import check_vpc
from yett_emulator.call import Answer, Call, Operation
from yett_emulator.ids import timestamp
from yett_emulator.resource_groups import DEFAULT_GROUP
from yett_emulator.store import Record, Store, public
from yett_emulator.tags import drop_tags, put_tags

CHOICES = {
    "ServerGroupType": ("Instance", "Ip", "Fc"),
    "Protocol": ("HTTP", "HTTPS", "gRPC"),
    "Scheduler": ("Wrr", "Wlc", "Sch", "Uch"),
}
CONFIGS: dict[str, Record] = {
    "ConnectionDrainConfig": {"ConnectionDrainEnabled": False, "ConnectionDrainTimeout": 300},
    "HealthCheckConfig": {
        "HealthCheckEnabled": True,
        "HealthCheckCodes": ["http_2xx"],
        "HealthCheckConnectPort": 0,
        "HealthCheckHost": "$SERVER_IP",
        "HealthCheckHttpVersion": "HTTP1.1",
        "HealthCheckInterval": 2,
        "HealthCheckMethod": "HEAD",
        "HealthCheckPath": "/",
        "HealthCheckProtocol": "HTTP",
        "HealthCheckTimeout": 5,
        "HealthyThreshold": 3,
        "UnhealthyThreshold": 3,
    },
    "SlowStartConfig": {"SlowStartEnabled": False, "SlowStartDuration": 30},
    "StickySessionConfig": {"StickySessionEnabled": False},
    "UchConfig": {},
}
PLAIN = (
    "ServerGroupName",
    "Scheduler",
    "CrossZoneEnabled",
    "UpstreamKeepaliveEnabled",
    "ServiceName",
    "IpVersionAffinityMode",
)
"""Fields that an update can set, beside the configurations."""


def create(call: Call) -> Answer:
    key = ALB.new("server_group")
    kind = call.text("ServerGroupType", "Instance")
    group: Record = {
        "ServerGroupId": key,
        "ServerGroupName": call.required("ServerGroupName"),
        "ServerGroupType": kind,
        "ServerGroupStatus": "Available",
        "Protocol": call.text("Protocol", "HTTP"),
        "Scheduler": call.text("Scheduler", "Wrr"),
        "CrossZoneEnabled": call.flag("CrossZoneEnabled", True),
        "Ipv6Enabled": call.flag("Ipv6Enabled"),
        "UpstreamKeepaliveEnabled": call.flag("UpstreamKeepaliveEnabled"),
        "ServiceName": call.text("ServiceName"),
        "IpVersionAffinityMode": call.text("IpVersionAffinityMode", "NonAffinity"),
        "ConfigManagedEnabled": False,
        "CreateTime": timestamp(call.store.clock()),
        "ResourceGroupId": call.text("ResourceGroupId", DEFAULT_GROUP),
        "VpcId": "" if kind == "Fc" else check_vpc(call.store, call.required("VpcId")),
        **{name: config | typed(call.params.get(name) or {}) for name, config in CONFIGS.items()},
        "_servers": [],
    }
    check(group)
    call.store.insert("alb_server_group", key, group)
    put_tags(call.store, key, tagging.tags_given(call))
    return {"ServerGroupId": key, **job()}


def check(group: Record) -> None:
    for name, allowed in CHOICES.items():
        if group[name] not in allowed:
            raise illegal(name, group[name], ", ".join(allowed))
    check_health(group["HealthCheckConfig"])


def check_health(health: Record) -> None:
    for name, low, high in (
        ("HealthCheckConnectPort", 0, 65535),
        ("HealthCheckInterval", 1, 50),
        ("HealthCheckTimeout", 1, 300),
        ("HealthyThreshold", 2, 10),
        ("UnhealthyThreshold", 2, 10),
    ):
        servers.check_range(name, health[name], low, high)


def list_all(call: Call) -> Answer:
    among = {"ServerGroupIds": "ServerGroupId", "ServerGroupNames": "ServerGroupName"}
    page, rest = lists.chosen(ALB, call, "server_group", ("ResourceGroupId", "ServerGroupType", "VpcId"), among)
    return {"ServerGroups": [shown(call.store, group) for group in page], **rest}


def shown(store: Store, group: Record) -> Record:
    key = group["ServerGroupId"]
    return public(group) | {
        "RelatedLoadBalancerIds": sorted({listener["LoadBalancerId"] for listener in using(store, key)}),
        "ServerCount": len(servers.living(store, group)),
        "Tags": tagging.shown(store, key),
    }


def using(store: Store, key: str) -> list[Record]:
    """Listeners and rules that forward to a group."""
    return [
        user
        for noun, field in (("listener", "DefaultActions"), ("rule", "RuleActions"))
        for user in ALB.find(store, noun)
        if key in groups_of(user[field])
    ]


def update(call: Call) -> Answer:
    group = ALB.asked(call, "server_group")
    group |= {name: typed(call.params[name], name) for name in PLAIN if call.text(name)}
    for name in CONFIGS:
        group[name] = group[name] | typed(call.params.get(name) or {})
    check(group)
    ALB.save(call.store, "server_group", group)
    return job()


def delete(call: Call) -> Answer:
    key = ALB.asked(call, "server_group")["ServerGroupId"]
    if using(call.store, key):
        raise in_use("ServerGroup", key)
    call.store.delete("alb_server_group", key)
    drop_tags(call.store, key)
    return job()


def add_servers(call: Call) -> Answer:
    servers.add(ALB, call, "BackendServer")
    return job()


def remove_servers(call: Call) -> Answer:
    servers.remove(ALB, call)
    return job()


def change_servers(call: Call) -> Answer:
    servers.change(ALB, call, "BackendServer")
    return job()


OPERATIONS: dict[str, Operation] = {
    "CreateServerGroup": create,
    "ListServerGroups": list_all,
    "UpdateServerGroupAttribute": update,
    "DeleteServerGroup": delete,
    "AddServersToServerGroup": add_servers,
    "RemoveServersFromServerGroup": remove_servers,
    "UpdateServerGroupServersAttribute": change_servers,
    "ListServerGroupServers": lambda call: servers.listed(ALB, call, ("ZoneId",)),
}
