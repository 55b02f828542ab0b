"""Network in, exposures out: `analyse(network).exposures` is the whole answer for one zone."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from yett_policies.network import Network, Unmodelled

from .exposure import Exposure
from .inside import ways_from_inside
from .judge import Judge
from .ways import ways_from_internet
from .zone import INTERNET_ZONE, Zone


@dataclass(frozen=True)
class Analysis:
    """Every exposure of one network to one zone, sorted; what is not in it is closed."""

    network: Network
    zone: Zone
    exposures: tuple[Exposure, ...]

    @property
    def unmodelled(self) -> tuple[Unmodelled, ...]:
        """What touches exposure and was not followed."""
        return self.network.unmodelled

    @cached_property
    def workloads(self) -> tuple[str, ...]:
        """URNs of everything that could be exposed, sorted."""
        endpoints = {endpoint.urn for endpoint in self.network.managed_endpoints}
        return tuple(sorted({*self.network.interfaces, *self.network.balancers, *endpoints}))

    def verdict(self, workload: str) -> str:
        """ "reachable", "indeterminate" or "closed"; a way to what nobody can name may lead to any interface."""
        found = {e.verdict for e in self.exposures if e.workload == workload}
        if workload in self.network.interfaces:
            found |= {"indeterminate" for e in self.exposures if e.way.stray is not None}
        return "reachable" if "reachable" in found else "indeterminate" if found else "closed"


def analyse(network: Network, zone: Zone = INTERNET_ZONE) -> Analysis:
    """What of the network can be reached from a zone: the internet unless given.

    A public zone (`office`) comes by public addresses, a private one (`vpc_zone`, `private_zone`) by routes; a VPC as
    the place that it is, and not as the addresses that it has.
    """
    judge = Judge(network, inside=not zone.is_public)
    ways = ways_from_internet(network) if zone.is_public else ways_from_inside(network, zone)
    found = [e for way in ways for e in judge.exposures(way, zone)]
    return Analysis(network, zone, ordered(found))


def ordered(found: Iterable[Exposure]) -> tuple[Exposure, ...]:
    """The same order for the same exposures, whatever the order of the resources."""
    return tuple(sorted(found, key=sort_key))


def sort_key(exposure: Exposure) -> tuple[object, ...]:
    """By workload, then by way."""
    way = exposure.way
    return (way.workload, exposure.verdict != "reachable", way.address, *[(h.kind, h.urn) for h in way.hops])
