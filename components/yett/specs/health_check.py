"""How a listener finds out which servers may serve."""

from enum import Enum
from typing import Optional

from pydantic import field_validator

from yett.specs.base import Spec
from yett.specs.bounds import port, said, within
from yett.specs.problems import ProblemError


class HealthCheckType(str, Enum):
    """How a server is asked."""

    TCP = "tcp"
    HTTP = "http"


class HealthCode(str, Enum):
    """Answers that count as healthy."""

    HTTP_2XX = "http_2xx"
    HTTP_3XX = "http_3xx"
    HTTP_4XX = "http_4xx"
    HTTP_5XX = "http_5xx"


class HealthMethod(str, Enum):
    """How an http check asks."""

    HEAD = "head"
    GET = "get"


class HealthCheck(Spec):
    """A health check (provider: slb_listener; bounds from its documentation)."""

    enabled: Optional[bool] = True
    """Whether servers are checked; the check of tcp and udp listeners cannot be turned off; default: they are."""

    type: Optional[HealthCheckType] = None
    """tcp or http; default: http for http and https listeners, tcp for the others."""
    path: Optional[str] = "/"
    """The path an http check asks for, from the first slash, 1..80 characters; default: /."""
    domain: Optional[str] = None
    """The domain an http check asks for, 1..80 characters; default: the address of the server."""
    method: Optional[HealthMethod] = None
    """head or get, of http and https listeners; default: head."""
    codes: Optional[list[HealthCode]] = None
    """Answers of an http check that are healthy; default: http_2xx and http_3xx."""
    port: Optional[int] = None
    """The port that is asked; default: the backend port."""
    interval: Optional[int] = 2
    """Seconds between two checks, 1..50; default: 2."""
    timeout: Optional[int] = 5
    """Seconds until a check has failed, 1..300; default: 5."""
    healthy_threshold: Optional[int] = 3
    """Good answers in a row that bring a server back, 2..10; default: 3."""
    unhealthy_threshold: Optional[int] = 3
    """Failures in a row that take a server out, 2..10; default: 3."""

    @field_validator("path")
    @classmethod
    def _rooted(cls, text: Optional[str]) -> Optional[str]:
        if text is not None and not (text.startswith("/") and len(text) <= 80):
            raise ProblemError(got=text, allowed="a path of 1..80 characters that begins with /")
        return text

    @field_validator("domain")
    @classmethod
    def _domain(cls, text: Optional[str]) -> Optional[str]:
        return said(text, 80)

    @field_validator("port")
    @classmethod
    def _port(cls, number: Optional[int]) -> Optional[int]:
        return port(number)

    @field_validator("interval")
    @classmethod
    def _interval(cls, number: Optional[int]) -> Optional[int]:
        return within(number, 1, 50, " seconds")

    @field_validator("timeout")
    @classmethod
    def _timeout(cls, number: Optional[int]) -> Optional[int]:
        return within(number, 1, 300, " seconds")

    @field_validator("healthy_threshold", "unhealthy_threshold")
    @classmethod
    def _threshold(cls, number: Optional[int]) -> Optional[int]:
        return within(number, 2, 10)

    @property
    def healthy_codes(self) -> str:
        """The provider's spelling of the codes."""
        return ",".join(code.value for code in self.codes or [HealthCode.HTTP_2XX, HealthCode.HTTP_3XX])
