"""Ways between networks: route tables, their entries, the vswitches that obey them, and VPC peerings."""

from yett_policies.frozen import frozen

from .cidr import Cidr
from .unknown import Ref, Unknown


@frozen
class RouteTable:
    """A custom route table; `serves` is "vswitch", or "gateway" when it steers what a border gateway lets in.

    The system table of a VPC is no noun of its own: it goes by the URN of its VPC.
    """

    urn: str
    name: str
    vpc: Ref
    serves: str | Unknown = "vswitch"


@frozen
class TableAttachment:
    """A vswitch obeys just one table: the one that is attached to it, else the system table of its VPC.

    Source: vpc/vpc-route-table.
    """

    urn: str
    table: Ref
    vswitch: Ref


@frozen
class RouteEntry:
    """Traffic to `destination` leaves by `nexthop`; a CIDR is reached, and answers, only by a route.

    `table` is a custom table, or a VPC when it is that VPC's system table.
    """

    urn: str
    table: Ref
    vpc: Ref
    destination: Cidr | Unknown
    nexthop: Ref
    nexthop_type: str | Unknown


@frozen
class Peering:
    """A connection between two VPCs; it carries nothing until both sides have routes over it."""

    urn: str
    name: str
    vpcs: tuple[Ref, Ref]
