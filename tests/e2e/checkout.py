"""A checkout of its own for one end-to-end test: the tracked files, this run's Python, the real engine."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import urllib.request
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.engine import Done

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("components", "policies", "emulator", "cli")
SECONDS = 300
"""How long one command may take; a run that hangs is a failure."""


def tracked() -> list[str]:
    """Every file that a clean clone would have, with today's content."""
    found = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [name for name in found.stdout.splitlines() if (ROOT / name).is_file()]


def compiled() -> list[str]:
    """What `make setup` adds to a clone: the bytecode of our packages, which holds as long as their files' times."""
    return [str(file.relative_to(ROOT)) for room in PACKAGES for file in (ROOT / room).rglob("__pycache__/*.pyc")]


@dataclass(frozen=True, slots=True)
class Checkout:
    """A folder like a user's clone; commands run in it as a user would type them."""

    path: Path
    environment: dict[str, str]

    @classmethod
    def make(cls, path: Path) -> "Checkout":
        for name in [*tracked(), *compiled()]:
            (path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, path / name)
        (path / ".venv").symlink_to(Path(sys.prefix))
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PULUMI", "ALI", "YETT"))}
        return cls(path, {**kept, "NO_COLOR": "1", "CI": "true"})

    def stack(self, verb: str, stack: str) -> Done:
        """`make up|preview|refresh|down STACK=…`, set-up left out."""
        return self.run("scripts/stack", verb, stack)

    def pulumi(self, *words: str, stack: str = "web-dev", config: bool = False) -> Done:
        """Any pulumi command as `scripts/stack` would run it; `config` for those that run the program."""
        own = f"--config-file .yett/config/Pulumi.{stack}.yaml" if config else ""
        return self.shell(f"pulumi {' '.join(words)} --stack {stack} --non-interactive {own}")

    def shell(self, line: str) -> Done:
        ready = 'source scripts/environment; yett emulate --detach >/dev/null; eval "$(yett emulate --env)"'
        return self.run("bash", "-c", f"set -e; {ready}; {line}")

    def run(self, *command: str) -> Done:
        done = subprocess.run(
            command, cwd=self.path, env=self.environment, capture_output=True, text=True, timeout=SECONDS, check=False
        )
        return Done(done.returncode, done.stdout + done.stderr)

    def start(self, line: str) -> "subprocess.Popen[str]":
        """The same as `shell`, in the background and in a process group of its own."""
        ready = 'source scripts/environment; yett emulate --detach >/dev/null; eval "$(yett emulate --env)"'
        return subprocess.Popen(
            ["bash", "-c", f"set -e; {ready}; exec {line}"],
            cwd=self.path,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def state(self, stack: str) -> str:
        return self.pulumi("stack", "export", stack=stack).ok().output

    def resources(self, stack: str) -> list[dict[str, Any]]:
        return list(json.loads(self.state(stack))["deployment"].get("resources", []))

    def actions(self) -> list[dict[str, Any]]:
        """The emulator's access log."""
        log = self.path / ".yett/emulator/actions.jsonl"
        return [json.loads(line) for line in log.read_text().splitlines()]

    def live_kinds(self) -> dict[str, int]:
        """How many records of each kind the running account holds."""
        about = json.loads((self.path / ".yett/emulator/emulator.json").read_text())
        with urllib.request.urlopen(f"http://{about['host']}:{about['port']}/_yett/state") as answer:
            return dict(json.load(answer)["kinds"])

    def kinds(self) -> dict[str, int]:
        """The same of a stopped account, read from its file."""
        with closing(sqlite3.connect(self.path / ".yett/emulator/state.db")) as account:
            return dict(account.execute("SELECT kind, COUNT(*) FROM record GROUP BY kind").fetchall())

    def emulator_pid(self) -> int:
        return int(json.loads((self.path / ".yett/emulator/emulator.json").read_text())["pid"])

    def kill_emulator(self) -> None:
        os.kill(self.emulator_pid(), signal.SIGKILL)

    def stop(self) -> None:
        self.run(".venv/bin/yett", "emulate", "--stop")
