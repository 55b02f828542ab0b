"""Exposures put together by hand, where a test asks about the answer and not about how it was found."""

from typing import Any

from yett.packets import AddressSet, TransportSet
from yett_policies.exposure import INTERNET_ZONE, Analysis, Exposure, Hop, Way
from yett_policies.exposure.analysis import ordered
from yett_policies.exposure.landing import Landing
from yett_policies.exposure.sets import reach
from yett_policies.network import Network

TCP22, TCP80 = TransportSet.tcp(22), TransportSet.tcp(80)


def exposure(
    workload: str = "web",
    arriving: TransportSet = TCP22,
    verdict: str = "reachable",
    *urns: str,
    who: str = "198.51.100.0/24",
    **way: Any,
) -> Exposure:
    """Traffic over hops of these URNs; `dialled` is what arrives unless it is given."""
    hops = tuple(Hop("eip", urn, "") for urn in urns)
    given = {"name": workload, "address": "", "dialled": arriving, "arriving": arriving, **way}
    landing = Landing(INTERNET_ZONE, verdict, reach(AddressSet.of(who), arriving), deciding=lambda *_: ())
    return Exposure(Way(workload, hops=hops, **given), landing)


def analysis(*found: Exposure, network: Network | None = None) -> Analysis:
    """These exposures as an answer."""
    return Analysis(network or Network(), INTERNET_ZONE, ordered(found))
