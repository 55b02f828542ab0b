"""Which Python runs the user's code, so that a plain `pulumi up` works with nothing activated."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from language_host.errors import HostError
from language_host.options import RuntimeOptions, Toolchain

PLUGIN_VIRTUALENV = "venv"
UV_VIRTUALENV = ".venv"


@dataclass(frozen=True, slots=True)
class Interpreter:
    """A Python executable, and the virtual environment it belongs to, if any."""

    executable: str
    virtualenv: Path | None = None

    def command(self, *arguments: str) -> list[str]:
        """The command line for these arguments; unbuffered, so that output reaches the engine as it is written."""
        return [self.executable, "-u", *arguments]

    def environment(self, base: Mapping[str, str]) -> dict[str, str]:
        """`base` with the virtual environment activated, as its own activate script would do it."""
        if self.virtualenv is None:
            return dict(base)
        kept = {name: value for name, value in base.items() if name != "PYTHONHOME"}
        path = os.pathsep.join(filter(None, [str(self.virtualenv / "bin"), base.get("PATH", "")]))
        return {**kept, "PATH": path, "VIRTUAL_ENV": str(self.virtualenv)}


def interpreter(options: RuntimeOptions) -> Interpreter:
    """The interpreter that the options ask for.

    Raises:
        HostError: it is not there; says how to make it.
    """
    match resolved_toolchain(options):
        case Toolchain.UV:
            return _inside(options, uv_virtualenv(options))
        case Toolchain.POETRY:
            return _inside(options, _poetry_virtualenv(options.program))
        case _:
            folder = pip_virtualenv(options)
            return _inside(options, folder) if folder else Interpreter(python_on_path())


def resolved_toolchain(options: RuntimeOptions) -> Toolchain:
    """The toolchain, with AUTO settled by the lock file that is found at or above the program."""
    if options.toolchain is not Toolchain.AUTO:
        return options.toolchain
    for lock, toolchain in (("uv.lock", Toolchain.UV), ("poetry.lock", Toolchain.POETRY)):
        if nearest(options.program, lock):
            return toolchain
    return Toolchain.PIP


def pip_virtualenv(options: RuntimeOptions) -> Path | None:
    """The virtual environment of a pip project; None where it uses the Python on PATH."""
    if options.virtualenv:
        return options.root / options.virtualenv
    plugin_default = options.root / PLUGIN_VIRTUALENV
    return plugin_default if options.is_plugin and is_virtualenv(plugin_default) else None


def uv_virtualenv(options: RuntimeOptions) -> Path:
    """The virtual environment of a uv project: the option's, else `.venv` beside its lock or project file."""
    if options.virtualenv:
        return options.root / options.virtualenv
    project = nearest(options.program, "uv.lock") or nearest(options.program, "pyproject.toml")
    return (project.parent if project else options.program) / UV_VIRTUALENV


def nearest(folder: Path, name: str) -> Path | None:
    """The file of that name in the folder or the nearest one above it."""
    return next((f / name for f in [folder, *folder.parents] if (f / name).is_file()), None)


def is_virtualenv(folder: Path) -> bool:
    """Whether a Python executable stands where a virtual environment has it."""
    return os.access(folder / "bin" / "python", os.X_OK)


def python_on_path() -> str:
    """`$PULUMI_PYTHON_CMD`, else python3, else python.

    Raises:
        HostError: none of them is on PATH.
    """
    names = [os.environ["PULUMI_PYTHON_CMD"]] if os.environ.get("PULUMI_PYTHON_CMD") else ["python3", "python"]
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        raise HostError(f"no {' or '.join(names)} on PATH; install Python, or name a virtualenv in the project file")
    return found


def _inside(options: RuntimeOptions, folder: Path) -> Interpreter:
    if not is_virtualenv(folder):
        raise HostError(_missing_virtualenv(options, folder))
    return Interpreter(str(folder / "bin" / "python"), folder)


def _missing_virtualenv(options: RuntimeOptions, folder: Path) -> str:
    state = "is no virtual environment" if folder.exists() else "does not exist"
    given = f'the runtime option virtualenv is "{options.virtualenv}", but ' if options.virtualenv else ""
    return (
        f"{given}{folder} {state}; make it with `pulumi install` in {options.root}, or with:\n"
        f"    python3 -m venv {folder}\n"
        f"    {folder}/bin/python -m pip install -r {options.root / 'requirements.txt'}"
    )


def _poetry_virtualenv(program: Path) -> Path:
    poetry = shutil.which("poetry")
    if poetry is None:
        raise HostError("the toolchain is poetry, but no `poetry` is on PATH; install it or choose another toolchain")
    answer = subprocess.run([poetry, "env", "info", "--path"], cwd=program, capture_output=True, text=True, check=False)
    if answer.returncode or not answer.stdout.strip():
        raise HostError(f"poetry has no virtual environment for {program}; make it with `pulumi install` there")
    return Path(answer.stdout.strip())
