"""From any document to what the rules ask: `judge(stack_of(document))`.

The one place that joins readers and rules: rules themselves read nothing.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from yett.errors import SnapshotError
from yett_policies.resources import Graph, Resource
from yett_policies.rulebook import Stack
from yett_policies.snapshot import resources_of
from yett_policies.snapshot.build import network_of_graph


def stack_of(document: Any, today: date | None = None) -> Stack:
    """A parsed document of any format that `snapshot` reads; raises SnapshotError.

    `today` says which openings are still declared; the day of the call in UTC unless given.
    """
    try:
        return stack_from(resources_of(document), today)
    except RecursionError:
        raise SnapshotError("snapshot: nested too deep to be a plan or a state; make the file again") from None


def stack_from(resources: Iterable[Resource], today: date | None = None, kinds: frozenset[str] | None = None) -> Stack:
    """The same for resources that are read already; `kinds` are the types that were looked for, where not all were.

    `stack_from(live.resources_of(api), kinds=live.KINDS)` judges a live account.
    """
    graph, day = Graph(resources), today or datetime.now(UTC).date()
    return Stack(network_of_graph(graph, day), graph, day, kinds)
