"""Wait for processes that are not our children, without polling."""

import os
import select


def ends_within(pid: int, seconds: float) -> bool:
    """Whether the process ends in that time; one that is gone already has ended."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([handle], [], [], seconds)[0])
    finally:
        os.close(handle)
