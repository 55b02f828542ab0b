"""A network interface: the one place where group rules, network ACLs and addresses meet."""

from yett_policies.frozen import frozen

from .cidr import Cidr
from .unknown import Ref, Unknown


@frozen
class Interface:
    """A primary interface (its URN is the instance's) or one of its own.

    `groups` is every security group it has joined, or Unknown when the list itself is not known;
    `addresses` are its private IPv4 and IPv6 addresses as far as the snapshot holds them.
    """

    urn: str
    name: str
    vswitch: Ref | None
    groups: tuple[Ref, ...] | Unknown
    addresses: tuple[Cidr, ...] = ()
    instance: Ref | None = None
    has_ipv6: bool | Unknown = False
    has_public_ip: bool | Unknown = False  # an address the cloud gives by internet bandwidth, without an EIP
    public_ip: str | Unknown = ""
    kind: str = "instance"  # "instance", "interface", "container-group", "scaling-configuration"
    has_more: bool = False  # private IPv4 addresses beside those that the snapshot holds
