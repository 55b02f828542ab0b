"""Intent as plain data: openings, peers and the specs of components, validated before the first resource.

problems, refusals, path    what is wrong, in the house form, with its config path
peer, opening, openings     who may reach what, why, who answers for it, until when
group_rule                  one line of a security group, and the key that names it
vpc, eip, nat_gateway, ...  the spec of the component of that name
declared                    every opening in any registered spec
"""

from yett.specs.opening import Opening
from yett.specs.peer import Peer
from yett.specs.port_range import PortRange
from yett.specs.protocol import Protocol

__all__ = ["Opening", "Peer", "PortRange", "Protocol"]
