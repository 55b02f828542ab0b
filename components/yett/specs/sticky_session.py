"""Requests of one visitor that stay with one server, told by a cookie of the balancer or of the server."""

import re
from enum import Enum
from typing import Optional

from pydantic import field_validator, model_validator

from yett.specs.base import Spec
from yett.specs.bounds import within
from yett.specs.problems import ProblemError


class StickyType(str, Enum):
    """Who makes the cookie."""

    INSERT = "insert"
    SERVER = "server"


class StickySession(Spec):
    """Sticky sessions of an http or https listener (provider: slb_listener, sticky_session)."""

    type: StickyType
    """insert (the balancer sets a cookie) or server (the balancer rewrites the cookie that the servers set)."""
    timeout: Optional[int] = None
    """Seconds that an inserted cookie lives, 1..86400; type insert needs it, type server has none."""
    cookie: Optional[str] = None
    """The name of the servers' cookie, 1..200 characters; type server needs it, type insert has none."""

    @field_validator("timeout")
    @classmethod
    def _timeout(cls, number: Optional[int]) -> Optional[int]:
        return within(number, 1, 86400, " seconds")

    @field_validator("cookie")
    @classmethod
    def _cookie(cls, text: Optional[str]) -> Optional[str]:
        if text is not None and not re.fullmatch(r"[^\s,;$][^\s,;]{0,199}", text):
            raise ProblemError(got=text, allowed="1..200 characters without blank, comma and semicolon, no $ first")
        return text

    @model_validator(mode="after")
    def _fits(self) -> "StickySession":
        needed, idle = ("timeout", "cookie") if self.type is StickyType.INSERT else ("cookie", "timeout")
        if getattr(self, needed) is None:
            raise ProblemError("is missing", allowed=f"what type {self.type.value} needs", at=(needed,))
        if (got := getattr(self, idle)) is not None:
            raise ProblemError(f"type {self.type.value} has no {idle}", got=got, fix="leave it out", at=(idle,))
        return self
