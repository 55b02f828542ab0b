"""Invocations of Cloud Assistant commands (`InvokeCommand`, `RunCommand`): written down as done, with no output.

An emulated machine has nothing to run a script on: it "succeeds" at once, and a timed one waits for ever.
Source: help.aliyun.com, ECS, API of Cloud Assistant.
"""

from typing import Any

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.ecs import commands
from yett_emulator.ecs.lookup import among, found, in_region, instance_of, listed, same_fields, shown_tags, tagged
from yett_emulator.errors import CloudError
from yett_emulator.ids import new_id, timestamp
from yett_emulator.sealing import opened, sealed
from yett_emulator.store import Record, public
from yett_emulator.tags import given_tags, put_tags

KIND = "invocation"
MODES = ("Once", "Period", "NextRebootOnly", "EveryReboot", "DryRun")
ENDINGS = ("Process", "ProcessTree")


def invocation_of(call: Call) -> Record:
    key = call.required("InvokeId")
    return found(call, KIND, key, "InvalidInvokeId.NotFound", "The specified invoke ID does not exist.")


def invoke(call: Call) -> Answer:
    return {"InvokeId": started(call, commands.command_of(call), machines(call))}


def run(call: Call) -> Answer:
    """A command that is kept only when the call says so."""
    on = machines(call)
    command = commands.made(call)
    if call.flag("KeepCommand"):
        commands.kept(call, command)
    return {"CommandId": command["CommandId"], "InvokeId": started(call, command, on)}


def machines(call: Call) -> list[str]:
    """The machines that a call names; only running ones take commands."""
    names = call.listed_names("InstanceId")
    for one in names:
        if instance_of(call, one)["Status"] != "Running":
            raise CloudError("InvalidInstance.NotRunning", f"The specified instance {one} is not running.", 403)
    return names


def started(call: Call, command: Record, on: list[str]) -> str:
    key = new_id("t")
    timed = call.flag("Timed") or bool(call.text("Frequency"))
    call.store.insert(
        KIND,
        key,
        {
            "InvokeId": key,
            "CommandId": command["CommandId"],
            "CommandName": command["Name"],
            "CommandType": command["Type"],
            "CommandDescription": command["Description"],
            "CreationTime": timestamp(call.now),
            "Frequency": call.text("Frequency"),
            "Timed": timed,
            "RepeatMode": call.choice("RepeatMode", MODES, "Period" if timed else "Once"),
            "Timeout": call.number("Timeout", command["Timeout"], *commands.SECONDS),
            "Username": call.text("Username"),
            "WorkingDir": call.text("WorkingDir", command["WorkingDir"]),
            "Launcher": call.text("Launcher", command["Launcher"]),
            "TerminationMode": call.choice("TerminationMode", ENDINGS, "Process"),
            "OssOutputDelivery": call.text("OssOutputDelivery"),
            "ContainerId": call.text("ContainerId"),
            "ContainerName": call.text("ContainerName"),
            "_status": "Scheduled" if timed else "Success",
            "_machines": on,
            "_content": command["_content"],
            "_parameters": sealed(call, call.text("Parameters", "{}")),
            "_region": call.region,
        },
    )
    put_tags(call.store, key, given_tags(call))
    return key


def describe(call: Call) -> Answer:
    page, about = listed(call, [one for one in call.store.find(KIND) if suits(call, one)], 10, 50)
    return {"Invocations": {"Invocation": [row(call, one) for one in page]}, **about}


SAME = {name: name for name in ("InvokeId", "CommandId", "CommandName", "CommandType", "RepeatMode", "Timed")}


def suits(call: Call, one: Record) -> bool:
    asked = call.text("InstanceId")
    return (
        in_region(call, one)
        and same_fields(call, one, SAME)
        and among(call.names("InvokeStatus"), one["_status"])
        and (not asked or asked in one["_machines"])
        and tagged(call, one["InvokeId"])
    )


def row(call: Call, one: Record) -> dict[str, Any]:
    return {
        **public(one),
        "CommandContent": opened(call, one["_content"]),
        "Parameters": opened(call, one["_parameters"]),
        "InvocationStatus": one["_status"],
        "InvokeStatus": WORDS[one["_status"]],
        "InvokeInstances": {"InvokeInstance": [on_machine(one, each) for each in one["_machines"]]},
        "Tags": shown_tags(call, one["InvokeId"]),
    }


WORDS = {"Success": "Finished", "Scheduled": "Running", "Stopped": "Stopped"}
"""What older clients are told."""


def on_machine(one: Record, machine: str) -> dict[str, Any]:
    return {
        **ending(one),
        "InstanceId": machine,
        "CreationTime": one["CreationTime"],
        "FinishTime": done_at(one),
        "InstanceInvokeStatus": WORDS[one["_status"]],
        "InvocationStatus": one["_status"],
        "Timed": one["Timed"],
        "UpdateTime": one["CreationTime"],
    }


def done_at(one: Record) -> str:
    """What is done was done at once; "" of what waits or was stopped."""
    return str(one["CreationTime"]) if one["_status"] == "Success" else ""


def ending(one: Record) -> dict[str, Any]:
    """How a script ended that never ran: without output."""
    return {
        "Dropped": 0,
        "ErrorCode": "",
        "ErrorInfo": "",
        "ExitCode": 0,
        "Output": "",
        "OssOutputErrorCode": "",
        "OssOutputErrorInfo": "",
        "OssOutputStatus": "",
        "OssOutputUri": "",
        "Repeats": int(one["_status"] == "Success"),
        "StartTime": done_at(one),
        "StopTime": "",
    }


def results(call: Call) -> Answer:
    """One line for each machine of each invocation."""
    wanted = [one for one in call.store.find(KIND) if suits(call, one)]
    found = [(one, each) for one in wanted for each in one["_machines"] if call.text("InstanceId") in ("", each)]
    page, about = listed(call, found, 10, 50)
    return {"Invocation": {"InvocationResults": {"InvocationResult": [result(call, *each) for each in page]}, **about}}


def result(call: Call, one: Record, machine: str) -> dict[str, Any]:
    same = ("CommandId", "ContainerId", "ContainerName", "InvokeId", "Launcher", "OssOutputDelivery", "TerminationMode")
    return {
        **ending(one),
        **{name: one[name] for name in same},
        "Username": one["Username"],
        "InstanceId": machine,
        "FinishedTime": done_at(one),
        "InvocationStatus": one["_status"],
        "InvokeRecordStatus": WORDS[one["_status"]],
        "Tags": shown_tags(call, one["InvokeId"]),
    }


def stop(call: Call) -> Answer:
    """What waits is stopped; what has ended stays as it was."""
    one = invocation_of(call)
    if one["_status"] == "Scheduled":
        call.store.save(KIND, one["InvokeId"], one | {"_status": "Stopped"})
    return {}


OPERATIONS: dict[str, Operation] = {
    "InvokeCommand": invoke,
    "RunCommand": run,
    "DescribeInvocations": describe,
    "DescribeInvocationResults": results,
    "StopInvocation": stop,
}
