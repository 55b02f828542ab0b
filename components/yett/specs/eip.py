"""An elastic address: its bandwidth, how it and its traffic are paid, and the line it uses."""

from collections.abc import Iterator
from enum import Enum
from typing import Optional

from pydantic import field_validator, model_validator

from yett.specs.bandwidth_package import BandwidthPackageSpec
from yett.specs.base import Spec
from yett.specs.line import Line
from yett.specs.problems import ProblemError, refuse

__all__ = ["EipSpec", "InternetCharge", "Line", "PaymentType"]


class InternetCharge(str, Enum):
    """How traffic is paid."""

    BY_TRAFFIC = "PayByTraffic"
    BY_BANDWIDTH = "PayByBandwidth"


class PaymentType(str, Enum):
    """How the address is paid."""

    PAY_AS_YOU_GO = "PayAsYouGo"
    SUBSCRIPTION = "Subscription"


MOST_BANDWIDTH = {InternetCharge.BY_TRAFFIC: 200, InternetCharge.BY_BANDWIDTH: 500}
"""Mbit/s of a pay-as-you-go address (alibabacloud_vpc20160428, AllocateEipAddress)."""
MOST_SUBSCRIBED = 1000
"""Mbit/s of an address by subscription (AllocateEipAddress)."""
MONTHS = (*range(1, 10), 12, 24, 36, 48, 60)
"""How long a subscription can be: up to 9 months, or whole years up to 5 (AllocateEipAddress, Period)."""


class EipSpec(Spec):
    """An elastic address, pay-as-you-go unless it says otherwise; it opens nothing by itself."""

    allocation_id: Optional[str] = None
    """An address eip-... of the account, used and never released; its bandwidth and line stay; default: a new one."""
    bandwidth: Optional[int] = 5
    """Peak bandwidth in Mbit/s, 1..200 by traffic, 1..500 by bandwidth, 1..1000 by subscription; default: 5."""
    internet_charge_type: Optional[InternetCharge] = InternetCharge.BY_TRAFFIC
    """PayByTraffic or PayByBandwidth; default: by traffic, which international accounts need."""
    payment_type: Optional[PaymentType] = PaymentType.PAY_AS_YOU_GO
    """PayAsYouGo, or Subscription, which the provider cannot release: the address stays until it has run out."""
    months: Optional[int] = None
    """Months of a subscription: 1..9, 12, 24, 36, 48 or 60; a subscription needs it."""
    isp: Optional[Line] = Line.BGP
    """BGP (several carriers), BGP_PRO where the region has it, or one carrier such as ChinaTelecom; default: BGP."""
    bandwidth_package: Optional[BandwidthPackageSpec] = None
    """A common bandwidth package it joins, new or the account's; default: it has its own bandwidth only."""
    bandwidth_in_package: Optional[int] = None
    """The most Mbit/s it may use of its package; default: as much as the package has."""
    deletion_protection: Optional[bool] = None
    """Whether it cannot be released before this is turned off again; default: it can."""

    @field_validator("allocation_id")
    @classmethod
    def _own(cls, text: Optional[str]) -> Optional[str]:
        if text is not None and not text.startswith("eip-"):
            raise ProblemError(got=text, allowed="the id eip-... of an address")
        return text

    @model_validator(mode="after")
    def _meant(self) -> "EipSpec":
        refuse([*self._bounded(), *self._subscribed(), *self._shared()])
        return self

    @property
    def is_subscribed(self) -> bool:
        """Whether it is paid in advance."""
        return self.payment_type is PaymentType.SUBSCRIPTION

    def package(self) -> Optional[BandwidthPackageSpec]:
        """The package it joins; a new one has its line."""
        found = self.bandwidth_package
        if found is None or found.package_id is not None:
            return found
        return found.model_copy(update={"isp": found.isp or self.isp})

    def _bounded(self) -> Iterator[ProblemError]:
        by_charge = MOST_BANDWIDTH[self.internet_charge_type or InternetCharge.BY_TRAFFIC]
        most = MOST_SUBSCRIBED if self.is_subscribed else by_charge
        if self.bandwidth is not None and not 1 <= self.bandwidth <= most:
            yield ProblemError(got=self.bandwidth, allowed=f"1..{most} Mbit/s", at=("bandwidth",))

    def _subscribed(self) -> Iterator[ProblemError]:
        allowed = "1..9, 12, 24, 36, 48 or 60"
        if not self.is_subscribed:
            if self.months is not None:
                fix = "leave it out, or write payment_type: Subscription"
                yield ProblemError("is for a subscription only", got=self.months, fix=fix, at=("months",))
            return
        if self.months is None:
            yield ProblemError("is missing", allowed=allowed, at=("months",))
        elif self.months not in MONTHS:
            yield ProblemError(got=self.months, allowed=allowed, at=("months",))
        if self.internet_charge_type is not InternetCharge.BY_BANDWIDTH:
            said = "a subscription pays by bandwidth"
            yield ProblemError(said, fix="write PayByBandwidth", at=("internet_charge_type",))

    def _shared(self) -> Iterator[ProblemError]:
        package = self.package()
        if package is not None and self.is_subscribed:
            yield ProblemError("an address by subscription joins no package", at=("bandwidth_package",))
        if package is not None and package.isp is not None and package.isp is not (self.isp or Line.BGP):
            allowed = f"the line of the address ({(self.isp or Line.BGP).value})"
            yield ProblemError(got=package.isp.value, allowed=allowed, at=("bandwidth_package", "isp"))
        if self.bandwidth_in_package is not None and self.bandwidth_in_package < 1:
            yield ProblemError(got=self.bandwidth_in_package, allowed="1 Mbit/s or more", at=("bandwidth_in_package",))
