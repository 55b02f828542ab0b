"""What a call is about: `lookups.load_balancer(call)` is the record its LoadBalancerId names, or CLB's refusal."""

from typing import Any

from yett_emulator import quotas
from yett_emulator.call import Call
from yett_emulator.slb import refusals
from yett_emulator.store import Record, Store
from yett_emulator.tags import tags_of

QUOTAS = {
    "clb_load_balancers": 60,
    "clb_listeners_per_load_balancer": 50,
    "clb_acls": 50,
    "clb_acls_per_listener": 3,
    "clb_listeners_per_acl": 50,
    "clb_entries_per_acl": 300,
    "clb_entries_per_listener": 1000,
    "clb_rules_per_listener": 40,
    "clb_servers_per_group": 200,
}
"""Defaults of doc-detail/85979 (CLB limits); an emulator's own limits override them by name."""


def quota(call: Call, name: str) -> int:
    return quotas.quota(call, name, QUOTAS[name])


def load_balancer(call: Call) -> Record:
    return balancer_of(call.store, call.required("LoadBalancerId"))


def balancer_of(store: Store, key: str) -> Record:
    if (found := store.get("load_balancer", key)) is None:
        raise refusals.gone("InvalidLoadBalancerId.NotFound", "LoadBalancerId")
    return found


def listener_key(balancer_id: str, protocol: str, port: int) -> str:
    """As tags name a listener (ListTagResources): `lb-1_http_80`."""
    return f"{balancer_id}_{protocol}_{port}"


def key_of(listener: Record) -> str:
    return listener_key(listener["LoadBalancerId"], listener["ListenerProtocol"], listener["ListenerPort"])


def port_of(call: Call, name: str = "ListenerPort") -> int:
    text = call.required(name)
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise refusals.bad("The specified port is not valid.")
    return int(text)


def listener_of(call: Call, protocol: str) -> Record:
    """The listener of one protocol on the port that the call names."""
    balancer = load_balancer(call)
    found = call.store.get("listener", listener_key(balancer["LoadBalancerId"], protocol, port_of(call)))
    if found is None:
        raise refusals.RESOURCE_UNKNOWN()
    return found


def listeners_on(store: Store, balancer_id: str) -> list[Record]:
    return store.find("listener", LoadBalancerId=balancer_id)


def listener(call: Call) -> Record:
    """The listener on a port; its protocol must be named when two listeners share the port."""
    balancer = load_balancer(call)
    protocol = call.choice("ListenerProtocol", ("tcp", "udp", "http", "https"))
    port = port_of(call)
    found = [
        record
        for record in listeners_on(call.store, balancer["LoadBalancerId"])
        if record["ListenerPort"] == port and protocol in ("", record["ListenerProtocol"])
    ]
    if not found:
        raise refusals.LISTENER_UNKNOWN()
    if len(found) > 1:
        raise refusals.combination("Two listeners use the port: ListenerProtocol is required.")
    return found[0]


def server_group(store: Store, key: str) -> Record:
    if (found := store.get("server_group", key)) is None:
        raise refusals.GROUP_UNKNOWN()
    return found


def acl(store: Store, key: str) -> Record:
    if (found := store.get("acl", key)) is None:
        raise refusals.ACL_UNKNOWN()
    return found


def server_certificate(store: Store, key: str) -> Record:
    if (found := store.get("certificate", key)) is None:
        raise refusals.gone("ServerCertificateId.NotFound", "ServerCertificateId")
    return found


def ca_certificate(store: Store, key: str) -> Record:
    if (found := store.get("ca_certificate", key)) is None:
        raise refusals.gone("CACertificateId.NotFound", "CACertificateId")
    return found


def shown_tags(store: Store, key: str) -> dict[str, list[dict[str, str]]]:
    """Tags as CLB's own answers carry them."""
    return {"Tag": tag_rows(store, key)}


def tag_rows(store: Store, key: str) -> list[dict[str, str]]:
    return [{"TagKey": name, "TagValue": value} for name, value in tags_of(store, key).items()]


def loose_list(value: Any) -> list[Any]:
    """The non-empty items of parsed JSON that should be a list (the provider sends `[null, {...}]` for some)."""
    if not isinstance(value, list):
        raise TypeError(f"not a list: {value!r}")
    return [item for item in value if item]
