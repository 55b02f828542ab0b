"""DescribeInstanceTypes and its families: what a caller may ask RunInstances for."""

from typing import Any

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.ecs.lookup import among
from yett_emulator.ecs.type_catalogue import InstanceType, families, family_name, instance_type, listed_types
from yett_emulator.ecs.values import decimal
from yett_emulator.paging import tokened


def describe_instance_types(call: Call) -> Answer:
    page, about = tokened(call, [type_row(kind) for kind in wanted_types(call)], 1600, 1600)
    return {"InstanceTypes": {"InstanceType": page}, "NextToken": about["NextToken"]}


def wanted_types(call: Call) -> list[InstanceType]:
    """Types asked for by name are answered even when lists do not show them."""
    named = [kind for name in call.names("InstanceTypes") if (kind := instance_type(name))]
    return [kind for kind in (named if call.has("InstanceTypes") else listed_types()) if suits(call, kind)]


def suits(call: Call, kind: InstanceType) -> bool:
    family = call.names("InstanceTypeFamilies") or [name for name in [call.text("InstanceTypeFamily")] if name]
    architecture = call.text("CpuArchitecture", "ARM" if kind.is_arm else "X86")
    return (
        among(family, kind.family)
        and within(call, "CpuCoreCount", kind.cores)
        and within(call, "MemorySize", kind.memory)
        and within(call, "GPUAmount", kind.gpus)
        and within(call, "EniQuantity", kind.interfaces)
        and within(call, "EniPrivateIpAddressQuantity", kind.addresses)
        and (architecture.upper() == "ARM") == kind.is_arm
        and not (call.text("GPUSpec") and not kind.gpus)
    )


def within(call: Call, name: str, value: float) -> bool:
    return decimal(call.params, f"Minimum{name}", 0.0) <= value <= decimal(call.params, f"Maximum{name}", float("inf"))


def type_row(kind: InstanceType) -> dict[str, Any]:
    return {
        "InstanceTypeId": kind.name,
        "InstanceTypeFamily": kind.family,
        "InstanceFamilyLevel": "CreditEntryLevel" if "t5" in kind.family or "t6" in kind.family else "EnterpriseLevel",
        "CpuCoreCount": kind.cores,
        "CpuArchitecture": "ARM" if kind.is_arm else "X86",
        "MemorySize": kind.memory,
        "GPUAmount": kind.gpus,
        "GPUSpec": "NVIDIA GPU" if kind.gpus else "",
        "LocalStorageCategory": "",
        "InitialCredit": 0,
        "BaselineCredit": 0,
        "InstanceCategory": "General-purpose",
        "CpuOptions": {
            "Core": kind.cores,
            "CoreFactor": 1,
            "ThreadsPerCore": 1 if kind.is_arm else 2,
            "HyperThreadingAdjustable": False,
        },
        "DiskQuantity": 17,
        "EriQuantity": 0,
        "JumboFrameSupport": False,
        "NetworkEncryptionSupport": False,
        "NvmeSupport": "required" if kind.generation == "ecs-7" else "unsupported",
        **interface_limits(kind),
    }


def interface_limits(kind: InstanceType) -> dict[str, Any]:
    return {
        "EniQuantity": kind.interfaces,
        "EniTotalQuantity": kind.interfaces,
        "EniPrivateIpAddressQuantity": kind.addresses,
        "EniIpv6AddressQuantity": kind.addresses,
        "EniTrunkSupported": False,
        "QueuePairNumber": 0,
        "PrimaryEniQueueNumber": min(kind.cores, 32),
        "SecondaryEniQueueNumber": min(kind.cores, 32),
        "MaximumQueueNumberPerEni": min(kind.cores, 32),
        "TotalEniQueueQuantity": min(kind.cores, 32) * kind.interfaces,
        "NetworkCardQuantity": 1,
    }


def describe_instance_type_families(call: Call) -> Answer:
    asked = call.text("Generation")
    named = {family_name(word): generation for word, (generation, _) in families().items()}
    rows = [
        {"InstanceTypeFamilyId": name, "Generation": generation}
        for name, generation in named.items()
        if asked in ("", generation)
    ]
    return {"InstanceTypeFamilies": {"InstanceTypeFamily": rows}}


OPERATIONS: dict[str, Operation] = {
    "DescribeInstanceTypes": describe_instance_types,
    "DescribeInstanceTypeFamilies": describe_instance_type_families,
}
