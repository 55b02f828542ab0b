"""VpcPeer 2022-01-01: connections between two VPCs."""

from yett_emulator.call import Operation
from yett_emulator.service import Service

OPERATIONS: dict[str, Operation] = {}

SERVICE = Service("VpcPeer", "2022-01-01", OPERATIONS)
