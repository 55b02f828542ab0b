"""Network ACLs: rows inline or in the older resource of their own, vswitches inline or attached."""

from typing import Any

from yett_policies.network import ALL_PORTS, PROTOCOLS, AclEntry, NetworkAcl, PortRange, Ref, Unknown
from yett_policies.resources import UNKNOWN, Resource, kinds
from yett_policies.resources.graph import OUTSIDE, Graph, unknown
from yett_policies.resources.values import blocks, cidrs, is_unknown, ports, word_of

from .attached import few
from .members import unseen

ROWS = {
    "ingress": ("ingress_acl_entries", "ingress", "source_cidr_ip"),
    "egress": ("egress_acl_entries", "egress", "destination_cidr_ip"),
}

VERSIONS = {"IPV4": 4, "IPV6": 6}


def network_acls(graph: Graph) -> tuple[NetworkAcl, ...]:
    """Every network ACL; the cloud's own last row drops what no written row decides.

    A binding or rows whose ACL is not known may belong to any of them; an ACL that is only named by a binding has
    rows, and the snapshot does not hold them.
    """
    apart, bound = _apart(graph), _bound(graph)
    found = [_acl(graph, r, apart, bound) for r in graph.each(*kinds.NETWORK_ACL)]
    present = {acl.urn for acl in found}
    return (*found, *(_outside(owner, refs) for owner, refs in bound.items() if owner not in present))


def _acl(graph: Graph, resource: Resource, apart: dict[Ref, Resource], bound: dict[Ref, list[Ref]]) -> NetworkAcl:
    lost = few([owner for owner in bound if isinstance(owner, Unknown)])
    guarded = (*_inline(graph, resource), *bound.get(resource.urn, ()), *lost)
    ingress, egress = (_rows(graph, resource, apart, direction) for direction in ROWS)
    return NetworkAcl(resource.urn, resource.name, ingress, egress, tuple(dict.fromkeys(guarded)))


def _outside(owner: Ref, refs: list[Ref]) -> NetworkAcl:
    urn = owner.what if isinstance(owner, Unknown) else owner
    name = urn.removeprefix(OUTSIDE)
    rows = Unknown(f'the rows of network acl "{name}", which this snapshot does not hold')
    return NetworkAcl(urn, name, owner if isinstance(owner, Unknown) else rows, rows, tuple(dict.fromkeys(refs)))


def _apart(graph: Graph) -> dict[Ref, Resource]:
    """Rows that are resources of their own, by their ACL."""
    found: dict[Ref, Resource] = {}
    for r in graph.each("alicloud_network_acl_entries"):
        owner = graph.ref(r, "network_acl_id", kinds.NETWORK_ACL)
        found[unknown(r, "network_acl_id") if owner is None else owner] = r
    return found


def _rows(graph: Graph, acl: Resource, apart: dict[Ref, Resource], direction: str) -> tuple[AclEntry, ...] | Unknown:
    inline, separate, peer = ROWS[direction]
    own = apart.get(acl.urn)
    source, prop = (own, separate) if own else (acl, inline)
    lost = [owner for owner in apart if isinstance(owner, Unknown)]
    if own is None and lost and acl.props.get(inline) is None:
        return lost[0]
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
        VERSIONS.get(str(block.get("ip_version")).upper()),
    )


def _among(resource: Resource, found: str | Unknown, allowed: tuple[str, ...]) -> str | Unknown:
    if isinstance(found, Unknown) or found in allowed:
        return found
    return Unknown(f'a word of network acl "{resource.name}" ("{found[:60]}" is not one that yett knows)')


def _ports(resource: Resource, value: object) -> PortRange | Unknown:
    return ALL_PORTS if value in (None, "") else ports(resource, value, "port")


def _inline(graph: Graph, resource: Resource) -> list[Ref]:
    # a block without its id is damage: it may have named any
    named = [block.get("resource_id") for block in blocks(resource, "resources")]
    ids = [UNKNOWN if ident in (None, "") else ident for ident in named]
    found = graph.listed(resource, "resources", kinds.VSWITCH, ids)
    return [*unseen(graph, resource, "resources", kinds.VSWITCH), *found]


def _bound(graph: Graph) -> dict[Ref, list[Ref]]:
    """The vswitches that each ACL is bound to by resources of their own."""
    found: dict[Ref, list[Ref]] = {}
    for r in graph.each("alicloud_network_acl_attachment", "alicloud_vpc_network_acl_attachment"):
        owner = graph.ref(r, "network_acl_id", kinds.NETWORK_ACL)
        refs = [graph.ref(r, "resource_id", kinds.VSWITCH), *_inline(graph, r)]
        known = unknown(r, "network_acl_id") if owner is None else owner
        found.setdefault(known, []).extend(ref for ref in refs if ref is not None)
    return found
