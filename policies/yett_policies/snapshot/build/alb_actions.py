"""Where an ALB's listeners and their rules send requests, and copies of requests."""

from collections.abc import Iterator

from yett_policies.network import Ref
from yett_policies.resources import Resource
from yett_policies.resources.graph import Graph
from yett_policies.resources.values import block_of, blocks, is_unknown

from .attached import Attached
from .members import unseen

GROUP = ("alicloud_alb_server_group",)
TUPLES = "server_group_tuples"
PATHS = (("forward_group_config", TUPLES), ("traffic_mirror_config", "mirror_group_config", TUPLES))
"""Where an action names server groups, block in block: those that answer, and those that get a copy.

Source: the provider's alb_rule page (forward_group_config, traffic_mirror_config).
"""


def default_groups(graph: Graph, listener: Resource) -> Iterator[Ref]:
    """The server groups of a listener's own actions."""
    return _groups(graph, listener, "default_actions")


def rule_groups(graph: Graph) -> Attached[Ref]:
    """Listener -> the server groups of its rules."""
    found: Attached[Ref] = Attached()
    for r in graph.each("alicloud_alb_rule"):
        listener = graph.ref(r, "listener_id", ("alicloud_alb_listener",))
        found.add(listener, *_groups(graph, r, "rule_actions"))
    return found


def _groups(graph: Graph, resource: Resource, prop: str) -> Iterator[Ref]:
    for action in blocks(resource, prop):
        for path in PATHS:
            yield from _named(graph, resource, prop, block_of(resource, prop, action), path)
    yield from unseen(graph, resource, prop, GROUP)


def _named(graph: Graph, resource: Resource, prop: str, block: Resource, path: tuple[str, ...]) -> Iterator[Ref]:
    """The groups at the end of a path of blocks; where a block is not known, what it came from and perhaps others."""
    key, *rest = path
    if is_unknown(block, key):
        yield from graph.computed(resource, prop, GROUP)
    for inner in blocks(block, key):
        if rest:
            yield from _named(graph, resource, prop, block_of(block, key, inner), tuple(rest))
        elif (ref := graph.ref(resource, prop, GROUP, inner.get("server_group_id"))) is not None:
            yield ref
