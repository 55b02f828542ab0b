"""Cloud Assistant: commands are kept, and what invokes them is written down; nothing is run."""

import base64
from typing import Any

import pytest

from tests.emulator.api import Api
from tests.emulator.ecs.account import Account, Place

SCRIPT = base64.b64encode(b"echo {{ who }} {{who}} {{what}}").decode()
SHELL = {"Name": "greet", "Type": "RunShellScript", "CommandContent": SCRIPT}


def only(ecs: Api, command: str, **asked: Any) -> dict[str, Any]:
    [found] = ecs("DescribeCommands", CommandId=command, **asked)["Commands"]["Command"]
    return dict(found)


def test_a_command_comes_back_as_it_was_given(ecs: Api) -> None:
    key = ecs("CreateCommand", **SHELL, EnableParameter=True, Timeout=90, WorkingDir="/srv")["CommandId"]
    shown = only(ecs, key)
    assert (shown["Name"], shown["CommandContent"], shown["Timeout"], shown["WorkingDir"]) == (
        "greet",
        SCRIPT,
        90,
        "/srv",
    )
    assert shown["ParameterNames"] == {"ParameterName": ["who", "what"]}
    assert only(ecs, key, ContentEncoding="PlainText")["CommandContent"] == "echo {{ who }} {{who}} {{what}}"
    ecs("ModifyCommand", CommandId=key, Name="welcome", CommandContent="aGk=")
    assert (only(ecs, key)["Name"], only(ecs, key)["CommandContent"]) == ("welcome", "aGk=")
    ecs("DeleteCommand", CommandId=key)
    assert ecs("DescribeCommands", CommandId=key)["TotalCount"] == 0
    assert ecs.code("DeleteCommand", CommandId=key) == "InvalidCmdId.NotFound"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"CommandContent": "§"}, "CmdContent.DecodeError"),
        ({"CommandContent": base64.b64encode(b"x" * 24577).decode()}, "CmdContent.ExceedLimit"),
        ({"CommandContent": ""}, "MissingParameter.CommandContent"),
        ({"Name": ""}, "MissingParameter.Name"),
        ({"Type": "RunPerlScript"}, "InvalidParameter.Type"),
        ({"Timeout": 9}, "InvalidParameter.Timeout"),
    ],
)
def test_a_command_that_the_cloud_would_not_keep_is_refused(ecs: Api, changes: dict[str, Any], code: str) -> None:
    assert ecs.code("CreateCommand", **{**SHELL, **changes}) == code
    assert ecs("DescribeCommands")["TotalCount"] == 0


def test_plain_content_is_kept_as_base64(ecs: Api) -> None:
    key = ecs("CreateCommand", **{**SHELL, "CommandContent": "echo hi"}, ContentEncoding="PlainText")["CommandId"]
    assert base64.b64decode(only(ecs, key)["CommandContent"]) == b"echo hi"


def test_an_invocation_is_done_at_once_on_each_machine(ecs: Api, account: Account, place: Place) -> None:
    one, two = (account.run(place.vswitch, place.group)[0] for _ in range(2))
    command = ecs("CreateCommand", **SHELL, EnableParameter=True)["CommandId"]
    sent = {"CommandId": command, "InstanceId.1": one, "InstanceId.2": two, "Parameters": '{"who":"me"}'}
    key = ecs("InvokeCommand", **sent)["InvokeId"]
    [shown] = ecs("DescribeInvocations", InvokeId=key)["Invocations"]["Invocation"]
    assert (shown["InvocationStatus"], shown["InvokeStatus"], shown["Parameters"]) == (
        "Success",
        "Finished",
        '{"who":"me"}',
    )
    assert [each["InstanceId"] for each in shown["InvokeInstances"]["InvokeInstance"]] == [one, two]
    assert ecs("DescribeInvocationResults", InvokeId=key)["Invocation"]["TotalCount"] == 2
    [line] = ecs("DescribeInvocationResults", InstanceId=two)["Invocation"]["InvocationResults"]["InvocationResult"]
    assert (line["InstanceId"], line["ExitCode"], line["Output"]) == (two, 0, "")
    assert only(ecs, command)["InvokeTimes"] == 1


def test_only_machines_that_are_there_and_running_take_commands(ecs: Api, account: Account, place: Place) -> None:
    command = ecs("CreateCommand", **SHELL)["CommandId"]
    assert ecs.code("InvokeCommand", CommandId=command, InstanceId="i-none") == "InvalidInstanceId.NotFound"
    machine = account.run(place.vswitch, place.group)[0]
    ecs("StopInstance", InstanceId=machine)
    assert ecs.code("InvokeCommand", CommandId=command, InstanceId=machine) == "InvalidInstance.NotRunning"
    assert ecs.code("InvokeCommand", CommandId="c-none", InstanceId=machine) == "InvalidCmdId.NotFound"
    assert ecs("DescribeInvocations")["TotalCount"] == 0


@pytest.mark.parametrize(("keep", "kept"), [(True, 1), (False, 0)])
def test_what_is_run_once_is_kept_only_if_asked(
    ecs: Api, account: Account, place: Place, keep: bool, kept: int
) -> None:
    machine = account.run(place.vswitch, place.group)[0]
    ran = ecs("RunCommand", **SHELL, InstanceId=machine, KeepCommand=keep)
    assert ecs("DescribeCommands", CommandId=ran["CommandId"])["TotalCount"] == kept
    assert ecs("DescribeInvocations", InvokeId=ran["InvokeId"])["TotalCount"] == 1
    assert ecs.code("RunCommand", **SHELL, InstanceId="i-none") == "InvalidInstanceId.NotFound"
    assert ecs("DescribeCommands")["TotalCount"] == kept


def test_a_timed_invocation_waits_until_it_is_stopped(ecs: Api, account: Account, place: Place) -> None:
    machine = account.run(place.vswitch, place.group)[0]
    command = ecs("CreateCommand", **SHELL)["CommandId"]
    timed = {"CommandId": command, "InstanceId": machine, "Timed": True, "Frequency": "0 */20 * * * *"}
    key = ecs("InvokeCommand", **timed)["InvokeId"]
    statuses = []
    for action in ("DescribeInvocations", "StopInvocation", "DescribeInvocations"):
        shown = ecs(action, InvokeId=key)
        statuses += [one["InvocationStatus"] for one in shown.get("Invocations", {}).get("Invocation", [])]
    assert statuses == ["Scheduled", "Stopped"]
    done = ecs("InvokeCommand", CommandId=command, InstanceId=machine)["InvokeId"]
    ecs("StopInvocation", InvokeId=done)
    assert ecs("DescribeInvocations", InvokeStatus="Success")["TotalCount"] == 1
    assert ecs.code("StopInvocation", InvokeId="t-none") == "InvalidInvokeId.NotFound"
