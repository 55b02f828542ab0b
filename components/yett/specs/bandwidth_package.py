"""Bandwidth that several addresses share: a common bandwidth package, new or the account's."""

from collections.abc import Iterator
from enum import Enum
from typing import Optional

from pydantic import field_validator, model_validator

from yett.specs.base import Spec
from yett.specs.line import Line
from yett.specs.problems import ProblemError, refuse


class PackageCharge(str, Enum):
    """How a package is paid."""

    BY_TRAFFIC = "PayByTraffic"
    BY_BANDWIDTH = "PayByBandwidth"
    BY_95 = "PayBy95"
    BY_DOMINANT_TRAFFIC = "PayByDominantTraffic"


BANDWIDTHS = {
    PackageCharge.BY_TRAFFIC: (1, 1000),
    PackageCharge.BY_BANDWIDTH: (2, 20000),
    PackageCharge.BY_95: (200, 20000),
    PackageCharge.BY_DOMINANT_TRAFFIC: (1, 2000),
}
"""Mbit/s by how it is paid (alibabacloud_vpc20160428, CreateCommonBandwidthPackage)."""
LEAST_RATIO = 20
"""Percent that are paid at least; PayBy95 has no other (CreateCommonBandwidthPackage, Ratio)."""


class BandwidthPackageSpec(Spec):
    """Bandwidth for addresses of one line; it opens nothing by itself."""

    package_id: Optional[str] = None
    """A package cbwp-... of the account, used and never changed; default: a new one."""
    bandwidth: Optional[int] = None
    """Mbit/s for all its addresses together, 1..1000 by traffic, 2..20000 by bandwidth; a new package needs it."""
    internet_charge_type: Optional[PackageCharge] = None
    """PayByTraffic, PayByBandwidth, PayBy95 or PayByDominantTraffic; default: by traffic, as the addresses."""
    isp: Optional[Line] = None
    """The line that all its addresses have; default: BGP, or that of the address it is made for."""
    deletion_protection: Optional[bool] = None
    """Whether it cannot be deleted before this is turned off again; default: it can."""

    @field_validator("package_id")
    @classmethod
    def _own(cls, text: Optional[str]) -> Optional[str]:
        if text is not None and not text.startswith("cbwp-"):
            raise ProblemError(got=text, allowed="the id cbwp-... of a common bandwidth package")
        return text

    @model_validator(mode="after")
    def _meant(self) -> "BandwidthPackageSpec":
        refuse(self._problems())
        return self

    @property
    def charge(self) -> PackageCharge:
        """How it is paid, said or by default."""
        return self.internet_charge_type or PackageCharge.BY_TRAFFIC

    def _problems(self) -> Iterator[ProblemError]:
        if self.package_id is not None:
            for field in ("bandwidth", "internet_charge_type", "isp", "deletion_protection"):
                if getattr(self, field) is not None:
                    yield ProblemError(f"{self.package_id} has it already", fix="leave it out", at=(field,))
            return
        first, last = BANDWIDTHS[self.charge]
        allowed = f"{first}..{last} Mbit/s"
        if self.bandwidth is None:
            yield ProblemError("is missing", allowed=allowed, at=("bandwidth",))
        elif not first <= self.bandwidth <= last:
            yield ProblemError(got=self.bandwidth, allowed=allowed, at=("bandwidth",))
