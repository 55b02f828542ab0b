"""Failures on demand, bugs, and the emulator's own doors."""

import http.client
import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.emulator.api import Api
from yett_emulator.call import Answer, Call, Settings
from yett_emulator.handle import EmulatorHandle
from yett_emulator.running import Prepared, running
from yett_emulator.service import Service


def test_a_fault_hits_as_often_as_it_says(emulator: EmulatorHandle, vpc: Api) -> None:
    emulator.fault("CreateVpc", code="OperationConflict", status=409, message="busy", count=2)
    for _ in range(2):
        refused = vpc.refused("CreateVpc")
        assert (refused.status, refused.code, refused.message) == (409, "OperationConflict", "busy")
    assert vpc("DescribeVpcs")["TotalCount"] == 0
    assert vpc("CreateVpc")["VpcId"]


def test_a_fault_may_hit_every_action_of_a_pattern(emulator: EmulatorHandle, vpc: Api) -> None:
    emulator.fault("Describe*", code="Throttling", count=0)
    assert [vpc.code("DescribeVpcs"), vpc.code("DescribeVSwitches")] == ["Throttling", "Throttling"]
    assert vpc("CreateVpc")["VpcId"]
    emulator.admin("DELETE", "/_yett/faults")
    assert vpc("DescribeVpcs")["TotalCount"] == 1


def test_a_fault_without_a_code_only_delays(emulator: EmulatorHandle, vpc: Api) -> None:
    emulator.fault("CreateVpc", delay=0.01)
    assert emulator.admin("GET", "/_yett/faults")["faults"][0]["delay"] == 0.01
    assert vpc("CreateVpc")["VpcId"]
    assert emulator.admin("GET", "/_yett/faults")["faults"] == []


def test_a_committed_fault_loses_the_answer_only(emulator: EmulatorHandle, vpc: Api) -> None:
    emulator.fault("CreateVpc", code="InternalError", status=500, committed=True)
    assert vpc.refused("CreateVpc").status == 500
    assert vpc("DescribeVpcs")["TotalCount"] == 1


@pytest.mark.parametrize("wanted", [{}, {"action": "CreateVpc", "kode": "x"}, {"action": ""}])
def test_a_fault_that_says_nothing_is_refused(emulator: EmulatorHandle, wanted: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="fault"):
        emulator.admin("POST", "/_yett/faults", wanted)


def test_a_bug_answers_with_a_code_and_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def broken(call: Call) -> Answer:
        call.store.insert("thing", "1", {})
        raise RuntimeError("a bug")

    service = Service("Broken", "2000-01-01", {"Break": broken})
    with running(Prepared(Settings(), ":memory:", tmp_path, services=(service,))) as prepared:
        handle = EmulatorHandle(prepared)
        refused = Api(handle, "2000-01-01").refused("Break")
        assert (refused.status, refused.code) == (500, "InternalError")
        assert handle.state()["kinds"] == {}
    assert "RuntimeError: a bug" in capsys.readouterr().err


def test_state_shows_counts_and_no_private_field(emulator: EmulatorHandle, vpc: Api) -> None:
    key = vpc("CreateVpc")["VpcId"]
    shown = emulator.state("route_table")
    assert shown["kinds"] == {"route_table": 1, "vpc": 1}
    assert [row["VpcId"] for row in shown["records"]["route_table"]] == [key]
    assert not any(name.startswith("_") for row in shown["records"]["route_table"] for name in row)


def test_reset_empties_the_account(emulator: EmulatorHandle, vpc: Api) -> None:
    vpc("CreateVpc", ClientToken="t-1")
    emulator.fault("CreateVpc", code="X", count=0)
    emulator.quotas(vpcs=0)
    emulator.reset()
    assert (emulator.state(), emulator.actions) == ({"kinds": {}, "records": {}}, [])
    assert vpc("CreateVpc", ClientToken="t-1")["VpcId"]


def knock(emulator: EmulatorHandle, method: str, path: str, body: str = "", **headers: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection(emulator.settings.host, emulator.settings.port)
    with closing(connection):
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        return response.status, response.read().decode()


def test_a_door_that_is_not_there_is_no_api_call(emulator: EmulatorHandle) -> None:
    assert knock(emulator, "GET", "/_yett/reset")[0] == 405
    assert knock(emulator, "GET", "/_yett/cellar")[0] == 404


def test_a_door_that_cannot_read_its_body_says_so(emulator: EmulatorHandle) -> None:
    status, text = knock(emulator, "POST", "/_yett/quotas", "{")
    assert (status, "error" in json.loads(text)) == (400, True)


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Host": "evil.example"}])
def test_a_web_page_cannot_open_a_door(emulator: EmulatorHandle, vpc: Api, headers: dict[str, str]) -> None:
    vpc("CreateVpc")
    assert knock(emulator, "POST", "/_yett/reset", **headers)[0] == 403
    assert vpc("DescribeVpcs")["TotalCount"] == 1
