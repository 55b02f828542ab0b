"""Intent as plain data: openings, peers and the specs of components, validated before the first resource.

problems, refusals, path    what is wrong, in the house form, with its config path
peer, opening, openings     who may reach what, why, who answers for it, until when
group_rule                  one line of a security group, and the key that names it
vpc, eip, nat_gateway, ...  the spec of the component of that name
declared                    every opening in any registered spec

Names are loaded when they are first used: a VPC has no opening.
"""

from typing import TYPE_CHECKING

from yett.lazy import on_first_use

if TYPE_CHECKING:
    from yett.specs.opening import Opening
    from yett.specs.peer import Peer
    from yett.specs.port_range import PortRange
    from yett.specs.protocol import Protocol

__all__ = ["Opening", "Peer", "PortRange", "Protocol"]

_HOMES = {
    "yett.specs.opening": ("Opening",),
    "yett.specs.peer": ("Peer",),
    "yett.specs.port_range": ("PortRange",),
    "yett.specs.protocol": ("Protocol",),
}


if not TYPE_CHECKING:  # a type checker that saw this would believe every name
    __getattr__ = on_first_use(__name__, _HOMES)
