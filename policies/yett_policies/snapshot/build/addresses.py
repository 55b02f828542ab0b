"""VPCs, vswitches, EIPs and NAT entries."""

from yett_policies.network import (
    ALL_PORTS,
    Cidr,
    Eip,
    EipAssociation,
    ForwardEntry,
    Interface,
    Ipv6Bandwidth,
    NatGateway,
    Ref,
    SnatEntry,
    Unknown,
    Vpc,
    VSwitch,
)
from yett_policies.resources import UNKNOWN, Resource, kinds
from yett_policies.resources.graph import OUTSIDE, Graph, unknown
from yett_policies.resources.values import cidr, cidrs, one_of, ports, text, word

from .attached import Attached
from .owners import Owners
from .routes import system_tables


def vpcs(graph: Graph) -> dict[str, Vpc]:
    """VPCs by URN."""
    more = _more_blocks(graph)
    return {
        r.urn: Vpc(
            r.urn,
            r.name,
            _with(_blocks(r, "172.16.0.0/12"), (*more.of(r.urn), *more.lost)),
            next(system_tables(r), ""),
        )
        for r in graph.each(*kinds.VPC)
    }


def _more_blocks(graph: Graph) -> Attached[Cidr | Unknown]:
    """Blocks that resources of their own add to a VPC; one from an address pool is not known before it is there."""
    found: Attached[Cidr | Unknown] = Attached()
    for prop, kind in (("secondary_cidr_block", "ipv4"), ("ipv6_cidr_block", "ipv6")):
        for r in graph.each(f"alicloud_vpc_{kind}_cidr_block"):
            block = text(r, prop)
            owner = graph.required(r, "vpc_id", kinds.VPC)
            found.add(owner, block if isinstance(block, Unknown) else cidr(r, block, prop))
    return found


def _with(own: tuple[Cidr, ...] | Unknown, more: tuple[Cidr | Unknown, ...]) -> tuple[Cidr, ...] | Unknown:
    """A VPC's blocks together with more; unknown as soon as one of them is."""
    lost = next((one for one in more if isinstance(one, Unknown)), None)
    if isinstance(own, Unknown) or lost is not None:
        return own if isinstance(own, Unknown) else lost or own
    return tuple(dict.fromkeys((*own, *(one for one in more if isinstance(one, Cidr)))))


def _blocks(resource: Resource, default: str = "") -> tuple[Cidr, ...] | Unknown:
    written, more = resource.props.get("cidr_block"), resource.props.get("secondary_cidr_blocks")
    if written is UNKNOWN:
        return unknown(resource, "cidr_block")
    values = [written or default, resource.props.get("ipv6_cidr_block"), *(more if isinstance(more, list) else ())]
    # a vswitch's IPv6 block follows from a mask that only the cloud resolves
    known, missing = cidrs(resource, [v for v in values if v not in (None, "", UNKNOWN)], "cidr_block")
    return missing[0] if missing else known if known else unknown(resource, "cidr_block")


def vswitches(graph: Graph) -> dict[str, VSwitch]:
    """Vswitches by URN."""
    return {
        r.urn: VSwitch(r.urn, r.name, graph.required(r, "vpc_id", kinds.VPC), _blocks(r))
        for r in graph.each(*kinds.VSWITCH)
    }


def eips(graph: Graph) -> tuple[dict[str, Eip], tuple[EipAssociation, ...]]:
    """EIPs by URN and what they are bound to, by association or by the deprecated inline property."""
    found = {r.urn: Eip(r.urn, r.name, text(r, "ip_address")) for r in graph.each(*kinds.EIP)}
    owners = Owners(graph)
    return found, tuple(_association(graph, r, owners) for r in graph.each("alicloud_eip_association"))


def let_answer_to_chosen_ids(graph: Graph) -> None:
    """Let an EIP that takes over an address of the account be found by that address's id before it is there."""
    for eip in graph.each(*kinds.EIP):
        if not eip.id and isinstance(ident := eip.props.get("allocation_id"), str) and ident:
            graph.answer_to(ident, eip)


def _association(graph: Graph, resource: Resource, owners: Owners) -> EipAssociation:
    return EipAssociation(
        resource.urn,
        graph.required(resource, "allocation_id", kinds.EIP),
        _target(graph, resource, owners),
        _upper(one_of(resource, "mode", "nat", ("nat", "multi_binded", "binded"))),
        word(resource, "instance_type", ""),
    )


