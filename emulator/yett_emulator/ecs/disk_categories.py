"""Disk categories with their size bounds in GiB, so that one table answers disks, instances and availability.

Source: help.aliyun.com, ECS, RunInstances (SystemDisk.Category, DataDisk.N.Size) and CreateDisk (Size).
"""

from yett_emulator.errors import CloudError

SIZES = {
    "cloud": (5, 2000),
    "cloud_efficiency": (20, 32768),
    "cloud_ssd": (20, 32768),
    "cloud_essd": (20, 65536),
    "cloud_auto": (1, 65536),
    "cloud_essd_entry": (10, 32768),
}
LOCAL = ("ephemeral_ssd", "local_ssd_pro", "local_hdd_pro")
SYSTEM_SIZES = (20, 2048)
LEVELS = ("PL0", "PL1", "PL2", "PL3")


def check_category(category: str, code: str) -> str:
    if category not in SIZES and category not in LOCAL:
        raise CloudError(code, f"The specified disk category {category!r} is not supported.")
    return category


def check_size(size: int, bounds: tuple[int, int], code: str) -> int:
    if not bounds[0] <= size <= bounds[1]:
        raise CloudError(code, f"The specified disk size {size} GiB is not within {bounds[0]}..{bounds[1]}.")
    return size


def level_of(category: str, wanted: str) -> str:
    """Performance level: ESSDs have one, PL1 unless told; the others have none."""
    if category != "cloud_essd":
        return ""
    if wanted and wanted not in LEVELS:
        raise CloudError("InvalidPerformanceLevel.Malformed", f"The specified performance level {wanted!r} is wrong.")
    return wanted or "PL1"
