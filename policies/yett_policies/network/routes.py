"""Ways between networks: route entries and VPC peerings."""

from dataclasses import dataclass

from .cidr import Cidr
from .unknown import Ref, Unknown


@dataclass(frozen=True, slots=True)
class RouteEntry:
    """Traffic to `destination` leaves by `nexthop`; a CIDR is reached, and answers, only by a route."""

    urn: str
    table: Ref
    vpc: Ref
    destination: Cidr | Unknown
    nexthop: Ref
    nexthop_type: str | Unknown


@dataclass(frozen=True, slots=True)
class Peering:
    """A connection between two VPCs; it carries nothing until both sides have routes over it."""

    urn: str
    name: str
    vpcs: tuple[Ref, Ref]
