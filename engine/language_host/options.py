"""The runtime options of a project file, read once: which Python runs it, kept by which tool."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from google.protobuf.json_format import MessageToDict
from pulumi.runtime.proto.language_pb2 import ProgramInfo

from language_host.errors import HostError

TYPECHECKERS = ("mypy", "pyright")


class Toolchain(Enum):
    """Who keeps the project's packages; AUTO looks for a lock file and falls back to pip."""

    AUTO = "auto"
    PIP = "pip"
    UV = "uv"
    POETRY = "poetry"


@dataclass(frozen=True, slots=True)
class RuntimeOptions:
    """`runtime.options` of Pulumi.yaml, PulumiPolicy.yaml or PulumiPlugin.yaml, with the folders they speak of."""

    root: Path
    """The folder of the project file; a relative `virtualenv` starts here."""
    program: Path
    """The folder of the program."""
    virtualenv: str = ""
    """As the user wrote it; empty: none is named."""
    toolchain: Toolchain = Toolchain.AUTO
    typechecker: str = ""
    """Empty: types are not checked before a run."""
    is_plugin: bool = False
    """A component plugin: without the option, a folder `venv` beside it is used if there is one."""


def runtime_options(info: ProgramInfo, *, is_plugin: bool = False) -> RuntimeOptions:
    """The options of a request.

    Raises:
        HostError: an option has a value that does not exist.
    """
    given = MessageToDict(info.options)
    return RuntimeOptions(
        root=Path(info.root_directory),
        program=Path(info.program_directory),
        virtualenv=_text(given, "virtualenv"),
        toolchain=_toolchain(_text(given, "toolchain")),
        typechecker=_typechecker(_text(given, "typechecker")),
        is_plugin=is_plugin,
    )


def _text(given: Mapping[str, object], name: str) -> str:
    value = given.get(name, "")
    if not isinstance(value, str):
        raise HostError(f"runtime option {name}: {value!r} is no text")
    return value


def _toolchain(value: str) -> Toolchain:
    allowed = [t.value for t in Toolchain if t is not Toolchain.AUTO]
    if value and value not in allowed:
        raise HostError(f"runtime option toolchain: {value!r} is not supported, allowed are {', '.join(allowed)}")
    return Toolchain(value or Toolchain.AUTO)


def _typechecker(value: str) -> str:
    if value and value not in TYPECHECKERS:
        raise HostError(
            f"runtime option typechecker: {value!r} is not supported, allowed are {', '.join(TYPECHECKERS)}"
        )
    return value
