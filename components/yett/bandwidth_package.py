"""Bandwidth that addresses share: `BandwidthPackage("shared", {"spec": {"bandwidth": 100}}).package_id` is for Eips."""

from typing import Optional, TypedDict

import pulumi

from yett.given import check_given
from yett.naming import display_name, tags
from yett.publish import publish
from yett.sdk import alicloud
from yett.specs.bandwidth_package import LEAST_RATIO, BandwidthPackageSpec, PackageCharge
from yett.specs.line import Line


class BandwidthPackageArgs(TypedDict):
    """What a BandwidthPackage is made from."""

    spec: BandwidthPackageSpec
    """How much bandwidth there is, how it is paid, and its line."""


class BandwidthPackage(pulumi.ComponentResource):
    """A common bandwidth package, new or one's own; Eips join it by its id."""

    package_id: pulumi.Output[str]
    """Id of the package."""

    def __init__(self, name: str, args: BandwidthPackageArgs, opts: Optional[pulumi.ResourceOptions] = None) -> None:
        check_given(name, BandwidthPackageArgs, args)
        spec = BandwidthPackageSpec.parse(args["spec"], name)
        super().__init__("yett:index:BandwidthPackage", name, {"spec": spec.plain()}, opts)
        given = spec.package_id
        self.package_id = self._new(name, spec).id if given is None else pulumi.Output.from_input(given)
        publish(self, spec, {"package_id": self.package_id})

    def _new(self, name: str, spec: BandwidthPackageSpec) -> alicloud.vpc.CommonBandwithPackage:
        return alicloud.vpc.CommonBandwithPackage(
            name,
            bandwidth_package_name=display_name(name),
            bandwidth=str(spec.bandwidth),
            internet_charge_type=spec.charge.value,
            isp=(spec.isp or Line.BGP).value,
            ratio=LEAST_RATIO if spec.charge is PackageCharge.BY_95 else None,
            deletion_protection=bool(spec.deletion_protection),
            tags=tags(),
            opts=pulumi.ResourceOptions(parent=self),
        )
