"""NAT gateways: an EIP on the gateway, a forward entry for the port, a backend without a public address of its own."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from .balancers import at_balancer
from .cloud import Cloud, Resource, port_in, protocol_in
from .interfaces import has_public_address, owner
from .packet import Delivery, Packet
from .routes import by_nat, returned
from .workloads import at_interface


def at_gateway(cloud: Cloud, gateway: Resource, packet: Packet, entry: tuple[str, ...]) -> Iterator[Delivery]:
    """Where the gateway's forward entries send the packet."""
    if gateway["values"].get("network_type", "internet") != "internet":
        return
    for forward in cloud.all("alicloud_forward_entry"):
        values = forward["values"]
        if values["forward_table_id"] != gateway["values"]["forward_table_ids"] or not forwards(values, packet):
            continue
        backend = owner(cloud, values["internal_ip"], gateway["values"]["vpc_id"])
        if backend and not has_public_address(cloud, backend):
            port = internal_port(values, packet.port)
            found = at_interface(cloud, backend, packet, port, (*entry, forward["address"]))
            yield from returned(found, by_nat(cloud, backend["values"]["vswitch_id"], packet.source, gateway))
        yield from at_classic(cloud, gateway, forward, packet, (*entry, forward["address"]))


def at_classic(
    cloud: Cloud, gateway: Resource, forward: Resource, packet: Packet, entry: tuple[str, ...]
) -> Iterator[Delivery]:
    """A CLB with the internal address: its listeners; with an EIP of its own nobody documents what an entry does."""
    for clb in cloud.all("alicloud_slb_load_balancer"):
        values = clb["values"]
        if values["address"] != forward["values"]["internal_ip"] or values["address_type"] != "intranet":
            continue
        inner = replace(packet, port=internal_port(forward["values"], packet.port))
        known = not any(a["values"]["instance_id"] == values["id"] for a in cloud.all("alicloud_eip_association"))
        answer = by_nat(cloud, values["vswitch_id"], packet.source, gateway)
        for one in returned(at_balancer(cloud, clb, inner, entry), answer):
            yield replace(one, certain=one.certain and known)


def forwards(values: dict[str, Any], packet: Packet) -> bool:
    """Whether the entry is for this address, protocol and external port."""
    if values["external_ip"] != packet.entry or not protocol_in(packet.protocol, values["ip_protocol"]):
        return False
    return port_in(packet.port, values["external_port"])


def internal_port(values: dict[str, Any], port: int | None) -> int | None:
    """The port behind it: a range keeps the distance from its first port, any keeps the port."""
    if port is None or values["internal_port"] == "any":
        return port
    first = int(values["external_port"].partition("/")[0])
    return port - first + int(values["internal_port"].partition("/")[0])
