"""What whole programs cost, measured in turns, so that two of them make a ratio that a busy machine does not decide."""

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

BYTECODE = tempfile.TemporaryDirectory(prefix="yett-bench-bytecode-")
"""Python keeps compiled modules here, for every program alike, as it does beside an installed package."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process took: processor (user and system) and wall seconds, and its peak in MiB."""

    cpu: float
    wall: float
    peak: float

    def __str__(self) -> str:
        return f"{self.cpu:7.2f} s cpu {self.wall:7.2f} s wall {self.peak:6.0f} MiB"


@dataclass(frozen=True, slots=True)
class Ratio:
    """One measured ratio and what it should not exceed; None: it is only said."""

    what: str
    value: float
    most: float | None = None

    @property
    def is_met(self) -> bool:
        """Whether the aim is reached."""
        return self.most is None or self.value <= self.most

    def __str__(self) -> str:
        if self.most is None:
            return f"       {self.what}: {self.value:.2f}"
        return f"{'met   ' if self.is_met else 'MISSED'} {self.what}: {self.value:.2f} (at most {self.most:.2g})"


def beside(what: str, ours: Cost, other: Cost, most: float) -> list[Ratio]:
    """What ours costs beside another program: by the clock, which is what whoever waits asks, and by processor."""
    return [
        Ratio(f"{what}, by the clock", ours.wall / other.wall, most),
        Ratio(f"{what}, by processor", ours.cpu / other.cpu),
    ]


def said_python() -> str:
    """The Python that runs ours: one that is compiled without its own optimisations takes a tenth more."""
    return f"Python {' '.join(sys.version.split())}"


def costs(programs: dict[str, list[str]], rounds: int = 5) -> dict[str, Cost]:
    """The least of each measure by program, run in turns after one run that is not counted; printed."""
    found: dict[str, list[Cost]] = {name: [] for name in programs}
    for number in range(rounds + (rounds > 1)):
        for name, command in programs.items():
            one = once(command)
            found[name] += [one] if number or rounds == 1 else []
    best = {name: least(runs) for name, runs in found.items()}
    for name, one in best.items():
        print(f"{name:58} {one}", flush=True)
    return best


def least(runs: list[Cost]) -> Cost:
    """What a run takes that nothing disturbs."""
    return Cost(min(one.cpu for one in runs), min(one.wall for one in runs), max(one.peak for one in runs))


def once(command: list[str]) -> Cost:
    """Run one program to its end; exit codes above 1 and tracebacks are errors."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    begin = time.perf_counter()
    with open(os.devnull, "wb") as nothing, tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            command, stdout=nothing, stderr=said, env={**environment, "PYTHONPYCACHEPREFIX": BYTECODE.name}
        )
        _, status, usage = os.wait4(process.pid, 0)
        said.seek(0)
        broke = b"Traceback" in said.read()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1) or broke:
        raise SystemExit(f"benchmark: {' '.join(command)} ended with {process.returncode}")
    return Cost(usage.ru_utime + usage.ru_stime, time.perf_counter() - begin, usage.ru_maxrss / 1024)


def generated(python: str, folder: Path, rules: int, *options: str) -> Path:
    """A stack's files, written by a process of its own: a child's peak begins at its parent's size."""
    script = Path(__file__).with_name("exposure_stack.py")
    subprocess.run([python, script, str(rules), folder, *options], check=True, stdout=subprocess.DEVNULL)
    return folder
