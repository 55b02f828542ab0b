"""`yett emulate`: in the background, found again, refused when it cannot start, ended; the environment it prints."""

import json
import os
import shlex
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.emulator.api import VPC, Api
from tests.emulator.core.test_state import RemoteHandle
from yett_cli.emulator_place import Place
from yett_emulator.handle import started
from yett_emulator.server import NotLoopbackError, listen


@dataclass(frozen=True)
class Folder:
    """Where a command is run."""

    path: Path

    def yett(self, *words: str, **env: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "yett_cli.main", "emulate", *words]
        merged = {**os.environ, **env}
        return subprocess.run(
            command, cwd=self.path, env=merged, capture_output=True, text=True, timeout=60, check=False
        )

    @property
    def place(self) -> Place:
        return Place(self.path / ".yett" / "emulator" / "state.db")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Folder]:
    folder = Folder(tmp_path)
    yield folder
    folder.yett("--stop")


def test_it_starts_once_and_is_found_again(folder: Folder) -> None:
    first = folder.yett("--detach", "--json")
    again = folder.yett("--detach", "--json")
    assert (first.returncode, again.returncode) == (0, 0), first.stderr
    assert json.loads(first.stdout) == json.loads(again.stdout)
    about = folder.place.running()
    assert about is not None
    assert about.is_healthy()
    assert f"pid {about.pid}" in folder.yett("--stop").stdout
    assert folder.place.running() is None
    assert "no emulator runs here" in folder.yett("--stop").stdout


def test_it_comes_back_on_its_port_with_its_state(folder: Folder) -> None:
    endpoint = json.loads(folder.yett("--detach", "--json").stdout)["endpoint"]
    key = Api(RemoteHandle(running(folder)), VPC)("CreateVpc")["VpcId"]  # type: ignore[arg-type]
    assert "1 vpc" in folder.yett("--stop", "--if-empty").stdout
    folder.yett("--stop")
    assert json.loads(folder.yett("--detach", "--json").stdout)["endpoint"] == endpoint
    vpc = Api(RemoteHandle(running(folder)), VPC)  # type: ignore[arg-type]
    assert vpc("DescribeVpcAttribute", VpcId=key)["VpcId"] == key
    vpc("DeleteVpc", VpcId=key)
    assert "stopped" in folder.yett("--stop", "--if-empty").stdout


def running(folder: Folder):  # type: ignore[no-untyped-def]
    about = folder.place.running()
    assert about is not None
    return about.settings


def test_reset_begins_with_an_empty_account(folder: Folder) -> None:
    folder.yett("--detach")
    Api(RemoteHandle(running(folder)), VPC)("CreateVpc")  # type: ignore[arg-type]
    refused = folder.yett("--detach", "--reset")
    assert (refused.returncode, "stop it first" in refused.stderr) == (2, True)
    folder.yett("--stop")
    folder.yett("--detach", "--reset")
    about = folder.place.running()
    assert about is not None
    assert about.ask("/_yett/state")["kinds"] == {}


def test_the_environment_sends_every_client_here_and_keeps_no_proxy(folder: Folder) -> None:
    before = folder.yett("--env")
    assert (before.returncode, before.stdout, "yett emulate --detach" in before.stderr) == (2, "", True)
    endpoint = json.loads(folder.yett("--detach", "--json").stdout)["endpoint"]
    variables = json.loads(folder.yett("--env", "--json", NO_PROXY="corp.example").stdout)
    assert {variables[f"{one}_ENDPOINT"] for one in ("ECS", "VPC", "SLB", "VPCPEER", "LOCATION")} == {endpoint}
    assert variables["NO_PROXY"].split(",")[-2:] == [endpoint, "corp.example"]
    assert (variables["ALICLOUD_REGION"], variables["ALIBABA_CLOUD_ACCOUNT_TYPE"]) == ("cn-hangzhou", "Domestic")
    lines = folder.yett("--env", NO_PROXY="corp.example").stdout.splitlines()
    assert dict(shlex.split(line)[1].split("=", 1) for line in lines) == variables


def test_a_plain_client_needs_nothing_but_the_environment(folder: Folder) -> None:
    folder.yett("--detach")
    address = "os.environ['YETT_EMULATOR_ENDPOINT'] + '/_yett/health'"
    program = f"import os, urllib.request; print(urllib.request.urlopen({address}).status)"
    variables = json.loads(folder.yett("--env", "--json").stdout)
    done = subprocess.run(
        [sys.executable, "-c", program], env={**os.environ, **variables}, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "200\n"), done.stderr


def test_the_bundle_trusts_what_the_system_trusts(tmp_path: Path) -> None:
    with started(tmp_path) as handle:
        assert handle.bundle.read_bytes().count(b"BEGIN CERTIFICATE") > 20


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.com", ""])
def test_it_binds_loopback_only(folder: Folder, host: str) -> None:
    with pytest.raises(NotLoopbackError, match="is not loopback"):
        listen(host, 0)
    done = folder.yett("--host", host)
    assert (done.returncode, "is not loopback" in done.stderr, "Traceback" in done.stderr) == (2, True, False)


def test_a_port_that_is_taken_is_named(folder: Folder) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = str(taken.getsockname()[1])
        for words in (("--port", port), ("--detach", "--port", port)):
            done = folder.yett(*words)
            assert (done.returncode, f"127.0.0.1:{port}" in done.stderr) == (2, True), done.stderr


def test_its_old_port_being_taken_it_takes_another(folder: Folder) -> None:
    endpoint = json.loads(folder.yett("--detach", "--json").stdout)["endpoint"]
    folder.yett("--stop")
    with closing(socket.create_server(("127.0.0.1", int(endpoint.rpartition(":")[2])))):
        done = folder.yett("--detach", "--json")
        assert json.loads(done.stdout)["endpoint"] != endpoint


def test_a_stale_file_names_nobody(folder: Folder) -> None:
    folder.place.folder.mkdir(parents=True)
    about = {"pid": os.getpid(), "host": "127.0.0.1", "port": 1, "region": "cn-hangzhou", "account_id": "1"}
    (folder.place.folder / "emulator.json").write_text(json.dumps(about))
    assert "no emulator runs here" in folder.yett("--stop").stdout
    assert folder.yett("--env").returncode == 2
    assert folder.yett("--detach").returncode == 0


def test_a_second_one_on_the_same_state_is_refused(folder: Folder) -> None:
    folder.yett("--detach")
    done = folder.yett()
    assert (done.returncode, "already" in done.stderr, "Traceback" in done.stderr) == (2, True, False)


def test_a_state_file_that_is_none_is_refused(folder: Folder) -> None:
    (folder.path / "notes.db").write_text("not a database at all, but long enough to be read as one" * 20)
    done = folder.yett("--detach", "--state", "notes.db")
    assert (done.returncode, "notes.db" in done.stderr, "Traceback" in done.stderr) == (2, True, False)


def test_the_background_keeps_no_account_in_memory(folder: Folder) -> None:
    done = folder.yett("--detach", "--state", ":memory:")
    assert (done.returncode, "needs a state file" in done.stderr) == (2, True)


def test_the_access_log_lies_beside_the_state(folder: Folder) -> None:
    folder.yett("--detach")
    Api(RemoteHandle(running(folder)), VPC)("CreateVpc", VpcName="a")  # type: ignore[arg-type]
    folder.yett("--stop")
    lines = [json.loads(line) for line in folder.place.actions.read_text().splitlines()]
    assert [(line["action"], line["params"]["VpcName"]) for line in lines] == [("CreateVpc", "a")]
