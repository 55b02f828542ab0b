"""Ports handed out from a declared range: `PortPool.parse({...}).ports()["api"]` is the same on every machine and day.

allocation   names to ports: deterministic, collision-free, whatever the order
pool         PortPool: the range, the services, those that have their port already
config       pool:<service> in a config, replaced by its port
claims       who uses which port in any spec: listeners, port forwards, hosts, and where two of them clash
"""

from yett.port_pool.allocation import allocate
from yett.port_pool.claims import Claim, claims_of, clashes
from yett.port_pool.config import with_ports
from yett.port_pool.pool import PooledService, PortPool

__all__ = ["Claim", "PooledService", "PortPool", "allocate", "claims_of", "clashes", "with_ports"]
