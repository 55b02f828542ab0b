"""A VPC and its vswitches, so that "from inside" is a set of addresses."""

from yett_policies.frozen import frozen

from .cidr import Cidr
from .unknown import Ref, Unknown


@frozen
class Vpc:
    """A private network; `cidrs` holds its IPv4, secondary and IPv6 blocks.

    `system_table` is the id of its own route table; "" while the snapshot does not hold it.
    """

    urn: str
    name: str
    cidrs: tuple[Cidr, ...] | Unknown
    system_table: str = ""


@frozen
class VSwitch:
    """A part of a VPC in one zone."""

    urn: str
    name: str
    vpc: Ref
    cidrs: tuple[Cidr, ...] | Unknown
