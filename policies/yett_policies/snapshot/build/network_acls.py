"""Network ACLs: rows inline or in the older resource of their own, vswitches inline or attached."""

from typing import Any

from yett_policies.network import ALL_PORTS, PROTOCOLS, AclEntry, NetworkAcl, PortRange, Ref, Unknown

from ..resource import UNKNOWN, Resource
from . import kinds
from .graph import Graph, unknown
from .values import blocks, cidrs, is_unknown, ports, word_of

ROWS = {
    "ingress": ("ingress_acl_entries", "ingress", "source_cidr_ip"),
    "egress": ("egress_acl_entries", "egress", "destination_cidr_ip"),
}


def network_acls(graph: Graph) -> tuple[NetworkAcl, ...]:
    """Every network ACL; the cloud's own last row drops what no written row decides."""
    apart = _apart(graph)
    bound = _bound(graph)
    return tuple(
        NetworkAcl(
            r.urn,
            r.name,
            _rows(graph, r, apart.get(r.urn), "ingress"),
            _rows(graph, r, apart.get(r.urn), "egress"),
            tuple(dict.fromkeys((*_inline(graph, r), *bound.get(r.urn, ())))),
        )
        for r in graph.each(*kinds.NETWORK_ACL)
    )


def _apart(graph: Graph) -> dict[str, Resource]:
    found = {}
    for r in graph.each("alicloud_network_acl_entries"):
        owner = graph.ref(r, "network_acl_id", kinds.NETWORK_ACL)
        if isinstance(owner, str):
            found[owner] = r
        else:
            graph.note(r, "its network ACL is not known, so its rows are not followed")
    return found


def _rows(graph: Graph, acl: Resource, apart: Resource | None, direction: str) -> tuple[AclEntry, ...] | Unknown:
    inline, separate, peer = ROWS[direction]
    source, prop = (apart, separate) if apart else (acl, inline)
    if source.props.get(prop) is UNKNOWN or acl.is_read:
        return unknown(source, prop)
    if source.props.get(prop) is None:
        # nothing written: the cloud starts a network ACL with one row that accepts everything
        return (AclEntry(f"{acl.urn}#default-{direction}", "accept", "all", ALL_PORTS, _everyone(acl)),)
    if is_unknown(source, prop):
        return unknown(source, prop)
    return tuple(_row(source, block, i, peer) for i, block in enumerate(blocks(source, prop)))


def _everyone(resource: Resource) -> Any:
    return cidrs(resource, ["0.0.0.0/0", "::/0"], "cidr")[0]


def _row(resource: Resource, block: dict[str, Any], index: int, peer: str) -> AclEntry:
    known, missing = cidrs(resource, [block.get(peer)], peer)
    names = (block.get("network_acl_entry_name"), block.get("name"))
    name = next((one for one in names if isinstance(one, str) and one), "")
    label = f"row {index + 1}" + (f' "{name}"' if name else "")
    protocol = word_of(resource, block.get("protocol"), "protocol", "all")
    return AclEntry(
        label,
        _among(resource, word_of(resource, block.get("policy"), "policy", "accept"), ("accept", "drop")),
        _among(resource, protocol, PROTOCOLS),
        _ports(resource, block.get("port")),
        missing[0] if missing else known or unknown(resource, peer),
    )


def _among(resource: Resource, found: str | Unknown, allowed: tuple[str, ...]) -> str | Unknown:
    if isinstance(found, Unknown) or found in allowed:
        return found
    return Unknown(f'a word of network acl "{resource.name}" ("{found[:60]}" is not one that yett knows)')


def _ports(resource: Resource, value: object) -> PortRange | Unknown:
    return ALL_PORTS if value in (None, "") else ports(resource, value, "port")


def _inline(graph: Graph, resource: Resource) -> list[Ref]:
    ids = [block.get("resource_id") for block in blocks(resource, "resources")]
    found = [graph.ref(resource, "resources", kinds.VSWITCH, ident) for ident in ids]
    return [*graph.whole(resource, "resources", kinds.VSWITCH), *(ref for ref in found if ref is not None)]


def _bound(graph: Graph) -> dict[str, list[Ref]]:
    found: dict[str, list[Ref]] = {}
    for r in graph.each("alicloud_network_acl_attachment", "alicloud_vpc_network_acl_attachment"):
        owner = graph.ref(r, "network_acl_id", kinds.NETWORK_ACL)
        refs = [graph.ref(r, "resource_id", kinds.VSWITCH), *_inline(graph, r)]
        if isinstance(owner, str):
            found.setdefault(owner, []).extend(ref for ref in refs if ref is not None)
        else:
            graph.note(r, "its network ACL is not known, so the binding is not followed")
    return found
