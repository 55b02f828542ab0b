"""Install a project's dependencies, for `pulumi install` and `pulumi new`."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from language_host.children import Children
from language_host.errors import HostError
from language_host.interpreter import (
    PLUGIN_VIRTUALENV,
    Interpreter,
    interpreter,
    is_virtualenv,
    python_on_path,
    resolved_toolchain,
)
from language_host.options import RuntimeOptions, Toolchain
from language_host.streams import Chunk, chunks


def install_dependencies(options: RuntimeOptions, children: Children) -> Iterator[Chunk]:
    """Make the virtual environment where one is named and missing, then install; the tools' output as it comes.

    Raises:
        HostError: a tool is not there or fails.
    """
    match resolved_toolchain(options):
        case Toolchain.UV:
            yield from _run([_tool("uv"), "sync"], options, Interpreter(""), children)
        case Toolchain.POETRY:
            yield from _run([_tool("poetry"), "install", "--no-ansi"], options, Interpreter(""), children)
        case _:
            yield from _install_with_pip(options, children)


def _install_with_pip(options: RuntimeOptions, children: Children) -> Iterator[Chunk]:
    folder = _virtualenv_to_make(options)
    if folder is not None:
        yield from _run([python_on_path(), "-m", "venv", str(folder)], options, Interpreter(""), children)
    python = interpreter(options)
    for requirements in _requirements(options):
        yield from _run(python.command("-m", "pip", "install", *requirements), options, python, children)


def _virtualenv_to_make(options: RuntimeOptions) -> Path | None:
    name = options.virtualenv or (PLUGIN_VIRTUALENV if options.is_plugin else "")
    folder = options.root / name
    return folder if name and not is_virtualenv(folder) else None


def _requirements(options: RuntimeOptions) -> Iterator[list[str]]:
    """What pip is to install: a plugin that is a package of its own, and the listed requirements."""
    if options.is_plugin and (options.program / "pyproject.toml").is_file():
        yield [str(options.program)]
    if (options.program / "requirements.txt").is_file():
        yield ["-r", "requirements.txt"]


def _run(command: Sequence[str], options: RuntimeOptions, python: Interpreter, children: Children) -> Iterator[Chunk]:
    environment = python.environment(os.environ)
    with children.running(command, env=environment, cwd=options.program, piped=True) as process:
        yield from chunks(process)
        if process.wait():
            raise HostError(f"`{subprocess.list2cmdline(command)}` failed with exit code {process.returncode}")


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise HostError(f"the toolchain is {name}, but no `{name}` is on PATH; install it or choose another toolchain")
    return found
