"""Vpc 2016-04-28: VPCs, vSwitches, routes, NAT gateways, EIPs, network ACLs, flow logs."""

from yett_emulator.call import Operation
from yett_emulator.service import Service
from yett_emulator.vpc import (
    any_resource,
    bandwidth_packages,
    default_network,
    eip_bindings,
    eips,
    flow_logs,
    forward_entries,
    ha_vips,
    ip_gateways,
    nat_gateways,
    nat_ips,
    network_acls,
    prefix_lists,
    route_entries,
    route_tables,
    snat_entries,
    vpcs,
    vswitches,
)

OPERATIONS: dict[str, Operation] = {
    **any_resource.OPERATIONS,
    **vpcs.OPERATIONS,
    **vswitches.OPERATIONS,
    **default_network.OPERATIONS,
    **route_tables.OPERATIONS,
    **route_entries.OPERATIONS,
    **nat_gateways.OPERATIONS,
    **nat_ips.OPERATIONS,
    **snat_entries.OPERATIONS,
    **forward_entries.OPERATIONS,
    **eips.OPERATIONS,
    **eip_bindings.OPERATIONS,
    **bandwidth_packages.OPERATIONS,
    **network_acls.OPERATIONS,
    **flow_logs.OPERATIONS,
    **ha_vips.OPERATIONS,
    **ip_gateways.OPERATIONS,
    **prefix_lists.OPERATIONS,
}

SERVICE = Service("Vpc", "2016-04-28", OPERATIONS)
