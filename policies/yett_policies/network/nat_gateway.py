"""A NAT gateway with its forward entries (DNAT, the way in) and SNAT entries (the way out)."""

from yett_policies.frozen import frozen

from .cidr import Cidr
from .ports import PortRange
from .unknown import Ref, Unknown


@frozen
class NatGateway:
    """Network type "intranet" is a VPC NAT gateway: it has no public side."""

    urn: str
    name: str
    vpc: Ref
    network_type: str | Unknown = "internet"
    vswitch: Ref | None = None


@frozen
class ForwardEntry:
    """The cloud's DNAT entry: external address and ports to an internal address and ports.

    `protocol` is tcp, udp or any; any maps every port and protocol of the address ("IP mapping").
    `internal` names the interface, an address that none of the snapshot's interfaces has, or Unknown.
    """

    urn: str
    name: str
    nat: Ref
    eip: Ref
    external_address: str | Unknown
    external_ports: PortRange | Unknown
    protocol: str | Unknown
    internal: Ref | Cidr
    internal_ports: PortRange | Unknown


@frozen
class SnatEntry:
    """Lets private addresses out through an EIP; admits nothing in."""

    urn: str
    name: str
    nat: Ref
    source: Ref | tuple[Cidr, ...]
    eips: tuple[Ref, ...]
