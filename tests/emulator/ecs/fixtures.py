"""An account to order from and a place in it, for every room that speaks to the emulator as ECS's clients do."""

import pytest

from tests.emulator.ecs.account import Account, Place
from yett_emulator.handle import EmulatorHandle

__all__ = ["account", "place"]


@pytest.fixture
def account(alicloud_emulator: EmulatorHandle) -> Account:
    return Account.of(alicloud_emulator)


@pytest.fixture
def place(account: Account) -> Place:
    vpc = account.vpc()
    return Place(vpc, account.vswitch(vpc), account.group(vpc, SecurityGroupName="web"))
