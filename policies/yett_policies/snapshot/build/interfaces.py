"""Instances, interfaces, container groups and scaling configurations as the interfaces that packets meet."""

from typing import Any

from yett_policies.network import Cidr, HaVip, Interface, Ref, Unknown
from yett_policies.resources import UNKNOWN, Resource, kinds
from yett_policies.resources.graph import Graph, unknown
from yett_policies.resources.values import blocks, cidr, flag, items, whole

from .groups import group_refs

ATTACHMENTS = ("alicloud_ecs_network_interface_attachment", "alicloud_network_interface_attachment")
PublicIp = tuple[bool | Unknown, str | Unknown]
"""(whether there is one, its address)."""

TEMPLATES = ("alicloud_ecs_launch_template", "alicloud_launch_template")
TEMPLATE_PROPS = ("launch_template_id", "launch_template_name")
PRIVATE = ("private_ip", "primary_ip_address", "private_ips", "private_ip_addresses", "secondary_private_ips")


def interfaces(graph: Graph) -> dict[str, Interface]:
    """Every interface by URN; an instance's primary one has the instance's URN."""
    found = [_instance(graph, r) for r in graph.each(*kinds.INSTANCE)]
    owners = _owners(graph)
    found += [_interface(graph, r, owners) for r in graph.each(*kinds.INTERFACE)]
    found += [_container_group(graph, r) for r in graph.each(*kinds.CONTAINER_GROUP)]
    found += _scaling(graph)
    return {interface.urn: interface for interface in found}


def _instance(graph: Graph, resource: Resource) -> Interface:
    for block in blocks(resource, "network_interfaces"):
        if block.get("network_interface_id") in (None, "") and block.get("security_group_ids"):
            graph.note(resource, "an inline secondary interface with groups of its own is not followed")
    template = _template(graph, resource)
    primary = _primary(graph, resource)
    has_ip, address = _bandwidth_ip(resource, template)
    return Interface(
        resource.urn,
        resource.name,
        graph.ref(resource, "vswitch_id", kinds.VSWITCH)
        or (graph.ref(primary, "vswitch_id", kinds.VSWITCH) if primary else None),
        _groups(graph, resource, primary, template),
        _addresses(resource, PRIVATE) or (_addresses(primary, PRIVATE) if primary else ()),
        resource.urn,
        _ipv6(resource),
        has_ip,
        address,
    )


def _groups(
    graph: Graph, resource: Resource, primary: Resource | None, template: Resource | Unknown | None
) -> tuple[Ref, ...] | Unknown:
    """An instance's own groups, or those of the interface or the launch template it is made from."""
    own = group_refs(graph, resource, "security_groups", "security_group_id", "security_group_ids")
    if own or isinstance(own, Unknown):
        return own
    if primary is not None:
        return group_refs(graph, primary, "security_group_ids", "security_groups")
    if isinstance(template, Unknown):
        return template
    return group_refs(graph, template, "security_group_id", "security_group_ids") if template else ()


def _primary(graph: Graph, resource: Resource) -> Resource | None:
    """The interface that an instance is given as its first one instead of getting a new one."""
    for block in blocks(resource, "network_interfaces"):
        ref = graph.ref(resource, "network_interfaces", kinds.INTERFACE, block.get("network_interface_id"))
        if isinstance(ref, str) and ref in graph.by_urn:
            return graph.by_urn[ref]
    return None


def _template(graph: Graph, resource: Resource) -> Resource | Unknown | None:
    """The launch template behind an instance; Unknown when there is one and the snapshot does not hold it."""
    if all(resource.props.get(prop) in (None, "") for prop in TEMPLATE_PROPS):
        return None
    ref = graph.ref(resource, "launch_template_id", TEMPLATES)
    if isinstance(ref, str) and ref in graph.by_urn:
        return graph.by_urn[ref]
    return Unknown(f'the launch template of "{resource.name}"')


def _interface(graph: Graph, resource: Resource, owners: dict[str, Ref]) -> Interface:
    return Interface(
        resource.urn,
        resource.name,
        graph.ref(resource, "vswitch_id", kinds.VSWITCH),
        group_refs(graph, resource, "security_group_ids", "security_groups"),
        _addresses(resource, PRIVATE),
        owners.get(resource.urn),
        _ipv6(resource),
        kind="interface",
    )


def _owners(graph: Graph) -> dict[str, Ref]:
    owners: dict[str, Ref] = {}
    for attachment in graph.each(*ATTACHMENTS):
        interface = graph.ref(attachment, "network_interface_id", kinds.INTERFACE)
        owner = graph.ref(attachment, "instance_id", kinds.INSTANCE)
        if isinstance(interface, str) and owner is not None:
            owners[interface] = owner
    return owners


