"""A flow log: every connection of a VPC, accepted or dropped, is written to a store of the log service."""

import re
from enum import Enum
from typing import Optional

from pydantic import field_validator

from yett.specs.base import Spec
from yett.specs.problems import ProblemError

INTERVALS = (1, 5, 10)
"""Minutes that records are gathered (alibabacloud_vpc20160428, CreateFlowLog)."""


class TrafficType(str, Enum):
    """What is recorded."""

    ALL = "All"
    ALLOWED = "Allow"
    DROPPED = "Drop"


class FlowLogSpec(Spec):
    """Where the records go; project and store exist already, they outlive the network."""

    project: str
    """The log project, 3..63 characters of a-z, 0-9 and -."""
    log_store: str
    """The store in it, 2..63 characters of a-z, 0-9, - and _."""
    traffic: Optional[TrafficType] = TrafficType.ALL
    """All, Allow (what came through) or Drop (what did not); default: all."""
    interval: Optional[int] = 10
    """Minutes until a record is written: 1, 5 or 10; default: 10."""

    @field_validator("project")
    @classmethod
    def _project(cls, text: str) -> str:
        return _named(text, r"[a-z0-9][a-z0-9-]{1,61}[a-z0-9]", "3..63 characters of a-z, 0-9 and -")

    @field_validator("log_store")
    @classmethod
    def _store(cls, text: str) -> str:
        return _named(text, r"[a-z0-9][a-z0-9_-]{0,61}[a-z0-9]", "2..63 characters of a-z, 0-9, - and _")

    @field_validator("interval")
    @classmethod
    def _minutes(cls, number: Optional[int]) -> Optional[int]:
        if number is not None and number not in INTERVALS:
            raise ProblemError(got=number, allowed="1, 5 or 10 minutes")
        return number


def _named(text: str, pattern: str, allowed: str) -> str:
    if not re.fullmatch(pattern, text):
        raise ProblemError(got=text, allowed=allowed)
    return text
