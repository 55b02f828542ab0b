"""Ways whose end nobody knows: of every workload that is asked about, they may be ways to it."""

from collections.abc import Iterable, Iterator

from yett_policies.network import EipAssociation, Network, Unknown

from .balancers import Balancers
from .forward_ends import may_have
from .forwards import over_balancer
from .way import Way
from .ways import eip_hop, public_hosts

BALANCER = "slbinstance"
"""The word for a load balancer that an EIP is bound to; without one its id alone says what it is."""


def from_internet(network: Network, ways: Iterable[Way], target: str) -> Iterator[Way]:
    """The ways, and those that perhaps lead to the workload that `target` names: the stray ones, taken to it."""
    own = public_hosts(network)
    served = frozenset(one.urn for one in network.associations if one.target_type == BALANCER)
    for way in perhaps(network, ways, target, served):
        entry = way.station("forward-entry")
        # a forward entry to what has a public address of its own has no effect
        if way.target is None or way.target.urn not in own or not entry:
            yield way
        if way.stray is not None and entry:
            yield from _behind_balancers(network, way, entry.urn)
    for association in network.associations:
        if isinstance(association.target, Unknown) and may_be_served(association):
            yield from _over_balancers(network, association, association.target.what)


def _behind_balancers(network: Network, way: Way, entry: str) -> Iterator[Way]:
    """The ways of a forward entry that leads to who knows whom, through every load balancer that it may mean."""
    balancers = Balancers(network)
    internal = next(one.internal for one in network.forward_entries if one.urn == entry)
    for balancer in network.balancers.values():
        if may_have(balancer, internal):
            yield from over_balancer(balancers, balancer, way)


def perhaps(network: Network, ways: Iterable[Way], target: str, served: frozenset[str] = frozenset()) -> Iterator[Way]:
    """The ways, and the stray ones of them once more as ways to each workload that `target` names.

    `served`: what binds an EIP to a load balancer, whichever.
    """
    named = [host for host in network.interfaces.values() if target in (host.urn, host.name)]
    for way in ways:
        yield way
        if (backend := way.stray) is not None and way.workload not in served:
            yield from (way.at(host, backend) for host in named)


def may_be_served(association: EipAssociation) -> bool:
    """Whether what an EIP is bound to may be a load balancer."""
    return isinstance(association.target_type, Unknown) or association.target_type in ("", BALANCER)


def _over_balancers(network: Network, association: EipAssociation, why: str) -> Iterator[Way]:
    """The ways through every load balancer that an EIP may be bound to."""
    address, hop = eip_hop(network, association)
    balancers = Balancers(network)
    for balancer in network.balancers.values():
        yield from balancers.ways(balancer, (hop,), address, (why,), "eip")
