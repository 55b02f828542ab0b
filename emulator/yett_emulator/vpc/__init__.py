"""Vpc 2016-04-28: VPCs, vSwitches, routes, NAT gateways, EIPs, network ACLs, flow logs."""

from yett_emulator.call import Operation
from yett_emulator.service import Service
from yett_emulator.tags import TAG_OPERATIONS
from yett_emulator.vpc import route_tables, vpcs, vswitches

OPERATIONS: dict[str, Operation] = {
    **TAG_OPERATIONS,
    **vpcs.OPERATIONS,
    **vswitches.OPERATIONS,
    **route_tables.OPERATIONS,
}

SERVICE = Service("Vpc", "2016-04-28", OPERATIONS)
