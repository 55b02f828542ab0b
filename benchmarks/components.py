"""What each component costs at preview: the program of its page beside the same resources written raw.

`python benchmarks/components.py [--rounds N] [--gate] [NAME ...]`: as benchmarks/preview.py does for a scenario, for
every component of the catalogue, in one run. A program of two or three resources is mostly the start of Python and of
the provider, so each page's program is written out several times: what a component adds to a resource is what counts.
Each goes first every other time, and the best preview of each is taken, as whatever else the machine does only adds.
The last line is the ratio over all; `--gate` exits 1 when it is above the aim.
"""

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from preview import AIM, Took, differences, raw, timed

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.catalogue.examples import page_of, program_of
from tests.catalogue.options import CATALOGUE
from tests.support.engine import Pulumi, write_project
from yett_emulator.handle import EmulatorHandle, started

COPIES = 12
"""How often a page's program stands in the program that is measured."""
NAMES = [component.__name__ for component in CATALOGUE]


def copied(program: str) -> str:
    """The program several times; a resource's name is the first thing in its call and gets the number of its copy."""
    numbered = re.sub(r'\b([A-Z]\w*\(\s*)"([\w-]+)"', r'\1f"\2-{copy}"', program)
    numbered = re.sub(r"\b([A-Z]\w*\()([a-z]\w*), \{", r'\1f"{\2}-{copy}", {', numbered)
    lines = [line for line in numbered.splitlines() if not line.startswith("pulumi.export(")]
    head = [line for line in lines if line.startswith(("import ", "from "))]
    body = [f"    {line}" for line in lines if line not in head]
    return "\n".join([*head, f"for copy in range({COPIES}):", *body, ""])


def measured(folder: Path, name: str, account: EmulatorHandle, rounds: int) -> tuple[Took, Took]:
    """The best previews of the component's program and of its raw twin, which are previewed in turns."""
    project = write_project(folder / name, copied(program_of(page_of(name))))
    ours = Pulumi(project, folder / "home", folder / f"state-{name}", account.env).init()
    twin = raw(folder / f"of-{name}", ours, account)
    if found := differences(ours, twin):  # warms both up
        raise SystemExit(f"benchmark: the plans of {name} differ: {', '.join(found)}")
    pairs = [(stack, stack.variables()) for stack in (ours, twin)]
    took = [turn(pairs, swapped=number % 2 == 1) for number in range(rounds)]
    mine, theirs = map(best, zip(*took, strict=True))
    print(f"{name:16s} {said(mine, theirs)}", flush=True)
    return mine, theirs


def turn(pairs: list[tuple[Pulumi, dict[str, str]]], *, swapped: bool) -> list[Took]:
    """A preview of each; every other time the second goes first, as who follows has an easier start."""
    took = [timed(*pair) for pair in (reversed(pairs) if swapped else pairs)]
    return took[::-1] if swapped else took


def best(took: Iterable[Took]) -> Took:
    """The least of each: whatever else the machine does only adds."""
    rounds = list(took)
    return Took(min(one.wall for one in rounds), min(one.cpu for one in rounds))


def said(mine: Took, theirs: Took) -> str:
    ratios = f"ratio {mine.wall / theirs.wall:.3f} by the clock, {mine.cpu / theirs.cpu:.3f} by processor"
    return f"{mine.wall:6.2f} s, raw {theirs.wall:6.2f} s: {ratios}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"components (default all): {', '.join(NAMES)}")
    parser.add_argument("--rounds", type=int, default=3, help="previews of each program (default 3)")
    parser.add_argument("--gate", action="store_true", help=f"exit 1 when the ratio over all is above {AIM}")
    options = parser.parse_args()
    chosen = options.names or NAMES
    if unknown := set(chosen) - set(NAMES):
        parser.error(f"no such component: {', '.join(sorted(unknown))}")
    print(json.dumps({"rounds": options.rounds, "copies": COPIES}))
    with tempfile.TemporaryDirectory() as folder, started(Path(folder) / "account") as account:
        account.quotas(vpcs=10 * COPIES, eips=10 * COPIES)
        took = [measured(Path(folder), name, account, options.rounds) for name in chosen]
    mine, theirs = map(summed, zip(*took, strict=True))
    print(f"all              {said(mine, theirs)} (aim {AIM})")
    return 1 if options.gate and mine.wall / theirs.wall > AIM else 0


def summed(every: Iterable[Took]) -> Took:
    """All components together."""
    components = list(every)
    return Took(sum(one.wall for one in components), sum(one.cpu for one in components))


if __name__ == "__main__":
    sys.exit(main())
