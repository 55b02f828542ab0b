"""Health of backend servers, per listener: DescribeHealthStatus.

Nothing answers behind an emulated balancer, so that health is what can be known: `normal` for an instance that
runs, `abnormal` for one that does not, `unavailable` while the listener is stopped or does not check.
"""

from collections.abc import Iterator

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.slb import lookups
from yett_emulator.slb.backend_servers import address_of, living
from yett_emulator.store import Record


def describe_health_status(call: Call) -> Answer:
    balancer = lookups.load_balancer(call)
    chosen = (
        [lookups.listener(call)]
        if call.text("ListenerPort")
        else lookups.listeners_on(call.store, balancer["LoadBalancerId"])
    )
    rows = [row for listener in chosen for row in rows_of(call, listener, balancer)]
    return {"BackendServers": {"BackendServer": rows}}


def rows_of(call: Call, listener: Record, balancer: Record) -> Iterator[Record]:
    for server in living(call.store, servers_of(call, listener, balancer)):
        yield {
            "ListenerPort": listener["ListenerPort"],
            "Protocol": listener["ListenerProtocol"],
            "Port": server.get("Port") or listener.get("BackendServerPort", 0),
            "ServerId": server["ServerId"],
            "ServerIp": address_of(call.store, server),
            "ServerHealthStatus": health(call, listener, server),
        }


def servers_of(call: Call, listener: Record, balancer: Record) -> list[Record]:
    group = call.store.get("server_group", listener.get("VServerGroupId", ""))
    pair = call.store.get("master_slave_group", listener.get("MasterSlaveServerGroupId", ""))
    return list((group or pair or balancer)["_servers"])


def health(call: Call, listener: Record, server: Record) -> str:
    if listener["Status"] != "running" or listener["HealthCheck"] == "off":
        return "unavailable"
    if server["Type"] == "eni":
        return "normal"
    machine = call.store.get("instance", server["ServerId"]) or {}
    return "normal" if machine.get("Status") == "Running" else "abnormal"


OPERATIONS: dict[str, Operation] = {"DescribeHealthStatus": describe_health_status}
