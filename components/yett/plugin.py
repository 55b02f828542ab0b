"""What the component package offers, so that its schema is one list away from the classes."""

import pulumi

from yett.access import Access
from yett.bandwidth_package import BandwidthPackage
from yett.eip import Eip
from yett.instance_group import InstanceGroup
from yett.load_balancer import LoadBalancer
from yett.nat_gateway import NatGateway
from yett.peering import Peering
from yett.port_mapping import PortMapping
from yett.scenarios import Bastion, BigData, DatabaseMirror, Game, Web
from yett.security_group import SecurityGroup
from yett.vpc import Vpc

NAME = "yett"
COMPONENTS: tuple[type[pulumi.ComponentResource], ...] = (
    Access,
    BandwidthPackage,
    Bastion,
    BigData,
    DatabaseMirror,
    Eip,
    Game,
    InstanceGroup,
    LoadBalancer,
    NatGateway,
    Peering,
    PortMapping,
    SecurityGroup,
    Vpc,
    Web,
)
