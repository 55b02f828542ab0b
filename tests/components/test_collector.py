"""A program that builds components is not slowed down by a collector that finds nothing."""

import gc
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.components.recorder import record
from yett import Eip
from yett.collector import RELAXED
from yett.lazy import on_first_use

USUAL = (700, 10, 10)


@pytest.fixture(autouse=True)
def collector() -> Iterator[None]:
    kept = gc.get_threshold()
    yield
    gc.set_threshold(*kept)
    gc.enable()


def built() -> tuple[int, int, int]:
    record(lambda: Eip("partner", {"spec": {}}))
    return gc.get_threshold()


def test_the_first_component_lets_the_collector_look_seldom() -> None:
    gc.set_threshold(*USUAL)
    assert built() == RELAXED
    assert gc.isenabled()


@pytest.mark.parametrize("chosen", [(0, 10, 10), (100_000, 10, 10)])
def test_what_the_program_has_chosen_itself_stays(chosen: tuple[int, int, int]) -> None:
    gc.set_threshold(*chosen)
    assert built() == chosen


def test_a_collector_that_is_off_stays_off() -> None:
    gc.set_threshold(*USUAL)
    gc.disable()
    assert built() == USUAL
    assert not gc.isenabled()


@pytest.mark.parametrize("was_on", [True, False])
def test_the_collector_rests_while_a_name_is_loaded_and_is_afterwards_as_it_was(
    was_on: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "tests.components.asks_the_collector", raising=False)
    (gc.enable if was_on else gc.disable)()
    assert on_first_use("any", {"tests.components.asks_the_collector": ["ENABLED"]})("ENABLED") is False
    assert gc.isenabled() is was_on


def test_a_program_of_seconds_looks_for_garbage_neither_on_its_way_nor_at_its_end() -> None:
    program = """
import atexit, gc
from yett.collector import rest
atexit.register(lambda: print(gc.isenabled(), gc.get_freeze_count() > 1000))
rest()
"""
    ended = subprocess.run([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, check=True)
    assert ended.stdout == "False True\n"


def test_a_program_with_components_is_not_looked_through_at_its_end() -> None:
    program = """
import atexit, gc
from yett.collector import relax
atexit.register(lambda: print(gc.isenabled(), gc.get_freeze_count() > 1000))
gc.set_threshold(0)
relax()
relax()
"""
    ended = subprocess.run([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, check=True)
    assert ended.stdout == "True True\n"
