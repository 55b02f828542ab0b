"""Where packets come from: the internet, a VPC, or a named set of addresses."""

from yett.packets import INTERNET, AddressSet
from yett_policies.frozen import frozen

from .sets import Reach


@frozen
class Zone:
    """A name and its addresses. `is_public`: it reaches the cloud by public addresses only.

    `vpc`: the URN of the VPC that it is, as another may have the same addresses; None for addresses wherever they are.
    """

    name: str
    sources: AddressSet
    is_public: bool = True
    vpc: str | None = None

    def cut(self, found: Reach) -> Reach:
        """The part of a reach that comes from here."""
        pieces = self.sources.points
        return found if found.domain <= pieces else found.within(pieces)

    def meets(self, found: Reach) -> bool:
        """Whether any of it comes from here; cheaper than cutting."""
        here = self.sources.points
        if any(value is not None and edge in here for edge, value in zip(found.edges, found.values, strict=True)):
            return True
        return bool(found.domain & here)


INTERNET_ZONE = Zone("internet", INTERNET)
