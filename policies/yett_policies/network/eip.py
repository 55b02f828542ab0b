"""An elastic IP and what it is bound to."""

from yett_policies.frozen import frozen

from .unknown import Ref, Unknown


@frozen
class Eip:
    """A public IPv4 address that is bought apart; exposes nothing until it is associated."""

    urn: str
    name: str
    address: str | Unknown


@frozen
class EipAssociation:
    """An EIP bound to an instance, interface, NAT gateway, load balancer or HA VIP.

    `mode` "BINDED" is cut-through: network ACLs do not apply (vpc/examples).
    """

    urn: str
    eip: Ref
    target: Ref
    mode: str | Unknown = "NAT"
    target_type: str | Unknown = ""
