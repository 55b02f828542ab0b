"""Whether new disks of a region are encrypted without being asked to (`EnableDiskEncryptionByDefault`)."""

from yett_emulator.call import Answer, Call, Operation


def note(call: Call) -> str:
    return f"disk-encryption/{call.region}"


def is_on(call: Call) -> bool:
    """A setting of the account, no resource of anybody's: the provider does not take it back when it destroys."""
    return bool((call.store.recall(note(call)) or {}).get("on"))


def enable(call: Call) -> Answer:
    call.store.remember(note(call), {"on": True})
    return {}


def disable(call: Call) -> Answer:
    call.store.remember(note(call), {"on": False})
    return {}


OPERATIONS: dict[str, Operation] = {
    "EnableDiskEncryptionByDefault": enable,
    "DisableDiskEncryptionByDefault": disable,
    "DescribeDiskEncryptionByDefaultStatus": lambda call: {"Encrypted": is_on(call)},
}
