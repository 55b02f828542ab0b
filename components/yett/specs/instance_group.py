"""Machines of one kind over zones, without public addresses and without passwords."""

import re
from typing import Optional

from pydantic import field_validator

from yett.specs.base import Spec
from yett.specs.bounds import said, within
from yett.specs.problems import ProblemError


class InstanceGroupSpec(Spec):
    """Pay-as-you-go instances in vSwitches; nobody logs in unless a key pair is named."""

    image_id: str
    """The image, such as aliyun_3_x64_20G_alibase_20240819.vhd; pinned, so that no new image replaces machines."""
    instance_type: str
    """The machine type, such as ecs.g7.large."""
    zones: Optional[list[str]] = None
    """The zones to run in; default: every zone that has a vSwitch for the group."""
    per_zone: Optional[int] = 1
    """Instances in each zone, 1..100; default: 1."""
    key_pair_name: Optional[str] = None
    """A key pair of the account that may log in; default: nobody may."""
    system_disk_category: Optional[str] = "cloud_essd"
    """The kind of system disk; default: cloud_essd."""
    system_disk_size: Optional[int] = 40
    """Size of the system disk in GiB, 20..2048; default: 40."""
    system_disk_encrypted: Optional[bool] = False
    """Whether the system disk is encrypted with the account's key of the disk service; default: it is not."""
    user_data: Optional[str] = None
    """A script for the first boot, in clear, up to 32 KiB; never put a secret there; default: none."""

    @field_validator("image_id", "instance_type", "key_pair_name", "system_disk_category")
    @classmethod
    def _said(cls, text: Optional[str]) -> Optional[str]:
        return said(text)

    @field_validator("instance_type")
    @classmethod
    def _typed(cls, text: str) -> str:
        if not re.fullmatch(r"ecs\.[\w.-]+", text):
            raise ProblemError(got=text, allowed="a machine type such as ecs.g7.large")
        return text

    @field_validator("per_zone")
    @classmethod
    def _count(cls, number: Optional[int]) -> Optional[int]:
        return within(number, 1, 100)

    @field_validator("system_disk_size")
    @classmethod
    def _size(cls, number: Optional[int]) -> Optional[int]:
        return within(number, 20, 2048, " GiB")

    @field_validator("user_data")
    @classmethod
    def _short(cls, text: Optional[str]) -> Optional[str]:
        if text is not None and len(text.encode()) > 32768:
            raise ProblemError(f"got {len(text.encode())} bytes", allowed="at most 32768 bytes")
        return text

    def names(self, zones: list[str]) -> list[tuple[str, str]]:
        """(name, zone) of every instance, given the zones that have a vSwitch: cn-hangzhou-h-1, ..."""
        chosen = self.zones or sorted(zones)
        return [(f"{zone}-{number}", zone) for zone in chosen for number in range(1, (self.per_zone or 1) + 1)]
