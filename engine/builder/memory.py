"""How much memory a build may take, and so how many packages may compile at once."""

import os
from pathlib import Path

from builder.errors import EngineError
from builder.progress import say

GIB = 1 << 30
HUGE_PACKAGE = int(6.5 * GIB)
"""Measured peak of compiling the one huge package of terraform-provider-alicloud v1.285.0."""

ORDINARY_PACKAGE = GIB
"""A generous bound for any other package."""


def total_memory() -> int:
    """Bytes this process may use: memory and swap, within the control group's limit; 0 if not known."""
    meminfo = _meminfo()
    machine = meminfo.get("MemTotal", 0) + meminfo.get("SwapTotal", 0)
    limit = _control_group_limit()
    return min(machine, limit) if limit and machine else machine


def available_memory() -> int:
    """Bytes that are free to take now; 0 if not known."""
    meminfo = _meminfo()
    free = meminfo.get("MemAvailable", 0) + meminfo.get("SwapFree", 0)
    return min(free, total_memory())


def parallel_packages(total: int, available: int, processors: int) -> int:
    """How many packages to compile at once, for memory and processors given.

    >>> parallel_packages(16 * GIB, 12 * GIB, 8)
    6
    >>> parallel_packages(16 * GIB, 3 * GIB, 8)
    1
    """
    if not total:
        return max(1, processors // 2)
    beside_the_huge_one = max(0, available - HUGE_PACKAGE) // ORDINARY_PACKAGE
    return int(max(1, min(processors, 1 + beside_the_huge_one)))


def packages_at_once() -> int:
    """The same for this machine; refuses a build that cannot end.

    Raises:
        EngineError: the machine has less memory than the one huge package takes.
    """
    total, available = total_memory(), available_memory()
    if total and total < HUGE_PACKAGE:
        raise EngineError(
            f"building the provider takes {HUGE_PACKAGE / GIB:.1f} GiB of memory, this machine has "
            f"{total / GIB:.1f} GiB; add swap, or install the official Pulumi CLI and put it on PATH"
        )
    if total and available < HUGE_PACKAGE:
        say(f"only {available / GIB:.1f} GiB of memory are free where {HUGE_PACKAGE / GIB:.1f} GiB are wanted")
    return parallel_packages(total, available, os.cpu_count() or 1)


def _meminfo() -> dict[str, int]:
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    except OSError:  # no Linux
        return {}
    return {name: int(rest.split()[0]) * 1024 for name, _, rest in (line.partition(":") for line in lines)}


def _control_group_limit() -> int:
    try:
        text = Path("/sys/fs/cgroup/memory.max").read_text(encoding="ascii").strip()
    except OSError:
        return 0
    return int(text) if text.isdigit() else 0
