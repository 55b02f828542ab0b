"""Load balancers of three families, told apart by one word."""

from yett_policies.frozen import frozen

from .unknown import Ref, Unknown


@frozen
class LoadBalancer:
    """A CLB, ALB or NLB; listeners hold what it serves.

    `groups` counts for ALB and NLB only: they admit everything that no drop rule stops (the reverse of an
    instance), a CLB joins no group. `ip_version` counts for CLBs, which have IPv4 or IPv6, 4 or 6; `has_ipv6` and
    `ipv6_address_type` for ALB and NLB, which have IPv6 beside IPv4.
    """

    urn: str
    name: str
    family: str  # "clb", "alb" or "nlb"
    address_type: str | Unknown  # "internet" or "intranet"
    vswitches: tuple[Ref, ...] = ()
    vpc: Ref | None = None
    address: str | Unknown = ""
    groups: tuple[Ref, ...] = ()
    ip_version: int | Unknown = 4
    has_ipv6: bool | Unknown = False
    ipv6_address_type: str | Unknown = "intranet"

    @property
    def stands_inside(self) -> bool:
        """Whether it may stand in vswitches, with a private address: a CLB that faces the internet does not."""
        return self.family != "clb" or self.address_type != "internet"

    @property
    def leg(self) -> Ref | None:
        """The first of its vswitches; a CLB has no other."""
        return next(iter(self.vswitches), None)
