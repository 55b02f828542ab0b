"""What CreateScalingGroup and ModifyScalingGroup may say of a group, and what a group is when nobody says it."""

from typing import Any

from yett_emulator.call import Call
from yett_emulator.ecs.field_names import fields
from yett_emulator.errors import CloudError, invalid
from yett_emulator.ess.nouns import conflict
from yett_emulator.ess.typed import given, measured, shaped
from yett_emulator.store import Record

TEXTS = fields(
    "BalanceMode CustomPolicyARN HealthCheckType LaunchTemplateId LaunchTemplateVersion AllocationStrategy"
    " SpotAllocationStrategy ScalingPolicy MultiAZPolicy GroupType"
)
SIZES = {"MinSize": (0, 2000), "MaxSize": (0, 2000), "DesiredCapacity": (0, 2000)}
NUMBERS = {
    **SIZES,
    "DefaultCooldown": (0, 86400),
    "MaxInstanceLifetime": (0, 10**9),
    "StopInstanceTimeout": (30, 240),
    "OnDemandBaseCapacity": (0, 1000),
    "OnDemandPercentageAboveBaseCapacity": (0, 100),
    "SpotInstancePools": (1, 10),
}
FLAGS = fields(
    "AzBalance AutoRebalance SpotInstanceRemedy CompensateWithOnDemand GroupDeletionProtection ScaleOutAmountCheck"
)
CHOICES = {
    "MultiAZPolicy": ("PRIORITY", "BALANCE", "COST_OPTIMIZED", "COMPOSABLE"),
    "ScalingPolicy": ("recycle", "release", "forceRecycle", "forceRelease"),
    "HealthCheckType": ("ECS", "ECI", "NONE", "LOAD_BALANCER"),
    "GroupType": ("ECS", "ECI"),
}
REMOVALS = ("OldestInstance", "NewestInstance", "OldestScalingConfiguration", "CustomPolicy")
DEFAULTS: Record = {
    "DefaultCooldown": 300,
    "MultiAZPolicy": "PRIORITY",
    "HealthCheckType": "ECS",
    "ScalingPolicy": "release",
    "GroupType": "ECS",
    "GroupDeletionProtection": False,
    "OnDemandBaseCapacity": 0,
    "OnDemandPercentageAboveBaseCapacity": 100,
    "CompensateWithOnDemand": True,
    "SpotInstanceRemedy": False,
    "RemovalPolicies": ["OldestScalingConfiguration", "OldestInstance"],
}


def words(call: Call) -> Record:
    """What the call says, checked one by one."""
    for name, allowed in CHOICES.items():
        call.choice(name, allowed)
    said = given(call, TEXTS, NUMBERS, FLAGS)
    return {**said, **removals(call), **health_checks(call), **overrides(call), **options(call)}


def removals(call: Call) -> Record:
    policies = [one for one in call.texts("RemovalPolicy") if one]
    if unknown := [one for one in policies if one not in REMOVALS]:
        raise invalid("RemovalPolicy", unknown[0], ", ".join(REMOVALS))
    return {"RemovalPolicies": policies} if policies else {}


def health_checks(call: Call) -> Record:
    return {"HealthCheckTypes": call.texts("HealthCheckTypes")} if call.texts("HealthCheckTypes") else {}


def overrides(call: Call) -> Record:
    rows = [
        measured(shaped(row, ("WeightedCapacity",)), ("SpotPriceLimit",))
        for row in call.objects("LaunchTemplateOverride")
    ]
    return {"LaunchTemplateOverrides": rows} if rows else {}


def options(call: Call) -> Record:
    said: Any = call.params.get("CapacityOptions")
    numbers = fields("OnDemandBaseCapacity OnDemandPercentageAboveBaseCapacity")
    flags = fields("CompensateWithOnDemand SpotAutoReplaceOnDemand")
    return {"CapacityOptions": shaped(said, numbers, flags)} if isinstance(said, dict) else {}


def check_sizes(group: Record) -> None:
    """MinSize <= DesiredCapacity <= MaxSize."""
    if group["MinSize"] > group["MaxSize"]:
        raise conflict("MinSize", "MaxSize")
    desired = group.get("DesiredCapacity")
    if desired is not None and not group["MinSize"] <= desired <= group["MaxSize"]:
        raise conflict("DesiredCapacity", "MinSize" if desired < group["MinSize"] else "MaxSize")


def place(call: Call) -> Record:
    """The vswitches of a group, all in one VPC; empty when the call names none."""
    keys = [one for one in call.texts("VSwitchIds") if one] or [one for one in [call.text("VSwitchId")] if one]
    if not keys:
        return {}
    networks = {vswitch(call, key)["VpcId"] for key in keys}
    if len(networks) > 1:
        raise CloudError("InvalidVSwitchId.NotSameVPC", "The specified vSwitches are not in one VPC.")
    return {"VSwitchIds": keys, "VSwitchId": keys[0], "VpcId": networks.pop()}


def vswitch(call: Call, key: str) -> Record:
    if (found := call.store.get("vswitch", key)) is None:
        raise CloudError("InvalidVSwitchId.NotFound", f"The specified vSwitch {key} does not exist. NotFound", 404)
    return found
