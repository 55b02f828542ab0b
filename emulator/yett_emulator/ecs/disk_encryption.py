"""Whether new disks of a region are encrypted without being asked to (`EnableDiskEncryptionByDefault`)."""

from yett_emulator.call import Answer, Call, Operation

KIND = "disk_encryption"


def is_on(call: Call) -> bool:
    return call.store.get(KIND, call.region) is not None


def enable(call: Call) -> Answer:
    if not is_on(call):
        call.store.insert(KIND, call.region, {"RegionId": call.region})
    return {}


def disable(call: Call) -> Answer:
    call.store.delete(KIND, call.region)
    return {}


OPERATIONS: dict[str, Operation] = {
    "EnableDiskEncryptionByDefault": enable,
    "DisableDiskEncryptionByDefault": disable,
    "DescribeDiskEncryptionByDefaultStatus": lambda call: {"Encrypted": is_on(call)},
}
