"""Enabling and disabling groups, and suspending what they do by themselves."""

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.ecs.launch_templates import template_of
from yett_emulator.errors import CloudError, invalid
from yett_emulator.ess.capacity import fit
from yett_emulator.ess.configurations import activate
from yett_emulator.ess.members import attached
from yett_emulator.ess.nouns import GROUP, group_of, require_active, wrong_state
from yett_emulator.store import Record

PROCESSES = ("ScaleIn", "ScaleOut", "HealthCheck", "AlarmNotification", "ScheduledAction")


def enable(call: Call) -> Answer:
    """An inactive group with something to start machines from; it is filled up to its least or desired size."""
    group = group_of(call)
    if group["LifecycleState"] != "Inactive":
        raise wrong_state(group)
    group = sourced(call, group)
    if not group.get("ActiveScalingConfigurationId") and not group.get("LaunchTemplateId"):
        raise CloudError(
            "MissingActiveScalingConfiguration", "An active scaling configuration is missing. You have to specify it."
        )
    group = GROUP.save(call.store, group | {"LifecycleState": "Active"})
    if keys := call.names("InstanceId"):
        attached(call, group, keys)
    fit(call, group, "The scaling group was enabled.")
    return {}


def sourced(call: Call, group: Record) -> Record:
    """The group with the source that the call names, in the place of the one that it had."""
    if key := call.text("ActiveScalingConfigurationId"):
        return activate(call, group | {"LaunchTemplateId": "", "LaunchTemplateVersion": ""}, key)
    if call.text("LaunchTemplateId"):
        key, version = template_of(call)["LaunchTemplateId"], call.text("LaunchTemplateVersion", "Default")
        return group | {"LaunchTemplateId": key, "LaunchTemplateVersion": version, "ActiveScalingConfigurationId": ""}
    return group


def disable(call: Call) -> Answer:
    """Its machines stay; nothing is started or given up any more."""
    group = require_active(group_of(call))
    GROUP.save(call.store, group | {"LifecycleState": "Inactive"})
    return {}


def processes(call: Call) -> list[str]:
    asked = call.listed("Process")
    if unknown := [one for one in asked if one not in PROCESSES]:
        raise invalid("Process", unknown[0], ", ".join(PROCESSES))
    return [str(one) for one in asked]


def suspend(call: Call) -> Answer:
    group = group_of(call)
    every = dict.fromkeys([*group["SuspendedProcesses"], *processes(call)])
    GROUP.save(call.store, group | {"SuspendedProcesses": list(every)})
    return {}


def resume(call: Call) -> Answer:
    group, asked = group_of(call), processes(call)
    left = [one for one in group["SuspendedProcesses"] if one not in asked]
    fit(call, GROUP.save(call.store, group | {"SuspendedProcesses": left}))
    return {}


OPERATIONS: dict[str, Operation] = {
    "EnableScalingGroup": enable,
    "DisableScalingGroup": disable,
    "SuspendProcesses": suspend,
    "ResumeProcesses": resume,
}
