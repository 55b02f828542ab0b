"""Load balancers: a listener on the port, running, and let through by its address list or by the balancer's groups."""

from collections.abc import Iterator
from dataclasses import replace
from ipaddress import ip_network
from typing import Any

from .cloud import Cloud, Resource, within
from .network_acls import passes
from .packet import Delivery, Packet
from .security_groups import admitted, refused

TRANSPORT = {"http": "tcp", "https": "tcp", "tcpssl": "tcp", "tcp": "tcp", "udp": "udp", "quic": "udp"}
FAMILIES = {
    "alicloud_slb_load_balancer": "alicloud_slb_listener",
    "alicloud_alb_load_balancer": "alicloud_alb_listener",
    "alicloud_nlb_load_balancer": "alicloud_nlb_listener",
}


def at_balancer(cloud: Cloud, balancer: Resource, packet: Packet, entry: tuple[str, ...]) -> Iterator[Delivery]:
    """Listeners that answer the packet; the balancer is what is exposed, whatever its backends' groups say."""
    for listener in cloud.all(FAMILIES[balancer["type"]]):
        values = listener["values"]
        if values["load_balancer_id"] == balancer["values"]["id"] and answers(values, packet):
            listed = acl_admits(cloud, values, packet.source)
            path = (*entry, listener["address"])
            for one in () if listed is False else behind_lists(cloud, balancer, values, packet, path):
                yield replace(one, certain=one.certain and listed is True)


def behind_lists(
    cloud: Cloud, balancer: Resource, listener: dict[str, Any], packet: Packet, path: tuple[str, ...]
) -> Iterator[Delivery]:
    """The balancer itself and its servers."""
    crossed = let_through(cloud, balancer["values"], packet)
    if crossed is not None:
        yield Delivery(balancer["address"], packet.port, (*path, *crossed))
    yield from backends(cloud, balancer["values"]["id"], listener, packet, path)
    yield from grouped(cloud, balancer["values"], listener, packet, path)


def let_through(cloud: Cloud, balancer: dict[str, Any], packet: Packet) -> list[str] | None:
    """The network ACLs on the way, of which balancers have one before an NLB only; None when one or a group drops."""
    groups = balancer.get("security_group_ids") or []
    if groups and refused(cloud, groups, packet.source, packet.protocol, packet.port):
        return None
    zones = balancer.get("zone_mappings") or []
    vswitch = zones[0].get("vswitch_id") if zones else None
    return passes(cloud, vswitch, packet.source, packet.protocol, packet.port)


def backends(
    cloud: Cloud, balancer: str, listener: dict[str, Any], packet: Packet, path: tuple[str, ...]
) -> Iterator[Delivery]:
    """The default group of a CLB: filtered by network ACLs; nobody documents whether by the backends' groups.

    At layer 4 the backend sees the client; at layer 7 the balancer, which speaks from 100.64.0.0/10, of which one
    address stands for all here since no block of these networks cuts it.
    """
    source = "100.64.0.1" if listener.get("protocol") in ("http", "https") else packet.source
    for server in default_group(cloud, balancer):
        port = listener["backend_port"]
        crossed = passes(cloud, server["values"].get("vswitch_id"), source, packet.protocol, port)
        if crossed is not None:
            rule = admitted(cloud, server, source, packet.protocol, port)
            yield Delivery(server["address"], port, (*path, *crossed, rule or ""), certain=rule is not None)


def grouped(
    cloud: Cloud, balancer: dict[str, Any], listener: dict[str, Any], packet: Packet, path: tuple[str, ...]
) -> Iterator[Delivery]:
    """The server groups of an ALB or NLB: an ALB's servers see the ALB; an NLB's see the client unless told not to.

    A TCPSSL listener ends the client's connection: its servers see the NLB whatever they are told.
    """
    ends = listener.get("listener_protocol", "").lower() == "tcpssl"
    for group in server_groups(cloud, listener):
        source = packet.source if sees_client(group) and not ends else speaks_from(cloud, balancer)
        for server, port in servers(cloud, group):
            crossed = passes(cloud, server["values"].get("vswitch_id"), source, packet.protocol, port)
            rule = admitted(cloud, server, source, packet.protocol, port)
            if crossed is not None:
                yield Delivery(server["address"], port, (*path, *crossed, rule or ""), certain=rule is not None)
            elif source != packet.source and stands_beside(balancer, server):
                yield Delivery(server["address"], port, (*path, rule or ""), certain=False)


