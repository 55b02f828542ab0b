"""Run a Pulumi program, and tell its end the way the official host tells it."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

from pulumi.runtime.proto.language_pb2 import RunRequest, RunResponse

from language_host.children import Children
from language_host.errors import HostError
from language_host.interpreter import Interpreter, interpreter
from language_host.options import RuntimeOptions, runtime_options

EXECUTOR = Path(__file__).resolve().parents[1] / "pulumi-language-python-exec"
"""The SDK's own executor; the builder puts it beside this package."""

ERROR_ALREADY_SHOWN = 32
"""The executor's exit code after it has shown the program's error itself."""


def run_program(request: RunRequest, engine_address: str, children: Children) -> RunResponse:
    """Run the program to its end.

    Raises:
        HostError: its Python or its virtual environment is not there, or its types do not check.
    """
    if request.attach_debugger:
        raise HostError("attaching a debugger is not supported by this language host; use an official Pulumi")
    options = runtime_options(request.info)
    python = interpreter(options)
    _check_types(options, python)
    command = python.command(str(EXECUTOR), *executor_arguments(request, engine_address))
    environment = {**python.environment(os.environ), **configuration(request)}
    with children.running(command, env=environment, cwd=options.program, piped=False) as process:
        return response(process.wait())


def executor_arguments(request: RunRequest, engine_address: str) -> list[str]:
    """The executor's command line for a request; what is empty is left out."""
    named = {
        "monitor": request.monitor_address,
        "engine": engine_address,
        "project": request.project,
        "root_directory": request.info.root_directory,
        "stack": request.stack,
        "pwd": request.pwd,
        "dry_run": "true" if request.dryRun else "false",
        "parallel": str(request.parallel),
        "organization": request.organization,
    }
    options = [word for name, value in named.items() if value for word in (f"--{name}", value)]
    return [*options, request.info.entry_point, *request.args]


def configuration(request: RunRequest) -> dict[str, str]:
    """The stack's configuration as the SDK reads it from the environment."""
    return {
        "PULUMI_CONFIG": json.dumps(dict(request.config)),
        "PULUMI_CONFIG_SECRET_KEYS": json.dumps(list(request.configSecretKeys)),
    }


def response(exit_code: int) -> RunResponse:
    """What the engine is told: nothing, that the error has been shown, or what went wrong."""
    if exit_code == 0:
        return RunResponse()
    if exit_code == ERROR_ALREADY_SHOWN:
        return RunResponse(bail=True)
    if exit_code < 0:
        return RunResponse(error=f"program ended by signal {signal.Signals(-exit_code).name}")
    return RunResponse(error=f"program exited with non-zero exit code: {exit_code}")


def _check_types(options: RuntimeOptions, python: Interpreter) -> None:
    if not options.typechecker:
        return
    checked = subprocess.run(
        python.command("-m", options.typechecker, *_excluded(options, python), str(options.program)),
        env=python.environment(os.environ),
        cwd=options.program,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    print(checked.stdout, end="", file=sys.stderr, flush=True)
    if checked.returncode:
        raise HostError(f"{options.typechecker} failed with exit code {checked.returncode}; its findings stand above")


def _excluded(options: RuntimeOptions, python: Interpreter) -> list[str]:
    if options.typechecker != "mypy" or python.virtualenv is None:
        return []
    return ["--exclude", os.path.relpath(python.virtualenv, options.program)]
