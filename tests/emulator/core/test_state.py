"""State: pending things settle, a killed emulator loses nothing it acknowledged, secrets stay out."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import Any

import pytest

from tests.emulator.api import ECS, SLB, VPC, Api
from yett_cli.emulator_place import Place
from yett_emulator.call import Settings
from yett_emulator.handle import EmulatorHandle, started
from yett_emulator.running import Prepared, running
from yett_emulator.store import StateInUseError, Store


@dataclass
class Clock:
    now: float = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


def test_a_pending_state_is_seen_before_it_settles(tmp_path: Path) -> None:
    clock = Clock()
    with running(Prepared(Settings(latency=5), ":memory:", tmp_path, clock=clock)) as prepared:
        vpc = Api(EmulatorHandle(prepared), VPC)
        key = vpc("CreateVpc", CidrBlock="10.0.0.0/16")["VpcId"]
        assert vpc("DescribeVpcAttribute", VpcId=key)["Status"] == "Pending"
        wanted = {"VpcId": key, "ZoneId": "cn-hangzhou-h", "CidrBlock": "10.0.1.0/24"}
        assert vpc.code("CreateVSwitch", **wanted) == "IncorrectVpcStatus"
        clock.now += 5
        assert vpc("DescribeVpcAttribute", VpcId=key)["Status"] == "Available"
        assert vpc("CreateVSwitch", **wanted)["VSwitchId"]


def test_a_gateway_is_deleting_before_it_is_gone(tmp_path: Path) -> None:
    clock = Clock()
    with running(Prepared(Settings(latency=5), ":memory:", tmp_path, clock=clock)) as prepared:
        vpc = Api(EmulatorHandle(prepared), VPC)
        key = vpc("CreateVpc", CidrBlock="10.0.0.0/16")["VpcId"]
        clock.now += 5
        wanted = {"VpcId": key, "ZoneId": "cn-hangzhou-h", "CidrBlock": "10.0.1.0/24"}
        vswitch = vpc("CreateVSwitch", **wanted)["VSwitchId"]
        gateway = vpc("CreateNatGateway", VpcId=key, VSwitchId=vswitch)["NatGatewayId"]
        clock.now += 5
        vpc("DeleteNatGateway", NatGatewayId=gateway)
        assert vpc("DescribeNatGateways")["NatGateways"]["NatGateway"][0]["Status"] == "Deleting"
        assert vpc.code("DeleteVSwitch", VSwitchId=vswitch) == "DependencyViolation.EnhancedNatgw"
        clock.now += 5
        assert vpc("DescribeNatGateways")["TotalCount"] == 0
        vpc("DeleteVSwitch", VSwitchId=vswitch)


def test_state_outlives_the_process(tmp_path: Path) -> None:
    state = str(tmp_path / "state.db")
    with started(tmp_path, state=state) as before:
        key = Api(before, VPC)("CreateVpc", VpcName="a")["VpcId"]
    with started(tmp_path, state=state) as after:
        assert Api(after, VPC)("DescribeVpcAttribute", VpcId=key)["VpcName"] == "a"


def test_a_killed_emulator_loses_nothing_it_acknowledged(tmp_path: Path) -> None:
    state = tmp_path / "state.db"
    command = [sys.executable, "-m", "yett_cli.main", "emulate", "--state", str(state)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)
    try:
        assert process.stderr is not None
        assert b"emulator on https://" in process.stderr.readline()
        acknowledged = create_until_killed(Place(state), process)
    finally:
        process.kill()
        process.wait(10)
        assert process.stderr is not None
        process.stderr.close()
    with started(tmp_path, state=str(state)) as after:
        kept = {row["AllocationId"] for row in after.state("eip")["records"].get("eip", [])}
    assert len(acknowledged) >= 20
    assert acknowledged <= kept


def create_until_killed(place: Place, process: subprocess.Popen[bytes]) -> set[str]:
    """Allocate from four threads, kill after 20 answers, and go on until nothing answers."""
    found = place.last()
    assert found is not None
    acknowledged: set[str] = set()
    found.tell("/_yett/quotas", {"eips": 10_000})

    def allocate(_: int) -> None:
        api = Api(RemoteHandle(found.settings), VPC)  # type: ignore[arg-type]
        for _ in range(500):
            try:
                acknowledged.add(api("AllocateEipAddress")["AllocationId"])
            except (OSError, HTTPException):  # it is dead
                return
            if len(acknowledged) >= 20:
                os.kill(process.pid, signal.SIGKILL)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(allocate, range(4)))
    return set(acknowledged)


@dataclass(frozen=True)
class RemoteHandle:
    """As much of a handle as `Api` needs for an emulator of another process."""

    settings: Settings


def test_one_emulator_owns_a_state_file(tmp_path: Path) -> None:
    state = str(tmp_path / "state.db")
    with started(tmp_path, state=state), pytest.raises(StateInUseError, match="another emulator"):
        Prepared(Settings(), state, tmp_path)


def test_a_file_that_is_no_state_is_refused_and_kept(tmp_path: Path) -> None:
    file = tmp_path / "notes.db"
    file.write_text("these are my notes, at some length " * 50)
    with pytest.raises(StateInUseError, match=r"notes\.db"):
        Store(str(file))
    assert file.read_text().startswith("these are my notes")


def test_secrets_reach_neither_log_nor_state(tmp_path: Path) -> None:
    state = tmp_path / "state.db"
    with (tmp_path / "actions.jsonl").open("w") as sink:
        lines = spill(Prepared(Settings(), str(state), tmp_path, [sink]))
    hidden = ("Password", "PrivateKey", "CommandContent")
    assert [line["params"][name] for line, name in zip(lines, hidden, strict=True)] == ["***"] * 3
    written = b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.name != "key.pem")
    for secret in (b"hunter2", b"aHVudGVyMg", Settings().secret_key.encode()):
        assert secret not in written


def spill(prepared: Prepared) -> list[dict[str, Any]]:
    """Send secrets in, and give the log lines of it."""
    with running(prepared):
        handle = EmulatorHandle(prepared)
        Api(handle, ECS).refused("RunInstances", Password="hunter2!A", UserData="aHVudGVyMg==")
        Api(handle, SLB).refused("UploadServerCertificate", PrivateKey="-----hunter2", ServerCertificate="x")
        Api(handle, ECS)("CreateCommand", Name="a", Type="RunShellScript", CommandContent="aHVudGVyMg==")
        return handle.actions


def test_the_private_key_is_its_owners_alone(tmp_path: Path) -> None:
    with started(tmp_path):
        assert (tmp_path / "key.pem").stat().st_mode & 0o777 == 0o600


def test_the_log_says_what_was_asked_and_answered(emulator: EmulatorHandle, vpc: Api) -> None:
    vpc("CreateVpc", VpcName="a")
    vpc.refused("DeleteVpc", VpcId="vpc-none")
    first, second = emulator.actions
    assert (first["action"], first["product"], first["status"], first["code"]) == ("CreateVpc", "Vpc", 200, "")
    assert (first["params"]["VpcName"], "Signature" in first["params"]) == ("a", False)
    assert (second["status"], second["code"]) == (404, "InvalidVpcId.NotFound")
    assert second["ms"] > 0
