"""Ports handed out from a declared range: `PortPool.parse({...}).ports()["api"]` is the same on every machine and day.

allocation   names to ports: deterministic, collision-free, whatever the order
pool         PortPool: the range, the services, those that have their port already
config       pool:<service> in a config, replaced by its port
claims       who uses which port in any spec: listeners, port forwards, hosts, and where two of them clash
"""

from typing import TYPE_CHECKING

from yett.lazy import on_first_use

if TYPE_CHECKING:
    from yett.port_pool.allocation import allocate as allocate
    from yett.port_pool.claims import Claim as Claim
    from yett.port_pool.claims import claims_of as claims_of
    from yett.port_pool.claims import clashes as clashes
    from yett.port_pool.config import with_ports as with_ports
    from yett.port_pool.pool import PooledService as PooledService
    from yett.port_pool.pool import PortPool as PortPool

_HOMES = {
    "yett.port_pool.allocation": ("allocate",),
    "yett.port_pool.claims": ("Claim", "claims_of", "clashes"),
    "yett.port_pool.config": ("with_ports",),
    "yett.port_pool.pool": ("PooledService", "PortPool"),
}

__all__ = ["Claim", "PooledService", "PortPool", "allocate", "claims_of", "clashes", "with_ports"]

if not TYPE_CHECKING:  # a type checker that saw this would believe every name
    __getattr__ = on_first_use(__name__, _HOMES)