def _container_group(graph: Graph, resource: Resource) -> Interface:
    has_ip, address = _own_eip(resource)
    return Interface(
        resource.urn,
        resource.name,
        graph.ref(resource, "vswitch_id", kinds.VSWITCH),
        group_refs(graph, resource, "security_group_id"),
        _addresses(resource, ("intranet_ip",)),
        None,
        False,
        has_ip,
        address,
        "container-group",
    )


def _scaling(graph: Graph) -> list[Interface]:
    types = ("alicloud_ess_scaling_configuration", "alicloud_ess_eci_scaling_configuration")
    return [_scaled(graph, r) for r in graph.each(*types)]


def _scaled(graph: Graph, resource: Resource) -> Interface:
    """The instances that a scaling configuration would start, as one workload without an address yet."""
    group = graph.ref(resource, "scaling_group_id", ("alicloud_ess_scaling_group",))
    owner = graph.by_urn.get(group) if isinstance(group, str) else None
    listed = graph.refs(owner, "vswitch_ids", kinds.VSWITCH) if owner else ()
    single = listed[0] if isinstance(listed, tuple) and len(listed) == 1 else None
    vswitch = single or Unknown(f'the vswitch of scaling configuration "{resource.name}"')
    has_ip, address = _own_eip(resource)
    if has_ip is False:
        has_ip, address = _bandwidth_ip(resource)
    groups = group_refs(graph, resource, "security_group_id", "security_group_ids")
    kind = "scaling-configuration"
    return Interface(resource.urn, resource.name, vswitch, groups, (), None, False, has_ip, address, kind)


def _own_eip(resource: Resource) -> PublicIp:
    """The EIP that a container group is created with or given by id."""
    made = flag(resource, "auto_create_eip", False)
    has_ip = True if resource.props.get("eip_instance_id") not in (None, "") else made
    return has_ip, _known(resource, "internet_ip") if has_ip is not False else ""


def _bandwidth_ip(resource: Resource, template: Resource | Unknown | None = None) -> PublicIp:
    """The public address that internet bandwidth brings.

    Source: the provider's instance page (`internet_max_bandwidth_out` > 0 gives a public IP).
    """
    value = resource.props.get("internet_max_bandwidth_out")
    if value is None and isinstance(template, Unknown):
        return template, template
    if value is None and template is not None and not isinstance(template, Unknown):
        value = template.props.get("internet_max_bandwidth_out")
    bandwidth = whole(resource, value, "internet_max_bandwidth_out", 0)
    if isinstance(bandwidth, Unknown):
        return bandwidth, bandwidth
    # an address that a state holds without bandwidth was given by an EIP: the association says it
    has_ip = bool(bandwidth) or flag(resource, "allocate_public_ip", False) is True
    return has_ip, _known(resource, "public_ip") if has_ip else ""


def _known(resource: Resource, prop: str) -> str | Unknown:
    value = resource.props.get(prop)
    return value if isinstance(value, str) and value else unknown(resource, prop)


def _addresses(resource: Resource, props: tuple[str, ...]) -> tuple[Cidr, ...]:
    values: list[Any] = []
    for prop in (*props, "ipv6_addresses"):
        values += [v for v in items(resource.props.get(prop)) if v not in (None, "") and v is not UNKNOWN]
    found = dict.fromkeys(cidr(resource, value, "private_ip") for value in values)
    return tuple(c for c in found if isinstance(c, Cidr))


def _ipv6(resource: Resource) -> bool | Unknown:
    count = whole(resource, resource.props.get("ipv6_address_count"), "ipv6_address_count", 0)
    listed = resource.props.get("ipv6_addresses")
    if count is True or listed not in (None, [], UNKNOWN):
        return True
    return count if isinstance(count, Unknown) else bool(count)


def ha_vips(graph: Graph) -> dict[str, HaVip]:
    """Virtual addresses by URN with everything attached to them."""
    members: dict[str, list[Ref]] = {}
    for attachment in graph.each("alicloud_havip_attachment"):
        prop = "havip_id" if attachment.props.get("havip_id") is not None else "ha_vip_id"
        target = graph.ref(attachment, prop, kinds.HAVIP)
        member = graph.ref(attachment, "instance_id", kinds.HOST)
        if isinstance(target, str) and member is not None:
            members.setdefault(target, []).append(member)
    return {
        r.urn: HaVip(
            r.urn,
            r.name,
            graph.ref(r, "vswitch_id", kinds.VSWITCH),
            _addresses(r, ("ip_address",)),
            tuple(members.get(r.urn, ())),
        )
        for r in graph.each(*kinds.HAVIP)
    }
