"""Run a policy pack or a component plugin that is written in Python."""

import os
import tomllib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from pulumi.runtime.proto.language_pb2 import RunPluginRequest, RunPluginResponse

from language_host.children import Children, Process, end
from language_host.errors import HostError
from language_host.interpreter import Interpreter, interpreter
from language_host.options import runtime_options
from language_host.policy_proxy import PolicyProxy, stack_environment
from language_host.streams import Chunk, chunks

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
    command = python.command("-m", "pulumi.policy", *request.args, str(pack))
    with PolicyProxy() as proxy:
        at_end(partial(proxy.give_up, "the engine has ended the call"))
        yield _output(("stdout", b"%d\n" % proxy.port))
        environment = {**plugin_environment(python, request), **stack_environment(proxy.configuration())}
        with children.running(command, env=environment, cwd=pack, piped=True) as process:
            at_end(partial(end, process))
            for chunk in _attached(process, proxy):
                yield _output(chunk)
            code = process.wait()
            proxy.give_up(f"the policy pack ended with exit code {code} before it listened; its output says why")
            yield RunPluginResponse(exitcode=code)


def _attached(process: Process, proxy: PolicyProxy) -> Iterator[Chunk]:
    """The pack's output without its first line, the port: that goes to the proxy, which has told its own."""
    head: bytes | None = b""
    for channel, data in chunks(process):
        if channel == "stderr" or head is None:
            yield channel, data
            continue
        line, newline, rest = (head + data).partition(b"\n")
        head = None if newline else line
        if newline:
            proxy.attach(_port(line))
        if rest:
            yield channel, rest


def _port(line: bytes) -> int:
    try:
        return int(line)
    except ValueError:
        text = line.decode(errors="replace")
        raise HostError(f"the policy pack printed {text!r} where its port was expected") from None


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
