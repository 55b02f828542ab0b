"""How fast exposure is, as ratios within one run, on a stack of this repository's own generator.

`python benchmarks/exposure.py [--checkov] [--gate]`: every program is a whole process; times are processor seconds
(user and system, the best of several), so that a busy machine does not decide; wall seconds and peak memory beside.
`--checkov` installs Checkov into a private environment first; `--gate` exits 1 when a ratio misses its aim.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
import venv
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from exposure_inside import anomaly_share, calibration_ms, interface_ms

PYTHON = sys.executable
YETT = [PYTHON, "-m", "yett_cli.main", "exposure"]
RULES = 10_000
TIMEOUT = 1_800
"""Seconds a single program may take."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process took: processor and wall seconds, and its peak in MiB."""

    cpu: float
    wall: float
    peak: float

    def __str__(self) -> str:
        return f"{self.cpu:7.2f} s cpu {self.wall:7.2f} s wall {self.peak:6.0f} MiB"


@dataclass(frozen=True, slots=True)
class Ratio:
    """One measured ratio and what it should not exceed."""

    what: str
    value: float
    most: float

    @property
    def is_met(self) -> bool:
        """Whether the aim is reached."""
        return self.value <= self.most

    def __str__(self) -> str:
        return f"{'met   ' if self.is_met else 'MISSED'} {self.what}: {self.value:.2f} (at most {self.most:g})"


def cost(command: list[str], best_of: int = 3) -> Cost:
    """The cheapest of several runs of one program."""
    return min((once(command) for _ in range(best_of)), key=lambda one: one.cpu)


def once(command: list[str]) -> Cost:
    """Run one program to its end; exit codes above 1 are errors."""
    begin = time.perf_counter()
    with open(os.devnull, "wb") as nothing:
        process = subprocess.Popen(command, stdout=nothing, stderr=nothing)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"benchmark: {' '.join(command)} ended with {process.returncode}")
    return Cost(usage.ru_utime + usage.ru_stime, time.perf_counter() - begin, usage.ru_maxrss / 1024)


def shown(name: str, found: Cost) -> Cost:
    """Print one line and hand the cost on."""
    print(f"{name:58} {found}", flush=True)
    return found


def generated(folder: Path, rules: int, *options: str) -> tuple[Path, Path]:
    """A stack's two files, written by a process of its own: a child's peak begins at its parent's size."""
    script = Path(__file__).with_name("exposure_stack.py")
    subprocess.run([PYTHON, script, str(rules), folder, *options], check=True, stdout=subprocess.DEVNULL)
    return folder / "plan.json", folder / "preview.json"


def loads(path: Path) -> list[str]:
    """The raw program: the same file through json.loads, and nothing else."""
    return [PYTHON, "-c", f"import json; json.loads(open({str(path)!r}, 'rb').read())"]


def sizes(folder: Path) -> list[Ratio]:
    """10,000 rules beside json.loads, then 100,000."""
    plan, preview = generated(folder / "small", RULES)
    raw = shown(f"json.loads of the Terraform plan, {RULES:,} rules", cost(loads(plan)))
    ours = shown("yett exposure --terraform --json", cost([*YETT, "--terraform", str(plan), "--json"]))
    raw_preview = shown("json.loads of the Pulumi preview", cost(loads(preview)))
    ours_preview = shown("yett exposure --preview --json", cost([*YETT, "--preview", str(preview), "--json"]))
    hostile, _ = generated(folder / "hostile", RULES, "--partners", "0")
    shown("the same, no two rules alike (not gated)", cost([*YETT, "--terraform", str(hostile), "--json"], 1))
    large, _ = generated(folder / "large", 10 * RULES)
    grown = shown(f"yett exposure, {10 * RULES:,} rules", cost([*YETT, "--terraform", str(large), "--json"], 1))
    return [
        Ratio("exposure of a plan beside json.loads of it", ours.cpu / raw.cpu, 4),
        Ratio("exposure of a preview beside json.loads of it", ours_preview.cpu / raw_preview.cpu, 4),
        Ratio("ten times the rules", grown.cpu / ours.cpu, 12),
    ]


def startup(folder: Path) -> Ratio:
    """An empty stack beside an empty program, in seconds more."""
    empty = folder / "empty.json"
    empty.write_text('{"version": 3, "deployment": {"resources": []}}')
    nothing = shown("python -c pass", cost([PYTHON, "-c", "pass"], 7))
    ours = shown("yett exposure on an empty stack", cost([*YETT, "--state", str(empty)], 7))
    return Ratio("seconds of start-up more than python -c pass", ours.cpu - nothing.cpu, 0.3)


def inside(folder: Path) -> list[Ratio]:
    """One interface of 1,000 rules, and what anomalies take of the exposure's own time, within this process."""
    plan, _ = generated(folder / "small", RULES)
    unit, found = calibration_ms(), interface_ms(1_000)
    print(f"{'calibration loop (a million additions)':58} {unit:7.2f} ms cpu")
    print(f"{'one interface, 1,000 rules, decided':58} {found:7.2f} ms cpu")
    share = anomaly_share(plan)
    return [
        Ratio("ms for one interface of 1,000 rules", found, 15),
        Ratio("anomalies of 10,000 rules beside the exposures' own time", share, 0.6),
    ]


def checkov(folder: Path) -> Ratio:
    """Checkov's two checks of open security groups on the same plan, whole process."""
    place = folder / "checkov"
    venv.create(place, with_pip=True)
    subprocess.run([place / "bin/pip", "install", "--quiet", "checkov"], check=True, timeout=TIMEOUT)
    plan, _ = generated(folder / "small", RULES)
    command = [str(place / "bin/checkov"), "-f", str(plan), "--framework", "terraform_plan", "--compact", "--quiet"]
    peer = shown("checkov, 2 checks", cost([*command, "-c", "CKV_ALI_2,CKV_ALI_3"], 1))
    ours = shown("yett exposure --terraform --json", cost([*YETT, "--terraform", str(plan), "--json"]))
    return Ratio("exposure beside checkov", ours.cpu / peer.cpu, 1 / 30)


def main() -> None:
    """Measure, print, and with --gate judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkov", action="store_true", help="install and time Checkov as well")
    parser.add_argument("--gate", action="store_true", help="exit 1 when a ratio misses its aim")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="yett-bench-") as name:
        folder = Path(name)
        ratios = [startup(folder), *sizes(folder), *inside(folder)]
        ratios += [checkov(folder)] if arguments.checkov else []
    print("\n".join(map(str, ratios)))
    if arguments.gate and not all(ratio.is_met for ratio in ratios):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
