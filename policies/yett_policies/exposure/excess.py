"""The heart in one line: `excess = exposed - declared`."""

from collections.abc import Iterable, Mapping

from yett.packets import AddressSet
from yett_policies.frozen import frozen
from yett_policies.network import Declared, Network

from .exposure import Exposure
from .sets import NOTHING, Reach, reach, shifted
from .way import Way


@frozen
class Split:
    """The two parts of an exposure, as they land: what some opening admits, and the rest."""

    declared: Reach
    excess: Reach


class Intent:
    """Declared openings by the resources they speak of."""

    def __init__(self, network: Network) -> None:
        self._by_urn: dict[str, list[Declared]] = {}
        for one in network.declared:
            for urn in one.covers:
                self._by_urn.setdefault(urn, []).append(one)
        self._reaches: dict[int, Reach] = {}

    def split(self, exposure: Exposure) -> Split:
        """Declared: an opening of a component that built a part of the way admits it, by the ports that are dialled
        or by the ports that arrive."""
        if not self._by_urn:
            return Split(NOTHING, exposure.landed)
        admitted = self._admitted(exposure)
        declared = exposure.landed & (admitted | dialled_as_landed(exposure.way, admitted))
        return Split(declared, exposure.landed - declared if declared else exposure.landed)

    def _admitted(self, exposure: Exposure) -> Reach:
        urns = [exposure.workload, *(hop.urn for hop in exposure.path())]
        spoken = {id(one): one for urn in urns for one in self._by_urn.get(urn, ())}
        found = NOTHING
        for one in spoken.values():
            found = found | self._reach(one)
        return found

    def _reach(self, one: Declared) -> Reach:
        if id(one) not in self._reaches:
            boxes = [reach(box.source, box.transport) for box in one.traffic.boxes]
            self._reaches[id(one)] = _union(boxes)
        return self._reaches[id(one)]


def dialled_as_landed(way: Way, admitted: Reach) -> Reach:
    """What is admitted as dialled, in the ports that arrive."""
    cut = admitted & reach(AddressSet.everyone(), way.dialled)
    if way.offset is not None:
        return shifted(cut, way.offset)
    # every dialled port lands on one: declared only for senders who may dial them all
    full = [points for points, value in cut.grouped() if value == way.dialled]
    return _union(reach(AddressSet(points), way.arriving) for points in full)


def excess(exposures: Iterable[Exposure], network: Network) -> Mapping[Exposure, Reach]:
    """Every exposure that exceeds what is declared, with the part that does, as it lands."""
    intent = Intent(network)
    found = {exposure: intent.split(exposure).excess for exposure in exposures}
    return {exposure: part for exposure, part in found.items() if part}


def _union(parts: Iterable[Reach]) -> Reach:
    found = NOTHING
    for part in parts:
        found = found | part
    return found
