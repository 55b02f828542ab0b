"""Vpc 2016-04-28: VPCs, vSwitches, routes, NAT gateways, EIPs, network ACLs, flow logs."""

from yett_emulator.call import Operation
from yett_emulator.service import Service
from yett_emulator.tags import TAG_OPERATIONS

OPERATIONS: dict[str, Operation] = {**TAG_OPERATIONS}

SERVICE = Service("Vpc", "2016-04-28", OPERATIONS)
