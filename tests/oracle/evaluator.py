"""The oracle: who receives one packet, decided packet by packet, sharing no code with yett, so that agreement counts.

Every loop is the naive one of the cloud's own documents; nothing here knows a set of packets.
"""

from collections.abc import Iterator
from ipaddress import ip_address

from . import routes
from .balancers import FAMILIES, at_balancer
from .cloud import Cloud, Resource, within
from .gateways import at_gateway
from .interfaces import KINDS, interfaces, private_addresses
from .packet import Delivery, Packet
from .routes import answered, by_public_address, over_peering, returned
from .workloads import at_interface

EIP_CARRIES = ("tcp", "udp", "icmp")
"""An EIP carries nothing else ([SDK-vpc] AssociateEipAddress)."""


def deliveries(cloud: Cloud, packet: Packet) -> set[Delivery]:
    """Everything that a packet from the internet reaches; empty when it dies on the way."""
    if ip_address(packet.source).version == 6:
        return set(by_ipv6(cloud, packet))
    return {*by_eip(cloud, packet), *by_public_ip(cloud, packet), *by_balancer(cloud, packet)}


def by_eip(cloud: Cloud, packet: Packet) -> Iterator[Delivery]:
    """Through an elastic IP to whatever it is bound to."""
    if packet.protocol not in EIP_CARRIES:
        return
    for association in cloud.all("alicloud_eip_association"):
        eip = cloud.by_id(association["values"]["allocation_id"], "alicloud_eip_address")
        if eip and eip["values"]["ip_address"] == packet.entry:
            yield from at_target(cloud, association, packet, (eip["address"],))


def at_target(cloud: Cloud, association: Resource, packet: Packet, entry: tuple[str, ...]) -> Iterator[Delivery]:
    """The associated resource by kind."""
    wanted = association["values"]["instance_id"]
    target = cloud.by_id(wanted, *KINDS, *FAMILIES, "alicloud_nat_gateway", "alicloud_havip")
    if target is None:
        return
    if target["type"] in KINDS:
        cut = association["values"].get("mode") == "BINDED"
        yield from public(cloud, target, packet, entry, cut=cut)
    elif target["type"] == "alicloud_nat_gateway":
        yield from at_gateway(cloud, target, packet, entry)
    elif target["type"] == "alicloud_havip":
        yield from at_ha_vip(cloud, target, packet, entry)
    else:
        yield from balanced(cloud, target, packet, entry)


def public(
    cloud: Cloud, interface: Resource, packet: Packet, entry: tuple[str, ...], *, cut: bool = False
) -> Iterator[Delivery]:
    """An interface with a public IPv4 address, when its vswitch's routes lead back."""
    found = at_interface(cloud, interface, packet, packet.port, entry, cut=cut)
    yield from returned(found, by_public_address(cloud, interface["values"]["vswitch_id"], packet.source))


def balanced(cloud: Cloud, balancer: Resource, packet: Packet, entry: tuple[str, ...]) -> Iterator[Delivery]:
    """A balancer with a public address, and what is behind it, when the routes of its vswitches lead back."""
    answer = routes.by_balancer(cloud, legs(balancer), packet.source)
    yield from returned(at_balancer(cloud, balancer, packet, entry), answer)


def legs(balancer: Resource) -> list[str]:
    """Ids of the vswitches that a balancer stands in; a CLB on the internet stands in none."""
    values = balancer["values"]
    own = [zone.get("vswitch_id") for zone in values.get("zone_mappings") or ()]
    return [one for one in (*own, values.get("vswitch_id")) if one]


def at_ha_vip(cloud: Cloud, vip: Resource, packet: Packet, entry: tuple[str, ...]) -> Iterator[Delivery]:
    """Any member may hold the address, so each of them receives."""
    for attachment in cloud.all("alicloud_havip_attachment"):
        values = attachment["values"]
        if values["ha_vip_id"] == vip["values"]["id"] and (member := cloud.by_id(values["instance_id"], *KINDS)):
            yield from public(cloud, member, packet, (*entry, vip["address"]))


