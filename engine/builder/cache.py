"""The cache per user: finished parts only, each under its content key.

A part is built in a folder of its own and renamed when it is complete, so that nobody ever sees half of it.
"""

import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from builder.errors import EngineError


def cache_root() -> Path:
    """`$XDG_CACHE_HOME/yett/engine`, by default `~/.cache/yett/engine`."""
    base = os.environ.get("XDG_CACHE_HOME") or ""
    root = Path(base) if os.path.isabs(base) else Path.home() / ".cache"
    return root / "yett" / "engine"


@dataclass(frozen=True)
class Part:
    """One thing that is built once per content: its name, its key, and how to build it into an empty folder."""

    name: str
    key: str
    build: Callable[[Path], None]

    @property
    def path(self) -> Path:
        """Where the finished part stands; it exists if, and only if, the part is complete."""
        return cache_root() / f"{self.name}-{self.key}"


def ensure(part: Part) -> Path:
    """The folder of the finished part, built now if it is not there; call it with the build lock held."""
    if not part.path.exists():
        unfinished = _unfinished_folder(part)
        try:
            part.build(unfinished)
            unfinished.rename(part.path)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    return part.path


def _unfinished_folder(part: Part) -> Path:
    try:
        cache_root().mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix=f".{part.name}-", dir=cache_root()))
    except OSError as error:
        raise EngineError(
            f"cannot write the cache {cache_root()}: {error.strerror}; set XDG_CACHE_HOME to a folder of yours"
        ) from error


def remove_unused(used: set[Path]) -> list[Path]:
    """Delete every finished or abandoned part that is not in use; call it with the build lock held."""
    removed = [p for p in sorted(cache_root().iterdir()) if p.is_dir() and p not in used]
    for path in removed:
        shutil.rmtree(path)
    return removed
