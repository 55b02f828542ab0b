"""A disk beside the system disk of a machine."""

from enum import Enum
from typing import Optional

from pydantic import field_validator

from yett.specs.base import Spec
from yett.specs.bounds import said, within


class PerformanceLevel(str, Enum):
    """How fast a cloud_essd disk is, PL0 to PL3."""

    PL0 = "PL0"
    PL1 = "PL1"
    PL2 = "PL2"
    PL3 = "PL3"


class DataDisk(Spec):
    """A data disk of every machine of a group; changing one makes the machines anew (provider: instance)."""

    size: int
    """Size in GiB, 20..32768."""
    category: Optional[str] = "cloud_essd"
    """The kind of disk; default: cloud_essd."""
    performance_level: Optional[PerformanceLevel] = None
    """PL0 to PL3, of cloud_essd only; default: PL1."""
    encrypted: Optional[bool] = False
    """Whether it is encrypted with the account's key of the disk service; default: it is not."""
    kept: Optional[bool] = False
    """Whether it stays when its machine goes; default: it goes too."""

    @field_validator("size")
    @classmethod
    def _size(cls, number: int) -> int:
        return within(number, 20, 32768, " GiB") or number

    @field_validator("category")
    @classmethod
    def _said(cls, text: Optional[str]) -> Optional[str]:
        return said(text)
