"""Public bandwidth on an IPv6 address: the way in that no EIP shows."""

from yett_policies.frozen import frozen

from .unknown import Ref


@frozen
class Ipv6Bandwidth:
    """Makes one IPv6 address reachable; `interface` is Unknown when the address cannot be joined to its owner."""

    urn: str
    vpc: Ref
    interface: Ref
