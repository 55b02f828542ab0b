"""The fixture for users' own tests: `def test_stack(alicloud_emulator): ...` has an empty account on loopback.

Nothing heavy is imported until a test asks for the fixture.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from yett_emulator.handle import EmulatorHandle


@pytest.fixture(scope="session")
def alicloud_emulator_session(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[EmulatorHandle]":
    """One emulator for the whole test session, in a thread of it, its state in memory."""
    from yett_emulator.handle import started  # noqa: PLC0415 - light until used

    with started(tmp_path_factory.mktemp("yett-emulator")) as handle:
        yield handle


@pytest.fixture
def alicloud_emulator(alicloud_emulator_session: "EmulatorHandle") -> "EmulatorHandle":
    """An empty account: `.env`, `.endpoint`, `.actions`, `.state()`, `.reset()`, `.fault(...)`."""
    alicloud_emulator_session.reset()
    return alicloud_emulator_session