def by_public_ip(cloud: Cloud, packet: Packet) -> Iterator[Delivery]:
    """Through the address that bandwidth alone gives an instance."""
    for instance in cloud.all("alicloud_instance"):
        values = instance["values"]
        if values.get("internet_max_bandwidth_out", 0) > 0 and values.get("public_ip") == packet.entry:
            yield from public(cloud, instance, packet, ("public-ip",))


def by_balancer(cloud: Cloud, packet: Packet) -> Iterator[Delivery]:
    """Through a balancer's own internet address."""
    for balancer in cloud.all(*FAMILIES):
        values = balancer["values"]
        own = values.get("address") or values.get("dns_name")
        if values["address_type"].lower() == "internet" and own == packet.entry:
            yield from balanced(cloud, balancer, packet, ())


def by_ipv6(cloud: Cloud, packet: Packet) -> Iterator[Delivery]:
    """Straight to an IPv6 address that has internet bandwidth."""
    for bandwidth in cloud.all("alicloud_vpc_ipv6_internet_bandwidth"):
        address = cloud.by_id(bandwidth["values"]["ipv6_address_id"], "alicloud_vpc_ipv6_address")
        if address is None or address["values"]["ipv6_address"] != packet.entry:
            continue
        for interface in interfaces(cloud):
            if packet.entry in private_addresses(interface):
                answer = answered(cloud, interface["values"]["vswitch_id"], packet.source, "IPv6Gateway")
                yield from returned(
                    at_interface(cloud, interface, packet, packet.port, (bandwidth["address"],)), answer
                )


def deliveries_inside(cloud: Cloud, packet: Packet, place: str) -> set[Delivery]:
    """Everything that a packet reaches by a private address; `place` is the VPC that it is sent in."""
    return {*to_interface(cloud, packet, place), *to_inner_balancer(cloud, packet, place)}


def to_interface(cloud: Cloud, packet: Packet, place: str) -> Iterator[Delivery]:
    """Straight to an interface; traffic inside one vswitch meets no network ACL."""
    for interface in interfaces(cloud):
        vswitch = interface["values"]["vswitch_id"]
        if packet.entry in private_addresses(interface):
            near = same_vswitch(cloud, vswitch, packet.source, place)
            found = at_interface(only_in(cloud, place), interface, packet, packet.port, (), cut=near)
            yield from returned(found, over_peering(cloud, packet.source, place, vswitch, packet.entry))


def to_inner_balancer(cloud: Cloud, packet: Packet, place: str) -> Iterator[Delivery]:
    """To a balancer that has a private address."""
    for balancer in cloud.all(*FAMILIES):
        values = balancer["values"]
        if values["address_type"].lower() != "internet" and values.get("address") == packet.entry:
            found = at_balancer(only_in(cloud, place), balancer, packet, ())
            own = (one for one in found if one.workload == balancer["address"])
            yield from returned(own, over_peering(cloud, packet.source, place, legs(balancer)[0], packet.entry))


def only_in(cloud: Cloud, place: str) -> Cloud:
    """The cloud as groups know a sender in one VPC: an interface elsewhere is not it, whatever its address is."""
    away = [i["address"] for i in interfaces(cloud) if routes.vpc_of(cloud, i["values"]["vswitch_id"]) != place]
    return Cloud(tuple(r for r in cloud.resources if r["address"] not in away))


def same_vswitch(cloud: Cloud, wanted: str, source: str, place: str) -> bool:
    """Whether a sender in a VPC is in this vswitch of it."""
    vswitch = cloud.by_id(wanted, "alicloud_vswitch")
    if vswitch is None or vswitch["values"]["vpc_id"] != place:
        return False
    blocks = (vswitch["values"]["cidr_block"], vswitch["values"].get("ipv6_cidr_block"))
    return any(within(source, block) for block in blocks if block)
