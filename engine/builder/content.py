"""Keys made from content: the same sources on the same platform are built once per user."""

import hashlib
import json
import platform
import sys
from pathlib import Path

SOURCES = Path(__file__).resolve().parents[1]
"""The `engine` folder of the checkout."""

KEY_LENGTH = 16
"""Hexadecimal digits of a key: 64 bits, far beyond chance for a handful of builds."""


def platform_tag() -> str:
    """Operating system and machine, e.g. `linux-x86_64`."""
    return f"{sys.platform}-{platform.machine()}".lower()


def source_files(*folders_or_files: str) -> list[Path]:
    """Every file of the named parts of the `engine` folder, sorted; caches of Python are left out."""
    found: set[Path] = set()
    for name in folders_or_files:
        path = SOURCES / name
        found.update([path] if path.is_file() else (p for p in path.rglob("*") if p.is_file()))
    return sorted(p for p in found if "__pycache__" not in p.parts)


def key(*facts: str, files: list[Path]) -> str:
    """A short hash over plain facts, file names and file contents."""
    digest = hashlib.sha256(json.dumps([platform_tag(), *facts]).encode())
    for path in files:
        digest.update(f"\0{path.relative_to(SOURCES).as_posix()}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:KEY_LENGTH]
