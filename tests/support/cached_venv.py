"""Virtual environments that are too dear to make in every run: kept per user under what they are made of."""

import hashlib
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

SECONDS = 600
"""How long the installation may take; it happens once per user."""


def site_packages(requirements: list[str]) -> Path:
    """The site-packages of an environment with these requirements, made now where it is not there yet.

    It is made under another name and moved when it is whole; nobody sees half of it. It is lent, not run: what pip
    wrote into its scripts is the old place.
    """
    folder = _root() / hashlib.sha256("\n".join([sys.version, *sorted(requirements)]).encode()).hexdigest()[:16]
    if not folder.is_dir():
        _make(folder, requirements)
    (site,) = folder.glob("lib/python*/site-packages")
    return site


def _root() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or ""
    return (Path(base) if os.path.isabs(base) else Path.home() / ".cache") / "yett" / "venvs"


def _make(folder: Path, requirements: list[str]) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".", dir=folder.parent) as parent:
        unfinished = Path(parent) / "venv"
        venv.create(unfinished, symlinks=True)
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(unfinished / "bin/python")]
        subprocess.run([*pip, "install", "--quiet", *requirements], check=True, timeout=SECONDS)
        try:
            unfinished.rename(folder)
        except OSError:  # another run was faster
            if not folder.is_dir():
                raise
