"""A listener: the ports a load balancer serves, who may dial them, and where they lead."""

from yett_policies.frozen import frozen

from .cidr import Cidr
from .ports import PortRange
from .unknown import Ref, Unknown


@frozen
class AccessList:
    """A listener's address list; with no entries at all it lets everybody through, even as a white list."""

    urn: str
    name: str
    entries: tuple[Cidr, ...]
    unknown: tuple[Unknown, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it is known to have no entry."""
        return not self.entries and not self.unknown


@frozen
class AclBinding:
    """Access lists as one listener uses them: "white" admits only them, "black" all but them."""

    kind: str | Unknown
    lists: tuple[Ref, ...] | Unknown
    urns: tuple[str, ...] = ()  # of separate attachments, when the binding is a resource of its own


@frozen
class Member:
    """A backend: an interface, or an address nobody in the snapshot has; `port` None means the dialled port.

    `sees_client`: packets come from the client's address, as at layer 4 unless told otherwise, not the balancer's.
    """

    target: Ref
    port: int | Unknown | None
    urn: str = ""
    sees_client: bool | Unknown = True


@frozen
class ServerGroup:
    """Backends of one listener or of several."""

    urn: str
    name: str
    members: tuple[Member, ...]


@frozen
class Listener:
    """`redirect` is the port a redirecting listener sends browsers to; it forwards nothing by itself."""

    urn: str
    name: str
    balancer: Ref
    protocol: str | Unknown  # tcp, udp, http, https, quic, tcpssl
    ports: PortRange | Unknown
    acl: AclBinding | None = None
    members: tuple[Member, ...] = ()
    redirect: int | Unknown | None = None
    is_on: bool | Unknown = True
