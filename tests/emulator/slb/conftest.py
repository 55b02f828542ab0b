import pytest

from tests.emulator.slb.account import Account
from tests.emulator.slb.keys import Pair, made_pair
from yett_emulator.handle import EmulatorHandle


@pytest.fixture
def account(alicloud_emulator: EmulatorHandle) -> Account:
    return Account(alicloud_emulator)


@pytest.fixture(scope="session")
def pair() -> Pair:
    """A certificate for www.example.com and its key."""
    return made_pair("www.example.com")


@pytest.fixture(scope="session")
def other_pair() -> Pair:
    return made_pair("other.example.com")
