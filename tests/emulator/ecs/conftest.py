import pytest

from tests.emulator.ecs.account import Account, Place
from tests.emulator.ecs.fixtures import account, place

__all__ = ["account", "place", "server"]


@pytest.fixture
def server(account: Account, place: Place) -> str:
    """A running instance."""
    return account.run(place.vswitch, place.group)[0]
