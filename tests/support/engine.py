"""The real Pulumi engine for tests: found or built once, run in folders of the test's own."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
BUILDER = ROOT / "engine" / "build.py"

SECONDS = 300
"""How long one command may take; a run that hangs is a failure."""

NOT_INHERITED = ("PULUMI", "ALI", "YETT", "TF_", "VIRTUAL_ENV", "PYTHON")
"""Variables of the person who runs the tests that must not reach into them."""


@cache
def engine_path() -> Path:
    """The folder with `pulumi`; builds it where it is not there yet, which takes minutes once per user."""
    built = subprocess.run(
        [sys.executable, str(BUILDER), "--print-path"], stdout=subprocess.PIPE, text=True, check=True
    )
    return Path(built.stdout.strip())


@cache
def engine_variables(home: Path) -> Mapping[str, str]:
    """The variables that put the engine to use with `home` as its PULUMI_HOME, asked for once a home."""
    lines = subprocess.run(
        [sys.executable, str(BUILDER), "--environment", str(home)], stdout=subprocess.PIPE, text=True, check=True
    ).stdout
    shown = subprocess.run(
        ["sh", "-c", f'{lines}\nexec "$0" -c "import json, os; print(json.dumps(dict(os.environ)))"', sys.executable],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        env=_inherited(),
    ).stdout
    return dict(json.loads(shown))


def _inherited() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(NOT_INHERITED)}


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended and what it said on both channels."""

    code: int
    output: str

    def ok(self) -> "Done":
        """This, if the command succeeded; otherwise the test fails with what it said."""
        assert self.code == 0, self.output
        return self

    def failed(self) -> "Done":
        """This, if the command failed."""
        assert self.code != 0, self.output
        return self


@dataclass(frozen=True, slots=True)
class Pulumi:
    """One project folder with a state store and a home of its own."""

    project: Path
    home: Path
    """PULUMI_HOME; may be shared by tests."""
    state: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    """Added last, e.g. what `yett emulate --env` prints."""
    stack: str = "test"

    def variables(self) -> dict[str, str]:
        """Everything a `pulumi` of this project is run with."""
        self.state.mkdir(parents=True, exist_ok=True)
        return {
            **engine_variables(self.home),
            "PULUMI_BACKEND_URL": self.state.as_uri(),
            "PULUMI_CONFIG_PASSPHRASE": "test",
            "PULUMI_SKIP_UPDATE_CHECK": "true",
            "NO_COLOR": "1",
            "NO_PROXY": "127.0.0.1,localhost",
            **self.environment,
        }

    def run(self, *words: str) -> Done:
        """Any pulumi command, in the project folder."""
        done = subprocess.run(
            ["pulumi", "--non-interactive", *words],
            cwd=self.project,
            env=self.variables(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=SECONDS,
            check=False,
        )
        return Done(done.returncode, done.stdout)

    def start(self, *words: str) -> "subprocess.Popen[str]":
        """The same in the background, in a process group of its own; the caller ends it."""
        return subprocess.Popen(
            ["pulumi", "--non-interactive", *words],
            cwd=self.project,
            env=self.variables(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def init(self) -> "Pulumi":
        """Make the stack."""
        self.run("stack", "init", self.stack).ok()
        return self

    def up(self, *words: str) -> Done:
        return self.run("up", "--yes", "--skip-preview", "--stack", self.stack, *words)

    def preview(self, *words: str) -> Done:
        return self.run("preview", "--stack", self.stack, *words)

    def refresh(self, *words: str) -> Done:
        return self.run("refresh", "--yes", "--skip-preview", "--stack", self.stack, *words)

    def destroy(self, *words: str) -> Done:
        return self.run("destroy", "--yes", "--skip-preview", "--stack", self.stack, *words)

    def outputs(self) -> dict[str, Any]:
        """The stack's outputs, secrets not shown."""
        return dict(json.loads(self.run("stack", "output", "--json", "--stack", self.stack).ok().output))

    def resources(self) -> list[dict[str, Any]]:
        """The resources of the stack's state."""
        state = json.loads(self.run("stack", "export", "--stack", self.stack).ok().output)
        return list(state["deployment"].get("resources", []))


def write_project(folder: Path, program: str, *, virtualenv: str | None = sys.prefix) -> Path:
    """A Python project with this program; by default it runs in the Python of the tests."""
    folder.mkdir(parents=True, exist_ok=True)
    options = f"\n  options:\n    virtualenv: {json.dumps(virtualenv)}" if virtualenv else ""
    (folder / "Pulumi.yaml").write_text(f"name: tiny\nruntime:\n  name: python{options}\n", encoding="utf-8")
    (folder / "__main__.py").write_text(program, encoding="utf-8")
    return folder
