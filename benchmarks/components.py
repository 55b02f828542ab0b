"""What each component costs at preview: the program of its page beside the same resources written raw.

`python benchmarks/components.py [--rounds N] [--gate] [NAME ...]`: as benchmarks/preview.py does for a scenario, for
every component of the catalogue, in one run. A program of two or three resources is mostly the start of Python and of
the provider, so each page's program is written out several times: what a component adds to a resource is what counts.
The last line is the ratio over all of them; `--gate` exits 1 when it is above the aim.
"""

import argparse
import json
import re
import sys
import tempfile
from pathlib import Path

from preview import AIM, Took, differences, planned, ratio, raw, turns

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


def measured(folder: Path, name: str, account: EmulatorHandle, rounds: int) -> list[list[Took]]:
    """The previews of the component's program and of its raw twin."""
    project = write_project(folder / name, copied(program_of(page_of(name))))
    ours = Pulumi(project, folder / "home", folder / f"state-{name}", account.env).init()
    twin = raw(folder / f"of-{name}", ours, account)
    if found := differences(ours, twin):
        raise SystemExit(f"benchmark: the plans of {name} differ: {', '.join(found)}")
    took = turns([ours, twin], rounds)
    print(
        f"{name:14s} {len(planned(twin)):4d} resources   ratio {ratio(*took, 'wall'):.3f} by the clock, "
        f"{ratio(*took, 'cpu'):.3f} by processor",
        flush=True,
    )
    return took


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
    ours, twins = ([summed(column) for column in zip(*side, strict=True)] for side in zip(*took, strict=True))
    by_clock = ratio(ours, twins, "wall")
    print(f"all: ratio {by_clock:.3f} by the clock, {ratio(ours, twins, 'cpu'):.3f} by processor (aim {AIM})")
    return 1 if options.gate and by_clock > AIM else 0


def summed(round_of_all: tuple[Took, ...]) -> Took:
    """One round over all components."""
    return Took(sum(one.wall for one in round_of_all), sum(one.cpu for one in round_of_all))


if __name__ == "__main__":
    sys.exit(main())
