"""Requests for a domain or a path that other servers answer: a forwarding rule of an http or https listener."""

import hashlib
import re
from typing import Optional

from pydantic import field_validator, model_validator

from yett.specs.base import Spec
from yett.specs.bounds import domain_name, port
from yett.specs.health_check import HealthCheck
from yett.specs.problems import ProblemError
from yett.specs.scheduler import Scheduler
from yett.specs.sticky_session import StickySession

URL = re.compile(r"/[A-Za-z0-9\-/.%?#&_~;:,!@$*'()+=]{1,79}")
"""2..80 characters from the first slash (alibabacloud_slb20140515, CreateRules)."""


class ForwardingRule(Spec):
    """One domain, one path, or a path of a domain; whoever may dial the listener reaches these servers too."""

    domain: Optional[str] = None
    """The domain that is asked for, such as www.example.com or *.example.com; default: any."""
    url: Optional[str] = None
    """The beginning of the path, such as /api, 2..80 characters; default: any."""
    backend_port: int
    """The port of the servers, 1..65535."""
    servers: Optional[list[str]] = None
    """The servers by their names in the program; default: all of the balancer's servers."""
    scheduler: Optional[Scheduler] = None
    """wrr, wlc or rr; default: as the listener says."""
    sticky_session: Optional[StickySession] = None
    """Whether a visitor stays with one server; default: as the listener says."""
    health_check: Optional[HealthCheck] = None
    """How these servers are checked; default: as the listener's, on this backend port."""

    @field_validator("domain")
    @classmethod
    def _domain(cls, text: Optional[str]) -> Optional[str]:
        return None if text is None else domain_name(text)

    @field_validator("url")
    @classmethod
    def _url(cls, text: Optional[str]) -> Optional[str]:
        if text is not None and not URL.fullmatch(text):
            raise ProblemError(got=text, allowed="a path of 2..80 characters that begins with /")
        return text

    @field_validator("backend_port")
    @classmethod
    def _port(cls, number: Optional[int]) -> Optional[int]:
        return port(number)

    @field_validator("servers")
    @classmethod
    def _some(cls, names: Optional[list[str]]) -> Optional[list[str]]:
        if names is not None and not names:
            raise ProblemError("is empty", allowed="at least one server, or leave it out for all")
        return names

    @model_validator(mode="after")
    def _meant(self) -> "ForwardingRule":
        if self.domain is None and self.url is None:
            raise ProblemError("is for every request", allowed="a domain, a url, or both")
        if self.scheduler is not None and not self.scheduler.is_web:
            allowed = "wrr, wlc or rr"
            raise ProblemError("http and https share by", got=self.scheduler.value, allowed=allowed, at=("scheduler",))
        return self

    @property
    def key(self) -> str:
        """What it is called below its listener: www.example.com-api-4f2a1c; from what it matches, not from its place.

        The digest keeps /a-b and /a/b apart.
        """
        text = f"{self.domain or ''}{self.url or ''}"
        plain = re.sub(r"[^A-Za-z0-9.]+", "-", text).strip("-.")[:60]
        return f"{plain}-{hashlib.sha256(text.encode()).hexdigest()[:6]}"
