"""A public address of a managed service (database, cache), guarded by its own address list."""

from dataclasses import dataclass

from .cidr import Cidr
from .unknown import Ref, Unknown


@dataclass(frozen=True, slots=True)
class ManagedEndpoint:
    """One connection of a managed service; `allowed` is the service's own white list.

    `groups`: security groups that the service's white list also admits, by their members' addresses.
    """

    urn: str
    name: str
    service: str
    owner: Ref
    address: str | Unknown
    port: int | Unknown
    is_public: bool | Unknown
    allowed: tuple[Cidr, ...]
    unknown: tuple[Unknown, ...] = ()
