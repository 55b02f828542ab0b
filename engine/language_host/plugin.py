"""Run a policy pack or a component plugin that is written in Python."""

import os
import tomllib
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from pulumi.runtime.proto.language_pb2 import RunPluginRequest, RunPluginResponse

from language_host.children import Children, end
from language_host.errors import HostError
from language_host.interpreter import Interpreter, interpreter
from language_host.options import runtime_options
from language_host.streams import Chunk, chunks

PACK_SERVER = (Path(__file__).parent / "pack_server.py").read_text(encoding="utf-8")

POLICY_PACK = "analyzer"
"""The kind of plugin that a policy pack is."""

Callback = Callable[[], None]
AtEnd = Callable[[Callback], object]
"""Registers what to do when the engine ends the call; grpc's `context.add_callback`."""


def run_plugin(request: RunPluginRequest, children: Children, at_end: AtEnd) -> Iterator[RunPluginResponse]:
    """Run the plugin to its end: its output as it comes, its exit code last.

    Raises:
        HostError: its Python is not there, or its folder holds nothing that runs.
    """
    if request.attach_debugger:
        raise HostError("attaching a debugger is not supported by this language host; use an official Pulumi")
    if request.kind == POLICY_PACK:
        return _run_policy_pack(request, children, at_end)
    return _run_component_plugin(request, children, at_end)


def _run_component_plugin(request: RunPluginRequest, children: Children, at_end: AtEnd) -> Iterator[RunPluginResponse]:
    python = interpreter(runtime_options(request.info, is_plugin=True))
    command = python.command(*plugin_arguments(request))
    environment = plugin_environment(python, request)
    with children.running(command, env=environment, cwd=Path(request.pwd), piped=True) as process:
        at_end(partial(end, process))
        for chunk in chunks(process):
            yield _output(chunk)
        yield RunPluginResponse(exitcode=process.wait())


def _run_policy_pack(request: RunPluginRequest, children: Children, at_end: AtEnd) -> Iterator[RunPluginResponse]:
    python = interpreter(runtime_options(request.info))
    pack = Path(request.info.program_directory)
    command = python.command("-c", PACK_SERVER, *request.args, str(pack))
    with children.running(command, env=plugin_environment(python, request), cwd=pack, piped=True) as process:
        at_end(partial(end, process))
        for chunk in told_once(chunks(process)):
            yield _output(chunk)
        end(process)  # a pack that failed waits for this before it says so to the engine
        yield RunPluginResponse(exitcode=process.returncode)


def told_once(output: Iterable[Chunk]) -> Iterator[Chunk]:
    """A pack's output without the line in which the SDK tells its port again: the first line has told it."""
    port, begun, is_again = b"", b"", False
    for channel, data in output:
        if channel == "stderr" or is_again:
            yield channel, data
            continue
        begun += data
        while not is_again and b"\n" in begun:
            line, _, begun = begun.partition(b"\n")
            is_again = line == port
            port = port or line
            if not is_again:
                yield channel, line + b"\n"
        if is_again and begun:
            yield channel, begun
    if begun and not is_again:
        yield "stdout", begun


def plugin_arguments(request: RunPluginRequest) -> list[str]:
    """How a component plugin is started: its folder where that has a `__main__.py`, else its built package.

    Raises:
        HostError: it has neither.
    """
    folder = Path(request.info.program_directory)
    if (folder / "__main__.py").is_file():
        return [str(folder), *request.args]
    name = _package_name(folder / "pyproject.toml")
    if name is None:
        raise HostError(f"{folder} is no Python plugin: it has neither __main__.py nor a pyproject.toml with a name")
    return ["-m", "pulumi.run.plugin", name, *request.args]


def plugin_environment(python: Interpreter, request: RunPluginRequest) -> dict[str, str]:
    """The host's environment, with what the engine adds, and the plugin's virtual environment activated."""
    added = dict(entry.split("=", 1) for entry in request.env if "=" in entry)
    return python.environment({**os.environ, **added})


def _package_name(pyproject: Path) -> str | None:
    try:
        project = tomllib.loads(pyproject.read_text(encoding="utf-8")).get("project", {})
    except FileNotFoundError:
        return None
    except tomllib.TOMLDecodeError as error:
        raise HostError(f"{pyproject} is no TOML: {error}") from error
    name = project.get("name")
    return name if isinstance(name, str) else None


def _output(chunk: Chunk) -> RunPluginResponse:
    channel, data = chunk
    return RunPluginResponse(stdout=data) if channel == "stdout" else RunPluginResponse(stderr=data)
