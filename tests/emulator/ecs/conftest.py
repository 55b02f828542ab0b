import pytest

from tests.emulator.ecs.account import Account, Place
from yett_emulator.handle import EmulatorHandle


@pytest.fixture
def account(alicloud_emulator: EmulatorHandle) -> Account:
    return Account.of(alicloud_emulator)


@pytest.fixture
def place(account: Account) -> Place:
    vpc = account.vpc()
    return Place(vpc, account.vswitch(vpc), account.group(vpc, SecurityGroupName="web"))


@pytest.fixture
def server(account: Account, place: Place) -> str:
    """A running instance."""
    return account.run(place.vswitch, place.group)[0]
