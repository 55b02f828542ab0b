"""Starting and giving up machines: real instances of the emulated ECS, by its own RunInstances."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from yett_emulator import tags as labels
from yett_emulator.call import Call
from yett_emulator.ecs.field_names import fields
from yett_emulator.ecs.instance_records import remove_instance
from yett_emulator.ecs.run_instances import run_instances
from yett_emulator.ecs.values import nested_list, text
from yett_emulator.ess import balancers
from yett_emulator.ess.configuration_words import image_of, tags_of, types_of
from yett_emulator.ess.machines import keep, machines_of
from yett_emulator.ess.nouns import CONFIGURATION, MACHINE
from yett_emulator.store import Record

OWNER = "acs:autoscaling:scalingGroupId"
"""The tag that the cloud puts on every machine that a group starts (help.aliyun.com, ACK, limits on node labels)."""
TURN = re.compile(r"\(AUTO_INCREMENT\)\[(\d+),(\d+)\]")
ALIKE = fields(
    "SecurityGroupId SecurityGroupIds InternetChargeType InternetMaxBandwidthIn InternetMaxBandwidthOut KeyPairName"
    " RamRoleName UserData HostName SystemDisk DataDisk ImageOptions SpotStrategy CreditSpecification ResourceGroupId"
    " DeletionProtection HttpEndpoint HttpTokens DeploymentSetId PasswordInherit Ipv6AddressCount"
    " SecurityEnhancementStrategy"
)
"""Words that RunInstances takes as a scaling configuration has them."""


def start(call: Call, group: Record, count: int) -> list[str]:
    """So many new machines of the group, running, and behind its balancers."""
    # one after the other: where the next one goes depends on where the last one went
    keys = [str(keep(call, group, started(call, group), "AutoCreated")["InstanceId"]) for _ in range(count)]
    balancers.join(call, group, keys)
    return keys


def started(call: Call, group: Record) -> str:
    wanted = {"RegionId": group["RegionId"], "VSwitchId": vswitch_for(call, group), **source(call, group)}
    answer = run_instances(replace(call, product="Ecs", action="RunInstances", params=wanted))
    key = str(answer["InstanceIdSets"]["InstanceIdSet"][0])
    labels.mark(call.store, key, {**labels.tags_of(call.store, key), OWNER: group["ScalingGroupId"]})
    # an activity is complete when it is answered, so that its machines run and serve
    call.store.schedule("instance", key, 0, {"Status": "Running"})
    return key


def vswitch_for(call: Call, group: Record) -> str:
    """By priority the first one; in every other policy the one that holds the fewest machines."""
    keys: list[str] = group["VSwitchIds"]
    if group["MultiAZPolicy"] == "PRIORITY":
        return keys[0]
    instances = [call.store.get("instance", one["InstanceId"]) for one in machines_of(call, group)]
    used = [one["VpcAttributes"]["VSwitchId"] for one in instances if one]
    return min(keys, key=used.count)


def source(call: Call, group: Record) -> Record:
    """What a new machine is made from: the active configuration, or the launch template."""
    number = call.store.count(f"scaling-name-{group['ScalingGroupId']}") - 1
    if group.get("LaunchTemplateId"):
        return from_template(group)
    said = CONFIGURATION.get(call, group["ActiveScalingConfigurationId"])["_words"]
    words = from_words(call, said)
    names = {"InstanceName": text(said, "InstanceName", "ESS-Instance"), "HostName": text(said, "HostName")}
    return words | {field: in_turn(name, number) for field, name in names.items()}


def from_template(group: Record) -> Record:
    version = group.get("LaunchTemplateVersion", "")
    numbered = {"LaunchTemplateVersion": version} if version.isdigit() else {}
    types = [one["InstanceType"] for one in group.get("LaunchTemplateOverrides", [])]
    return {"LaunchTemplateId": group["LaunchTemplateId"], **numbered, **({"InstanceType": types[0]} if types else {})}


def from_words(call: Call, said: Mapping[str, Any]) -> Record:
    asked = replace(call, params=dict(said))
    tags = [{"Key": key, "Value": value} for key, value in tags_of(said).items()]
    faces = [dict(face) for face in nested_list(said, "NetworkInterfaces")]
    return {
        **{name: said[name] for name in ALIKE if name in said},
        "ImageId": image_of(asked, dict(said))["ImageId"],
        "InstanceType": types_of(said)[0],
        "Description": text(said, "InstanceDescription"),
        **({"Tag": tags} if tags else {}),
        **({"NetworkInterface": faces} if faces else {}),
    }


def in_turn(name: str, number: int) -> str:
    """Names that are counted through.

    >>> in_turn("web-(AUTO_INCREMENT)[1,3]", 4), in_turn("web", 4)
    ('web-005', 'web')
    """
    return TURN.sub(lambda found: str(int(found[1]) + number).zfill(int(found[2])), name)


def give_up(call: Call, group: Record, machines: list[Record], release: bool = True) -> None:
    """They leave the group and its balancers; those that it started, or was entrusted with, are released."""
    keys = [one["InstanceId"] for one in machines]
    balancers.leave(call, group, keys)
    for one in machines:
        call.store.delete(MACHINE.kind, one["InstanceId"])
        instance = call.store.get("instance", one["InstanceId"])
        if release and one["Entrusted"] and instance:
            remove_instance(call.store, instance)
