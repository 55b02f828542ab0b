"""Network ACLs row by row: the first row that matches decides, and replies are asked about apart."""

from typing import Any

from .cloud import Cloud, port_in, protocol_in, within

EPHEMERAL = range(1024, 65536)
"""Ports a client may send from; a reply goes back to one of them."""


def passes(cloud: Cloud, vswitch: str | None, source: str, protocol: str, port: int | None) -> list[str] | None:
    """The ACLs that let packet and reply through (none where none is bound), or None when one stops either."""
    crossed = []
    for acl in cloud.all("alicloud_network_acl"):
        if vswitch not in guarded(cloud, acl["values"]):
            continue
        ingress, egress = acl["values"]["ingress_acl_entries"], acl["values"]["egress_acl_entries"]
        if not decides(ingress, "source_cidr_ip", source, protocol, port) or not replies(egress, source, protocol):
            return None
        crossed.append(acl["address"])
    return crossed


def guarded(cloud: Cloud, values: dict[str, Any]) -> list[str]:
    """Ids of the vswitches it is bound to, inline or by attachment."""
    bound = [r["resource_id"] for r in values.get("resources") or ()]
    for attachment in cloud.all("alicloud_vpc_network_acl_attachment"):
        if attachment["values"]["network_acl_id"] == values["id"]:
            bound.append(attachment["values"]["resource_id"])
    return bound


def decides(rows: list[dict[str, Any]], peer: str, address: str, protocol: str, port: int | None) -> bool:
    """Whether the first matching row accepts; where none matches the packet is dropped."""
    for row in rows:
        if protocol_in(protocol, row["protocol"]) and within(address, row[peer]) and port_in(port, row["port"]):
            return bool(row["policy"] == "accept")
    return False


def replies(rows: list[dict[str, Any]], source: str, protocol: str) -> bool:
    """Whether an answer can get out, to any one of the ports the client may have sent from."""
    if protocol not in ("tcp", "udp"):
        return decides(rows, "destination_cidr_ip", source, protocol, None)
    return any(decides(rows, "destination_cidr_ip", source, protocol, port) for port in reply_ports(rows))


def reply_ports(rows: list[dict[str, Any]]) -> set[int]:
    """Client ports that stand for all others: verdicts change only where a row begins or ends."""
    edges = {EPHEMERAL.start}
    for row in rows:
        first, _, last = row["port"].partition("/")
        edges |= {int(first), int(last) + 1}
    return {e for e in edges if e in EPHEMERAL}
