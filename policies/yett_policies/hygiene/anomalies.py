"""Anomalies of every group, and across the groups on one interface, each with its causes and a safe removal."""

from collections.abc import Iterator
from functools import partial

from yett_policies.network import Network

from . import wording
from .anomaly import Anomaly, ordered
from .companions import Companions, Pools
from .entry import Reader
from .listing import Listing

DIRECTIONS = ("ingress", "egress")


def anomalies(network: Network) -> list[Anomaly]:
    """Anomalies inside each group, sorted.

    A removable rule changes no interface, whatever other groups are on it. Cost: near linear in the rules.
    """
    return ordered(one for direction in DIRECTIONS for one in _in_groups(network, direction))


def _in_groups(network: Network, direction: str) -> Iterator[Anomaly]:
    reader = Reader(network, direction)
    known = (reader.rows(group).known for group in network.groups)
    written = [entries for entries in known if any(not entry.rule.implicit for entry in entries)]
    if written:
        companions = Companions(reader, Pools.of(network))
        for entries in written:
            yield from Listing(direction, entries, companions.disturbs).anomalies()


def pooled_anomalies(network: Network) -> list[Anomaly]:
    """Anomalies that only several groups on one interface cause together, for each different set of groups; sorted.

    Cost: every set is decided anew; for thousands of sets that takes minutes where `anomalies` takes seconds.
    """
    return ordered(one for direction in DIRECTIONS for one in _in_pools(network, direction))


def _in_pools(network: Network, direction: str) -> Iterator[Anomaly]:
    reader = Reader(network, direction)
    pools = Pools.of(network)
    companions = Companions(reader, pools)
    settled = frozenset(group for group, sets in pools.by_group.items() if len(sets) == 1)
    found: list[Anomaly] = []
    idle: dict[tuple[str, ...], frozenset[str]] = {}
    for groups in pools.sets:
        entries = [entry for group in groups for entry in reader.rows(group).known]
        listing = Listing(direction, entries, partial(companions.blurs, groups), groups, settled)
        idle[groups] = listing.idle_rules
        found += listing.anomalies()
    yield from (_everywhere(one, pools, idle) for one in found)


def _everywhere(one: Anomaly, pools: Pools, idle: dict[tuple[str, ...], frozenset[str]]) -> Anomaly:
    """An idle rule can go only when it is idle on every interface that its group is on."""
    if one.rule not in idle[one.pool]:
        return one
    if not pools.is_unsure and all(one.rule in idle[groups] for groups in pools.by_group[one.group]):
        return one
    return one._replace(removable=False, detail=f"{one.detail}; {wording.ELSEWHERE}")
