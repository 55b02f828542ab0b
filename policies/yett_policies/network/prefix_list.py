"""A named list of CIDRs that rules refer to."""

from yett_policies.frozen import frozen

from .cidr import Cidr
from .unknown import Unknown


@frozen
class PrefixList:
    """Its entries; those that are not known before apply are kept as Unknown."""

    urn: str
    name: str
    entries: tuple[Cidr, ...]
    unknown: tuple[Unknown, ...] = ()
