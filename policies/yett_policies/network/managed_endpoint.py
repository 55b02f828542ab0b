"""An address of a managed service (database, cache), public or private, guarded by its own address list."""

from yett_policies.frozen import frozen

from .cidr import Cidr
from .unknown import Ref, Unknown


@frozen
class ManagedEndpoint:
    """One connection of a managed service; `allowed` is the service's own white list.

    `vswitch`: where a private connection stands; None for a public one.
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
    vswitch: Ref | None = None
