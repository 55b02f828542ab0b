"""What the policy pack costs at preview: the same program with the pack and without it, by the real engine.

`python benchmarks/pack.py [--rounds N] [--only web-prod|rules] [--gate]`: the stack web-prod as it is in `stacks/`, and
a stack of 2,000 rules in 20 groups with 500 instances, each previewed with and without the pack in turns. The ratios of
the medians are the answer; `--gate` exits 1 when one by the clock is above its aim.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from growth import SIZES
from growth import stack as grown
from preview import ROOT, Took, line, ratio, scenario, timed

sys.path.insert(0, str(ROOT))

from tests.support.engine import Pulumi
from yett_emulator.handle import EmulatorHandle, started

PACK = ROOT / "policies"


@dataclass(frozen=True, slots=True)
class Case:
    """One stack, and how much slower the pack may make its preview."""

    make: Callable[[Path, EmulatorHandle], Pulumi]
    aim: float


def production(folder: Path, account: EmulatorHandle) -> Pulumi:
    return scenario(folder, account, ROOT / "stacks" / "Pulumi.web-prod.yaml")


def rules(folder: Path, account: EmulatorHandle) -> Pulumi:
    return grown(folder, "yett", SIZES[-1], account)


CASES = {"web-prod": Case(production, 1.25), "rules": Case(rules, 1.5)}


def compared(stack: Pulumi, rounds: int) -> list[list[Took]]:
    """The previews with the pack and those without, in turns; the first round warms up and is not counted."""
    variables = stack.variables()
    pack = ("--policy-pack", str(judging(stack)))
    found = [(timed(stack, variables, *pack), timed(stack, variables)) for _ in range(rounds + 1)]
    return [list(side) for side in zip(*found[1:], strict=True)]


def judging(stack: Pulumi) -> Path:
    """A pack in three lines as a user writes it, in the Python that runs this; advisory, so that every preview ends."""
    pack = stack.project.parent / "pack"
    pack.mkdir(exist_ok=True)
    options = f"options:\n    virtualenv: {json.dumps(sys.prefix)}"
    (pack / "PulumiPolicy.yaml").write_text(f"name: yett\nruntime:\n  name: python\n  {options}\n")
    program = 'from yett_policies.pack import LeastExposure\n\nLeastExposure(all="advisory")\n'
    (pack / "__main__.py").write_text(program)
    return pack


def is_met(name: str, rounds: int) -> bool:
    """Measure one case and print it."""
    case = CASES[name]
    with tempfile.TemporaryDirectory() as folder, started(Path(folder) / "account") as account:
        took = compared(case.make(Path(folder), account), rounds)
    for what, one in zip([f"{name}, with the pack", f"{name}, without"], took, strict=True):
        print(line(what, one))
    by_clock, by_processor = ratio(*took, "wall"), ratio(*took, "cpu")
    verdict = "met" if by_clock <= case.aim else "missed"
    print(f"ratio {by_clock:.3f} by the clock, {by_processor:.3f} by processor (aim {case.aim}: {verdict})", flush=True)
    return by_clock <= case.aim


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3, help="previews of each side (default 3)")
    parser.add_argument("--only", choices=CASES, help="one of the stacks (default: all)")
    parser.add_argument("--gate", action="store_true", help="exit 1 when an aim is missed")
    options = parser.parse_args()
    print(json.dumps({"rounds": options.rounds, "cpus": os.cpu_count(), "load": os.getloadavg()}), flush=True)
    met = [is_met(name, options.rounds) for name in ([options.only] if options.only else CASES)]
    return 1 if options.gate and not all(met) else 0


if __name__ == "__main__":
    sys.exit(main())
