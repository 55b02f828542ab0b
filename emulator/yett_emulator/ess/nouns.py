"""What a call is about: `group_of(call)` is the record that its ScalingGroupId names, or Auto Scaling's refusal.

Codes: help.aliyun.com, Auto Scaling, error codes of 2014-08-28, and the error tables of each operation.
"""

from dataclasses import dataclass

from yett_emulator.call import Call
from yett_emulator.errors import CloudError
from yett_emulator.ids import new_id
from yett_emulator.store import Record, Store


@dataclass(frozen=True, slots=True)
class Noun:
    """A kind of record: its store kind, id field, id prefix, and the code and words of one that is not there."""

    kind: str
    field: str
    prefix: str
    code: str

    def new(self) -> str:
        return new_id(self.prefix)

    def get(self, call: Call, key: str) -> Record:
        if (found := call.store.get(self.kind, key)) is None:
            raise CloudError(
                self.code, f'The specified value of parameter "{self.field}" is not valid. NotFound: {key}', 404
            )
        return found

    def asked(self, call: Call) -> Record:
        return self.get(call, call.required(self.field))

    def save(self, store: Store, record: Record) -> Record:
        return store.save(self.kind, record[self.field], record)


GROUP = Noun("scaling_group", "ScalingGroupId", "asg", "InvalidScalingGroupId.NotFound")
CONFIGURATION = Noun("scaling_configuration", "ScalingConfigurationId", "asc", "InvalidScalingConfigurationId.NotFound")
RULE = Noun("scaling_rule", "ScalingRuleId", "asr", "InvalidScalingRuleId.NotFound")
TASK = Noun("scheduled_task", "ScheduledTaskId", "sct", "InvalidScheduledTaskId.NotFound")
ALARM = Noun("scaling_alarm", "AlarmTaskId", "asg-alarm", "404")
HOOK = Noun("lifecycle_hook", "LifecycleHookId", "ash", "InvalidLifecycleHookId.NotExist")
MACHINE = Noun("scaling_instance", "InstanceId", "i", "InvalidInstanceId.NotFound")
ACTIVITY = Noun("scaling_activity", "ScalingActivityId", "asa", "InvalidScalingActivityId.NotFound")
NOTIFICATION = "scaling_notification"

OWNED = (CONFIGURATION, RULE, HOOK, ACTIVITY)
"""What goes with its group; scheduled tasks and alarms stay (DeleteScalingGroup)."""


def group_of(call: Call) -> Record:
    return GROUP.asked(call)


def wrong_state(group: Record) -> CloudError:
    return CloudError(
        "IncorrectScalingGroupStatus",
        f"The current status {group['LifecycleState']} of the specified scaling group does not support this action.",
    )


def require_active(group: Record) -> Record:
    if group["LifecycleState"] != "Active":
        raise wrong_state(group)
    return group


def conflict(one: str, other: str) -> CloudError:
    return CloudError(
        "InvalidParameter.Conflict", f'The value of parameter "{one}" and parameter "{other}" are conflict.'
    )


def check_name(call: Call, noun: Noun, field: str, key: str = "", **scope: object) -> str:
    """The name that a call gives, or none: 2..64 characters that start with a letter or digit, given once."""
    name = call.text(field)
    if not name:
        return ""
    if not 2 <= len(name) <= 64 or not name[0].isalnum() or not all(c.isalnum() or c in "_-." for c in name):
        raise CloudError(f"Invalid{field}.Malformed", f"The specified {field} {name!r} is not valid.")
    twin = call.store.first(noun.kind, **{field: name}, **scope)
    if twin and twin[noun.field] != key:
        raise CloudError(f"Invalid{field}.Duplicate", f"The specified value of parameter {field} {name!r} is taken.")
    return name
