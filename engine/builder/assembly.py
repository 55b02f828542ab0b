"""Put the parts together in one folder that goes on PATH."""

import os
import shlex
import shutil
from pathlib import Path

from builder.cache import Part, cache_root, ensure
from builder.content import key
from builder.lock import build_lock
from builder.parts import all_parts

CLI, PROVIDER = "pulumi", "pulumi-resource-alicloud"
LANGUAGE_HOST, YAML_HOST = "pulumi-language-python", "pulumi-language-yaml"
MARKER = "engine.yett"
"""A file in every folder we assembled, so that one on PATH is not taken for an official installation."""


def built_engine() -> Path:
    """The folder with our engine, built now where it is not there yet."""
    parts = all_parts()
    engine = _assembled(parts)
    if not is_whole(engine.path, parts):
        with build_lock():
            for part in parts.values():
                ensure(part)
            ensure(engine)
    return engine.path


def is_whole(folder: Path, parts: dict[str, Part]) -> bool:
    """Whether everything the folder runs is there, its Python included (an upgrade may have taken that away)."""
    programs = [folder / name for name in (CLI, PROVIDER, LANGUAGE_HOST, YAML_HOST)]
    return all(os.access(p, os.X_OK) for p in [*programs, _interpreter(parts)]) and parts["host"].path.is_dir()


def used_folders() -> set[Path]:
    """The parts that the current engine is made of."""
    parts = all_parts()
    return {_assembled(parts).path, *(part.path for part in parts.values())} | set(cache_root().glob("go-*"))


def _assembled(parts: dict[str, Part]) -> Part:
    def build(folder: Path) -> None:
        _link(parts["cli"].path / CLI, folder)
        _link(parts["provider"].path / PROVIDER, folder)
        _link(parts["yaml"].path / YAML_HOST, folder)
        _write_launcher(folder / LANGUAGE_HOST, parts)
        (folder / MARKER).write_text("".join(f"{p.name} {p.key}\n" for p in parts.values()), encoding="utf-8")

    return Part("bin", key(*(part.key for part in parts.values()), files=[]), build)


def _link(program: Path, folder: Path) -> None:
    """A hard link: Pulumi wants its language host beside its own real path, so a symbolic one will not do."""
    try:
        os.link(program, folder / program.name)
    except OSError:  # a file system without hard links
        shutil.copy2(program, folder / program.name)


def _write_launcher(path: Path, parts: dict[str, Part]) -> None:
    """`exec`, so that the host is the engine's own child; `-I`, so that no PYTHON variable reaches into it."""
    words = [str(_interpreter(parts)), "-I", "-u", str(parts["host"].path)]
    path.write_text(f'#!/bin/sh\nexec {shlex.join(words)} "$@"\n', encoding="utf-8")
    path.chmod(0o755)


def _interpreter(parts: dict[str, Part]) -> Path:
    return parts["python"].path / "bin" / "python"