def _target(graph: Graph, resource: Resource, owners: Owners) -> Ref:
    """What an association is to; a private address stands for who has it."""
    kind, value = word(resource, "instance_type", ""), resource.props.get("instance_id")
    if kind == "ipaddress" and isinstance(address := cidr(resource, value, "instance_id"), Cidr):
        holder = owners.of(address, graph.ref(resource, "vpc_id", kinds.VPC))
        return holder or OUTSIDE + str(value)
    found = graph.required(resource, "instance_id", _targets(resource))
    first = _first_of(graph, resource) if kind == "networkinterface" and isinstance(found, Unknown) else None
    return first or found


def _first_of(graph: Graph, resource: Resource) -> str | None:
    """The instance whose first interface an association names before it is there: one that is made with no other."""
    linked = graph.linked_to(resource, "instance_id", kinds.INSTANCE)
    alone = len(linked) == 1 and graph.by_urn[linked[0]].props.get("network_interfaces") in (None, [])
    return linked[0] if alone else None


def _targets(resource: Resource) -> tuple[str, ...]:
    """What an association can be to: where the id is not known yet, its instance type still says it."""
    written = resource.props.get("instance_type")
    if resource.props.get("instance_id") is not UNKNOWN or not isinstance(written, str):
        return kinds.EIP_TARGET
    return kinds.EIP_TARGETS.get(written.lower(), kinds.EIP_TARGET)


def _upper(value: str | Unknown) -> str | Unknown:
    return value.upper() if isinstance(value, str) else value


def nat_gateways(graph: Graph) -> dict[str, NatGateway]:
    """NAT gateways by URN."""
    return {
        r.urn: NatGateway(
            r.urn,
            r.name,
            graph.required(r, "vpc_id", kinds.VPC),
            one_of(r, "network_type", "internet", ("internet", "intranet")),
            graph.ref(r, "vswitch_id", kinds.VSWITCH),
        )
        for r in graph.each(*kinds.NAT)
    }


def forward_entries(graph: Graph, eips: dict[str, Eip], hosts: dict[str, Interface]) -> tuple[ForwardEntry, ...]:
    """Every DNAT entry, its ends joined by dependency or by address."""
    tables = _tables(graph, "forward_table_ids")
    outer = {e.address: e.urn for e in eips.values() if isinstance(e.address, str)}
    inner: dict[Cidr, list[str]] = {}
    for host in hosts.values():
        for address in host.addresses:
            inner.setdefault(address, []).append(host.urn)
    return tuple(_forward(graph, r, tables, outer, inner) for r in graph.each("alicloud_forward_entry"))


def _forward(
    graph: Graph, resource: Resource, tables: dict[str, str], outer: dict[str, str], inner: dict[Cidr, list[str]]
) -> ForwardEntry:
    external = text(resource, "external_ip")
    protocol = one_of(resource, "ip_protocol", "any", ("tcp", "udp", "any"))
    every = protocol == "any"
    nat = _table_owner(graph, resource, "forward_table_id", tables)
    if _is_private(graph, nat):
        graph.note(resource, "a VPC NAT gateway leads in from other networks, which is not followed")
    return ForwardEntry(
        resource.urn,
        resource.name,
        nat,
        _eip_of(graph, resource, "external_ip", outer),
        external,
        ALL_PORTS if every else ports(resource, resource.props.get("external_port"), "external_port"),
        protocol,
        _internal(graph, resource, inner),
        ALL_PORTS if every else ports(resource, resource.props.get("internal_port"), "internal_port"),
    )


def _is_private(graph: Graph, nat: Ref) -> bool:
    held = graph.by_urn.get(nat) if isinstance(nat, str) else None
    return held is not None and word(held, "network_type", "internet") == "intranet"


def _internal(graph: Graph, resource: Resource, inner: dict[Cidr, list[str]]) -> Ref | Cidr:
    value = resource.props.get("internal_ip")
    if value is UNKNOWN or value in (None, ""):
        return graph.required(resource, "internal_ip", kinds.HOST + kinds.HAVIP + kinds.BALANCER)
    address = cidr(resource, value, "internal_ip")
    if isinstance(address, Unknown):
        return address
    # the same private address may be in two VPCs: the dependency tells them apart, if there is one, else the VPC does
    owners = inner.get(address, [])
    linked = [urn for urn in graph.linked_to(resource, "internal_ip", kinds.HOST) if urn in owners or not owners]
    return linked[0] if len(linked) == 1 else address


