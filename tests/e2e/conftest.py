"""One checkout a test, its emulator ended whatever happens."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.checkout import Checkout

collect_ignore = ["programs"]


@pytest.fixture
def checkout(tmp_path: Path) -> Iterator[Checkout]:
    made = Checkout.make(tmp_path)
    yield made
    made.stop()
