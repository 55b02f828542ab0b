"""vServer groups: servers with ports of their own, used by listeners and forwarding rules of one balancer."""

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.errors import CloudError
from yett_emulator.ids import new_id, timestamp
from yett_emulator.slb import backend_servers, lookups, refusals
from yett_emulator.store import Record, Store
from yett_emulator.tags import drop_tags, given_tags, has_tags, put_tags


def create(call: Call) -> Answer:
    balancer = lookups.load_balancer(call)
    key = new_id("rsp")
    servers = backend_servers.parse(call, "BackendServers", with_ports=True)
    backend_servers.check_network(balancer, servers)
    group: Record = {
        "VServerGroupId": key,
        "VServerGroupName": call.text("VServerGroupName", key),
        "LoadBalancerId": balancer["LoadBalancerId"],
        "CreateTime": timestamp(call.store.clock()),
        "_servers": servers,
    }
    call.store.insert("server_group", key, group)
    put_tags(call.store, key, given_tags(call))
    return {"VServerGroupId": key, **members(call.store, group)}


def members(store: Store, group: Record) -> Answer:
    rows = [
        backend_servers.shown(server, "ServerId", "Port", "Weight", "Type", "Description")
        for server in backend_servers.living(store, group["_servers"])
    ]
    return {"BackendServers": {"BackendServer": rows}}


def named(call: Call) -> Record:
    return lookups.server_group(call.store, call.required("VServerGroupId"))


def describe(call: Call) -> Answer:
    group = named(call)
    answer = members(call.store, group)
    for row, server in zip(
        answer["BackendServers"]["BackendServer"],
        backend_servers.living(call.store, group["_servers"]),
        strict=True,
    ):
        row["ServerIp"] = backend_servers.address_of(call.store, server)
    names = ("VServerGroupId", "VServerGroupName", "LoadBalancerId", "CreateTime")
    return {
        **backend_servers.shown(group, *names),
        **answer,
        "Tags": lookups.shown_tags(call.store, group["VServerGroupId"]),
    }


def keep(call: Call, group: Record, servers: list[Record]) -> Answer:
    balancer = lookups.balancer_of(call.store, group["LoadBalancerId"])
    backend_servers.check_network(balancer, servers)
    if len(servers) > lookups.quota(call, "clb_servers_per_group"):
        raise CloudError("OverQuota", "The Total is over the quota.")
    saved = call.store.save("server_group", group["VServerGroupId"], group | {"_servers": servers})
    return {"VServerGroupId": group["VServerGroupId"], **members(call.store, saved)}


def merged(there: list[Record], added: list[Record]) -> list[Record]:
    """Server and port name a member: adding it again leaves it as it is."""
    known = {backend_servers.identity(server) for server in there}
    return [*there, *(server for server in added if backend_servers.identity(server) not in known)]


def add_servers(call: Call) -> Answer:
    group = named(call)
    added = backend_servers.parse(call, "BackendServers", with_ports=True)
    return keep(call, group, merged(backend_servers.living(call.store, group["_servers"]), added))


def without(there: list[Record], removed: list[Record]) -> list[Record]:
    """Members that match none of the removed by server and, where it is named, by port."""
    pairs = [(str(item.get("ServerId", "")), str(item.get("Port", ""))) for item in removed]
    return [
        server
        for server in there
        if (server["ServerId"], str(server["Port"])) not in pairs and (server["ServerId"], "") not in pairs
    ]


def remove_servers(call: Call) -> Answer:
    group = named(call)
    removed = backend_servers.written(call, "BackendServers")
    answer = keep(call, group, without(group["_servers"], removed))
    for row in answer["BackendServers"]["BackendServer"]:
        del row["Description"]
    return answer


def replace_servers(call: Call) -> Answer:
    """OldBackendServers go and NewBackendServers come, in one call."""
    group = named(call)
    added = backend_servers.parse(call, "NewBackendServers", with_ports=True)
    left = without(group["_servers"], backend_servers.written(call, "OldBackendServers"))
    return keep(call, group, merged(left, added))


def change(call: Call) -> Answer:
    """A new name, and new weights of members that are there."""
    group = named(call)
    group["VServerGroupName"] = call.text("VServerGroupName", group["VServerGroupName"])
    there = backend_servers.living(call.store, group["_servers"])
    answer = keep(call, group, backend_servers.adjusted(there, backend_servers.written(call, "BackendServers")))
    return {**answer, "VServerGroupName": group["VServerGroupName"]}


def describe_all(call: Call) -> Answer:
    balancer = lookups.load_balancer(call)
    found = [
        group
        for group in call.store.find("server_group", LoadBalancerId=balancer["LoadBalancerId"])
        if has_tags(call.store, group["VServerGroupId"], given_tags(call))
        and call.text("Description") in group["VServerGroupName"]
    ]
    return {"VServerGroups": {"VServerGroup": [row(call, group) for group in found]}}


def row(call: Call, group: Record) -> Record:
    key = group["VServerGroupId"]
    listeners = using(call.store, key) if call.flag("IncludeListener") else []
    rules = call.store.find("forwarding_rule", VServerGroupId=key) if call.flag("IncludeRule") else []
    return {
        **backend_servers.shown(group, "VServerGroupId", "VServerGroupName", "CreateTime"),
        "ServerCount": len(backend_servers.living(call.store, group["_servers"])),
        "AssociatedObjects": {
            "Listeners": {
                "Listener": [{"Port": x["ListenerPort"], "Protocol": x["ListenerProtocol"]} for x in listeners]
            },
            "Rules": {"Rule": [backend_servers.shown(rule, "RuleId", "RuleName", "Domain", "Url") for rule in rules]},
        },
        "Tags": lookups.shown_tags(call.store, key),
    }


def using(store: Store, key: str) -> list[Record]:
    return store.find("listener", VServerGroupId=key)


def delete(call: Call) -> Answer:
    key = named(call)["VServerGroupId"]
    if using(call.store, key):
        raise refusals.GROUP_IN_USE_BY_LISTENER()
    if call.store.find("forwarding_rule", VServerGroupId=key):
        raise refusals.GROUP_IN_USE_BY_RULE()
    forget(call.store, key)
    return {}


def forget(store: Store, key: str) -> None:
    store.delete("server_group", key)
    drop_tags(store, key)


OPERATIONS: dict[str, Operation] = {
    "CreateVServerGroup": create,
    "DescribeVServerGroupAttribute": describe,
    "DescribeVServerGroups": describe_all,
    "SetVServerGroupAttribute": change,
    "AddVServerGroupBackendServers": add_servers,
    "RemoveVServerGroupBackendServers": remove_servers,
    "ModifyVServerGroupBackendServers": replace_servers,
    "DeleteVServerGroup": delete,
}
