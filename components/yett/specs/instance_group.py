"""Machines of one kind over zones, without public addresses and without passwords."""

import re
from collections.abc import Iterator
from typing import Optional

from pydantic import field_validator, model_validator

from yett.specs.base import Spec
from yett.specs.bounds import plain_name, said, within
from yett.specs.data_disk import DataDisk, PerformanceLevel
from yett.specs.image_query import ImageQuery
from yett.specs.problems import ProblemError, Step, refuse

MOST_MACHINES = 500
"""Machines of one group; more are several groups."""
MOST_DATA_DISKS = 16
"""Data disks of one machine (provider: instance, data_disks)."""
MOST_USER_DATA = 32768
"""Bytes (alibabacloud_ecs20140526, RunInstances, UserData)."""


class InstanceGroupSpec(Spec):
    """Pay-as-you-go instances in vSwitches; nobody logs in unless a key pair is named."""

    image_id: Optional[str] = None
    """The image, such as aliyun_3_x64_20G_alibase_20240819.vhd; pinned, so that no new image replaces machines."""
    image: Optional[ImageQuery] = None
    """An image that is looked up, in place of image_id; one of the two is given."""
    instance_type: str
    """The machine type, such as ecs.g7.large."""
    zones: Optional[list[str]] = None
    """The zones to run in; default: every zone that has a vSwitch for the group."""
    per_zone: Optional[int] = 1
    """Instances in each zone, 1..100; default: 1."""
    count: Optional[int] = None
    """Instances in all, 1..500, spread over the zones in turn, in place of per_zone; default: per_zone says it."""
    machines: Optional[dict[str, str]] = None
    """Instances by name, each with its zone, in place of per_zone and zones; default: they are numbered by zone."""
    key_pair_name: Optional[str] = None
    """A key pair of the account that may log in; default: nobody may."""
    ram_role_name: Optional[str] = None
    """A role of the account that programs on the machines act in; default: none."""
    system_disk_category: Optional[str] = "cloud_essd"
    """The kind of system disk; default: cloud_essd."""
    system_disk_size: Optional[int] = 40
    """Size of the system disk in GiB, 20..2048; default: 40."""
    system_disk_performance_level: Optional[PerformanceLevel] = None
    """PL0 to PL3, of cloud_essd only; default: what the cloud gives."""
    system_disk_encrypted: Optional[bool] = False
    """Whether the system disk is encrypted with the account's key of the disk service; default: it is not."""
    data_disks: Optional[list[DataDisk]] = None
    """More disks of every machine, at most 16; default: none."""
    user_data: Optional[str] = None
    """A script for the first boot, in clear, up to 32 KiB; a secret goes into args.user_data; default: none."""
    deletion_protection: Optional[bool] = False
    """Whether machines cannot be deleted before this was turned off, in an update of its own; default: they can."""

    @field_validator("image_id", "instance_type", "key_pair_name", "ram_role_name", "system_disk_category")
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
    def _per_zone(cls, number: Optional[int]) -> Optional[int]:
        return within(number, 1, 100)

    @field_validator("count")
    @classmethod
    def _count(cls, number: Optional[int]) -> Optional[int]:
        return within(number, 1, MOST_MACHINES)

    @field_validator("machines")
    @classmethod
    def _named(cls, machines: Optional[dict[str, str]]) -> Optional[dict[str, str]]:
        for name in machines or {}:
            try:
                plain_name(name)
            except ProblemError as found:
                raise found.below(name) from None
        return machines

    @field_validator("system_disk_size")
    @classmethod
    def _size(cls, number: Optional[int]) -> Optional[int]:
        return within(number, 20, 2048, " GiB")

    @field_validator("user_data")
    @classmethod
    def _short(cls, text: Optional[str]) -> Optional[str]:
        if text is not None and len(text.encode()) > MOST_USER_DATA:
            raise ProblemError(f"got {len(text.encode())} bytes", allowed=f"at most {MOST_USER_DATA} bytes")
        return text

    @model_validator(mode="after")
    def _meant(self) -> "InstanceGroupSpec":
        refuse([*self._one_image(), *self._one_number(), *self._disks()])
        return self

    def names(self, zones: list[str]) -> list[tuple[str, str]]:
        """(name, zone) of every instance, given the zones that have a vSwitch: cn-hangzhou-h-1, ...

        More instances, or a name more, move none of those that are there.
        """
        if self.machines is not None:
            return list(self.machines.items())
        chosen = self.zones or sorted(zones)
        if self.count is not None:
            turns = (divmod(number, len(chosen)) for number in range(self.count))
            return [(f"{chosen[place]}-{turn + 1}", chosen[place]) for turn, place in turns]
        return [(f"{zone}-{number}", zone) for zone in chosen for number in range(1, (self.per_zone or 1) + 1)]

    def named_zones(self) -> Iterator[tuple[tuple[Step, ...], str]]:
        """(config path, zone) of every zone that the spec names."""
        yield from ((("zones", number), zone) for number, zone in enumerate(self.zones or []))
        yield from ((("machines", name), zone) for name, zone in (self.machines or {}).items())

    def _one_image(self) -> Iterator[ProblemError]:
        if self.image_id is None and self.image is None:
            yield ProblemError("is missing", allowed="the id of an image, or image to look one up", at=("image_id",))
        if self.image_id is not None and self.image is not None:
            yield ProblemError("image_id says it already", fix="leave one of the two out", at=("image",))

    def _one_number(self) -> Iterator[ProblemError]:
        said_so = "is said by machines" if self.machines is not None else "is said by count"
        if self.machines is not None:
            for field in ("zones", "count"):
                if getattr(self, field) is not None:
                    yield ProblemError(said_so, fix="leave it out", at=(field,))
            if not self.machines:
                yield ProblemError("is empty", allowed="at least one machine with its zone", at=("machines",))
        if (self.machines is not None or self.count is not None) and self.per_zone not in (None, 1):
            yield ProblemError(said_so, got=self.per_zone, fix="leave it out", at=("per_zone",))
        if self.zones is not None and not self.zones:
            yield ProblemError("is empty", allowed="at least one zone, or leave it out for all", at=("zones",))

    def _disks(self) -> Iterator[ProblemError]:
        disks = self.data_disks or []
        if len(disks) > MOST_DATA_DISKS:
            yield ProblemError(got=len(disks), allowed=f"at most {MOST_DATA_DISKS} disks", at=("data_disks",))
        for number, disk in enumerate(disks):
            at = ("data_disks", number, "performance_level")
            yield from (found.below(*at) for found in _no_level(disk.category, disk.performance_level))
        level = self.system_disk_performance_level
        problems = _no_level(self.system_disk_category, level)
        yield from (found.below("system_disk_performance_level") for found in problems)


def _no_level(category: Optional[str], level: Optional[PerformanceLevel]) -> Iterator[ProblemError]:
    """A level of a disk that has none."""
    if level is not None and category not in (None, "cloud_essd"):
        yield ProblemError(f"{category} has no level", got=level.value)
