"""A listener of a classic balancer: the port that is dialled, and what happens to it."""

from collections.abc import Iterator
from enum import Enum
from typing import Optional

from pydantic import field_validator, model_validator

from yett.specs.base import Spec
from yett.specs.bounds import port, said, within
from yett.specs.certificate import Certificate
from yett.specs.domain_certificate import DomainCertificate
from yett.specs.forwarded_headers import ForwardedHeaders
from yett.specs.forwarding_rule import ForwardingRule
from yett.specs.health_check import HealthCheck, HealthCheckType
from yett.specs.listener_fit import listener_problems
from yett.specs.opening import Opening
from yett.specs.port_range import PortRange
from yett.specs.problems import refuse
from yett.specs.protocol import Protocol
from yett.specs.scheduler import Scheduler
from yett.specs.sticky_session import StickySession

MOST_BANDWIDTH = 1000
"""Mbit/s of one listener (provider: slb_listener, bandwidth)."""


class ListenerProtocol(str, Enum):
    """What a listener speaks."""

    TCP = "tcp"
    UDP = "udp"
    HTTP = "http"
    HTTPS = "https"


class TlsPolicy(str, Enum):
    """TLS versions and ciphers an https listener takes; none below TLS 1.2."""

    TLS_1_2 = "tls_cipher_policy_1_2"
    TLS_1_2_STRICT = "tls_cipher_policy_1_2_strict"
    TLS_1_2_STRICT_WITH_1_3 = "tls_cipher_policy_1_2_strict_with_1_3"


class Listener(Spec):
    """One port of a balancer; it needs an opening that admits the port.

    Connection drain is not here: the cloud has it for tcp and udp, the provider does not (docs/decisions/clb.md).
    """

    protocol: ListenerProtocol
    """tcp, udp, http or https."""
    port: int
    """The port that is dialled, 1..65535."""
    backend_port: Optional[int] = None
    """The port of the servers, 1..65535; left out by a listener that redirects."""
    redirect_to: Optional[int] = None
    """The https port that an http listener sends its visitors to; default: no redirect."""
    rules: Optional[list[ForwardingRule]] = None
    """Domains and paths that other servers answer, http and https only; default: the servers answer everything."""
    certificate: Optional[Certificate] = None
    """The certificate of an https listener, which cannot do without."""
    domain_certificates: Optional[list[DomainCertificate]] = None
    """More certificates of an https listener, each for a domain of its own; default: none."""
    client_ca_id: Optional[str] = None
    """The id of the CA certificate that visitors' certificates have to come from, https only; default: none needed."""
    tls_policy: Optional[TlsPolicy] = TlsPolicy.TLS_1_2
    """TLS versions and ciphers of an https listener; default: TLS 1.2."""
    http2: Optional[bool] = None
    """Whether an https listener speaks HTTP/2; default: it does."""
    gzip: Optional[bool] = None
    """Whether an http or https listener compresses answers; default: it does."""
    forwarded_headers: Optional[ForwardedHeaders] = None
    """What an http or https listener tells the servers besides the client's address; default: nothing more."""
    health_check: Optional[HealthCheck] = None
    """How servers are checked; default: every 2 seconds, http on / or tcp."""
    scheduler: Optional[Scheduler] = Scheduler.WEIGHTED
    """wrr (by weight), wlc (and connections), rr (in turn); tcp, udp: sch, tch; udp: qch; default: by weight."""
    sticky_session: Optional[StickySession] = None
    """Whether an http or https visitor stays with one server; default: every request may go to another."""
    persistence_timeout: Optional[int] = None
    """Seconds that the tcp connections of one address go to one server, 1..3600; default: they need not."""
    established_timeout: Optional[int] = None
    """Seconds an idle tcp connection is kept, 10..900; default: 900."""
    idle_timeout: Optional[int] = 15
    """Seconds an idle http or https connection is kept alive for the next request, 1..60; default: 15."""
    request_timeout: Optional[int] = 60
    """Seconds a server may take to answer over http or https, 1..180; default: 60."""
    proxy_protocol: Optional[bool] = None
    """Whether tcp and udp servers are told the client's address by the proxy protocol v2; default: they are not."""
    bandwidth: Optional[int] = None
    """The most Mbit/s of this listener, 1..1000; default: what the balancer has."""

    @field_validator("port", "backend_port", "redirect_to")
    @classmethod
    def _port(cls, number: Optional[int]) -> Optional[int]:
        return port(number)

    @field_validator("client_ca_id")
    @classmethod
    def _said(cls, text: Optional[str]) -> Optional[str]:
        return said(text)

    @field_validator("idle_timeout")
    @classmethod
    def _idle(cls, number: Optional[int]) -> Optional[int]:
        return within(number, 1, 60, " seconds")

    @field_validator("request_timeout")
    @classmethod
    def _request(cls, number: Optional[int]) -> Optional[int]:
        return within(number, 1, 180, " seconds")

    @field_validator("persistence_timeout")
    @classmethod
    def _persistence(cls, number: Optional[int]) -> Optional[int]:
        return within(number, 1, 3600, " seconds")

    @field_validator("established_timeout")
    @classmethod
    def _established(cls, number: Optional[int]) -> Optional[int]:
        return within(number, 10, 900, " seconds")

    @field_validator("bandwidth")
    @classmethod
    def _bandwidth(cls, number: Optional[int]) -> Optional[int]:
        return within(number, 1, MOST_BANDWIDTH, " Mbit/s")

    @model_validator(mode="after")
    def _meant(self) -> "Listener":
        refuse(listener_problems(self))
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

    @property
    def server_ports(self) -> set[int]:
        """Every port of a server that the balancer speaks to: its own, its rules', and those it checks."""
        checks = [self.health_check, *(rule.health_check for rule in self.rules or [])]
        backends = [self.backend_port, *(rule.backend_port for rule in self.rules or [])]
        return {number for number in [*backends, *(check.port for check in checks if check)] if number is not None}

    def certificates(self) -> Iterator[tuple[str, str, Certificate]]:
        """(key below the balancer, config path below the listener, certificate), its own and its domains'."""
        if self.certificate is not None:
            yield self.key, "certificate", self.certificate
        for number, more in enumerate(self.domain_certificates or []):
            yield f"{self.key}-{more.key}", f"domain_certificates[{number}].certificate", more.certificate

    def admitted_by(self, opening: Opening) -> bool:
        """Whether the opening opens this port."""
        return opening.admits(self.transport, PortRange.of(self.port))
