"""Master-slave server groups: exactly one master and one slave, for tcp and udp listeners."""

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.ids import new_id, timestamp
from yett_emulator.slb import backend_servers, lookups, refusals
from yett_emulator.store import Record, Store
from yett_emulator.tags import drop_tags, given_tags, has_tags, put_tags

SHOWN = ("ServerId", "Port", "Weight", "Type", "Description", "ServerType")


def create(call: Call) -> Answer:
    balancer = lookups.load_balancer(call)
    servers = pair(call)
    backend_servers.check_network(balancer, servers)
    key = new_id("rsp")
    group: Record = {
        "MasterSlaveServerGroupId": key,
        "MasterSlaveServerGroupName": call.text("MasterSlaveServerGroupName", key),
        "LoadBalancerId": balancer["LoadBalancerId"],
        "CreateTime": timestamp(call.store.clock()),
        "_servers": servers,
    }
    call.store.insert("master_slave_group", key, group)
    put_tags(call.store, key, given_tags(call))
    return {"MasterSlaveServerGroupId": key, **members(call.store, group)}


def pair(call: Call) -> list[Record]:
    name = "MasterSlaveBackendServers"
    roles = [str(item.get("ServerType", "")) for item in backend_servers.written(call, name)]
    servers = backend_servers.parse(call, name, with_ports=True)
    if len(servers) != 2 or sorted(roles) != ["Master", "Slave"]:
        raise refusals.bad("The specified BackendServers is invalid.")
    return [server | {"ServerType": role} for server, role in zip(servers, roles, strict=True)]


def members(store: Store, group: Record) -> Answer:
    living = backend_servers.living(store, group["_servers"])
    rows = [backend_servers.shown(server, *SHOWN) for server in living]
    return {"MasterSlaveBackendServers": {"MasterSlaveBackendServer": rows}}


def named(call: Call) -> Record:
    found = call.store.get("master_slave_group", call.required("MasterSlaveServerGroupId"))
    if found is None:
        raise refusals.PAIR_UNKNOWN()
    return found


def describe(call: Call) -> Answer:
    group = named(call)
    names = ("MasterSlaveServerGroupId", "MasterSlaveServerGroupName", "LoadBalancerId", "CreateTime")
    return {
        **backend_servers.shown(group, *names),
        **members(call.store, group),
        "Tags": lookups.shown_tags(call.store, group["MasterSlaveServerGroupId"]),
    }


def describe_all(call: Call) -> Answer:
    balancer = lookups.load_balancer(call)
    found = [
        group
        for group in call.store.find("master_slave_group", LoadBalancerId=balancer["LoadBalancerId"])
        if has_tags(call.store, group["MasterSlaveServerGroupId"], given_tags(call))
        and call.text("Description") in group["MasterSlaveServerGroupName"]
    ]
    return {"MasterSlaveServerGroups": {"MasterSlaveServerGroup": [row(call, group) for group in found]}}


def row(call: Call, group: Record) -> Record:
    key = group["MasterSlaveServerGroupId"]
    listeners = using(call.store, key) if call.flag("IncludeListener") else []
    names = ("MasterSlaveServerGroupId", "MasterSlaveServerGroupName", "CreateTime")
    return {
        **backend_servers.shown(group, *names),
        "AssociatedObjects": {
            "Listeners": {
                "Listener": [{"Port": x["ListenerPort"], "Protocol": x["ListenerProtocol"]} for x in listeners]
            }
        },
        "Tags": lookups.shown_tags(call.store, key),
    }


def using(store: Store, key: str) -> list[Record]:
    return store.find("listener", MasterSlaveServerGroupId=key)


def delete(call: Call) -> Answer:
    key = named(call)["MasterSlaveServerGroupId"]
    if using(call.store, key):
        raise refusals.GROUP_IN_USE_BY_LISTENER()
    forget(call.store, key)
    return {}


def forget(store: Store, key: str) -> None:
    store.delete("master_slave_group", key)
    drop_tags(store, key)


OPERATIONS: dict[str, Operation] = {
    "CreateMasterSlaveServerGroup": create,
    "DescribeMasterSlaveServerGroupAttribute": describe,
    "DescribeMasterSlaveServerGroups": describe_all,
    "DeleteMasterSlaveServerGroup": delete,
}
