"""Settings of every test room: busy machines fail no law, and workers side by side (pytest -n) are used well."""

import os

import pytest
from hypothesis import settings

# on top of what Hypothesis chose for this machine (it takes no random examples in CI)
settings.register_profile("yett", parent=settings(), deadline=None)
settings.load_profile("yett")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """In a worker: tests of one dear fixture stay together, and those that wait for the engine begin first."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return
    for item in items:
        if group := _shared(item):
            item.add_marker(pytest.mark.xdist_group(group))
    items.sort(key=lambda item: item.get_closest_marker("engine") is None)


def _shared(item: pytest.Item) -> str | None:
    """The file or folder whose tests share a fixture with this one, if it asks for such a fixture."""
    info = getattr(item, "_fixtureinfo", None)
    scopes = {found.scope for found_all in (info.name2fixturedefs.values() if info else ()) for found in found_all}
    if "package" in scopes:
        return str(item.path.parent)
    return str(item.path) if "module" in scopes else None
