"""An elastic address: its bandwidth, how traffic is paid, and the line it uses."""

from enum import Enum
from typing import Optional

from pydantic import field_validator, model_validator

from yett.specs.base import Spec
from yett.specs.problems import ProblemError


class InternetCharge(str, Enum):
    """How traffic is paid."""

    BY_TRAFFIC = "PayByTraffic"
    BY_BANDWIDTH = "PayByBandwidth"


MOST_BANDWIDTH = {InternetCharge.BY_TRAFFIC: 200, InternetCharge.BY_BANDWIDTH: 500}
"""Mbit/s of a pay-as-you-go address (alibabacloud_vpc20160428, AllocateEipAddress)."""


class Line(str, Enum):
    """The line type of an address."""

    BGP = "BGP"
    BGP_PRO = "BGP_PRO"


class EipSpec(Spec):
    """A pay-as-you-go elastic address; it opens nothing by itself."""

    allocation_id: Optional[str] = None
    """An address eip-... of the account, used and never released; its bandwidth and line stay; default: a new one."""
    bandwidth: Optional[int] = 5
    """Peak bandwidth in Mbit/s, 1..200 by traffic, 1..500 by bandwidth; default: 5."""
    internet_charge_type: Optional[InternetCharge] = InternetCharge.BY_TRAFFIC
    """PayByTraffic or PayByBandwidth; default: by traffic, which international accounts need."""
    isp: Optional[Line] = Line.BGP
    """BGP, or BGP_PRO where the region has it; default: BGP."""

    @field_validator("allocation_id")
    @classmethod
    def _own(cls, text: Optional[str]) -> Optional[str]:
        if text is not None and not text.startswith("eip-"):
            raise ProblemError(got=text, allowed="the id eip-... of an address")
        return text

    @model_validator(mode="after")
    def _bounded(self) -> "EipSpec":
        most = MOST_BANDWIDTH[self.internet_charge_type or InternetCharge.BY_TRAFFIC]
        if self.bandwidth is not None and not 1 <= self.bandwidth <= most:
            raise ProblemError(got=self.bandwidth, allowed=f"1..{most} Mbit/s", at=("bandwidth",))
        return self
