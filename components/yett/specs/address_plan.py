"""Where computed vSwitches lie, so that one more tier or zone never moves one that is there.

Each tier has a region with room for `room.zones` zones and takes the first free one after the tiers before it: where
a tier lies depends on the tiers before it and on the room alone, never on how many tiers or zones there are.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network
from typing import Optional

from pydantic import field_validator

from yett.specs.base import Spec
from yett.specs.problems import ProblemError
from yett.specs.tier import IPV6_BLOCKS, VSWITCH_MASKS, Tier, TierSpec

POWERS = (1, 2, 4, 8, 16, 32)


class Room(Spec):
    """Into how many equal shares a VPC is cut; another room moves the computed networks."""

    tiers: Optional[int] = 8
    """Tiers that fit when none says its mask: 1, 2, 4, 8, 16 or 32; default: 8."""
    zones: Optional[int] = 4
    """Zones that every computed tier can grow to: 1, 2, 4, 8, 16 or 32; default: 4."""

    @field_validator("tiers", "zones")
    @classmethod
    def _power(cls, number: Optional[int]) -> Optional[int]:
        if number is not None and number not in POWERS:
            raise ProblemError(got=number, allowed=", ".join(map(str, POWERS)))
        return number

    @property
    def zone_bits(self) -> int:
        """The bits of an address that say the zone."""
        return ((self.zones or 4) - 1).bit_length()

    def even_mask(self, outer: IPv4Network) -> int:
        """The mask of a vSwitch when no tier says one: an even share, no wider than the cloud allows."""
        return max(outer.prefixlen + ((self.tiers or 8) - 1).bit_length() + self.zone_bits, VSWITCH_MASKS[0])


@dataclass(frozen=True, slots=True)
class Region:
    """A tier's share of the VPC: one block for each zone it can grow to."""

    whole: IPv4Network
    mask: int

    def block(self, zone: int) -> IPv4Network:
        """The network of the vSwitch in the zone of this number, 0 for the first."""
        size = 1 << (32 - self.mask)
        return IPv4Network((int(self.whole.network_address) + zone * size, self.mask))


def region(outer: IPv4Network, mask: int, room: Room, taken: Iterable[IPv4Network]) -> Region:
    """The first region of the VPC that meets nothing taken; linear in what is taken, once sorted.

    Raises ProblemError where there is none.
    """
    prefix = mask - room.zone_bits
    if mask > VSWITCH_MASKS[1]:
        fix = "say the mask of each tier, or a smaller room"
        raise ProblemError(f"an even share would be a /{mask}", allowed=f"at most /{VSWITCH_MASKS[1]}", fix=fix)
    found = first_free(outer, prefix, taken) if prefix >= outer.prefixlen else None
    if found is None:
        said = f"no room for {room.zones} zones of /{mask} in {outer} beside the tiers before it"
        raise ProblemError(said, fix="take a longer mask, a smaller room or a wider VPC")
    return Region(found, mask)


def first_free(outer: IPv4Network, prefix: int, taken: Iterable[IPv4Network]) -> Optional[IPv4Network]:
    """The first network of this mask inside `outer` that meets nothing taken.

    >>> first_free(IPv4Network("10.0.0.0/16"), 24, [IPv4Network("10.0.0.0/25"), IPv4Network("10.0.2.0/24")])
    IPv4Network('10.0.1.0/24')
    """
    size, start = 1 << (32 - prefix), int(outer.network_address)
    for block in sorted(taken):
        if start + size <= int(block.network_address):
            break
        after = int(block.broadcast_address) + 1
        start = max(start, -(-after // size) * size)
    fits = start + size - 1 <= int(outer.broadcast_address)
    return IPv4Network((start, prefix)) if fits else None


@dataclass(frozen=True, slots=True)
class AddressPlan:
    """What tiers are planned in: the VPC's network, its zones in order, and its room."""

    outer: IPv4Network
    zones: Sequence[str]
    room: Room

    def tiers(self, wanted: Iterable[TierSpec]) -> list[Tier]:
        """Every tier with its networks, in the order of the config; raises ProblemError."""
        taken: list[IPv4Network] = []
        found = []
        for number, tier in enumerate(wanted):
            try:
                found.append(
                    self._exact(tier, taken) if tier.cidrs is not None else self._computed(number, tier, taken)
                )
            except ProblemError as problem:
                raise problem.below("tiers", number) from None
        return found

    def _exact(self, tier: TierSpec, taken: list[IPv4Network]) -> Tier:
        cidrs = tier.cidrs or {}
        taken.extend(map(IPv4Network, cidrs.values()))
        return Tier(tier.name, tier.kind, cidrs, tier.ipv6_blocks or {}, tier.vswitch_ids or {}, tier.network_acl)

    def _computed(self, number: int, tier: TierSpec, taken: list[IPv4Network]) -> Tier:
        zones = self.zones[: tier.zone_count or len(self.zones)]
        share = region(self.outer, tier.mask or self.room.even_mask(self.outer), self.room, taken)
        taken.append(share.whole)
        cidrs = {zone: str(share.block(index)) for index, zone in enumerate(zones)}
        blocks = self._ipv6(number, zones) if tier.ipv6 else {}
        return Tier(tier.name, tier.kind, cidrs, blocks, {}, tier.network_acl)

    def _ipv6(self, number: int, zones: Sequence[str]) -> dict[str, int]:
        first = number << self.room.zone_bits
        if first + len(zones) > IPV6_BLOCKS:
            fix = "take a smaller room, or exact cidrs with ipv6_blocks"
            raise ProblemError(f"is beyond the {IPV6_BLOCKS} networks of a VPC", fix=fix, at=("ipv6",))
        return {zone: first + index for index, zone in enumerate(zones)}
