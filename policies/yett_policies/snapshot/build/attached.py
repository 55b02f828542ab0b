"""What resources of their own attach to an owner; where the owner is not known, it may be any."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from yett_policies.network import Ref, Unknown

Item = TypeVar("Item")


FEW = 8


def few(lost: Sequence[Unknown]) -> list[Unknown]:
    """Unknowns that each count for everything: many are as good as one, which names the first and counts the rest."""
    if len(lost) <= FEW:
        return list(lost)
    return [Unknown(f"{lost[0].what}, and {len(lost) - 1} more")]


class Attached(Generic[Item]):
    """Items by owner, in the snapshot's order; `lost` says which owners are not known."""

    def __init__(self) -> None:
        self._found: dict[str, list[Item]] = {}
        self._lost: list[Unknown] = []

    def add(self, owner: Ref | None, *items: Item) -> None:
        """Attach items to an owner; to nobody when there is none."""
        if isinstance(owner, Unknown):
            self._lost.append(owner)
        elif owner is not None:
            self._found.setdefault(owner, []).extend(items)

    def of(self, owner: str) -> list[Item]:
        """What is certainly attached to an owner."""
        return self._found.get(owner, [])

    @property
    def lost(self) -> list[Unknown]:
        """The owners that are not known, as few."""
        return few(self._lost)

    @property
    def everything(self) -> list[Item]:
        """What is attached to anybody."""
        return [item for items in self._found.values() for item in items]
