"""Judges mutants inside one pytest run: tests are collected once, and each mutant is a fork that runs its own."""

import gc
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol
from hypothesis import Phase, settings

from tests.mutation.forked import DiedError, in_fork
from tests.mutation.mutant import Mutant, mutants
from tests.mutation.planting import NotPlantedError, plant
from tests.mutation.reach import Reach, recorded

FLAGS = ("-q", "--assert=plain", "--tb=no", "-p", "no:cacheprovider", "-m", "not long and not browser and not engine")
NOBODY = -1
"""Stands for the import itself, among the numbers of the tests: it failed, and so did everything."""


def judged(
    modules: list[Path], tests: Iterable[str], wanted: Callable[[Mutant], bool], told: Callable[[Mutant, str], None]
) -> None:
    """Judges the mutants of these modules by these tests (arguments of pytest).

    `wanted` says which mutants, `told` gets the verdict of each: the name of the test that kills it, "import" or
    "time" where that did, or "" for a survivor.

    Raises:
        UnfitTestsError: pytest did not come to the mutants.
    """
    ended = pytest.main([*FLAGS, *tests], plugins=[Judge(modules, wanted, told)])
    if ended not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        raise UnfitTestsError(f"the tests did not run: {ended!r}")


class UnfitTestsError(Exception):
    """Tests that fail anyway cannot judge."""


@dataclass(slots=True)
class Judge:
    """A pytest plugin that runs mutants instead of tests."""

    modules: list[Path]
    wanted: Callable[[Mutant], bool]
    told: Callable[[Mutant, str], None]
    items: list[pytest.Item] = field(default_factory=list)
    reach: Reach = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Instead of pytest's own loop over the tests."""
        phases = (Phase.explicit, Phase.generate)
        settings.register_profile("mutants", parent=settings(), database=None, derandomize=True, phases=phases)
        settings.load_profile("mutants")
        self.items = session.items
        self.reach, self.seconds = in_fork(self.walk)
        gc.freeze()
        for module in self.modules:
            self.judge(module)
        return True

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item, nextitem: pytest.Item | None) -> bool:
        """One test, without a word on the terminal."""
        reports = runtestprotocol(item, nextitem=nextitem, log=False)
        self.failed += [report.nodeid for report in reports if report.failed]
        return True

    def walk(self) -> tuple[Reach, list[float]]:
        found = recorded([str(module) for module in self.modules], len(self.items), self.run)
        if self.failed:
            raise UnfitTestsError(f"fail without any mutant: {', '.join(self.failed)}")
        return found

    def run(self, number: int) -> None:
        item = self.items[number]
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)

    def judge(self, module: Path) -> None:
        kills = Counter[int]()
        found = [(mutant, self.killer(mutant, kills)) for mutant in filter(self.wanted, mutants(module))]
        # what is loaded late may have been edited since the walk
        if (failing := in_fork(lambda: self.first_failure(sorted(kills)))) is not None:
            raise UnfitTestsError(f"fails without any mutant now: {self.items[failing].nodeid}")
        for mutant, killer in found:
            self.told(mutant, killer)

    def killer(self, mutant: Mutant, kills: Counter[int]) -> str:
        # tests that killed a neighbour come first, then the quick ones
        chosen = sorted(self.tests_of(mutant), key=lambda one: (-kills[one], self.seconds[one], one))
        allowed = 5 + 10 * sum(self.seconds[number] for number in chosen)
        try:
            killer = in_fork(lambda: self.noticed(mutant, chosen), allowed)
        except DiedError:
            return "time"
        if killer is None or killer == NOBODY:
            return "" if killer is None else "import"
        kills[killer] += 1
        return self.items[killer].nodeid

    def noticed(self, mutant: Mutant, chosen: Iterable[int]) -> int | None:
        """The number of the test that fails with the mutant."""
        try:
            plant(mutant)
        except NotPlantedError:
            return None
        except Exception:
            return NOBODY
        return self.first_failure(chosen)

    def first_failure(self, chosen: Iterable[int]) -> int | None:
        for number in chosen:
            self.run(number)
            if self.failed:
                return number
        return None

    def tests_of(self, mutant: Mutant) -> set[int]:
        """Tests that call the function; for what runs on import, those that call any of the module or have its name."""
        file = str(mutant.module)
        if mutant.where:
            return self.reach.get((file, mutant.where), set())
        found = (tests for (where, _), tests in self.reach.items() if where == file)
        name = mutant.module.stem.replace("_", "-")
        return {number for number, item in enumerate(self.items) if name in item.nodeid}.union(*found)
