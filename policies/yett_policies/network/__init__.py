"""The cloud's nouns as frozen values with the implicit rules written out, so that exposure asks and never guesses."""

from .cidr import EVERYONE, EVERYONE4, EVERYONE6, Cidr
from .eip import Eip, EipAssociation
from .ha_vip import HaVip
from .interface import Interface
from .ipv4_gateway import Ipv4Gateway
from .ipv6_bandwidth import Ipv6Bandwidth
from .listener import AccessList, AclBinding, Listener, Member, ServerGroup
from .load_balancer import LoadBalancer
from .managed_endpoint import ManagedEndpoint
from .nat_gateway import ForwardEntry, NatGateway, SnatEntry
from .network import Declared, Network, Unmodelled
from .network_acl import AclEntry, NetworkAcl
from .ports import ALL_PORTS, PortRange
from .prefix_list import PrefixList
from .record import Record
from .routes import Peering, RouteEntry, RouteTable, TableAttachment
from .rule import PROTOCOLS, STRONGEST, WEAKEST, GroupPeer, Peer, PrefixListPeer, Rule
from .security_group import SecurityGroup, implicit_rules
from .unknown import Ref, Unknown
from .vpc import Vpc, VSwitch

__all__ = [
    "ALL_PORTS",
    "EVERYONE",
    "EVERYONE4",
    "EVERYONE6",
    "PROTOCOLS",
    "STRONGEST",
    "WEAKEST",
    "AccessList",
    "AclBinding",
    "AclEntry",
    "Cidr",
    "Declared",
    "Eip",
    "EipAssociation",
    "ForwardEntry",
    "GroupPeer",
    "HaVip",
    "Interface",
    "Ipv4Gateway",
    "Ipv6Bandwidth",
    "Listener",
    "LoadBalancer",
    "ManagedEndpoint",
    "Member",
    "NatGateway",
    "Network",
    "NetworkAcl",
    "Peer",
    "Peering",
    "PortRange",
    "PrefixList",
    "PrefixListPeer",
    "Record",
    "Ref",
    "RouteEntry",
    "RouteTable",
    "Rule",
    "SecurityGroup",
    "ServerGroup",
    "SnatEntry",
    "TableAttachment",
    "Unknown",
    "Unmodelled",
    "VSwitch",
    "Vpc",
    "implicit_rules",
]
