"""A network ACL: stateless rows in list order at the edge of a vswitch."""

from yett_policies.frozen import frozen

from .cidr import Cidr
from .ports import PortRange
from .unknown import Ref, Unknown


@frozen
class AclEntry:
    """One row; the first that matches decides. `ports` are destination ports in both directions."""

    name: str
    policy: str | Unknown  # "accept" or "drop"
    protocol: str | Unknown
    ports: PortRange | Unknown
    peer: tuple[Cidr, ...] | Unknown
    ip_version: int | None = None
    """4 or 6 where the row says it: a peer that is not known is of that family at least."""


@frozen
class NetworkAcl:
    """Rows per direction, written and implicit, and the vswitches they guard; replies need an egress row.

    Source: vpc/examples and doc-detail/116626.
    """

    urn: str
    name: str
    ingress: tuple[AclEntry, ...] | Unknown
    egress: tuple[AclEntry, ...] | Unknown
    vswitches: tuple[Ref, ...]
