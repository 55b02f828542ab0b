"""VpcPeer 2022-01-01: connections between two VPCs."""

from yett_emulator.service import Service
from yett_emulator.vpcpeer.peer_connections import OPERATIONS

SERVICE = Service("VpcPeer", "2022-01-01", OPERATIONS)
