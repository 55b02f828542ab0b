"""`python -m tests.mutation [FOLDER ...]`: which mutants of the policies no test notices; exit code 1 if any is left.

Killed mutants of a module whose source did not change are not judged again, so that a run that was stopped goes on;
`--fresh` judges them all.
"""

import argparse
import sys
from pathlib import Path

from tests.mutation.judge import judged
from tests.mutation.ledger import Ledger, Score
from tests.mutation.mutant import ROOT

POLICIES = ROOT / "policies" / "yett_policies"
RULES = (
    "tests/rules/test_cases.py",
    "tests/rules/test_live.py",
    "tests/rules/test_looked_up.py",
    "tests/rules/test_mending.py",
    "tests/rules/test_options.py",
)
POOLS = {
    "rules": RULES,
    "exposure": ("tests/exposure", "tests/network", *RULES),
    "network": ("tests/network", "tests/exposure", *RULES),
    "hygiene": ("tests/hygiene",),
}
"""The tests that may kill a folder's mutants; that a page in docs changes is no verdict.

`tests/oracle` is not asked, which is four fifths of the time: what only random networks notice counts as surviving.
"""


def main(arguments: list[str]) -> int:
    """The command; 0 when every mutant is killed or explained."""
    parser = argparse.ArgumentParser("python -m tests.mutation", description=__doc__)
    parser.add_argument("folders", nargs="*", default=sorted(POOLS), metavar="FOLDER", help=f"of {', '.join(POOLS)}")
    parser.add_argument("--only", default="*.py", help="modules of the folder, a pattern such as 'wide_*.py'")
    parser.add_argument("--fresh", action="store_true", help="judge again what was judged before")
    parser.add_argument("--show", action="store_true", help="judge nothing, say what came out before")
    asked = parser.parse_args(arguments)
    scores = {folder: scored(folder, asked) for folder in asked.folders}
    print("\n".join(table(scores)))
    return int(any(score.surviving or score.idle for score in scores.values()))


def scored(folder: str, asked: argparse.Namespace) -> Score:
    modules = sorted((POLICIES / folder).glob(asked.only))
    ledger = Ledger.of(folder)
    if asked.fresh:
        ledger.forget()
    if not asked.show:
        judged(modules, tests_of(folder, modules), ledger.wants, ledger.note)
    return ledger.score(modules)


def tests_of(folder: str, modules: list[Path]) -> list[str]:
    """What pytest has to collect; the only cases that a rule is for are its own."""
    pools = [str(ROOT / pool) for pool in POOLS[folder]]
    return [*pools, "-k", " or ".join(rule_id(module) for module in modules)] if folder == "rules" else pools


def rule_id(module: Path) -> str:
    return module.stem.replace("_", "-")


def table(scores: dict[str, Score]) -> list[str]:
    """The survivors, then a Markdown table."""
    left = [f"survives: {name}" for score in scores.values() for name in score.surviving]
    left += [f"needs no reason any more: {name}" for score in scores.values() for name in score.idle]
    head = ["| folder | mutants | killed | equivalent | surviving |", "| --- | --- | --- | --- | --- |"]
    rows = [(name, s.mutants, s.killed, s.equivalent, len(s.surviving)) for name, s in scores.items()]
    return [*left, *head, *(f"| {' | '.join(map(str, row))} |" for row in rows)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
