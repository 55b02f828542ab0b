"""What a scaling configuration says of the machines it starts: kept as it was said, shown as the API spells it."""

import json
from collections.abc import Mapping
from typing import Any

from yett_emulator.call import Call
from yett_emulator.ecs.field_names import fields
from yett_emulator.ecs.images import all_images
from yett_emulator.ecs.order import check_words, fits, known_type, wanted_image
from yett_emulator.ecs.type_catalogue import listed_types
from yett_emulator.ecs.values import decimal, nested, nested_list, text, truth, whole
from yett_emulator.errors import CloudError, missing
from yett_emulator.ess.typed import measured, shaped
from yett_emulator.store import Record

TEXTS = fields(
    "Affinity CreditSpecification DedicatedHostClusterId DedicatedHostId DeploymentSetId HostName HpcClusterId"
    " HttpEndpoint HttpTokens ImageFamily ImageId ImageName InstanceDescription InstanceName InternetChargeType"
    " IoOptimized KeyPairName RamRoleName ResourceGroupId SecurityEnhancementStrategy SecurityGroupId"
    " SpotInterruptionBehavior SpotStrategy Tenancy UserData ZoneId"
)
NUMBERS = fields(
    "Cpu InternetMaxBandwidthIn InternetMaxBandwidthOut Ipv6AddressCount LoadBalancerWeight Memory SpotDuration"
)
SWITCHES = fields("DeletionProtection PasswordInherit")
NESTED = fields(
    "CustomPriorities DataDisk ImageOptions InstancePatternInfo InstanceTypeOverride InstanceTypes NetworkInterfaces"
    " ResourcePoolOptions SecurityGroupIds SpotPriceLimit SystemDisk Tags"
)
DISK_NUMBERS = ("Size", "ProvisionedIops")
DISK_SWITCHES = ("DeleteWithInstance", "Encrypted", "BurstingEnabled")
PATTERN_NUMBERS = fields(
    "Cores MinimumCpuCoreCount MaximumCpuCoreCount MinimumEniQuantity MinimumEniPrivateIpAddressQuantity"
    " MinimumEniIpv6AddressQuantity MinimumBaselineCredit MinimumInitialCredit MinimumGpuAmount MaximumGpuAmount"
)
PATTERN_DECIMALS = ("Memory", "MaxPrice", "MinimumMemorySize", "MaximumMemorySize")
PATTERN_LISTS = {
    "Architectures": "Architecture",
    "ExcludedInstanceTypes": "ExcludedInstanceType",
    "InstanceTypeFamilies": "InstanceTypeFamily",
    "InstanceCategories": "InstanceCategory",
    "PhysicalProcessorModels": "PhysicalProcessorModel",
    "CpuArchitectures": "CpuArchitecture",
    "GpuSpecs": "GpuSpec",
}
"""List -> item of the answer; a request may call the first two by either (ModifyScalingConfiguration by the item)."""


def words(call: Call) -> Record:
    """What the call says of machines; of a password only that there is one."""
    said = {name: call.params[name] for name in (*TEXTS, *NUMBERS, *SWITCHES, *NESTED) if call.has(name)}
    if call.text("InstanceType"):
        said.setdefault("InstanceTypes", [call.text("InstanceType")])
    return said | ({"PasswordSetted": True} if call.text("Password") else {})


def check(call: Call, said: Record) -> None:
    """That machines can be made of it: image, types, key pair, bandwidth, user data, disks' number, tags."""
    check_words(call)
    tags_of(said)
    image = image_of(call, said)
    for name in types_of(said):
        fits(known_type(name), image)


def image_of(call: Call, said: Record) -> Record:
    """By id, by name, by family; a name may belong to several images, the newest of which is taken."""
    if text(said, "ImageId") or not text(said, "ImageName"):
        return wanted_image(call)
    named = [one for one in all_images(call) if one["ImageName"] == said["ImageName"]]
    if not named:
        raise CloudError(
            "InvalidImageName.NotFound", f"The image name {said['ImageName']!r} is not found. NotFound", 404
        )
    return named[-1]


def types_of(said: Mapping[str, Any]) -> list[str]:
    """The instance types in the order in which they are tried."""
    listed = [text(row, "InstanceType") for row in nested_list(said, "InstanceTypeOverride")]
    names = listed or [str(one) for one in said.get("InstanceTypes") or []]
    found = names or [name for row in nested_list(said, "InstancePatternInfo") for name in matching(row)]
    if not found:
        raise missing("InstanceType")
    return found


def matching(pattern: Mapping[str, Any]) -> list[str]:
    """The listed types with as many cores and as much memory (GiB) as a pattern asks for."""
    cores, memory = whole(pattern, "Cores"), decimal(pattern, "Memory")
    low, most = whole(pattern, "MinimumCpuCoreCount"), whole(pattern, "MaximumCpuCoreCount", 10_000)
    least, largest = decimal(pattern, "MinimumMemorySize"), decimal(pattern, "MaximumMemorySize", 1e9)
    return [
        kind.name
        for kind in listed_types()
        if cores in (0, kind.cores)
        and memory in (0, kind.memory)
        and low <= kind.cores <= most
        and least <= kind.memory <= largest
        and not kind.is_arm
    ]


