"""Servers of a server group: instances, network interfaces, container instances, addresses, functions."""

from typing import Any

from yett_emulator.balancing.product import Product, illegal, unknown
from yett_emulator.balancing.typed import typed
from yett_emulator.call import Call
from yett_emulator.paging import tokened
from yett_emulator.store import Record, Store

KINDS = ("Ecs", "Eni", "Eci", "Ip", "Fc")
STORED = {"Ecs": "instance", "Eni": "interface"}

Members = tuple[Any, Any, Any]


def identity(server: Record) -> Members:
    return server["ServerId"], server["ServerIp"], server.get("Port")


def given(call: Call) -> list[Record]:
    return [typed(item) for item in call.items("Servers") if isinstance(item, dict)]


def parse(call: Call, group: Record, word: str) -> list[Record]:
    return [completed(call.store, item, group, word) for item in given(call)]


def completed(store: Store, item: Record, group: Record, word: str) -> Record:
    kind, key = str(item.get("ServerType") or "Ecs"), str(item.get("ServerId") or "")
    if kind not in KINDS:
        raise illegal("ServerType", kind, ", ".join(KINDS))
    if not key:
        raise illegal("ServerId", key, "the id of a server")
    weight, port = item.get("Weight", 100), item.get("Port", 0)
    check_range("Weight", weight, 0, 100)
    check_range("Port", port, 0 if kind == "Fc" or group.get("AnyPortEnabled") else 1, 65535)
    machine = machine_of(store, kind, key, word)
    return {
        "ServerGroupId": group["ServerGroupId"],
        "ServerId": key,
        "ServerType": kind,
        "ServerIp": str(item.get("ServerIp") or address_of(machine, kind, key)),
        "Port": port,
        "Weight": weight,
        "Description": str(item.get("Description") or ""),
        "Status": "Available",
        "RemoteIpEnabled": bool(item.get("RemoteIpEnabled", False)),
        "ZoneId": str(machine.get("ZoneId", "")),
    }


def check_range(name: str, value: object, low: int, high: int) -> None:
    if not isinstance(value, int) or not low <= value <= high:
        raise illegal(name, value, f"{low}..{high}")


def machine_of(store: Store, kind: str, key: str, word: str) -> Record:
    """What stands behind a server, where the emulator keeps it."""
    if kind not in STORED:
        return {}
    if (found := store.get(STORED[kind], key)) is None:
        raise unknown(word, key)
    return found


def address_of(machine: Record, kind: str, key: str) -> str:
    if kind == "Ip":
        return key
    inner = machine.get("VpcAttributes", {}).get("PrivateIpAddress", {}).get("IpAddress", [])
    return str(machine.get("PrivateIpAddress") or next(iter(inner), ""))


def living(store: Store, group: Record) -> list[Record]:
    """The cloud forgets a server when its instance is released."""
    return [
        server
        for server in group["_servers"]
        if server["ServerType"] not in STORED or store.get(STORED[server["ServerType"]], server["ServerId"])
    ]


def add(product: Product, call: Call, word: str) -> Record:
    """Servers that are there already, by id, address and port, are left as they are."""
    group = product.asked(call, "server_group")
    there = living(call.store, group)
    known = {identity(server): server for server in there}
    for server in parse(call, group, word):
        known.setdefault(identity(server), server)
    return product.save(call.store, "server_group", group | {"_servers": list(known.values())})


def is_meant(server: Record, item: Record) -> bool:
    return (
        server["ServerId"] == item.get("ServerId")
        and item.get("Port") in (None, server["Port"])
        and item.get("ServerIp") in (None, "", server["ServerIp"])
    )


def remove(product: Product, call: Call) -> Record:
    group = product.asked(call, "server_group")
    gone = given(call)
    left = [server for server in group["_servers"] if not any(is_meant(server, item) for item in gone)]
    return product.save(call.store, "server_group", group | {"_servers": left})


def change(product: Product, call: Call, word: str) -> Record:
    """New weights and descriptions."""
    group, items = product.asked(call, "server_group"), given(call)
    for item in items:
        if not any(is_meant(server, item) for server in group["_servers"]):
            raise unknown(word, str(item.get("ServerId")))
    changed = [server | news(server, items) for server in group["_servers"]]
    return product.save(call.store, "server_group", group | {"_servers": changed})


def news(server: Record, items: list[Record]) -> Record:
    found: Record = {}
    for item in items:
        if is_meant(server, item):
            check_range("Weight", item.get("Weight", 0), 0, 100)
            found |= {name: item[name] for name in ("Weight", "Description") if name in item}
    return found


def listed(product: Product, call: Call, hidden: tuple[str, ...]) -> Record:
    """Servers of one group, or of all; by id and by address."""
    keys, addresses = call.names("ServerIds"), call.names("ServerIps")
    groups = (
        [product.asked(call, "server_group")]
        if call.text("ServerGroupId")
        else product.find(call.store, "server_group")
    )
    found = [
        {name: value for name, value in server.items() if name not in hidden}
        for group in groups
        for server in living(call.store, group)
        if (not keys or server["ServerId"] in keys) and (not addresses or server["ServerIp"] in addresses)
    ]
    page, rest = tokened(call, found, default=20, largest=100)
    return {"Servers": page, **rest}
