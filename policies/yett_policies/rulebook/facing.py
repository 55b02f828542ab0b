"""Which load balancers face the internet, by their own address or by an EIP, and what decides where nobody knows."""

from collections.abc import Mapping

from yett_policies.network import EipAssociation, LoadBalancer, Network, Ref, Unknown
from yett_policies.resources import OUTSIDE

Needs = tuple[str, ...]
"""What would decide; empty when it is certain."""


class Fronts:
    """Asked balancer by balancer: None when only private networks reach it, else what is not known about it."""

    def __init__(self, network: Network) -> None:
        self._by_urn: Mapping[str, LoadBalancer] = network.balancers
        self._bound = {a.target for a in network.associations if isinstance(a.target, str)}
        self._lost = tuple(what for a in network.associations for what in _may_be_balancer(a))

    def of(self, balancer: Ref) -> Needs | None:
        """Of one balancer, by its URN."""
        if isinstance(balancer, Unknown):
            return (balancer.what,)
        found = self._by_urn.get(balancer)
        if found is None:
            return (f'address_type of load balancer "{balancer.removeprefix(OUTSIDE)}", which is not in this stack',)
        return self._own(found)

    def _own(self, balancer: LoadBalancer) -> Needs | None:
        kinds = (balancer.address_type, balancer.ipv6_address_type if balancer.has_ipv6 is not False else "")
        if balancer.address_type == "internet" or balancer.urn in self._bound:
            return ()
        if balancer.has_ipv6 is True and balancer.ipv6_address_type == "internet":
            return ()
        doubts = [kind.what for kind in kinds if isinstance(kind, Unknown)]
        if isinstance(balancer.has_ipv6, Unknown) and balancer.ipv6_address_type == "internet":
            doubts.append(balancer.has_ipv6.what)
        return (*doubts, *self._lost) or None


def _may_be_balancer(association: EipAssociation) -> Needs:
    """What is not known about an EIP that may be bound to any balancer."""
    if not isinstance(association.target, Unknown) or association.target_type not in ("", "slbinstance"):
        return ()
    return (association.target.what,)
