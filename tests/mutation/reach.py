"""Which tests run which function, and how long each takes: a mutant need only be shown to tests that can notice it."""

import sys
import time
from collections.abc import Callable, Iterable
from types import FrameType
from typing import Any

from tests.mutation.planting import caches

Reach = dict[tuple[str, str], set[int]]
"""(file, qualified name of the outermost function) -> numbers of the tests."""


def recorded(files: Iterable[str], tests: int, run: Callable[[int], object]) -> tuple[Reach, list[float]]:
    """Runs the tests, 0..tests-1; what is remembered between calls is forgotten before each, or it would hide calls."""
    reach: Reach = {}
    seconds = []
    wanted, remembered = frozenset(files), caches()
    for number in range(tests):
        for cache in remembered:
            cache.cache_clear()
        called = set[tuple[str, str]]()
        began = time.perf_counter()
        sys.setprofile(watcher(wanted, called))
        try:
            run(number)
        finally:
            sys.setprofile(None)
        seconds.append(time.perf_counter() - began)
        for place in called:
            reach.setdefault(place, set()).add(number)
    return reach, seconds


def watcher(wanted: frozenset[str], called: set[tuple[str, str]]) -> Callable[[FrameType, str, Any], None]:
    def watch(frame: FrameType, event: str, argument: Any) -> None:
        code = frame.f_code
        if event == "call" and code.co_filename in wanted:
            called.add((code.co_filename, code.co_qualname.partition(".<locals>")[0]))

    return watch
