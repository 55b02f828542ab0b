"""A highly available virtual address that floats between instances."""

from yett_policies.frozen import frozen

from .cidr import Cidr
from .unknown import Ref


@frozen
class HaVip:
    """Traffic to it arrives at whichever member holds it, so every member counts as its target."""

    urn: str
    name: str
    vswitch: Ref | None
    addresses: tuple[Cidr, ...]
    members: tuple[Ref, ...]
