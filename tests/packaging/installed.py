"""yett as its users get it: the wheel, in a virtual environment that has never seen the checkout."""

import os
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.support.engine import NOT_INHERITED, Done

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 120
"""How long one command may take."""
LENT = "yett-tests.pth"
"""Lends the dependencies of another environment: a `.pth` adds a folder, not what is installed editable in it."""


def build_wheel(into: Path) -> Path:
    """The wheel of the tree as it stands; hatchling is here already, so that no build needs a registry."""
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(into), str(ROOT)).ok()
    (wheel,) = into.glob("*.whl")
    return wheel


@dataclass(frozen=True, slots=True)
class Installed:
    """A virtual environment with the wheel in it."""

    folder: Path

    @classmethod
    def make(cls, folder: Path, wheel: Path, lender: str = sysconfig.get_path("purelib")) -> "Installed":
        """The wheel in `folder`, its dependencies from the site-packages of the lender."""
        venv.create(folder, symlinks=True)
        made = cls(folder)
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(made.python)]
        run(*pip, "install", "--quiet", "--no-deps", "--no-index", str(wheel)).ok()
        (made.site / LENT).write_text(f"{lender}\n", encoding="utf-8")
        return made

    @property
    def python(self) -> Path:
        return self.folder / "bin" / "python"

    @property
    def site(self) -> Path:
        """Where its packages are."""
        (site,) = self.folder.glob("lib/python*/site-packages")
        return site

    def program(self, text: str) -> Done:
        """A short program, run where no source of ours is in the way."""
        return run(str(self.python), "-c", text, cwd=self.folder)

    def command(self, *words: str) -> Done:
        """A command that the wheel installed."""
        return run(str(self.folder / "bin" / words[0]), *words[1:], cwd=self.folder)


def run(*command: str, cwd: Path | None = None, extra: Mapping[str, str] | None = None) -> Done:
    """Any command, with nothing of this run's Python in its environment."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(NOT_INHERITED)}
    done = subprocess.run(
        command,
        cwd=cwd,
        env={**kept, **(extra or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    return Done(done.returncode, done.stdout)
