"""A port forward (the cloud's forward entry): `external_port: 10022` of the gateway leads to `internal_port: 22`."""

from enum import Enum
from typing import Optional

from pydantic import field_validator, model_validator

from yett.specs.base import Spec
from yett.specs.bounds import plain_name
from yett.specs.opening import Opening
from yett.specs.port_range import PortRange
from yett.specs.problems import ProblemError
from yett.specs.protocol import Protocol


class ForwardProtocol(str, Enum):
    """What is forwarded; `any` (every port of the host) is not to be had."""

    TCP = "tcp"
    UDP = "udp"


class PortForward(Spec):
    """One port or range of the gateway's address, handed to one host; it needs an opening of its external port."""

    name: str
    """What it is called, a-z, 0-9 and -; a new name is a new entry, everything else changes in place."""
    protocol: ForwardProtocol
    """tcp or udp."""
    external_port: PortRange
    """The port or range that is dialled, such as 10022."""
    internal_port: PortRange
    """The port or range of the host, as long as the external one, such as 22."""
    to: str
    """The name of the host in the program, such as cn-hangzhou-h-1."""
    zone: Optional[str] = None
    """The zone of the host, whose gateway is dialled, for strategy one_per_zone; default: there is one gateway."""

    @field_validator("name")
    @classmethod
    def _plain_name(cls, text: str) -> str:
        return plain_name(text)

    @model_validator(mode="after")
    def _same_size(self) -> "PortForward":
        if self.external_port.size != self.internal_port.size:
            allowed = f"as many ports as external_port has ({self.external_port})"
            raise ProblemError(got=str(self.internal_port), allowed=allowed, at=("internal_port",))
        return self

    def admitted_by(self, opening: Opening) -> bool:
        """Whether the opening opens all of the external port."""
        return opening.admits(Protocol(self.protocol.value), self.external_port)

    def behind(self, opening: Opening) -> Optional[Opening]:
        """The opening as the host's group has to admit it: the same peers, the internal port."""
        if not self.admitted_by(opening):
            return None
        return opening.model_copy(update={"protocol": Protocol(self.protocol.value), "ports": [self.internal_port]})
