"""Fixtures of the emulator's tests: one server for all of them, an empty account for each."""

import pytest

from tests.emulator.api import ECS, PEER, SLB, STS, VPC, Api
from yett_emulator.handle import EmulatorHandle


@pytest.fixture
def emulator(alicloud_emulator: EmulatorHandle) -> EmulatorHandle:
    return alicloud_emulator


@pytest.fixture
def vpc(emulator: EmulatorHandle) -> Api:
    return Api(emulator, VPC)


@pytest.fixture
def ecs(emulator: EmulatorHandle) -> Api:
    return Api(emulator, ECS)


@pytest.fixture
def slb(emulator: EmulatorHandle) -> Api:
    return Api(emulator, SLB)


@pytest.fixture
def peer(emulator: EmulatorHandle) -> Api:
    return Api(emulator, PEER)


@pytest.fixture
def sts(emulator: EmulatorHandle) -> Api:
    return Api(emulator, STS)
