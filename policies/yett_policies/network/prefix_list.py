"""A named list of CIDRs that rules refer to."""

from dataclasses import dataclass

from .cidr import Cidr
from .unknown import Unknown


@dataclass(frozen=True, slots=True)
class PrefixList:
    """Its entries; those that are not known before apply are kept as Unknown."""

    urn: str
    name: str
    entries: tuple[Cidr, ...]
    unknown: tuple[Unknown, ...] = ()
