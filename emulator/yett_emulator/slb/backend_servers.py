"""Backend servers as calls write them and balancers keep them; the default server group of a balancer.

`parse(call, "BackendServers")` reads the JSON (or the provider's single-quoted list) and checks each server.
"""

from typing import Any

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.errors import CloudError
from yett_emulator.slb import lookups, refusals
from yett_emulator.store import Record, Store

AT_ONCE = 20


def written(call: Call, name: str) -> list[Record]:
    """The servers a call lists, as they stand there; ids alone become `{"ServerId": id}`."""
    try:
        items = lookups.loose_list(call.parsed(name))
    except (CloudError, TypeError):
        raise refusals.SERVERS_MALFORMED() from None
    if len(items) > AT_ONCE:
        raise refusals.SERVERS_TOO_MANY()
    return [item if isinstance(item, dict) else {"ServerId": str(item)} for item in items]


def parse(call: Call, name: str, with_ports: bool) -> list[Record]:
    """The servers a call adds, checked and completed; duplicates count once."""
    servers: dict[tuple[Any, Any], Record] = {}
    for item in written(call, name):
        server = completed(call.store, item, with_ports)
        servers.setdefault(identity(server), server)
    return list(servers.values())


def identity(server: Record) -> tuple[Any, Any]:
    return server["ServerId"], server.get("Port")


def completed(store: Store, item: Record, with_ports: bool) -> Record:
    if not item.get("ServerId"):
        raise refusals.SERVER_ID_MISSING()
    kind = str(item.get("Type") or "ecs")
    if kind not in ("ecs", "eni", "eci"):
        raise refusals.bad(f"The type is invalid: {kind}; allowed: ecs, eni, eci.")
    server: Record = {
        "ServerId": str(item["ServerId"]),
        "Weight": weight(item.get("Weight", 100)),
        "Type": kind,
        "Description": str(item.get("Description") or ""),
        "_ip": str(item.get("ServerIp") or ""),
        "_vpc": network_of(usable(store, kind, str(item["ServerId"]))),
    }
    return server | {"Port": port(item.get("Port"))} if with_ports else server


def adjusted(there: list[Record], items: list[Record]) -> list[Record]:
    """Members with the weights and descriptions that `items` give them; a member without a port is told by its id."""
    changes = [(server, item) for item in items for server in there if is_meant(server, item)]
    if len({id(item) for _, item in changes}) < len(items):
        raise refusals.SERVER_UNKNOWN()
    return [
        {**server, **{k: v for s, item in changes if s is server for k, v in news(item).items()}} for server in there
    ]


def is_meant(server: Record, item: Record) -> bool:
    same_port = "Port" not in server or str(item.get("Port")) == str(server["Port"])
    return bool(item.get("ServerId") == server["ServerId"] and same_port)


def news(item: Record) -> Record:
    found: Record = {"Weight": weight(item["Weight"])} if "Weight" in item else {}
    return found | ({"Description": str(item["Description"])} if item.get("Description") else {})


def weight(value: object) -> int:
    """0..100; 0 takes no new requests."""
    if not str(value).isdigit() or int(str(value)) > 100:
        raise refusals.WEIGHT_INVALID()
    return int(str(value))


def port(value: object) -> int:
    if not str(value).isdigit() or not 1 <= int(str(value)) <= 65535:
        raise refusals.SERVER_PORT_INVALID()
    return int(str(value))


def usable(store: Store, kind: str, key: str) -> Record:
    """The instance or network interface behind a server; an instance must run when it is added."""
    found = store.get("interface" if kind == "eni" else "instance", key)
    if found is None or (kind == "ecs" and found.get("Status") != "Running"):
        raise refusals.SERVER_UNUSABLE()
    return found


def network_of(machine: Record) -> str:
    return str(machine.get("VpcId") or machine.get("VpcAttributes", {}).get("VpcId", ""))


def address_of(store: Store, server: Record) -> str:
    """The private address traffic goes to: the one that was named, else the machine's first."""
    if server["_ip"]:
        return str(server["_ip"])
    machine = store.get("interface" if server["Type"] == "eni" else "instance", server["ServerId"]) or {}
    addresses = machine.get("VpcAttributes", {}).get("PrivateIpAddress", {}).get("IpAddress", [])
    return str(machine.get("PrivateIpAddress") or next(iter(addresses), ""))


def living(store: Store, servers: list[Record]) -> list[Record]:
    """The cloud forgets a backend server when its instance is released."""
    return [s for s in servers if store.get("interface" if s["Type"] == "eni" else "instance", s["ServerId"])]


def check_network(balancer: Record, servers: list[Record]) -> None:
    """An intranet balancer serves its own VPC; all servers of any balancer are in one."""
    networks = {server["_vpc"] for server in servers}
    if balancer["VpcId"] and networks - {balancer["VpcId"]}:
        raise refusals.SERVER_OF_OTHER_NETWORK()
    if len(networks) > 1:
        raise refusals.SERVERS_OF_TWO_NETWORKS()


def shown(server: Record, *names: str) -> Record:
    return {name: server[name] for name in names}


def default_group(store: Store, balancer: Record) -> list[Record]:
    """Members as the balancer shows them; an address only where one was named, else the provider sees a change."""
    return [
        shown(server, "ServerId", "Weight", "Type", "Description") | {"ServerIp": server["_ip"]}
        for server in living(store, balancer["_servers"])
    ]


def answer(call: Call, balancer: Record, weights: type = int) -> Answer:
    """`Weight` is text in the answers of Add and Set, a number in that of Remove (as the SDK's models have it)."""
    rows = [
        shown(server, "ServerId", "Type", "Description") | {"Weight": weights(server["Weight"])}
        for server in living(call.store, balancer["_servers"])
    ]
    return {"LoadBalancerId": balancer["LoadBalancerId"], "BackendServers": {"BackendServer": rows}}


def keep(call: Call, balancer: Record, servers: list[Record]) -> Record:
    return call.store.save("load_balancer", balancer["LoadBalancerId"], balancer | {"_servers": servers})


def add(call: Call) -> Answer:
    balancer = lookups.load_balancer(call)
    there = living(call.store, balancer["_servers"])
    added = parse(call, "BackendServers", with_ports=False)
    if {s["ServerId"] for s in there} & {s["ServerId"] for s in added}:
        raise refusals.bad("The resource already exists.")
    check_network(balancer, [*there, *added])
    if len(there) + len(added) > lookups.quota(call, "clb_servers_per_group"):
        raise CloudError("OverQuota", "The Total is over the quota.")
    return answer(call, keep(call, balancer, [*there, *added]), str)


def remove(call: Call) -> Answer:
    balancer = lookups.load_balancer(call)
    gone = {server["ServerId"] for server in written(call, "BackendServers")}
    return answer(call, keep(call, balancer, [s for s in balancer["_servers"] if s["ServerId"] not in gone]))


def change(call: Call) -> Answer:
    """New weights (and descriptions) of servers that are there."""
    balancer = lookups.load_balancer(call)
    there = living(call.store, balancer["_servers"])
    return answer(call, keep(call, balancer, adjusted(there, written(call, "BackendServers"))), str)


OPERATIONS: dict[str, Operation] = {
    "AddBackendServers": add,
    "RemoveBackendServers": remove,
    "SetBackendServers": change,
}
