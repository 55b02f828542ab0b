"""An elastic address: `Eip("outbound", {"spec": {"bandwidth": 10}, "instance_id": nat.id, "instance_type": "Nat"})`."""

from typing import Any, NotRequired, Optional, TypedDict

import pulumi

from yett.bandwidth_package import BandwidthPackage
from yett.errors import SpecError
from yett.given import check_given
from yett.naming import display_name, tags
from yett.publish import publish
from yett.sdk import alicloud
from yett.specs.eip import EipSpec, InternetCharge, Line, PaymentType

INSTANCE_TYPES = ("EcsInstance", "SlbInstance", "Nat", "NetworkInterface", "HaVip")
"""What an address can be bound to (alibabacloud_vpc20160428, AssociateEipAddress)."""


class EipArgs(TypedDict):
    """What an Eip is made from."""

    spec: EipSpec
    """Bandwidth, pay type and line."""
    instance_id: NotRequired[pulumi.Input[str]]
    """Id of what the address is bound to; default: it is bound to nothing."""
    instance_type: NotRequired[str]
    """What that is: EcsInstance, SlbInstance, Nat, NetworkInterface or HaVip; given with instance_id."""
    bandwidth_package_id: NotRequired[pulumi.Input[str]]
    """Id of the common bandwidth package it joins, such as a BandwidthPackage's; default: as the spec says."""


class Eip(pulumi.ComponentResource):
    """An elastic address, new or one's own, bound to one thing or to nothing."""

    allocation_id: pulumi.Output[str]
    """Id of the address."""
    ip_address: pulumi.Output[str]
    """The IPv4 address."""

    def __init__(self, name: str, args: EipArgs, opts: Optional[pulumi.ResourceOptions] = None) -> None:
        check_given(name, EipArgs, args)
        spec = EipSpec.parse(args["spec"], name)
        kind, instance_id = check_target(name, args), args.get("instance_id")
        check_package(name, spec, args)
        super().__init__("yett:index:Eip", name, {"spec": spec.plain()}, opts)
        address = self._address(name, spec)
        self.bindings: list[pulumi.Resource] = []
        # the id of an address that is only read is not known to a preview: the one that was given is
        given = spec.allocation_id
        self.allocation_id = address.id if given is None else pulumi.Output.from_input(given)
        self.ip_address = address.ip_address
        if kind is not None and instance_id is not None:
            self.bindings.append(self._association(name, instance_id, kind))
        self._join(name, spec, args.get("bandwidth_package_id"))
        publish(self, spec, {"allocation_id": self.allocation_id, "ip_address": self.ip_address})

    def _address(self, name: str, spec: EipSpec) -> alicloud.ecs.EipAddress:
        opts = pulumi.ResourceOptions(parent=self)
        if spec.allocation_id is not None:
            return alicloud.ecs.EipAddress.get(name, spec.allocation_id, opts=opts)
        return alicloud.ecs.EipAddress(
            name,
            bandwidth=str(spec.bandwidth),
            internet_charge_type=(spec.internet_charge_type or InternetCharge.BY_TRAFFIC).value,
            isp=(spec.isp or Line.BGP).value,
            deletion_protection=spec.deletion_protection,
            tags=tags(),
            opts=opts,
            **_payment(name, spec),
        )

    def _association(self, name: str, instance_id: pulumi.Input[str], kind: str) -> alicloud.ecs.EipAssociation:
        # an address is bound once: the old binding has to go before the new one can be made
        opts = pulumi.ResourceOptions(parent=self, delete_before_replace=True)
        return alicloud.ecs.EipAssociation(
            name, allocation_id=self.allocation_id, instance_id=instance_id, instance_type=kind, opts=opts
        )

    def _join(self, name: str, spec: EipSpec, given: Optional[pulumi.Input[str]]) -> None:
        """The address in its package; binding and joining one address side by side answer IncorrectEipStatus."""
        package = spec.package()
        if package is not None:
            opts = pulumi.ResourceOptions(parent=self)
            given = BandwidthPackage(f"{name}-package", {"spec": package}, opts).package_id
        if given is None:
            return
        opts = pulumi.ResourceOptions(parent=self, delete_before_replace=True, depends_on=self.bindings)
        most = spec.bandwidth_in_package
        alicloud.vpc.CommonBandwithPackageAttachment(
            name,
            bandwidth_package_id=given,
            instance_id=self.allocation_id,
            bandwidth_package_bandwidth=None if most is None else str(most),
            ip_type="EIP",
            opts=opts,
        )


def _payment(name: str, spec: EipSpec) -> dict[str, Any]:
    """How it is paid; the cloud takes no name for an address by subscription (AllocateEipAddress, Name)."""
    if not spec.is_subscribed:
        return {"payment_type": PaymentType.PAY_AS_YOU_GO.value, "address_name": display_name(name)}
    return {"payment_type": PaymentType.SUBSCRIPTION.value, "period": spec.months, "auto_pay": True}


def check_target(where: str, args: EipArgs) -> Optional[str]:
    """The kind of what the address is bound to; raises SpecError unless both or neither are given."""
    kind = args.get("instance_type")
    if (kind is None) != (args.get("instance_id") is None):
        raise SpecError(f"{where}.instance_type", "instance_id and instance_type go together", got=kind)
    if kind is not None and kind not in INSTANCE_TYPES:
        raise SpecError(f"{where}.instance_type", got=kind, allowed=", ".join(INSTANCE_TYPES))
    return kind


def check_package(where: str, spec: EipSpec, args: EipArgs) -> None:
    """Refuse two packages for one address, and a bound in none; raises SpecError."""
    given = args.get("bandwidth_package_id") is not None
    if given and spec.bandwidth_package is not None:
        fix = "leave out args.bandwidth_package_id or the spec's"
        raise SpecError(f"{where}.bandwidth_package", "an address joins one package", fix=fix)
    if given and spec.is_subscribed:
        raise SpecError(f"{where}.bandwidth_package_id", "an address by subscription joins no package")
    if spec.bandwidth_in_package is not None and not given and spec.bandwidth_package is None:
        fix = "give bandwidth_package, or args.bandwidth_package_id"
        raise SpecError(f"{where}.bandwidth_in_package", "is a bound in a package, and there is none", fix=fix)