def groups_of(said: Mapping[str, Any]) -> list[str]:
    """Every security group that it names, those of its interfaces too."""
    own = [text(said, "SecurityGroupId"), *(str(one) for one in said.get("SecurityGroupIds") or [])]
    faces = [str(one) for face in nested_list(said, "NetworkInterfaces") for one in face.get("SecurityGroupIds") or []]
    return [one for one in dict.fromkeys((*own, *faces)) if one]


def tags_of(said: Mapping[str, Any]) -> dict[str, str]:
    """`Tags` is JSON in a text: {"key": "value"}."""
    try:
        found = json.loads(text(said, "Tags", "{}"))
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise CloudError("InvalidTags.Malformed", "The specified Tags are not a JSON object.")
    return {str(key): str(value) for key, value in found.items()}


def shown(said: Record) -> Record:
    types = types_of(said)
    return {
        **{name: text(said, name) for name in TEXTS if name in said},
        **{name: whole(said, name) for name in NUMBERS if text(said, name)},
        **{name: truth(said, name) for name in SWITCHES},
        "PasswordSetted": bool(said.get("PasswordSetted")),
        "InstanceName": text(said, "InstanceName", "ESS-Instance"),
        "InternetChargeType": text(said, "InternetChargeType", "PayByTraffic"),
        "InternetMaxBandwidthOut": whole(said, "InternetMaxBandwidthOut"),
        "InstanceType": types[0],
        "InstanceTypes": {"InstanceType": types},
        "SecurityGroupIds": {"SecurityGroupId": [str(one) for one in said.get("SecurityGroupIds") or []]},
        "Tags": {"Tag": [{"Key": key, "Value": value} for key, value in tags_of(said).items()]},
        **system_disk_shown(nested(said, "SystemDisk"), types[0]),
        **lists_shown(said),
    }


def system_disk_shown(disk: Mapping[str, Any], kind: str) -> Record:
    """The older half of the fields is written together, the newer half with a dot."""
    said = shaped(disk, DISK_NUMBERS, DISK_SWITCHES)
    together = {"Category": "Category", "Size": "Size", "DiskName": "Name", "Description": "Description"}
    together |= {"AutoSnapshotPolicyId": "AutoSnapshotPolicyId", "PerformanceLevel": "PerformanceLevel"}
    dotted = ("KMSKeyId", "EncryptAlgorithm", "ProvisionedIops", "BurstingEnabled")
    return {
        "SystemDiskCategory": known_type(kind).system_category,
        **{f"SystemDisk{name}": said[field] for field, name in together.items() if said.get(field) not in (None, "")},
        "SystemDisk.Encrypted": bool(said.get("Encrypted", False)),
        **{f"SystemDisk.{name}": said[name] for name in dotted if said.get(name) not in (None, "")},
    }


def lists_shown(said: Record) -> Record:
    weights = [whole(row, "WeightedCapacity", 1) for row in nested_list(said, "InstanceTypeOverride")]
    prices = [measured(row, ("PriceLimit",)) for row in nested_list(said, "SpotPriceLimit")]
    disks = [shaped(row, DISK_NUMBERS, DISK_SWITCHES) for row in nested_list(said, "DataDisk")]
    found: Record = {
        "WeightedCapacities": {"WeightedCapacity": weights},
        "DataDisks": {"DataDisk": disks},
        "SpotPriceLimit": {"SpotPriceModel": prices},
        "ImageOptions.LoginAsNonRoot": truth(nested(said, "ImageOptions"), "LoginAsNonRoot"),
        "InstancePatternInfos": {"InstancePatternInfo": [pattern(r) for r in nested_list(said, "InstancePatternInfo")]},
        "NetworkInterfaces": {"NetworkInterface": [face(row) for row in nested_list(said, "NetworkInterfaces")]},
        "CustomPriorities": {"CustomPriority": nested_list(said, "CustomPriorities")},
    }
    pool = nested(said, "ResourcePoolOptions")
    return found | ({"ResourcePoolOptions": resource_pool(pool)} if pool else {})


def pattern(row: Mapping[str, Any]) -> Record:
    plain = {name: value for name, value in row.items() if not isinstance(value, list)}
    found = measured(shaped(plain, PATTERN_NUMBERS), PATTERN_DECIMALS)
    for many, one in PATTERN_LISTS.items():
        if listed := row.get(many) or row.get(one):
            found[many] = {one: listed}
    return found


def face(row: Mapping[str, Any]) -> Record:
    groups = [str(one) for one in row.get("SecurityGroupIds") or []]
    return shaped(row, ("Ipv6AddressCount",)) | {"SecurityGroupIds": {"SecurityGroupId": groups}}


def resource_pool(said: Mapping[str, Any]) -> Record:
    found: Record = {"Strategy": said["Strategy"]} if said.get("Strategy") else {}
    if said.get("PrivatePoolIds"):
        found["PrivatePoolIds"] = {"PrivatePoolId": said["PrivatePoolIds"]}
    if said.get("PrivatePoolTags"):
        found["PrivatePoolTags"] = {"PrivatePoolTag": nested_list(said, "PrivatePoolTags")}
    return found