def server_groups(cloud: Cloud, listener: dict[str, Any]) -> Iterator[Resource]:
    """What a listener forwards to."""
    wanted = [listener.get("server_group_id")]
    for action in listener.get("default_actions") or ():
        wanted += [t["server_group_id"] for c in action["forward_group_config"] for t in c["server_group_tuples"]]
    for one in wanted:
        found = cloud.by_id(one, "alicloud_alb_server_group", "alicloud_nlb_server_group") if one else None
        if found:
            yield found


def sees_client(group: Resource) -> bool:
    """Whether packets arrive at a group's servers from the client's address."""
    kept = group["values"].get("preserve_client_ip_enabled", True)
    return group["type"] == "alicloud_nlb_server_group" and bool(kept)


def stands_beside(balancer: dict[str, Any], server: Resource) -> bool:
    """Whether a balancer has a leg in a server's vswitch, where it may not meet the network ACL."""
    zones = balancer.get("zone_mappings") or []
    return any(zone.get("vswitch_id") == server["values"].get("vswitch_id") for zone in zones)


def speaks_from(cloud: Cloud, balancer: dict[str, Any]) -> str:
    """An address of its first vswitch, else of its VPC, that no interface has: one stands for all of a block."""
    zones = balancer.get("zone_mappings") or []
    vswitch = cloud.by_id(zones[0].get("vswitch_id"), "alicloud_vswitch") if zones else None
    found = vswitch or cloud.by_id(balancer["vpc_id"], "alicloud_vpc")
    return str(ip_network(found["values"]["cidr_block"])[-2]) if found else ""


def servers(cloud: Cloud, group: Resource) -> Iterator[tuple[Resource, int]]:
    """The instances of a server group, written in it or attached, each with its port."""
    listed = list(group["values"].get("servers") or ())
    for one in cloud.all("alicloud_nlb_server_group_server_attachment"):
        if one["values"]["server_group_id"] == group["values"]["id"]:
            listed.append(one["values"])
    for one in listed:
        server = cloud.by_id(one["server_id"], "alicloud_instance")
        if server:
            yield server, one["port"]


def default_group(cloud: Cloud, balancer: str) -> Iterator[Resource]:
    """Instances attached to a CLB."""
    for attachment in cloud.all("alicloud_slb_backend_server"):
        if attachment["values"]["load_balancer_id"] == balancer:
            for server in attachment["values"]["backend_servers"]:
                found = cloud.by_id(server["server_id"], "alicloud_instance")
                if found:
                    yield found


def answers(listener: dict[str, Any], packet: Packet) -> bool:
    """Whether the listener serves this protocol and port, and is on."""
    protocol = listener.get("protocol") or listener["listener_protocol"]
    if TRANSPORT[protocol.lower()] != packet.protocol or listener.get("status") == "Stopped":
        return False
    return serves(listener, packet.port)


def serves(listener: dict[str, Any], port: int | None) -> bool:
    """One port, or with NLB's port 0 the run from start_port to end_port."""
    own = listener.get("frontend_port") or listener.get("listener_port")
    if own:
        return bool(port == own)
    return port is not None and int(listener["start_port"]) <= port <= int(listener["end_port"])


def acl_admits(cloud: Cloud, listener: dict[str, Any], source: str) -> bool | None:
    """White: only those listed, but everybody when nothing is listed. Black: all but those listed.

    None: a list with no entries stands beside one with some, which is documented nowhere.
    """
    kind, lists = acl_binding(listener)
    entries = [acl_entries(cloud, one) for one in lists]
    if not kind or not any(entries):
        return True
    listed = any(within(source, cidr) for cidrs in entries for cidr in cidrs)
    return listed == (kind == "white") or (False if all(entries) else None)


def acl_binding(listener: dict[str, Any]) -> tuple[str, list[str]]:
    """White or black and the list ids; "" when no list is on."""
    if config := listener.get("acl_config"):
        return config[0]["acl_type"].lower(), [r["acl_id"] for r in config[0]["acl_relations"]]
    if listener.get("acl_status", "off") != "on":
        return "", []
    return listener["acl_type"], list(listener.get("acl_ids") or (listener["acl_id"],))


def acl_entries(cloud: Cloud, wanted: str) -> list[str]:
    """Blocks of an address list, inline and attached."""
    found = cloud.by_id(wanted, "alicloud_slb_acl", "alicloud_alb_acl")
    values = found["values"] if found else {}
    inline = [e["entry"] for e in values.get("entry_list") or values.get("acl_entries") or ()]
    attached = cloud.all("alicloud_slb_acl_entry_attachment", "alicloud_alb_acl_entry_attachment")
    return inline + [a["values"]["entry"] for a in attached if a["values"]["acl_id"] == wanted]
