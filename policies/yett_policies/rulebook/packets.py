"""What a finding is about, as sets: so that a waiver and a baseline ask `ours <= theirs`, never whether texts agree."""

from yett.packets import AddressSet, TransportSet
from yett_policies.frozen import frozen


@frozen
class Packets:
    """Sources with what all of them dial, and where that arrives (the same where nothing is remapped)."""

    sources: AddressSet
    dialled: TransportSet
    arriving: TransportSet

    def __le__(self, other: "Packets") -> bool:
        """Whether every packet of it, as dialled and as it arrives, is one of the other's."""
        dialled, arriving = self.dialled <= other.dialled, self.arriving <= other.arriving
        return self.sources <= other.sources and dialled and arriving
