"""The words of a launch template version: kept as RunInstances takes them, shown as the template API spells them."""

from collections.abc import Mapping
from typing import Any

from yett_emulator.ecs.field_names import fields
from yett_emulator.ecs.values import decimal, nested, nested_list, truth, whole
from yett_emulator.store import Record

TEXTS = fields(
    "AutoReleaseTime CreditSpecification DeploymentSetId Description HostName HttpEndpoint HttpTokens ImageId"
    " ImageOwnerAlias InstanceChargeType InstanceName InstanceType InternetChargeType IoOptimized KeyPairName"
    " NetworkType PeriodUnit PrivateIpAddress RamRoleName ResourceGroupId SecurityEnhancementStrategy"
    " SecurityGroupId SpotStrategy UserData VSwitchId VpcId ZoneId"
)
NUMBERS = fields(
    "AutoRenewPeriod HttpPutResponseHopLimit InternetMaxBandwidthIn InternetMaxBandwidthOut Ipv6AddressCount Period"
    " SpotDuration"
)
SWITCHES = fields("AutoRenew DeletionProtection EnableVmOsConfig PasswordInherit")
NESTED = fields("SystemDisk DataDisk NetworkInterface ImageOptions SecurityOptions SecurityGroupIds Tag SpotPriceLimit")

DISK_NUMBERS = ("Size", "Iops", "ProvisionedIops")
DISK_SWITCHES = ("DeleteWithInstance", "BurstingEnabled", "Encrypted")
"""`Encrypted` is text in the SDK; the provider takes a boolean only (resource_alicloud_ecs_launch_template.go:847)."""


def words_said(params: Mapping[str, Any]) -> Record:
    """What of a request belongs to the version; no password is ever among it."""
    return {name: params[name] for name in (*TEXTS, *NUMBERS, *SWITCHES, *NESTED) if params.get(name) not in (None, "")}


def data_shown(words: Record) -> Record:
    """LaunchTemplateData: numbers as numbers, switches as booleans, lists in their containers."""
    simple = {name: words[name] for name in TEXTS if name in words}
    numbers = {name: whole(words, name) for name in NUMBERS if name in words}
    switches = {name: truth(words, name) for name in SWITCHES if name in words}
    price = {"SpotPriceLimit": decimal(words, "SpotPriceLimit")} if "SpotPriceLimit" in words else {}
    image = nested(words, "ImageOptions")
    system = disk_shown(nested(words, "SystemDisk"))
    return {
        **simple,
        **numbers,
        **switches,
        **price,
        "SystemDisk": system,
        # the provider reads the older, dotted spelling (resource_alicloud_ecs_launch_template.go:914)
        **{f"SystemDisk.{name}": value for name, value in system.items()},
        "DataDisks": {"DataDisk": [disk_shown(disk) for disk in nested_list(words, "DataDisk")]},
        "NetworkInterfaces": {
            "NetworkInterface": [face_shown(face) for face in nested_list(words, "NetworkInterface")]
        },
        "SecurityGroupIds": {"SecurityGroupId": words.get("SecurityGroupIds") or []},
        "ImageOptions": {"LoginAsNonRoot": truth(image, "LoginAsNonRoot")},
        "Tags": {"InstanceTag": nested_list(words, "Tag")},
    }


def disk_shown(said: Mapping[str, Any]) -> Record:
    shown = dict(said)
    for name in DISK_NUMBERS:
        if said.get(name):
            shown[name] = whole(said, name)
    for name in DISK_SWITCHES:
        if name in said:
            shown[name] = truth(said, name)
    return shown


def face_shown(said: Mapping[str, Any]) -> Record:
    shown = dict(said)
    if "SecurityGroupIds" in said:
        shown["SecurityGroupIds"] = {"SecurityGroupId": said["SecurityGroupIds"]}
    if "DeleteOnRelease" in said:
        shown["DeleteOnRelease"] = truth(said, "DeleteOnRelease")
    return shown
