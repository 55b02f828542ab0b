"""The tool makes the mutants it says, and a verdict is what the tests say about the mutated code."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mutation.ledger import Ledger, reasons
from tests.mutation.mutant import ROOT, mutants

TOY = '''"""A toy."""
from functools import cache

LIMIT: int = 3


class Gate:
    def admits(self, n: int) -> bool:
        return n < LIMIT and not n == 7


@cache
def doubled(n: int) -> int:
    return n + n if n else 0


def shifted(n: int, by: int = 1, *, twice: bool = False) -> int:
    return 2 * n if twice else n + by


def each(found: list[int]):
    """A generator."""
    for one in found:
        if one > 2:
            continue
        yield max(one, 1)
'''
WEAK_TESTS = """
from yett_toy import LIMIT, Gate, doubled, each, shifted


def test_gate():
    assert Gate().admits(2) and not Gate().admits(3)


def test_limit():
    assert LIMIT < 4


def test_doubled():
    assert doubled(2) == 4 and doubled(0) == 0


def test_shifted():
    assert shifted(3) == 4


def test_each():
    assert list(each([1, 5])) == [1]
"""
EVERY = {
    "import: LIMIT: int = 3 => LIMIT: int = 4": "gate",
    "import: LIMIT: int = 3 => LIMIT: int = 2": "gate",
    "Gate.admits: n < LIMIT and (not n == 7) => not n == 7": "gate",
    "Gate.admits: n < LIMIT and (not n == 7) => n < LIMIT": "",
    "Gate.admits: n < LIMIT => n <= LIMIT": "gate",
    "Gate.admits: n < LIMIT => n >= LIMIT": "gate",
    "Gate.admits: n < LIMIT and (not n == 7) => n < LIMIT and n == 7": "gate",
    "Gate.admits: n == 7 => n != 7": "gate",
    "Gate.admits: n == 7 => n == 8": "",
    "Gate.admits: n == 7 => n == 6": "",
    "doubled: n => True": "",
    "doubled: n => False": "doubled",
    "doubled: n + n => n": "doubled",
    "doubled: n + n => n (#2)": "doubled",
    "doubled: n + n if n else 0 => n + n if n else 1": "doubled",
    "doubled: n + n if n else 0 => n + n if n else -1": "doubled",
    "shifted: False => True": "shifted",
    "shifted: 1 => 2": "shifted",
    "shifted: 1 => 0": "shifted",
    "shifted: twice => True": "shifted",
    "shifted: twice => False": "",
    "shifted: 2 * n => 3 * n": "",
    "shifted: 2 * n => 1 * n": "",
    "shifted: n + by => n": "shifted",
    "shifted: n + by => by": "shifted",
    "each: one > 2 => True": "each",
    "each: one > 2 => False": "each",
    "each: one > 2 => one >= 2": "",
    "each: one > 2 => one <= 2": "each",
    "each: one > 2 => one > 3": "",
    "each: one > 2 => one > 1": "",
    "each: continue => pass": "each",
    "each: yield max(one, 1) => yield from ()": "each",
    "each: max(one, 1) => min(one, 1)": "",
    "each: max(one, 1) => max(one, 2)": "each",
    "each: max(one, 1) => max(one, 0)": "",
}
"""Every mutant of the toy, and the test that must kill it, "" where the tests cannot notice."""
RUN = """
import json, sys
from pathlib import Path
from tests.mutation.judge import judged
folder = Path(sys.argv[1])
sys.path.insert(0, str(folder))
killers = {}
modules, told = [folder / "yett_toy.py"], lambda mutant, by: killers.update({mutant.name: by})
judged(modules, [str(folder)], lambda mutant: True, told)
print("\\n" + json.dumps(killers))
"""


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    (tmp_path / "yett_toy.py").write_text(TOY)
    (tmp_path / "test_toy.py").write_text(WEAK_TESTS)
    return tmp_path


def test_the_toy_has_these_mutants(toy: Path) -> None:
    assert [mutant.name for mutant in mutants(toy / "yett_toy.py")] == list(EVERY)


def test_a_mutant_is_killed_by_the_test_that_notices_it_and_survives_otherwise(toy: Path) -> None:
    command = [sys.executable, "-c", RUN, str(toy)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=True)
    killers = json.loads(ended.stdout.splitlines()[-1])
    assert {name: by.rpartition("test_")[2] for name, by in killers.items()} == EVERY


def test_a_mutant_leaves_no_trace_in_the_tree_it_was_made_from(toy: Path) -> None:
    first, *_, last = mutants(toy / "yett_toy.py")
    before = last.code()
    first.code()
    assert last.code() == before


@pytest.mark.parametrize("folder", ["rules", "exposure", "network", "hygiene"])
def test_every_written_reason_is_about_a_mutant_that_there_is(folder: str) -> None:
    modules = sorted((ROOT / "policies" / "yett_policies" / folder).glob("*.py"))
    every = {f"{module.name}: {mutant.name}" for module in modules for mutant in mutants(module)}
    assert set(reasons(folder, {module.name for module in modules})) <= every


def test_a_survivor_is_judged_again_and_a_killed_mutant_is_not(toy: Path, tmp_path: Path) -> None:
    killed, survivor, *_ = mutants(toy / "yett_toy.py")
    ledger = Ledger("toy", tmp_path / "toy.jsonl")
    ledger.note(killed, "test_gate")
    ledger.note(survivor, "")
    assert (ledger.wants(killed), ledger.wants(survivor)) == (False, True)
    score = ledger.score([toy / "yett_toy.py"])
    assert (score.mutants, score.killed, score.equivalent) == (len(EVERY), 1, 0)
    assert len(score.surviving) == len(EVERY) - 1
