"""Failures on demand: `POST /_yett/faults {"action": "CreateForwardEntry", "code": "OperationConflict", "count": 1}`.

A fault is met before the operation, or with `"committed": true` after it: the change is made and the answer is lost,
which is what a client sees of a connection that breaks.
"""

import re
from dataclasses import asdict, dataclass, fields
from typing import Any

from yett_emulator.errors import CloudError, invalid


@dataclass(slots=True)
class Fault:
    """Which action (`*` is any, `Describe*` a prefix), how it fails, how often (0 is forever), how late (seconds)."""

    action: str
    code: str = ""
    status: int = 400
    message: str = "injected fault"
    count: int = 1
    delay: float = 0.0
    committed: bool = False

    def hits(self, action: str) -> bool:
        return re.fullmatch(re.escape(self.action).replace(r"\*", ".*"), action) is not None

    @property
    def error(self) -> CloudError | None:
        """The refusal; None when the fault is only a delay."""
        return CloudError(self.code, self.message, self.status) if self.code else None


class Faults:
    """The faults that are still to come, oldest first."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def add(self, wanted: dict[str, Any]) -> None:
        known = {field.name for field in fields(Fault)}
        if unknown := set(wanted) - known:
            raise invalid("fault", ", ".join(sorted(unknown)), ", ".join(sorted(known)))
        if not wanted.get("action"):
            raise invalid("fault", wanted, "an action, or * for any")
        self._faults.append(Fault(**wanted))

    def take(self, action: str) -> Fault | None:
        """The first fault for the action, counted down."""
        for fault in self._faults:
            if fault.hits(action):
                self._count_down(fault)
                return fault
        return None

    def _count_down(self, fault: Fault) -> None:
        if fault.count == 1:
            self._faults.remove(fault)
        elif fault.count > 1:
            fault.count -= 1

    def shown(self) -> list[dict[str, Any]]:
        return [asdict(fault) for fault in self._faults]

    def clear(self) -> None:
        self._faults.clear()
