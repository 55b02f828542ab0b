"""A declared range of ports and the services that share it.

range: 20000-29999
services:
  api: {}
  admin: {port: 20443}     # has it already, and keeps it
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Optional

from pydantic import field_validator, model_validator

from yett.packets import TCP, UDP
from yett.packets.services import SERVICES
from yett.port_pool.allocation import allocate
from yett.port_pool.claims import Claim, clashes
from yett.specs.base import Spec
from yett.specs.bounds import plain_name
from yett.specs.port_forward import ForwardProtocol
from yett.specs.port_range import PortRange
from yett.specs.problems import ProblemError, refuse

FIRST, LAST = 1024, 49151
"""The registered ports (RFC 6335): below are those of the system, above those that the system hands out itself."""


class PooledService(Spec):
    """One service of a pool."""

    port: Optional[int] = None
    """The port it has already and keeps; default: the pool chooses."""
    protocol: Optional[ForwardProtocol] = ForwardProtocol.TCP
    """tcp or udp; a port is one service in both; default: tcp."""
    host: Optional[str] = None
    """The host it runs on, as port forwards name it; default: it is not said."""


class PortPool(Spec):
    """Ports for services: no two have the same, and none is known as that of something else."""

    range: PortRange
    """The ports that may be handed out, within 1024..49151, such as "20000-29999"."""
    services: dict[str, PooledService]
    """The services by name, a-z, 0-9 and -."""
    avoid: Optional[list[PortRange]] = None
    """Ports that are never handed out, besides those of known services; default: none more."""

    @field_validator("range")
    @classmethod
    def _registered(cls, found: PortRange) -> PortRange:
        if found.first < FIRST or found.last > LAST:
            raise ProblemError(got=str(found), allowed=f"ports within {FIRST}..{LAST}")
        return found

    @field_validator("services", mode="before")
    @classmethod
    def _bare(cls, found: object) -> object:
        """A list of names, and a name without anything after its colon, are services like others."""
        if isinstance(found, list):
            return {str(name): {} for name in found}
        return (
            {name: {} if said is None else said for name, said in found.items()} if isinstance(found, dict) else found
        )

    @model_validator(mode="after")
    def _meant(self) -> "PortPool":
        refuse(self._names())
        refuse(self._held())
        refuse(self._room())
        return self

    def ports(self) -> dict[str, int]:
        """The port of every service by name, sorted by name.

        >>> PortPool.parse({"range": "20000-20999", "services": {"api": {}, "admin": {"port": 20443}}}).ports()["admin"]
        20443
        """
        held = self.held()
        chosen = allocate(self.services.keys() - held.keys(), self.range.first, self.range.last, self._taken(held))
        return dict(sorted({**held, **chosen}.items()))

    def held(self) -> dict[str, int]:
        """The services that have their port already."""
        return {name: service.port for name, service in self.services.items() if service.port is not None}

    def keeping(self, ports: Mapping[str, int]) -> "PortPool":
        """The pool with these ports held, so that nobody moves whoever comes or goes; write them down as `port`.

        Raises SpecError.
        """
        services = {
            name: {**service.plain(), **({"port": ports[name]} if name in ports else {})}
            for name, service in self.services.items()
        }
        return PortPool.parse({**self.plain(), "services": services}, "pool")

    def check(self, claims: Iterable[Claim], where: str = "pool") -> None:
        """Refuse two claims to one port, and a port of the range that no service of the pool has.

        Raises SpecError with a line for each, with the config paths.
        """
        ports = self.ports()
        hosted = [
            Claim.of_host(
                service.host, service.protocol or ForwardProtocol.TCP, ports[name], f"{where}.services.{name}"
            )
            for name, service in self.services.items()
            if service.host is not None
        ]
        clashes([*claims, *hosted], PortRange(first=self.range.first, last=self.range.last), set(ports.values()))

    def _taken(self, held: Mapping[str, int]) -> set[int]:
        avoided = {port for run in self.avoid or [] for port in range(run.first, run.last + 1)}
        return {*known_ports(), *avoided, *held.values()}

    def _names(self) -> Iterator[ProblemError]:
        for name in self.services:
            try:
                plain_name(name)
            except ProblemError as problem:
                yield problem.below("services", name)

    def _held(self) -> Iterator[ProblemError]:
        holders: dict[int, str] = {}
        for name, port in self.held().items():
            at = ("services", name, "port")
            if not self.range.first <= port <= self.range.last:
                yield ProblemError(got=port, allowed=f"a port of the range {self.range}", at=at)
            if port in holders:
                yield ProblemError(f"services.{holders[port]} has it", got=port, allowed="each port once", at=at)
            holders.setdefault(port, name)

    def _room(self) -> Iterator[ProblemError]:
        try:
            self.ports()
        except ValueError as error:
            fix = "widen the range; ports of known services are left out"
            yield ProblemError(str(error), got=str(self.range), fix=fix, at=("range",))


@cache
def known_ports() -> frozenset[int]:
    """The ports of every known service, tcp or udp alike."""
    return frozenset(
        port
        for service in SERVICES
        for protocol in (TCP, UDP)
        for first, last in service.transport.ports(protocol).runs
        for port in range(first, last + 1)
    )
