"""Noise, a hundred megabytes of it: one line or an answer, in bounded time and memory, and nothing in silence."""

import json
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.oracle.noise import READ, REFUSED, STRANGE, Noise
from yett_policies.exposure import analyse
from yett_policies.network import Network
from yett_policies.snapshot import network_of

SAMPLE = 300_000
HUNDRED = 100_000_000
ROOM = 16
"""Bytes of memory for each byte of a file; JSON in Python takes about eight."""
BASE = 1 << 30
SECONDS = 300


def asked(file: Path, size: int) -> "subprocess.CompletedProcess[str]":
    """The command on one file, in a process that may not take more memory or time than it should need."""
    room = BASE + ROOM * size
    return subprocess.run(
        [sys.executable, "-m", "yett_cli.main", "exposure", "--terraform", str(file), "--json"],
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (room, room)),
    )


def is_refused_in_one_line(done: "subprocess.CompletedProcess[str]") -> None:
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("yett: ")
    assert done.stderr.count("\n") == 1
    assert len(done.stderr) < 1000


def is_answered(done: "subprocess.CompletedProcess[str]") -> dict[str, Any]:
    assert done.returncode in (0, 1), done.stderr[-2000:]
    assert done.stderr == ""
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("noise", REFUSED, ids=lambda noise: str(noise.__name__))
def test_noise_is_refused_in_one_line(noise: Noise, tmp_path: Path) -> None:
    is_refused_in_one_line(asked(noise(tmp_path / "noise.json", SAMPLE), SAMPLE))


@pytest.mark.parametrize("noise", READ, ids=lambda noise: str(noise.__name__))
def test_noise_in_the_form_of_a_state_is_answered(noise: Noise, tmp_path: Path) -> None:
    found = is_answered(asked(noise(tmp_path / "noise.json", SAMPLE), SAMPLE))
    assert found["unmodelled"] or found["exposures"]


@pytest.mark.long
@pytest.mark.parametrize("noise", REFUSED, ids=lambda noise: str(noise.__name__))
def test_a_hundred_megabytes_of_noise_are_refused_in_one_line(noise: Noise, tmp_path: Path) -> None:
    is_refused_in_one_line(asked(noise(tmp_path / "noise.json", HUNDRED), HUNDRED))


@pytest.mark.long
@pytest.mark.parametrize("noise", READ, ids=lambda noise: str(noise.__name__))
def test_a_hundred_megabytes_in_the_form_of_a_state_are_answered(noise: Noise, tmp_path: Path) -> None:
    found = is_answered(asked(noise(tmp_path / "noise.json", HUNDRED), HUNDRED))
    assert found["unmodelled"] or found["exposures"]


@pytest.mark.parametrize("kind", STRANGE)
def test_a_stranger_among_much_else_is_said(kind: str) -> None:
    values = {"address": f"{kind}.x", "mode": "managed", "type": kind, "name": "x", "values": {"id": "x"}}
    document = {"format_version": "1.0", "values": {"root_module": {"resources": [values]}}}
    assert [one.type for one in network_of(document).unmodelled] == [kind]


def circle(kind: str) -> Any:
    """A document whose resources are each other's parents, dependencies, groups or modules."""
    a, b = (f"urn:pulumi:dev::p::yett:index:Gate::{name}" for name in "ab")
    group = "urn:pulumi:dev::p::alicloud:ecs/securityGroup:SecurityGroup::g"
    one = {"urn": a, "type": "yett:index:Gate", "parent": b, "inputs": {}}
    two = {"urn": b, "type": "yett:index:Gate", "parent": a, "inputs": {}, "dependencies": [a]}
    inner = {
        "urn": group,
        "type": "alicloud:ecs/securityGroup:SecurityGroup",
        "parent": a if kind == "parents" else group,
        "id": "sg-1",
        "inputs": {"vpcId": "sg-1"},
        "propertyDependencies": {"vpcId": [group, a, b]},
    }
    return {"version": 3, "deployment": {"resources": [one, two, inner]}}


@pytest.mark.parametrize("kind", ["parents", "itself"])
def test_resources_in_a_circle_are_read(kind: str) -> None:
    network = network_of(circle(kind))
    assert len(network.groups) == 1
    assert analyse(network).exposures == ()


def test_groups_that_admit_each_other_are_read() -> None:
    rules = [
        {"type": "ingress", "security_group_id": one, "source_security_group_id": other, "ip_protocol": "all"}
        for one, other in (("sg-a", "sg-b"), ("sg-b", "sg-a"), ("sg-a", "sg-a"))
    ]
    entries = [
        {"address": f"alicloud_security_group_rule.r{i}", "type": "alicloud_security_group_rule", "values": rule}
        for i, rule in enumerate(rules)
    ]
    document = {"format_version": "1.0", "values": {"root_module": {"resources": entries}}}
    assert analyse(network_of(document)).exposures == ()


def test_modules_without_an_end_are_read() -> None:
    """What a printed circle would look like."""
    root = chain_of_modules(4000)
    assert network_of({"format_version": "1.0", "values": {"root_module": root}}) == Network()


def chain_of_modules(depth: int) -> dict[str, Any]:
    found: dict[str, Any] = {"resources": []}
    for _ in range(depth):
        found = {"child_modules": [found]}
    return found
