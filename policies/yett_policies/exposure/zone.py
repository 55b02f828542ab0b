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


def office(name: str, *cidrs: str) -> Zone:
    """A named zone of public addresses, such as an office.

    Raises ValueError for a text that is no CIDR, and for none at all: from nowhere everything looks closed.
    """
    return Zone(name, _addresses(name, cidrs))


def private_zone(name: str, *cidrs: str) -> Zone:
    """A named network that reaches VPCs by private addresses, such as an office behind a VPN.

    Whatever has these addresses is meant, in any VPC and outside of them. Raises ValueError as `office` does.
    """
    return Zone(name, _addresses(name, cidrs), is_public=False)


def _addresses(name: str, cidrs: tuple[str, ...]) -> AddressSet:
    if not cidrs:
        raise ValueError(f"zone {name}: got no CIDR, allowed is one or more; name the addresses that packets come from")
    return AddressSet.of(*cidrs)
