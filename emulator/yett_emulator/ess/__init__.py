"""Auto Scaling, Ess 2014-08-28: groups, what they start machines from, rules, and the machines themselves."""

from yett_emulator.ess import (
    activities,
    alarms,
    attachments,
    capacity,
    configurations,
    groups,
    hooks,
    machines,
    members,
    notifications,
    rules,
    scheduled_tasks,
    states,
    tagging,
)
from yett_emulator.service import Service

SERVICE = Service(
    "Ess",
    "2014-08-28",
    {
        **groups.OPERATIONS,
        **configurations.OPERATIONS,
        **states.OPERATIONS,
        **machines.OPERATIONS,
        **members.OPERATIONS,
        **capacity.OPERATIONS,
        **attachments.OPERATIONS,
        **rules.OPERATIONS,
        **hooks.OPERATIONS,
        **notifications.OPERATIONS,
        **scheduled_tasks.OPERATIONS,
        **alarms.OPERATIONS,
        **activities.OPERATIONS,
        **tagging.OPERATIONS,
    },
)
