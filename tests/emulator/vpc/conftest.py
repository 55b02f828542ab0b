"""A small VPC to stand in: one vSwitch, and when asked a NAT gateway with a bound EIP."""

from dataclasses import dataclass

import pytest

from tests.emulator.api import Api

ZONE = "cn-hangzhou-h"


@dataclass(frozen=True)
class Network:
    vpc: str
    vswitch: str


@dataclass(frozen=True)
class Gateway:
    """A NAT gateway of the network, its two tables, and an EIP that is bound to it."""

    nat: str
    snat_table: str
    forward_table: str
    eip: str
    address: str


@pytest.fixture
def network(vpc: Api) -> Network:
    key = vpc("CreateVpc", CidrBlock="10.0.0.0/16")["VpcId"]
    vswitch = vpc("CreateVSwitch", VpcId=key, ZoneId=ZONE, CidrBlock="10.0.1.0/24")["VSwitchId"]
    return Network(key, vswitch)


@pytest.fixture
def gateway(vpc: Api, network: Network) -> Gateway:
    made = vpc("CreateNatGateway", VpcId=network.vpc, VSwitchId=network.vswitch, NatType="Enhanced")
    eip = vpc("AllocateEipAddress")
    vpc("AssociateEipAddress", AllocationId=eip["AllocationId"], InstanceId=made["NatGatewayId"], InstanceType="Nat")
    tables = made["SnatTableIds"]["SnatTableId"][0], made["ForwardTableIds"]["ForwardTableId"][0]
    return Gateway(made["NatGatewayId"], *tables, eip["AllocationId"], eip["EipAddress"])
