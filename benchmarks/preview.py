"""What yett costs at preview: the web scenario beside the same resources written raw with pulumi_alicloud.

`python benchmarks/preview.py [--rounds N] [--gate]`: the scenario is deployed once on an emulator, its state becomes a
program without yett, and both are previewed into an empty stack, in turns (A B A B ...), by the real engine and
provider. The ratio of the medians is the answer; `--gate` exits 1 when it is above the aim.
"""

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from raw_program import program

from tests.support.engine import Pulumi, write_project
from yett_emulator.handle import EmulatorHandle, started

ROOT = Path(__file__).resolve().parents[1]
AIM = 1.10
CONFIG = ROOT / "stacks" / "Pulumi.web-dev.yaml"


@dataclass(frozen=True, slots=True)
class Took:
    """One preview: seconds by the clock, and processor seconds of the engine and everything below it."""

    wall: float
    cpu: float


def scenario(folder: Path, account: EmulatorHandle, file_of_stack: Path = CONFIG) -> Pulumi:
    """The stack of web-dev, or of another file, as the project's own `__main__.py` builds it."""
    project = write_project(folder / "web", (ROOT / "__main__.py").read_text())
    made = Pulumi(project, folder / "home", folder / "state-web", account.env).init()
    yett = [sys.executable, "-m", "yett_cli.main", "certificate", str(project / ".yett/tls/web")]
    subprocess.run(yett, check=True, stdout=subprocess.DEVNULL)
    shutil.copytree(ROOT / "openings", project / "openings")
    file = project / "Pulumi.test.yaml"
    config = yaml.safe_load(file_of_stack.read_text())["config"]
    file.write_text(yaml.safe_dump({**yaml.safe_load(file.read_text()), "config": config}))
    return made


def raw(folder: Path, web: Pulumi, account: EmulatorHandle) -> Pulumi:
    """The same resources without yett: written from what `up` of the scenario recorded."""
    web.up().ok()
    export = json.loads(web.run("stack", "export", "--show-secrets", "--stack", web.stack).ok().output)
    web.destroy().ok()
    project = write_project(folder / "raw", program(export))
    return Pulumi(project, folder / "home", folder / "state-raw", account.env).init()


def planned(stack: Pulumi) -> dict[tuple[str, str], dict[str, Any]]:
    """(type, name) -> inputs of every resource of the cloud that a preview would create."""
    steps = json.loads(stack.run("preview", "--json", "--stack", stack.stack).ok().output)["steps"]
    states = [step["newState"] for step in steps if step["newState"]["type"].startswith("alicloud:")]
    return {(state["type"], state["urn"].rsplit("::", 1)[1]): state["inputs"] for state in states}


def differences(web: Pulumi, twin: Pulumi) -> list[str]:
    """What the two plans do not have in common; nothing, or the comparison would be of different work."""
    left, right = planned(web), planned(twin)
    return [str(key) for key in left.keys() | right.keys() if left.get(key) != right.get(key)]


def timed(stack: Pulumi, variables: dict[str, str], *words: str) -> Took:
    """One preview, with these options."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(
        ["pulumi", "preview", "--non-interactive", "--stack", stack.stack, *words],
        cwd=stack.project,
        env=variables,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Took(time.perf_counter() - start, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def turns(stacks: list[Pulumi], rounds: int) -> list[list[Took]]:
    """The previews of each stack, in turns; the first round warms up and is not counted."""
    variables = [stack.variables() for stack in stacks]
    found = [[timed(*pair) for pair in zip(stacks, variables, strict=True)] for _ in range(rounds + 1)]
    return [list(column) for column in zip(*found[1:], strict=True)]


def line(what: str, took: list[Took]) -> str:
    walls = sorted(one.wall for one in took)
    wall, cpu = statistics.median(walls), statistics.median(one.cpu for one in took)
    return f"{what:24s} median {wall:6.2f} s  ({walls[0]:.2f}..{walls[-1]:.2f})  processor {cpu:6.2f} s"


def ratio(web: list[Took], twin: list[Took], field: str) -> float:
    return statistics.median(getattr(a, field) for a in web) / statistics.median(getattr(b, field) for b in twin)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7, help="previews of each program (default 7)")
    parser.add_argument("--gate", action="store_true", help=f"exit 1 when the ratio is above {AIM}")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, started(Path(name) / "account") as account:
        folder = Path(name)
        web = scenario(folder, account)
        twin = raw(folder, web, account)
        if found := differences(web, twin):
            raise SystemExit(f"benchmark: the plans differ: {', '.join(found)}")
        print(json.dumps({"resources": len(planned(twin)), "rounds": options.rounds, "cpus": os.cpu_count()}))
        took = turns([web, twin], options.rounds)
    for what, one in zip(["web scenario", "the same, raw"], took, strict=True):
        print(line(what, one))
    by_clock = ratio(*took, "wall")
    print(f"ratio {by_clock:.3f} by the clock, {ratio(*took, 'cpu'):.3f} by processor (aim {AIM})")
    return 1 if options.gate and by_clock > AIM else 0


if __name__ == "__main__":
    sys.exit(main())
