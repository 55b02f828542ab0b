"""Settings of every test room: busy machines fail no law, and workers side by side (pytest -n) are used well."""

import gc
import os
from collections.abc import Generator

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling
from xdist.workermanage import WorkerController

# on top of what Hypothesis chose for this machine (it takes no random examples in CI)
settings.register_profile("yett", parent=settings(), deadline=None)
settings.load_profile("yett")

TOGETHER = (
    "tests/e2e/test_bad_input.py",
    "tests/engine/test_served_shapes.py",
    "tests/engine/test_tokens.py",
    "tests/packaging/",
)
"""Tests of one file or folder that share something dear; one worker has them all."""

LONGEST = (
    "tests/catalogue/test_examples.py",
    "tests/e2e/test_many_ways.py",
    "tests/e2e/test_network_options.py",
    "tests/e2e/test_scenarios.py",
)
"""Two minutes and more each, nearly all of it pauses; they begin first, so that nobody waits for them in the end."""


class OneByOne(LoadScopeScheduling):
    """Each worker takes the next test when it is free: a few take minutes, most take milliseconds.

    It stands in for `--dist loadgroup`, whose groups come to nothing with pytest 9.2 (pytest-xdist 3.8.0 writes
    `_nodeid`, which pytest no longer reads).
    """

    def _split_scope(self, nodeid: str) -> str:
        return next((place for place in TOGETHER if nodeid.startswith(place)), nodeid)

    def _assign_work_unit(self, node: WorkerController) -> None:
        """The last worker begins at the other end: tests that wait for the engine leave the cores to it."""
        if len(self.nodes) > 1 and node is self.nodes[-1]:
            self.workqueue.move_to_end(next(reversed(self.workqueue)), last=False)
        super()._assign_work_unit(node)

    def mark_test_complete(self, node: WorkerController, item_index: int, duration: float = 0) -> None:
        """What is done is forgotten: all that a worker ever had is counted again after every test."""
        super().mark_test_complete(node, item_index, duration)
        scope = self._split_scope(self.registered_collections[node][item_index])
        if all(self.assigned_work[node][scope].values()):
            del self.assigned_work[node][scope]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> OneByOne:
    return OneByOne(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is collected stays: to look through half a million objects again and again is half of the work."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """In a worker, tests that wait for the engine begin first."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        items.sort(key=lambda item: (item.get_closest_marker("engine") is None, not item.nodeid.startswith(LONGEST)))
