"""What the components' specs admit: the intent that stands in plan and state beside what was built."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from yett.errors import SpecError
from yett_policies.network import Declared

from ..pulumi_resource import COMPONENT
from ..resource import UNKNOWN, Resource
from .graph import Graph

if TYPE_CHECKING:
    from yett.specs.declared import Declared as Opened


def declared(graph: Graph, today: date) -> tuple[Declared, ...]:
    """Every opening that is open today; a spec that cannot be read is noted as unmodelled."""
    components = [r for kind, found in graph.by_type.items() if kind.startswith(COMPONENT) for r in found]
    covers = graph.nearest([r.urn for r in components if isinstance(r.props.get("spec"), Mapping)])
    return tuple(one for r in components for one in _of(graph, r, frozenset(covers.get(r.urn, ())), today))


def _of(graph: Graph, resource: Resource, covers: frozenset[str], today: date) -> Iterator[Declared]:
    spec = resource.props.get("spec")
    if not isinstance(spec, Mapping) or not _is_whole(spec):
        if spec is not None:
            graph.note(resource, "its spec is not plain data, so nothing of it counts as declared")
        return
    # pydantic is imported only for a snapshot that holds a spec
    from yett.specs.declared import Direction, declared_openings  # noqa: PLC0415 - start-up time

    try:
        opened = declared_openings(spec)
    except (SpecError, ValueError) as error:
        graph.note(resource, f"its spec cannot be read ({error}), so nothing of it counts as declared")
        return
    for one in opened:
        if one.direction is Direction.INGRESS and one.opening.is_open(today):
            yield from _traffic(resource, one, covers)


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
