"""Everything a snapshot says about reachability, in one value that nothing changes."""

from collections.abc import Mapping
from dataclasses import field
from typing import TYPE_CHECKING

from yett_policies.frozen import frozen

from .eip import Eip, EipAssociation
from .ha_vip import HaVip
from .interface import Interface
from .ipv4_gateway import Ipv4Gateway
from .ipv6_bandwidth import Ipv6Bandwidth
from .listener import AccessList, Listener, ServerGroup
from .load_balancer import LoadBalancer
from .managed_endpoint import ManagedEndpoint
from .nat_gateway import ForwardEntry, NatGateway, SnatEntry
from .network_acl import NetworkAcl
from .prefix_list import PrefixList
from .record import Record
from .routes import Peering, RouteEntry, RouteTable, TableAttachment
from .rule import Rule
from .security_group import SecurityGroup
from .vpc import Vpc, VSwitch

if TYPE_CHECKING:
    from yett.packets import TrafficSet


@frozen
class Unmodelled:
    """Something that touches exposure and that yett does not follow: said aloud, never passed over."""

    urn: str
    type: str
    why: str


@frozen
class Declared:
    """One opening of a component's spec, in the traffic's own terms.

    `covers` holds the URNs that the component built: the opening speaks of ways through them.
    """

    urn: str
    name: str
    where: str
    traffic: "TrafficSet"
    covers: frozenset[str]


@frozen
class Network:
    """The nouns by URN. `stray_rules` are group rules whose group is not known: each may be in any group.

    `holds_every_route`: also those that the cloud adds by itself, as a live account shows them.
    """

    vpcs: Mapping[str, Vpc] = field(default_factory=dict)
    vswitches: Mapping[str, VSwitch] = field(default_factory=dict)
    groups: Mapping[str, SecurityGroup] = field(default_factory=dict)
    interfaces: Mapping[str, Interface] = field(default_factory=dict)
    eips: Mapping[str, Eip] = field(default_factory=dict)
    associations: tuple[EipAssociation, ...] = ()
    nat_gateways: Mapping[str, NatGateway] = field(default_factory=dict)
    forward_entries: tuple[ForwardEntry, ...] = ()
    snat_entries: tuple[SnatEntry, ...] = ()
    ha_vips: Mapping[str, HaVip] = field(default_factory=dict)
    balancers: Mapping[str, LoadBalancer] = field(default_factory=dict)
    listeners: tuple[Listener, ...] = ()
    access_lists: Mapping[str, AccessList] = field(default_factory=dict)
    server_groups: Mapping[str, ServerGroup] = field(default_factory=dict)
    network_acls: tuple[NetworkAcl, ...] = ()
    prefix_lists: Mapping[str, PrefixList] = field(default_factory=dict)
    route_tables: Mapping[str, RouteTable] = field(default_factory=dict)
    table_attachments: tuple[TableAttachment, ...] = ()
    route_entries: tuple[RouteEntry, ...] = ()
    ipv4_gateways: Mapping[str, Ipv4Gateway] = field(default_factory=dict)
    peerings: tuple[Peering, ...] = ()
    ipv6_bandwidths: tuple[Ipv6Bandwidth, ...] = ()
    managed_endpoints: tuple[ManagedEndpoint, ...] = ()
    stray_rules: tuple[Rule, ...] = ()
    declared: tuple[Declared, ...] = ()
    records: tuple[Record, ...] = ()
    unmodelled: tuple[Unmodelled, ...] = ()
    holds_every_route: bool = False
