"""Whom a listener lets through: some, everyone, everyone but some, or nobody.

A classic balancer's access control list is white or black, so a deny list narrows a white list and is a black one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Optional

from yett import packets


@dataclass(frozen=True, slots=True)
class ListenerAccess:
    """With `everyone`, the listed are who is kept out; without, they are who alone comes in."""

    everyone: bool
    listed: tuple[str, ...]
    """IPv4 CIDRs, sorted."""

    @property
    def is_nobody(self) -> bool:
        """Whether nobody comes in; an empty white list would let everyone in, so nothing may be built."""
        return not self.everyone and not self.listed

    @property
    def acl_type(self) -> Optional[str]:
        """white, black, or None where no list is needed."""
        if not self.listed:
            return None
        return "black" if self.everyone else "white"


def white(admitted: Iterable[str], refused: Iterable[str]) -> ListenerAccess:
    """The admitted networks without the refused ones; a network that none of them meets stays as it is written.

    >>> white(["10.0.0.0/30", "192.0.2.0/24"], ["10.0.0.0/31"]).listed
    ('10.0.0.2/31', '192.0.2.0/24')
    """
    out = packets.AddressSet.of(*refused)
    return ListenerAccess(False, tuple(sorted({left for cidr in admitted for left in _left(cidr, out)})))


def black(refused: Iterable[str]) -> ListenerAccess:
    """Everyone but the refused.

    >>> black([]).acl_type
    """
    return ListenerAccess(True, tuple(sorted(set(refused))))


def _left(cidr: str, out: packets.AddressSet) -> tuple[str, ...]:
    whole = packets.AddressSet.cidr(cidr)
    return (whole - out).cidrs() if whole & out else (cidr,)
