"""Images, public and own: DescribeImages with its filters, CreateImage from an instance, DeleteImage."""

from typing import Any

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.ecs.image_catalogue import LISTED, image_record, public_image
from yett_emulator.ecs.instance_types import type_row
from yett_emulator.ecs.lookup import among, in_region, instance_of, like, listed, same_fields, shown_tags, tagged
from yett_emulator.ecs.type_catalogue import listed_types
from yett_emulator.errors import CloudError
from yett_emulator.ids import new_id, timestamp
from yett_emulator.store import Record, public
from yett_emulator.tags import drop_tags, given_tags, put_tags

EQUAL = {
    "ImageFamily": "ImageFamily",
    "ImageOwnerAlias": "ImageOwnerAlias",
    "ImageOwnerId": "ImageOwnerId",
    "OSType": "OSType",
    "Architecture": "Architecture",
    "ResourceGroupId": "ResourceGroupId",
    "IsPublic": "IsPublic",
    "IsSupportCloudinit": "IsSupportCloudinit",
    "IsSupportIoOptimized": "IsSupportIoOptimized",
    "SnapshotId": "_snapshot",
}

NOT_IN_FAMILY = {
    "BootMode",
    "Features",
    "IsPublic",
    "LoginAsNonRootSupported",
    "OSNameEn",
    "ResourceGroupId",
    "ImageOwnerId",
    "LicenseType",
    "SupplierName",
}
"""What DescribeImages shows and DescribeImageFromFamily does not."""


def image_of(call: Call, image_id: str) -> Record:
    """The image of that id, own or public."""
    image = call.store.get("image", image_id) or public_image(image_id)
    if image is None:
        raise CloudError("InvalidImageId.NotFound", f"The specified ImageId does not exist. NotFound: {image_id}", 404)
    return image


def own_image(call: Call) -> Record:
    image = image_of(call, call.required("ImageId"))
    if image["ImageOwnerAlias"] != "self":
        raise CloudError("InvalidImageId.NotFound", "The specified ImageId is not an image of this account.", 404)
    return image


def family_image(call: Call, family: str) -> Record:
    """The newest image of a family, own ones first."""
    for image in reversed(all_images(call)):
        if image["ImageFamily"] == family:
            return image
    raise CloudError("InvalidImageFamily.NotFound", f"The specified ImageFamily {family!r} does not exist.", 404)


def all_images(call: Call) -> list[Record]:
    known = [image for name in LISTED if (image := public_image(name))]
    return known + [image for image in call.store.find("image") if in_region(call, image)]


def describe_images(call: Call) -> Answer:
    page, about = listed(call, [image_row(call, image) for image in candidates(call) if suits(call, image)])
    about.pop("NextToken")
    return {"RegionId": call.region, "Images": {"Image": page}, **about}


def candidates(call: Call) -> list[Record]:
    """Images asked for by id are answered even when lists do not show them."""
    named = call.names("ImageId")
    if not named:
        return all_images(call)
    return [image for name in named if (image := call.store.get("image", name) or public_image(name))]


def suits(call: Call, image: Record) -> bool:
    states = call.names("Status") or ["Available"]
    return (
        same_fields(call, image, EQUAL)
        and like(call.text("ImageName"), image["ImageName"])
        and among(states, image["Status"])
        and tagged(call, image["ImageId"])
        and (call.text("Usage") != "none" or image["Usage"] == "none")
    )


def image_row(call: Call, image: Record) -> dict[str, Any]:
    return {**public(image), "Tags": shown_tags(call, image["ImageId"])}


def describe_image_from_family(call: Call) -> Answer:
    row = image_row(call, family_image(call, call.required("ImageFamily")))
    return {"Image": {name: value for name, value in row.items() if name not in NOT_IN_FAMILY}}


def describe_image_support_instance_types(call: Call) -> Answer:
    image = image_of(call, call.required("ImageId"))
    names = ("InstanceTypeId", "InstanceTypeFamily", "CpuCoreCount", "MemorySize")
    rows = [type_row(kind) for kind in listed_types() if kind.is_arm == (image["Architecture"] == "arm64")]
    types = {"InstanceType": [{name: row[name] for name in names} for row in rows]}
    return {"RegionId": call.region, "ImageId": image["ImageId"], "InstanceTypes": types}


def create_image(call: Call) -> Answer:
    """A custom image of an instance's system disk."""
    source = image_of(call, instance_of(call)["ImageId"])
    image_id = new_id("m")
    copied = {name: source[name] for name in ("OSName", "OSNameEn", "OSType", "Platform", "Architecture", "Size")}
    record = image_record(
        image_id,
        **copied,
        ImageName=call.text("ImageName", image_id),
        ImageFamily=call.text("ImageFamily"),
        ImageVersion=call.text("ImageVersion"),
        Description=call.text("Description"),
        ResourceGroupId=call.text("ResourceGroupId"),
        CreationTime=timestamp(call.store.clock()),
        ImageOwnerAlias="self",
        ImageOwnerId=int(call.settings.account_id),
        IsPublic=False,
        _region=call.region,
    )
    call.store.insert("image", image_id, record)
    put_tags(call.store, image_id, given_tags(call))
    return {"ImageId": image_id}


def modify_image_attribute(call: Call) -> Answer:
    image = own_image(call)
    for name in ("ImageName", "Description", "ImageFamily", "Status"):
        if call.has(name):
            image[name] = call.text(name)
    call.store.save("image", image["ImageId"], image)
    return {}


def delete_image(call: Call) -> Answer:
    image = own_image(call)
    if not call.flag("Force") and call.store.first("instance", ImageId=image["ImageId"]):
        raise CloudError("ImageUsingByInstance", "The specified image is in use by an instance.", 403)
    call.store.delete("image", image["ImageId"])
    drop_tags(call.store, image["ImageId"])
    return {}


OPERATIONS: dict[str, Operation] = {
    "DescribeImages": describe_images,
    "DescribeImageFromFamily": describe_image_from_family,
    "DescribeImageSupportInstanceTypes": describe_image_support_instance_types,
    "CreateImage": create_image,
    "ModifyImageAttribute": modify_image_attribute,
    "DeleteImage": delete_image,
}
