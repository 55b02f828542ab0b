"""Interfaces as the packet meets them: an instance's first one, or one of its own."""

from collections.abc import Iterator

from .cloud import Cloud, Resource

KINDS = ("alicloud_instance", "alicloud_ecs_network_interface")


def interfaces(cloud: Cloud) -> Iterator[Resource]:
    """Every instance and every network interface."""
    return cloud.all(*KINDS)


def groups_of(interface: Resource) -> list[str]:
    """Ids of the security groups it has joined."""
    values = interface["values"]
    return list(values.get("security_groups") or values.get("security_group_ids") or ())


def private_addresses(interface: Resource) -> list[str]:
    """Its IPv4 address and its IPv6 addresses."""
    values = interface["values"]
    first = values.get("private_ip") or values.get("primary_ip_address")
    return [a for a in (first, *(values.get("ipv6_addresses") or ())) if a]


def owner(cloud: Cloud, address: str, vpc: str) -> Resource | None:
    """The interface with this private address in a VPC."""
    for interface in interfaces(cloud):
        vswitch = cloud.by_id(interface["values"]["vswitch_id"], "alicloud_vswitch")
        if address in private_addresses(interface) and vswitch and vswitch["values"]["vpc_id"] == vpc:
            return interface
    return None


def has_public_address(cloud: Cloud, interface: Resource) -> bool:
    """Whether an EIP is bound to it or the cloud gave it an address of its own."""
    bound = (a["values"]["instance_id"] for a in cloud.all("alicloud_eip_association"))
    return interface["values"]["id"] in bound or bool(interface["values"].get("public_ip"))
