"""The language host as a process of its own, called over gRPC as the engine calls it."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import grpc
from builder.parts import EXECUTOR, HOST_MAIN
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.proto.language_pb2 import ProgramInfo
from pulumi.runtime.proto.language_pb2_grpc import LanguageRuntimeStub

from tests.support.engine import ROOT

SECONDS = 30

PLAIN_EXECUTOR = """\
import argparse, os, runpy, sys
parser = argparse.ArgumentParser()
for name in ("monitor", "engine", "project", "root_directory", "stack", "pwd", "dry_run", "parallel", "organization"):
    parser.add_argument("--" + name, default="")
parser.add_argument("program")
parser.add_argument("rest", nargs="*")
options = parser.parse_args()
os.chdir(options.pwd)
sys.argv = [options.program, *options.rest]
runpy.run_path(options.program, {"options": vars(options)}, "__main__")
"""
"""Stands in for the SDK's executor, which needs an engine behind it: same command line, program run as it is."""


def host_folder(folder: Path) -> Path:
    """The host as the builder lays it out, with the plain executor."""
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "engine" / "language_host", folder / "language_host", ignore=ignore)
    (folder / "__main__.py").write_text(HOST_MAIN, encoding="utf-8")
    (folder / Path(EXECUTOR).name).write_text(PLAIN_EXECUTOR, encoding="utf-8")
    return folder


def host_command(folder: Path, *arguments: str) -> list[str]:
    """How the launcher starts it."""
    return [sys.executable, "-I", "-u", str(folder), *arguments]


@dataclass(frozen=True, slots=True)
class Host:
    """A running host."""

    process: "subprocess.Popen[str]"
    stub: LanguageRuntimeStub

    @classmethod
    @contextmanager
    def started(cls, folder: Path, engine_address: str) -> "Iterator[Host]":
        process = subprocess.Popen(
            host_command(folder, engine_address), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        with process, grpc.insecure_channel(f"127.0.0.1:{int(process.stdout.readline())}") as channel:
            try:
                yield cls(process, LanguageRuntimeStub(channel))
            finally:
                process.kill()

    def interrupted(self) -> tuple[int, str]:
        """End it as the engine does; its exit code, and what it wrote to stderr."""
        self.process.send_signal(signal.SIGINT)
        _, errors = self.process.communicate(timeout=SECONDS)
        return self.process.returncode, errors


def program_info(folder: Path, **options: str) -> ProgramInfo:
    """What the engine says of a project whose file and program stand in one folder."""
    struct = Struct()
    struct.update(options)
    return ProgramInfo(
        root_directory=str(folder), program_directory=str(folder), entry_point="__main__.py", options=struct
    )
