"""What the components' specs admit: the intent that stands in plan and state beside what was built."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from yett.errors import SpecError
from yett_policies.network import Declared, Record
from yett_policies.resources import UNKNOWN, Resource
from yett_policies.resources.graph import Graph
from yett_policies.tokens import COMPONENT

if TYPE_CHECKING:
    from yett.specs.declared import Declared as Opened
    from yett.specs.opening import Opening


Intents = tuple[tuple[Declared, ...], tuple[Record, ...]]


def declared(graph: Graph, today: date) -> Intents:
    """What the openings that are open today admit, and every opening as it is written down.

    A spec that cannot be read is noted as unmodelled.
    """
    components = [r for kind, found in graph.by_type.items() if kind.startswith(COMPONENT) for r in found]
    covers = graph.nearest([r.urn for r in components if isinstance(r.props.get("spec"), Mapping)])
    admitted: list[Declared] = []
    records: list[Record] = []
    for resource in components:
        for one in _of(graph, resource):
            records.append(_record(resource, one, today))
            if one.direction.value == "ingress" and one.opening.is_open(today):
                admitted += _traffic(resource, one, frozenset(covers.get(resource.urn, ())))
    return tuple(admitted), tuple(records)


def _of(graph: Graph, resource: Resource) -> "list[Opened]":
    spec = resource.props.get("spec")
    if not isinstance(spec, Mapping) or not _is_whole(spec):
        if spec is not None:
            graph.note(resource, "its spec is not plain data, so nothing of it counts as declared")
        return []
    # pydantic is imported only for a snapshot that holds a spec
    from yett.specs.declared import declared_openings  # noqa: PLC0415 - start-up time

    try:
        return declared_openings(spec)
    except (SpecError, ValueError) as error:
        graph.note(resource, f"its spec cannot be read ({error}), so nothing of it counts as declared")
        return []


def _record(resource: Resource, one: "Opened", today: date) -> Record:
    opening = one.opening
    return Record(
        resource.urn,
        resource.name,
        one.path,
        one.direction.value,
        _state(opening, today),
        opening.sources(one.zones),
        opening.transport(),
        opening.reason,
        opening.owner,
        opening.ticket,
        tuple(opening.approvers or ()),
        opening.opened,
        opening.expires,
        opening.review_by,
    )


def _state(opening: "Opening", today: date) -> str:
    if opening.closed:
        return "closed"
    if opening.is_expired(today):
        return "expired"
    return "open" if opening.is_open(today) else "pending"


def _traffic(resource: Resource, one: "Opened", covers: frozenset[str]) -> Iterator[Declared]:
    from yett.packets import AddressSet, TrafficSet  # noqa: PLC0415 - start-up time

    # a peer that is a group or a prefix list has no addresses in the spec: it declares nothing about the internet
    known = (one.opening.networks(peer, one.zones) for peer in one.opening.peers)
    sources = AddressSet.of(*(cidr for cidrs in known for cidr in cidrs or ()))
    traffic = TrafficSet.of(sources, AddressSet.everyone(), one.opening.transport())
    if traffic:
        yield Declared(resource.urn, resource.name, one.path, traffic, covers)


def _is_whole(value: Any) -> bool:
    if isinstance(value, Mapping):
        return all(_is_whole(item) for item in value.values())
    return all(_is_whole(item) for item in value) if isinstance(value, list) else value is not UNKNOWN
