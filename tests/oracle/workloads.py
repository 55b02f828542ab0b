"""The last hop: network ACL of the vswitch, then the security groups of the interface."""

from collections.abc import Iterator

from .cloud import Cloud, Resource
from .network_acls import passes
from .packet import Delivery, Packet
from .security_groups import admitted


def at_interface(
    cloud: Cloud, interface: Resource, packet: Packet, port: int | None, entry: tuple[str, ...], *, cut: bool = False
) -> Iterator[Delivery]:
    """The delivery, if ACL and groups let the packet arrive on `port`; `cut`: bound cut-through, ACLs do not apply."""
    vswitch = None if cut else interface["values"].get("vswitch_id")
    crossed = passes(cloud, vswitch, packet.source, packet.protocol, port)
    rule = admitted(cloud, interface, packet.source, packet.protocol, port)
    if crossed is not None and rule is not None:
        yield Delivery(interface["address"], port, (*entry, *crossed, rule))