def _eip_of(graph: Graph, resource: Resource, prop: str, outer: dict[str, str]) -> Ref:
    value = resource.props.get(prop)
    if isinstance(value, str) and value:
        return outer.get(value, OUTSIDE + value)
    found = graph.ref(resource, prop, kinds.EIP) or unknown(resource, prop)
    bound = _bound(graph, resource, prop)
    return bound[0] if isinstance(found, Unknown) and len(bound) == 1 else found


def _bound(graph: Graph, resource: Resource, prop: str) -> list[str]:
    """The EIPs of the associations that an address came from: asked of them, it is there once it is bound."""
    linked = [graph.by_urn[urn] for urn in graph.linked_to(resource, prop, ("alicloud_eip_association",))]
    named = [graph.ref(one, "allocation_id", kinds.EIP) for one in linked]
    return list(dict.fromkeys(urn for urn in named if isinstance(urn, str)))


def _tables(graph: Graph, prop: str) -> dict[str, str]:
    tables: dict[str, str] = {}
    for nat in graph.each(*kinds.NAT):
        value = nat.props.get(prop)
        if isinstance(value, str):
            tables |= {table.strip(): nat.urn for table in value.split(",") if table.strip()}
    return tables


def _table_owner(graph: Graph, resource: Resource, prop: str, tables: dict[str, str]) -> Ref:
    value = resource.props.get(prop)
    if isinstance(value, str) and value in tables:
        return tables[value]
    linked = graph.linked_to(resource, prop, kinds.NAT)
    if len(linked) == 1:
        return linked[0]
    return OUTSIDE + value if isinstance(value, str) and value else unknown(resource, prop)


def snat_entries(graph: Graph, eips: dict[str, Eip]) -> tuple[SnatEntry, ...]:
    """Every SNAT entry; they matter for what leaves, and for sharing an EIP with a forward entry."""
    tables = _tables(graph, "snat_table_ids")
    outer = {e.address: e.urn for e in eips.values() if isinstance(e.address, str)}
    return tuple(_snat(graph, r, tables, outer) for r in graph.each("alicloud_snat_entry"))


def _snat(graph: Graph, resource: Resource, tables: dict[str, str], outer: dict[str, str]) -> SnatEntry:
    source: Ref | tuple[Cidr, ...]
    if resource.props.get("source_cidr") not in (None, ""):
        known, missing = cidrs(resource, [resource.props["source_cidr"]], "source_cidr")
        source = missing[0] if missing else known
    else:
        source = graph.required(resource, "source_vswitch_id", kinds.VSWITCH)
    value = resource.props.get("snat_ip")
    shown = value.split(",") if isinstance(value, str) else []
    linked = graph.linked_to(resource, "snat_ip", kinds.EIP) or _bound(graph, resource, "snat_ip")
    used: tuple[Ref, ...] = tuple(outer.get(v.strip(), OUTSIDE + v.strip()) for v in shown) or tuple(linked)
    nat = _table_owner(graph, resource, "snat_table_id", tables)
    return SnatEntry(resource.urn, resource.name, nat, source, used or (unknown(resource, "snat_ip"),))


def ipv6_bandwidths(graph: Graph, hosts: dict[str, Interface]) -> tuple[Ipv6Bandwidth, ...]:
    """Public IPv6 bandwidth and the interface it opens, when the address can be joined to one."""
    return tuple(_ipv6(graph, r, hosts) for r in graph.each("alicloud_vpc_ipv6_internet_bandwidth"))


def _ipv6(graph: Graph, resource: Resource, hosts: dict[str, Interface]) -> Ipv6Bandwidth:
    gateway = graph.ref(resource, "ipv6_gateway_id", ("alicloud_vpc_ipv6_gateway",))
    gate = graph.by_urn.get(gateway) if isinstance(gateway, str) else None
    vpc = graph.ref(gate, "vpc_id", kinds.VPC) if gate else None
    owner: Ref = unknown(resource, "ipv6_address_id")
    linked = graph.linked_to(resource, "ipv6_address_id", kinds.HOST)
    address = graph.ref(resource, "ipv6_address_id", ("alicloud_vpc_ipv6_address",))
    bought = graph.by_urn.get(address) if isinstance(address, str) else None
    if bought and isinstance(value := bought.props.get("ipv6_address"), str):
        wanted = cidr(bought, value, "ipv6_address")
        linked = [h.urn for h in hosts.values() if wanted in h.addresses] or linked
    if len(linked) == 1:
        owner = linked[0]
    return Ipv6Bandwidth(resource.urn, vpc or unknown(resource, "ipv6_gateway_id"), owner)
