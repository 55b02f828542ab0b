"""Instances, interfaces, container groups and scaling configurations as the interfaces that packets meet."""

from typing import Any

from yett_policies.network import Cidr, HaVip, Interface, Ref, Unknown

from ..resource import UNKNOWN, Resource
from . import kinds
from .graph import Graph, unknown
from .groups import group_refs
from .values import blocks, cidr, flag, items, whole

ATTACHMENTS = ("alicloud_ecs_network_interface_attachment", "alicloud_network_interface_attachment")
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
    groups = group_refs(graph, resource, "security_groups")
    vswitch = graph.ref(resource, "vswitch_id", kinds.VSWITCH)
    for block in blocks(resource, "network_interfaces"):
        if block.get("network_interface_id") in (None, "") and block.get("security_group_ids"):
            graph.note(resource, "an inline secondary interface with groups of its own is not followed")
    if resource.props.get("launch_template_id") and not groups:
        groups = Unknown(f'the groups of instance "{resource.name}", which come from a launch template')
    return Interface(
        resource.urn,
        resource.name,
        vswitch,
        groups,
        _addresses(resource, PRIVATE),
        resource.urn,
        _ipv6(resource),
        _bandwidth_ip(resource),
    )


def _interface(graph: Graph, resource: Resource, owners: dict[str, Ref]) -> Interface:
    return Interface(
        resource.urn,
        resource.name,
        graph.ref(resource, "vswitch_id", kinds.VSWITCH),
        group_refs(graph, resource, "security_group_ids", "security_groups"),
        _addresses(resource, PRIVATE),
        owners.get(resource.urn),
        _ipv6(resource),
        None,
        "interface",
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
    public: str | Unknown | None = None
    if flag(resource, "auto_create_eip", False) is not False or resource.props.get("eip_instance_id"):
        public = _known(resource, "internet_ip")
    return Interface(
        resource.urn,
        resource.name,
        graph.ref(resource, "vswitch_id", kinds.VSWITCH),
        group_refs(graph, resource, "security_group_id"),
        _addresses(resource, ("intranet_ip",)),
        None,
        False,
        public,
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
    public = _bandwidth_ip(resource)
    if flag(resource, "auto_create_eip", False) is not False:
        public = _known(resource, "internet_ip")
    groups = group_refs(graph, resource, "security_group_id", "security_group_ids")
    return Interface(resource.urn, resource.name, vswitch, groups, (), None, False, public, "scaling-configuration")


def _bandwidth_ip(resource: Resource) -> str | Unknown | None:
    """The public address that internet bandwidth brings; None without it.

    Source: the provider's instance page (`internet_max_bandwidth_out` > 0 gives a public IP).
    """
    bandwidth = whole(resource, resource.props.get("internet_max_bandwidth_out"), "internet_max_bandwidth_out", 0)
    if isinstance(bandwidth, Unknown):
        return bandwidth
    if bandwidth or flag(resource, "allocate_public_ip", False) is True:
        return _known(resource, "public_ip")
    # an address that a state holds without bandwidth was given by an EIP: the association says it
    return None


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
