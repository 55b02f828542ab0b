"""Instances, interfaces, container groups and scaling groups as the interfaces that packets meet."""

from typing import Any

from yett_policies.network import Cidr, HaVip, Interface, Ref, Unknown
from yett_policies.resources import UNKNOWN, Resource, kinds
from yett_policies.resources.graph import Graph, unknown
from yett_policies.resources.values import cidr, items, whole

from .attached import Attached
from .groups import group_refs
from .public_ip import bandwidth_ip, own_eip
from .scaling import scaled
from .templates import template_of

ATTACHMENTS = ("alicloud_ecs_network_interface_attachment", "alicloud_network_interface_attachment")
FURTHER = ("private_ips", "private_ip_addresses", "secondary_private_ips")
PRIVATE = ("private_ip", "primary_ip_address", *FURTHER)
COUNTS = ("secondary_private_ip_address_count", "private_ips_count")
"""How many further addresses the cloud is to choose; a state lists them."""


def interfaces(graph: Graph) -> dict[str, Interface]:
    """Every interface by URN; an instance's primary one has the instance's URN."""
    found = [_instance(graph, r) for r in graph.each(*kinds.INSTANCE)]
    owners = _owners(graph)
    found += [_interface(graph, r, owners) for r in graph.each(*kinds.INTERFACE)]
    found += [_container_group(graph, r) for r in graph.each(*kinds.CONTAINER_GROUP)]
    found += scaled(graph)
    return {interface.urn: interface for interface in found}


def _instance(graph: Graph, resource: Resource) -> Interface:
    template = template_of(graph, resource)
    primary = given_interface(graph, resource)
    has_ip, address = bandwidth_ip(resource, template)
    return Interface(
        resource.urn,
        resource.name,
        _vswitch(graph, resource, primary, template),
        _groups(graph, resource, primary, template),
        _addresses(resource, PRIVATE) or (_addresses(primary, PRIVATE) if primary else ()),
        resource.urn,
        _ipv6(resource),
        has_ip,
        address,
        has_more=may_have_more(resource),
    )


def _vswitch(
    graph: Graph, resource: Resource, primary: Resource | None, template: Resource | Unknown | None
) -> Ref | None:
    """An instance's own vswitch, or that of the interface or the launch template it is made from."""
    for one in (resource, primary, template):
        if isinstance(one, Unknown):
            return one
        if one is not None and (found := graph.ref(one, "vswitch_id", kinds.VSWITCH)) is not None:
            return found
    return None


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


def given_interface(graph: Graph, resource: Resource) -> Resource | None:
    """The interface that an instance is given as its first one instead of getting a new one.

    Those of its `network_interfaces` are secondary ones. Source: the provider's instance page.
    """
    ref = graph.ref(resource, "network_interface_id", kinds.INTERFACE)
    return graph.by_urn.get(ref) if isinstance(ref, str) else None


def let_answer_to_interfaces(graph: Graph) -> None:
    """Let every instance be found by the id of its first interface, where no resource of its own has that."""
    for instance in graph.each(*kinds.INSTANCE):
        ident = instance.props.get("network_interface_id")
        if isinstance(ident, str) and ident and graph.named(ident, kinds.INTERFACE) not in graph.by_urn:
            graph.answer_to(ident, instance)


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
        has_more=may_have_more(resource),
    )


def _owners(graph: Graph) -> dict[str, Ref]:
    owners: dict[str, Ref] = {}
    for attachment in graph.each(*ATTACHMENTS):
        interface = graph.ref(attachment, "network_interface_id", kinds.INTERFACE)
        owner = graph.ref(attachment, "instance_id", kinds.INSTANCE)
        if isinstance(interface, str) and owner is not None:
            owners[interface] = owner
    given = ((given_interface(graph, instance), instance) for instance in graph.each(*kinds.INSTANCE))
    return owners | {first.urn: instance.urn for first, instance in given if first is not None}


def _container_group(graph: Graph, resource: Resource) -> Interface:
    has_ip, address = own_eip(resource)
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


def addresses_of(host: Resource) -> tuple[Cidr, ...]:
    """The private addresses of an instance, an interface or a container group, as far as anybody knows them."""
    return _addresses(host, (*PRIVATE, "intranet_ip"))


def may_have_more(host: Resource) -> bool:
    """Whether a host is given private addresses that are not known yet, one by one or by a number of them."""
    listed = [value for prop in PRIVATE for value in items(host.props.get(prop))]
    if any(value is UNKNOWN for value in listed):
        return True
    counts = (whole(host, host.props.get(prop), prop, 0) for prop in COUNTS)
    return any(count != 0 for count in counts) and not any(items(host.props.get(prop)) for prop in FURTHER)


def _addresses(resource: Resource, props: tuple[str, ...]) -> tuple[Cidr, ...]:
    values: list[Any] = []
    for prop in (*props, "ipv6_addresses"):
        values += [v for v in items(resource.props.get(prop)) if v not in (None, "") and v is not UNKNOWN]
    found = dict.fromkeys(cidr(resource, value, "private_ip") for value in values)
    return tuple(c for c in found if isinstance(c, Cidr))


def _ipv6(resource: Resource) -> bool | Unknown:
    count = whole(resource, resource.props.get("ipv6_address_count"), "ipv6_address_count", 0)
    listed = resource.props.get("ipv6_addresses")
    if listed is UNKNOWN:
        return unknown(resource, "ipv6_addresses")
    if count is True or listed not in (None, []):
        return True
    return count if isinstance(count, Unknown) else bool(count)


def ha_vips(graph: Graph) -> dict[str, HaVip]:
    """Virtual addresses by URN with everything attached to them; what is attached to nobody knows which may be here."""
    members: Attached[Ref] = Attached()
    for attachment in graph.each("alicloud_havip_attachment"):
        prop = "havip_id" if attachment.props.get("havip_id") not in (None, "") else "ha_vip_id"
        target = graph.required(attachment, prop, kinds.HAVIP)
        members.add(target, graph.required(attachment, "instance_id", kinds.HOST))
    return {
        r.urn: HaVip(
            r.urn,
            r.name,
            graph.ref(r, "vswitch_id", kinds.VSWITCH),
            _addresses(r, ("ip_address",)),
            (*members.of(r.urn), *members.lost),
        )
        for r in graph.each(*kinds.HAVIP)
    }
