"""An IPv4 gateway: once it is on, a public address is of use only where a route leads to the gateway."""

from yett_policies.frozen import frozen

from .unknown import Ref, Unknown


@frozen
class Ipv4Gateway:
    """At most one in a VPC; before it is activated it changes nothing (vpc/ipv4-gateway-overview)."""

    urn: str
    name: str
    vpc: Ref
    is_on: bool | Unknown = False
