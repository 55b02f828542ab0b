"""Fixtures of the engine's tests."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import grpc
import pytest

from tests.engine.host import Host, host_folder
from tests.support.engine import Pulumi, write_project

Project = Callable[..., Pulumi]


@pytest.fixture(scope="session")
def pulumi_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pulumi-home")


@pytest.fixture
def project(tmp_path: Path, pulumi_home: Path) -> Project:
    """Makes a project with a program and a stack of its own."""

    def make(program: str, **options: str | None) -> Pulumi:
        folder = write_project(tmp_path / "project", program, **options)
        return Pulumi(folder, home=pulumi_home, state=tmp_path / "state").init()

    return make


@pytest.fixture(scope="session")
def host_code(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return host_folder(tmp_path_factory.mktemp("host"))


@pytest.fixture
def engine_address() -> Iterator[str]:
    """A server that answers every call with UNIMPLEMENTED: alive, and that is all the host asks."""
    server = grpc.server(ThreadPoolExecutor(2))
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    yield f"127.0.0.1:{port}"
    server.stop(grace=None).wait()


@pytest.fixture
def host(host_code: Path, engine_address: str) -> Iterator[Host]:
    with Host.started(host_code, engine_address) as running:
        yield running
