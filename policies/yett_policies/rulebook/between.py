"""Which tiers are meant by words of their names, so that a rule about what passes between tiers names them once."""

import re
from collections.abc import Iterable, Iterator

from yett.packets import TransportSet
from yett_policies.exposure import Flow, Tier
from yett_policies.network import Network

from .finding import Finding, indeterminate, violated

PORTS = TransportSet.tcp() | TransportSet.udp()


def called(network: Network, tier: Tier) -> Iterator[str]:
    """Every name of a tier: of its members, its groups and its vswitch."""
    yield from (network.interfaces[urn].name for urn in tier.members if urn in network.interfaces)
    groups = tier.groups if isinstance(tier.groups, tuple | frozenset) else ()
    yield from (network.groups[ref].name for ref in groups if isinstance(ref, str) and ref in network.groups)
    if isinstance(tier.vswitch, str) and tier.vswitch in network.vswitches:
        yield network.vswitches[tier.vswitch].name


def is_called(network: Network, tier: Tier, words: Iterable[str]) -> bool:
    """Whether one of these is a word of one of its names: "db" is one of "shop-db-1", not of "adbc"."""
    wanted = {word.lower() for word in words}
    found = (part for name in called(network, tier) for part in re.split(r"[^a-z0-9]+", name.lower()))
    return any(part in wanted for part in found)


def passing(flow: Flow, wanted: TransportSet, fix: str) -> Iterator[Finding]:
    """What of these ports passes between two tiers, against the tier that is reached: one for certain, one perhaps."""
    where = flow.destination.members[0]
    said = f'"{flow.source.name}" reaches "{flow.destination.name}" inside on'
    if certain := flow.transport & wanted:
        yield violated(where, f"{said} {certain}", fix, traffic=str(certain))
    if maybe := flow.maybe & wanted:
        yield indeterminate(where, f"whether {said} {maybe}", flow.needs, traffic=str(maybe))
