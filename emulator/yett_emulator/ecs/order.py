"""What RunInstances was asked for, checked before anything is made: `Order.of(call)`."""

import re
from dataclasses import dataclass
from typing import Any

from yett_emulator.call import Call
from yett_emulator.ecs.images import family_image, image_of
from yett_emulator.ecs.key_pairs import key_pair_of
from yett_emulator.ecs.lookup import vswitch_of
from yett_emulator.ecs.type_catalogue import InstanceType, instance_type
from yett_emulator.ecs.values import nested_list, unpacked
from yett_emulator.errors import CloudError, missing
from yett_emulator.store import Record

CHARGES = ("PostPaid", "PrePaid")
TRAFFIC = ("PayByTraffic", "PayByBandwidth")
SPOT = ("NoSpot", "SpotWithPriceLimit", "SpotAsPriceGo")
DATA_DISKS = 16
USER_DATA = 32 * 1024
KINDS = (r"[a-z]", r"[A-Z]", r"[0-9]", r"[^A-Za-z0-9]")


@dataclass(frozen=True, slots=True)
class Order:
    """An image, a type, a vSwitch, and what the primary interface shall be."""

    image: Record
    type: InstanceType
    vswitch_id: str
    primary: dict[str, Any]
    secondaries: list[dict[str, Any]]

    @staticmethod
    def of(call: Call) -> "Order":
        kind = known_type(call.required("InstanceType"))
        image = wanted_image(call)
        fits(kind, image)
        check_words(call)
        faces = [dict(face) for face in nested_list(call.params, "NetworkInterface")]
        primary = next((face for face in faces if is_primary(face)), None) or top_level(call)
        others = [face for face in faces if not is_primary(face)]
        check_interfaces(kind, others)
        order = Order(image, kind, vswitch_id(call, primary), primary, others)
        check_zone(call, order)
        return order


def known_type(name: str) -> InstanceType:
    kind = instance_type(name)
    if kind is None:
        raise CloudError(
            "InvalidInstanceType.ValueNotSupported",
            f"The specified InstanceType {name!r} does not exist or beyond the permitted range.",
        )
    return kind


def wanted_image(call: Call) -> Record:
    if call.text("ImageId"):
        return image_of(call, call.text("ImageId"))
    if call.text("ImageFamily"):
        return family_image(call, call.text("ImageFamily"))
    raise missing("ImageId")


def fits(kind: InstanceType, image: Record) -> None:
    if kind.is_arm != (image["Architecture"] == "arm64"):
        raise CloudError(
            "ImageNotSupportInstanceType",
            f"The specified image {image['ImageId']} don't support the InstanceType {kind.name} instance.",
            403,
        )


def is_primary(face: dict[str, Any]) -> bool:
    return str(face.get("InstanceType", "")).lower() == "primary"


def top_level(call: Call) -> dict[str, Any]:
    """The primary interface of a caller who does not speak of interfaces."""
    names = {"VSwitchId": "VSwitchId", "SecurityGroupId": "SecurityGroupId", "PrivateIpAddress": "PrimaryIpAddress"}
    said: dict[str, Any] = {field: call.text(name) for name, field in names.items() if call.text(name)}
    return {
        **said,
        "SecurityGroupIds": call.texts("SecurityGroupIds"),
        "Ipv6Address": call.texts("Ipv6Address"),
        "Ipv6AddressCount": call.text("Ipv6AddressCount"),
    }


def vswitch_id(call: Call, primary: dict[str, Any]) -> str:
    """The vSwitch of the primary interface, which may be one that is there already."""
    if key := str(primary.get("NetworkInterfaceId") or ""):
        interface = call.store.get("interface", key)
        if interface is None:
            raise CloudError("InvalidEniId.NotFound", f"The specified network interface {key} is not found.", 404)
        return str(interface["VSwitchId"])
    key = str(primary.get("VSwitchId") or call.text("VSwitchId"))
    if not key:
        raise missing("VSwitchId")
    return str(vswitch_of(call, key)["VSwitchId"])


def check_zone(call: Call, order: Order) -> None:
    vswitch = vswitch_of(call, order.vswitch_id)
    zone = call.text("ZoneId", vswitch["ZoneId"])
    if zone != vswitch["ZoneId"]:
        raise CloudError(
            "InvalidParameter.NotMatch",
            f"The vSwitch {order.vswitch_id} is in zone {vswitch['ZoneId']}, the instance is wanted in {zone}.",
            403,
        )


def check_interfaces(kind: InstanceType, others: list[dict[str, Any]]) -> None:
    if len(others) + 1 > kind.interfaces:
        raise CloudError(
            "EniPerInstanceLimitExceeded", f"{kind.name} takes {kind.interfaces} network interfaces at most.", 403
        )


def check_words(call: Call) -> None:
    choice(call, "InstanceChargeType", CHARGES)
    choice(call, "InternetChargeType", TRAFFIC)
    choice(call, "SpotStrategy", SPOT)
    check_bandwidth(call)
    check_password(call.text("Password"))
    check_user_data(call.text("UserData"))
    if call.text("KeyPairName"):
        key_pair_of(call, call.text("KeyPairName"))
    if len(call.items("DataDisk")) > DATA_DISKS:
        raise CloudError("InstanceDiskNumLimitExceed", "The number of specified disk in an instance exceeds.", 403)
    check_protection(call)


def choice(call: Call, name: str, allowed: tuple[str, ...]) -> None:
    if (value := call.text(name)) and value not in allowed:
        raise CloudError(f"Invalid{name}.ValueNotSupported", f"The specified {name} {value!r} is not valid: {allowed}.")


def check_bandwidth(call: Call) -> None:
    """Public bandwidth out, 0..100 Mbit/s; 0 is no public address."""
    text = call.text("InternetMaxBandwidthOut", "0")
    if not text.isdigit() or int(text) > 100:
        raise CloudError(
            "InvalidInternetMaxBandwidthOut.ValueNotSupported",
            f"The specified InternetMaxBandwidthOut {text!r} is not 0..100.",
        )


def check_password(text: str) -> None:
    """8..30 characters of three kinds at least; looked at and forgotten."""
    kinds = sum(1 for kind in KINDS if re.search(kind, text))
    if text and (not 8 <= len(text) <= 30 or kinds < 3 or text.startswith("/")):
        raise CloudError("InvalidPassword.Malformed", 'The specified parameter "Password" is not valid.')


def check_user_data(text: str) -> None:
    """Base64, 32 KiB at most before the encoding."""
    raw = unpacked(text, "InvalidUserData.Base64FormatInvalid", "The specified UserData is not valid Base64.")
    if len(raw) > USER_DATA:
        raise CloudError("InvalidUserData.SizeExceeded", "The specified UserData exceeds 32 KiB.")


def check_protection(call: Call) -> None:
    prepaid, spot = call.text("InstanceChargeType") == "PrePaid", call.text("SpotStrategy", "NoSpot") != "NoSpot"
    if call.flag("DeletionProtection") and (prepaid or spot):
        raise CloudError(
            "InvalidChargeType.ValueNotSupported",
            "Deletion protection is only valid for postPaid instance, not for prePaid or spot instance.",
            403,
        )
