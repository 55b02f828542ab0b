"""Read a live account in one region: the network as the cloud itself says it is."""

from collections.abc import Iterator
from dataclasses import replace

from yett_policies.network import Network, Unmodelled
from yett_policies.resources import Resource

from ..build import build_network
from ..cloud_api import CloudApi
from .alb_nlb import application_balancers, network_balancers
from .clb import classic_balancers
from .ecs import instances, network_interfaces, prefix_lists, security_groups
from .fleets import folded
from .routes import ipv4_gateways, peerings
from .scaling import scaling_groups
from .vpc import eips, ha_vips, ipv6_addresses, nat_gateways, network_acls, networks, vswitches

READERS = (
    networks,
    vswitches,
    security_groups,
    prefix_lists,
    instances,
    network_interfaces,
    eips,
    nat_gateways,
    ha_vips,
    ipv6_addresses,
    network_acls,
    ipv4_gateways,
    peerings,
    classic_balancers,
    application_balancers,
    network_balancers,
    scaling_groups,
)

KINDS = frozenset(
    {
        "alicloud_alb_acl",
        "alicloud_alb_listener",
        "alicloud_alb_load_balancer",
        "alicloud_alb_rule",
        "alicloud_alb_server_group",
        "alicloud_ecs_network_interface",
        "alicloud_ecs_network_interface_attachment",
        "alicloud_ecs_prefix_list",
        "alicloud_eip_address",
        "alicloud_eip_association",
        "alicloud_ess_scaling_configuration",
        "alicloud_ess_scaling_group",
        "alicloud_ess_scalinggroup_vserver_groups",
        "alicloud_ess_server_group_attachment",
        "alicloud_forward_entry",
        "alicloud_havip",
        "alicloud_havip_attachment",
        "alicloud_instance",
        "alicloud_nat_gateway",
        "alicloud_network_acl",
        "alicloud_nlb_listener",
        "alicloud_nlb_load_balancer",
        "alicloud_nlb_server_group",
        "alicloud_route_table",
        "alicloud_route_table_attachment",
        "alicloud_security_group",
        "alicloud_security_group_rule",
        "alicloud_slb_acl",
        "alicloud_slb_backend_server",
        "alicloud_slb_listener",
        "alicloud_slb_load_balancer",
        "alicloud_slb_master_slave_server_group",
        "alicloud_slb_rule",
        "alicloud_slb_server_group",
        "alicloud_snat_entry",
        "alicloud_vpc",
        "alicloud_vpc_gateway_route_table_attachment",
        "alicloud_vpc_ipv4_gateway",
        "alicloud_vpc_ipv6_address",
        "alicloud_vpc_ipv6_gateway",
        "alicloud_vpc_ipv6_internet_bandwidth",
        "alicloud_vpc_peer_connection",
        "alicloud_vpc_route_entry",
        "alicloud_vswitch",
    }
)
"""The types that these readers can show; that another is not there says nothing."""

IN_PART = frozenset({"alicloud_ecs_launch_template"})
"""Types of which only those are read that something else names: that there are no more says nothing either."""

NOT_READ = Unmodelled(
    "live:account",
    "account",
    "only VPC, ECS, scaling groups, CLB, ALB, NLB and VPC peering are read from a live account: databases, container "
    "groups, clusters, accelerators and gateways are not, judge a state for those",
)
"""Said with every live account, as nobody can tell from outside whether it holds any of these."""


def read_live(api: CloudApi) -> Network:
    """The network of an account, by reading calls only; raises SnapshotError in the cloud's own words.

    One region is read, and of it the services that `NOT_READ` leaves.
    """
    found = build_network(resources_of(api))
    return replace(found, holds_every_route=True, unmodelled=(*found.unmodelled, NOT_READ))


def resources_of(api: CloudApi) -> Iterator[Resource]:
    """Everything that decides about reachability, in Terraform's words; a scaling group's machines as one fleet."""
    return folded(api, (one for reader in READERS for one in reader(api)))
