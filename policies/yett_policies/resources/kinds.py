"""Terraform types by the noun they are, aliases included."""

GROUP = ("alicloud_security_group",)
VPC = ("alicloud_vpc",)
VSWITCH = ("alicloud_vswitch", "alicloud_subnet")
INSTANCE = ("alicloud_instance",)
CONTAINER_GROUP = ("alicloud_eci_container_group",)
INTERFACE = ("alicloud_ecs_network_interface", "alicloud_network_interface")
EIP = ("alicloud_eip_address", "alicloud_eip")
NAT = ("alicloud_nat_gateway",)
HAVIP = ("alicloud_havip", "alicloud_vpc_ha_vip")
CLB = ("alicloud_slb_load_balancer", "alicloud_slb")
ALB = ("alicloud_alb_load_balancer",)
NLB = ("alicloud_nlb_load_balancer",)
PREFIX_LIST = ("alicloud_ecs_prefix_list", "alicloud_vpc_prefix_list")
CLB_ACL = ("alicloud_slb_acl",)
ALB_ACL = ("alicloud_alb_acl",)
NETWORK_ACL = ("alicloud_network_acl",)
ROUTE_TABLE = ("alicloud_route_table",)
SERVER_GROUP = (
    "alicloud_slb_server_group",
    "alicloud_slb_master_slave_server_group",
    "alicloud_alb_server_group",
    "alicloud_nlb_server_group",
)
HOST = INSTANCE + INTERFACE + CONTAINER_GROUP
BALANCER = CLB + ALB + NLB
EIP_TARGET = HOST + NAT + HAVIP + BALANCER
EIP_TARGETS = {
    "ecsinstance": INSTANCE + CONTAINER_GROUP,
    "networkinterface": INTERFACE,
    "nat": NAT,
    "havip": HAVIP,
    "slbinstance": BALANCER,
}
"""What an EIP is associated with, by the association's instance type in lower case."""
PEERING = ("alicloud_vpc_peer_connection",)
ACCEPTER = ("alicloud_vpc_peer_connection_accepter",)
IPV4_GATEWAY = ("alicloud_vpc_ipv4_gateway",)
IPV6_GATEWAY = ("alicloud_vpc_ipv6_gateway",)
NEXTHOP = (*HOST, *NAT, *HAVIP, *PEERING, *ACCEPTER, *IPV4_GATEWAY, *IPV6_GATEWAY)

WORDS = {"alicloud_slb": "load balancer", "alicloud_slb_load_balancer": "load balancer"}


def spoken(kind: str) -> str:
    """A type as a person says it.

    >>> spoken("alicloud_security_group_rule"), spoken("alicloud_slb")
    ('security group rule', 'load balancer')
    """
    return WORDS.get(kind) or kind.removeprefix("alicloud_").replace("_", " ")
