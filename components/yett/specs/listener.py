"""A listener of a classic balancer: the port that is dialled, and what happens to it."""

from enum import Enum
from typing import Optional

from pydantic import field_validator, model_validator

from yett.specs.base import Spec
from yett.specs.bounds import port, within
from yett.specs.certificate import Certificate
from yett.specs.health_check import HealthCheck, HealthCheckType
from yett.specs.opening import Opening
from yett.specs.port_range import PortRange
from yett.specs.problems import ProblemError
from yett.specs.protocol import Protocol


class ListenerProtocol(str, Enum):
    """What a listener speaks."""

    TCP = "tcp"
    UDP = "udp"
    HTTP = "http"
    HTTPS = "https"


class Scheduler(str, Enum):
    """How servers are chosen: by weight, or by weight and number of connections."""

    WEIGHTED = "wrr"
    LEAST_CONNECTIONS = "wlc"


class TlsPolicy(str, Enum):
    """TLS versions and ciphers an https listener takes."""

    TLS_1_2 = "tls_cipher_policy_1_2"
    TLS_1_2_STRICT = "tls_cipher_policy_1_2_strict"
    TLS_1_2_STRICT_WITH_1_3 = "tls_cipher_policy_1_2_strict_with_1_3"


class Listener(Spec):
    """One port of a balancer; it needs an opening that admits the port."""

    protocol: ListenerProtocol
    """tcp, udp, http or https."""
    port: int
    """The port that is dialled, 1..65535."""
    backend_port: Optional[int] = None
    """The port of the servers, 1..65535; left out by a listener that redirects."""
    redirect_to: Optional[int] = None
    """The https port that an http listener sends its visitors to; default: no redirect."""
    certificate: Optional[Certificate] = None
    """The certificate of an https listener, which cannot do without."""
    tls_policy: Optional[TlsPolicy] = TlsPolicy.TLS_1_2
    """TLS versions and ciphers of an https listener; default: TLS 1.2."""
    health_check: Optional[HealthCheck] = None
    """How servers are checked; default: every 2 seconds, http on / or tcp."""
    scheduler: Optional[Scheduler] = Scheduler.WEIGHTED
    """wrr (by weight) or wlc (by weight and connections); default: by weight."""
    idle_timeout: Optional[int] = 15
    """Seconds an idle http or https connection is kept, 1..60; default: 15."""
    request_timeout: Optional[int] = 60
    """Seconds a server may take to answer over http or https, 1..180; default: 60."""

    @field_validator("port", "backend_port", "redirect_to")
    @classmethod
    def _port(cls, number: Optional[int]) -> Optional[int]:
        return port(number)

    @field_validator("idle_timeout")
    @classmethod
    def _idle(cls, number: Optional[int]) -> Optional[int]:
        return within(number, 1, 60, " seconds")

    @field_validator("request_timeout")
    @classmethod
    def _request(cls, number: Optional[int]) -> Optional[int]:
        return within(number, 1, 180, " seconds")

    @model_validator(mode="after")
    def _meant(self) -> "Listener":
        self._certificate_fits()
        self._target_fits()
        self._check_fits()
        return self

    @property
    def transport(self) -> Protocol:
        """tcp or udp: what an opening of this port names."""
        return Protocol.UDP if self.protocol is ListenerProtocol.UDP else Protocol.TCP

    @property
    def is_web(self) -> bool:
        """Whether it speaks http or https, so that servers see the balancer and not the client."""
        return self.protocol in (ListenerProtocol.HTTP, ListenerProtocol.HTTPS)

    @property
    def key(self) -> str:
        """What it is called below its balancer; a port of one transport is one listener, whatever it speaks."""
        return f"{self.transport.value}-{self.port}"

    @property
    def check_type(self) -> HealthCheckType:
        """tcp or http, said or by default."""
        default = HealthCheckType.HTTP if self.is_web else HealthCheckType.TCP
        return (self.health_check.type if self.health_check else None) or default

    def admitted_by(self, opening: Opening) -> bool:
        """Whether the opening opens this port."""
        return opening.admits(self.transport, PortRange.of(self.port))

    def _certificate_fits(self) -> None:
        if self.protocol is ListenerProtocol.HTTPS and self.certificate is None:
            fix = "give certificate_file and private_key_file, or the id of a certificate"
            raise ProblemError("is missing", allowed="a certificate, https needs one", fix=fix, at=("certificate",))
        if self.protocol is not ListenerProtocol.HTTPS and self.certificate is not None:
            raise ProblemError(f"{self.protocol.value} has no certificate", fix="make it https", at=("certificate",))

    def _target_fits(self) -> None:
        if self.redirect_to is not None and self.protocol is not ListenerProtocol.HTTP:
            raise ProblemError("only http redirects", got=self.redirect_to, at=("redirect_to",))
        if self.backend_port is None and self.redirect_to is None:
            raise ProblemError("is missing", allowed="the port of the servers, 1..65535", at=("backend_port",))
        if self.backend_port is not None and self.redirect_to is not None:
            fix = "drop backend_port or redirect_to"
            raise ProblemError("a listener that redirects has no servers", fix=fix, at=("backend_port",))

    def _check_fits(self) -> None:
        if self.is_web and self.check_type is HealthCheckType.TCP:
            at = ("health_check", "type")
            raise ProblemError("http and https listeners are checked by http", got="tcp", allowed="http", at=at)
        if self.redirect_to is not None and self.health_check is not None:
            raise ProblemError("a listener that redirects has no servers to check", at=("health_check",))
