"""What is open for certain and what may be, so that an unknown value is its own answer."""

from yett_policies.frozen import frozen

from .sets import NOTHING, Reach


@frozen
class Bounds:
    """`certain` is a part of `possible`; `needs` says what would decide about the difference.

    Both are one object when nothing is unknown: no set is computed twice.
    """

    certain: Reach
    possible: Reach
    needs: tuple[str, ...] = ()

    @staticmethod
    def known(found: Reach) -> "Bounds":
        """Nothing about it is unknown."""
        return Bounds(found, found)

    def __and__(self, other: "Bounds") -> "Bounds":
        certain = self.certain & other.certain
        if self.is_known and other.is_known:
            return Bounds(certain, certain)
        return Bounds(certain, self.possible & other.possible, (*self.needs, *other.needs))

    def __or__(self, other: "Bounds") -> "Bounds":
        certain = self.certain | other.certain
        if self.is_known and other.is_known:
            return Bounds(certain, certain)
        return Bounds(certain, self.possible | other.possible, (*self.needs, *other.needs))

    @property
    def is_known(self) -> bool:
        """Whether there is no difference to decide."""
        return self.certain is self.possible

    @property
    def undecided(self) -> Reach:
        """What may be open and is not for certain."""
        return NOTHING if self.is_known else self.possible - self.certain

    def doubted(self, *needs: str) -> "Bounds":
        """The same, but nothing of it for certain until `needs` is known."""
        return Bounds(NOTHING, self.possible, (*self.needs, *needs)) if needs else self
