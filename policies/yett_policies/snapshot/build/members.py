"""What blocks name as far as a plan tells it: which host behind a balancer is which matters only where ports differ."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from yett_policies.network import Ref
from yett_policies.resources import UNKNOWN, Resource, kinds
from yett_policies.resources.graph import Graph, unknown
from yett_policies.resources.values import is_unknown

Port = TypeVar("Port")


def hosts(
    graph: Graph, resource: Resource, prop: str, pairs: Sequence[tuple[object, Port]]
) -> Iterator[tuple[Ref, Port]]:
    """(host, port) of each (id, port): known ids in order, then the unknown ones, joined port by port."""
    known = [(value, port) for value, port in pairs if value is not UNKNOWN and value not in (None, "")]
    for value, port in known:
        yield graph.named(str(value), kinds.HOST), port
    waiting: dict[Port, list[object]] = {}
    for value, port in pairs:
        if value is UNKNOWN:
            waiting.setdefault(port, []).append(UNKNOWN)
    ids = [value for value, _ in known]
    for port, blanks in waiting.items():
        found = list(graph.listed(resource, prop, kinds.HOST, [*ids, *blanks]))
        yield from ((target, port) for target in found[len(ids) :])


def unseen(graph: Graph, resource: Resource, prop: str, types: tuple[str, ...]) -> tuple[Ref, ...]:
    """What a property of blocks may name that none of its blocks shows: it is unknown as a whole, or one of them is."""
    found = graph.whole(resource, prop, types)
    return found or ((unknown(resource, prop),) if is_unknown(resource, prop) else ())
