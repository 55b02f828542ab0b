"""Private virtual environments in the cache: nothing of the build depends on the checkout's own."""

import os
import sys
from pathlib import Path

from builder.processes import run


def create(folder: Path, requirements: list[str], what: str) -> None:
    """Make a virtual environment with exactly these requirements."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    run([sys.executable, "-m", "venv", str(folder)], f"{what}: creating its environment", cwd=folder, env=env)
    pip = [str(folder / "bin" / "python"), "-m", "pip", "--disable-pip-version-check"]
    run([*pip, "install", *requirements], f"{what}: installing", cwd=folder, env=env, status=str.strip)


def python_identity() -> str:
    """What a virtual environment is bound to: the interpreter's version and place."""
    return f"{sys.implementation.cache_tag} {sys.version_info[:3]} {sys.base_prefix}"
