"""What can be bought: regions, zones, instance types, images; and images of one's own."""

from typing import Any

import pytest

from tests.emulator.ecs.account import IMAGE, Account


def images(account: Account, **query: Any) -> list[dict[str, Any]]:
    return list(account.call("DescribeImages", PageSize=100, **query)["Images"]["Image"])


def types(account: Account, **query: Any) -> list[dict[str, Any]]:
    return list(account.call("DescribeInstanceTypes", **query)["InstanceTypes"]["InstanceType"])


def test_every_region_is_listed_once_with_the_caller_s_own(account: Account) -> None:
    keys = account.ids("DescribeRegions", "Regions", "Region", "RegionId", RegionId="cn-hangzhou")
    assert len(set(keys)) == len(keys) > 20
    assert "cn-hangzhou" in keys
    assert "cn-private-9" in account.ids("DescribeRegions", "Regions", "Region", "RegionId", RegionId="cn-private-9")


def test_zones_sell_vswitches_disks_and_instances(account: Account) -> None:
    for zone in account.call("DescribeZones")["Zones"]["Zone"]:
        assert zone["ZoneId"].startswith("cn-hangzhou-")
        assert "VSwitch" in zone["AvailableResourceCreation"]["ResourceTypes"]
        assert "cloud_essd" in zone["AvailableDiskCategories"]["DiskCategories"]
        assert "ecs.g7.large" in zone["AvailableInstanceTypes"]["InstanceTypes"]
    assert len(account.call("DescribeZones")["Zones"]["Zone"]) > 1


def test_zones_without_details_name_no_types(account: Account) -> None:
    zone = account.call("DescribeZones", Verbose=False)["Zones"]["Zone"][0]
    assert zone["AvailableInstanceTypes"] == {"InstanceTypes": []}


def values(account: Account, **query: Any) -> list[str]:
    zones = account.call("DescribeAvailableResource", **query)["AvailableZones"]["AvailableZone"]
    (resource,) = zones[0]["AvailableResources"]["AvailableResource"]
    return [row["Value"] for row in resource["SupportedResources"]["SupportedResource"]]


def test_availability_answers_for_cores_memory_type_and_zone(account: Account) -> None:
    small = values(account, DestinationResource="InstanceType", Cores=2, Memory=8)
    assert "ecs.g7.large" in small
    assert "ecs.c7.large" not in small
    assert values(account, DestinationResource="InstanceType", InstanceType="ecs.n1.medium") == ["ecs.n1.medium"]
    assert values(account, DestinationResource="Zone") == values(account, DestinationResource="InstanceType")
    assert "cloud_auto" in values(account, DestinationResource="SystemDisk")
    assert values(account, DestinationResource="Network") == ["vpc"]
    zones = account.call("DescribeAvailableResource", ZoneId="cn-hangzhou-i")["AvailableZones"]["AvailableZone"]
    assert [zone["ZoneId"] for zone in zones] == ["cn-hangzhou-i"]
    refused = account.refusal("DescribeAvailableResource", DestinationResource="Moon")
    assert refused[0] == "InvalidParameter.DestinationResource"


def test_an_unknown_type_is_not_available(account: Account) -> None:
    assert values(account, DestinationResource="InstanceType", InstanceType="ecs.none.large") == []


def test_types_filter_by_family_cores_memory_and_architecture(account: Account) -> None:
    assert {row["InstanceTypeFamily"] for row in types(account, InstanceTypeFamily="ecs.g6")} == {"ecs.g6"}
    small = types(account, MinimumCpuCoreCount=2, MaximumCpuCoreCount=2, MinimumMemorySize=16, MaximumMemorySize=16)
    assert {(row["CpuCoreCount"], row["MemorySize"]) for row in small} == {(2, 16.0)}
    assert {row["CpuArchitecture"] for row in types(account, CpuArchitecture="ARM")} == {"ARM"}
    assert [row["InstanceTypeId"] for row in types(account, InstanceTypes=["ecs.n4.small"])] == ["ecs.n4.small"]
    assert all(row["GPUAmount"] for row in types(account, MinimumGPUAmount=1))
    assert account.refusal("DescribeInstanceTypes", MinimumMemorySize="much")[0] == "InvalidParameter.MinimumMemorySize"


def test_all_types_come_in_pages_when_asked_for(account: Account) -> None:
    first = account.call("DescribeInstanceTypes", MaxResults=10)
    assert len(first["InstanceTypes"]["InstanceType"]) == 10
    assert first["NextToken"] == "10"


def test_families_filter_by_generation(account: Account) -> None:
    query = {"container": "InstanceTypeFamilies", "item": "InstanceTypeFamily", "field": "InstanceTypeFamilyId"}
    assert "ecs.g7" in account.ids("DescribeInstanceTypeFamilies", **query)
    old = account.ids("DescribeInstanceTypeFamilies", **query, Generation="ecs-2")
    assert old == ["ecs.n1", "ecs.n2", "ecs.e3"]


def test_an_image_supports_the_types_of_its_architecture(account: Account) -> None:
    answer = account.call("DescribeImageSupportInstanceTypes", ImageId="aliyun_3_arm64_20G_alibase_20241218.vhd")
    keys = [row["InstanceTypeId"] for row in answer["InstanceTypes"]["InstanceType"]]
    assert "ecs.g8y.large" in keys
    assert "ecs.g7.large" not in keys


def test_the_account_says_its_limits(account: Account) -> None:
    account.handle.quotas(security_groups=7)
    answer = account.call("DescribeAccountAttributes", AttributeName=["max-security-groups"])
    (row,) = answer["AccountAttributeItems"]["AccountAttributeItem"]
    assert row["AttributeValues"]["ValueItem"][0]["Value"] == "7"


def test_modifications_are_answered_for_a_resource(account: Account) -> None:
    answer = account.call("DescribeResourcesModification", ResourceId="i-1", DestinationResource="InstanceType")
    assert answer["AvailableZones"]["AvailableZone"]
    code, _ = account.refusal("DescribeResourcesModification", DestinationResource="InstanceType")
    assert code == "MissingParameter.ResourceId"


@pytest.mark.parametrize(
    ("query", "some", "none"),
    [
        ({"ImageOwnerAlias": "system"}, "ubuntu", ""),
        ({"OSType": "windows"}, "win", "ubuntu"),
        ({"Architecture": "arm64"}, "arm64", "x64"),
        ({"ImageFamily": "acs:ubuntu_22_04_x64"}, "ubuntu_22_04_x64", "debian"),
        ({"ImageName": "debian*"}, "debian", "ubuntu"),
        ({"IsPublic": True}, "aliyun", ""),
    ],
)
def test_images_filter(account: Account, query: dict[str, Any], some: str, none: str) -> None:
    names = [image["ImageId"] for image in images(account, **query)]
    assert any(some in name for name in names)
    assert not none or not any(none in name for name in names)


def test_an_older_build_is_found_by_its_id(account: Account) -> None:
    (image,) = images(account, ImageId="ubuntu_18_04_64_20G_alibase_20190624.vhd")
    assert (image["CreationTime"], image["Size"], image["Platform"]) == ("2019-06-24T00:00:00Z", 20, "Ubuntu")
    assert images(account, ImageId="m-none") == []


def test_own_images_are_made_renamed_used_and_deleted(account: Account, server: str, place: Any) -> None:
    key = account.call("CreateImage", InstanceId=server, ImageName="mine", ImageFamily="app")["ImageId"]
    account.call("ModifyImageAttribute", ImageId=key, ImageName="ours", Description="d")
    (image,) = images(account, ImageOwnerAlias="self")
    assert (image["ImageId"], image["ImageName"], image["OSType"]) == (key, "ours", "linux")
    assert account.call("DescribeImageFromFamily", ImageFamily="app")["Image"]["ImageId"] == key
    (instance,) = account.run(place.vswitch, place.group, ImageId=key)
    assert account.refusal("DeleteImage", ImageId=key)[0] == "ImageUsingByInstance"
    account.call("DeleteInstance", InstanceId=instance, Force=True)
    account.call("DeleteImage", ImageId=key)
    assert images(account, ImageOwnerAlias="self") == []


def test_public_images_are_not_one_s_own(account: Account) -> None:
    assert account.refusal("DeleteImage", ImageId=IMAGE)[0] == "InvalidImageId.NotFound"
    assert account.refusal("DescribeImageFromFamily", ImageFamily="acs:none")[0] == "InvalidImageFamily.NotFound"


def test_a_zone_that_is_no_longer_on_sale_is_still_there(account: Account) -> None:
    assert "cn-hangzhou-e" not in account.ids("DescribeZones", "Zones", "Zone", "ZoneId")
    zones = account.call("DescribeAvailableResource", ZoneId="cn-hangzhou-e")["AvailableZones"]["AvailableZone"]
    assert [zone["ZoneId"] for zone in zones] == ["cn-hangzhou-e"]
    assert account.call("DescribeAvailableResource", ZoneId="cn-hangzhou-z")["AvailableZones"] == {"AvailableZone": []}


@pytest.mark.parametrize(
    ("family", "name"),
    [
        ("ecs.t6", "ecs.t6-c1m2.large"),
        ("ecs.gn6v", "ecs.gn6v-c8g1.2xlarge"),
        ("ecs.n4", "ecs.n4.small"),
        ("ecs.sn1ne", "ecs.sn1ne.large"),
        ("ecs.ebmg6", "ecs.ebmg6.26xlarge"),
        ("ecs.vgn7i-vws", "ecs.vgn7i-vws-m8.2xlarge"),
    ],
)
def test_a_type_is_found_by_its_family_and_available(account: Account, family: str, name: str) -> None:
    found = types(account, InstanceTypeFamily=family)
    assert {one["InstanceTypeFamily"] for one in found} == {family}
    assert name in [one["InstanceTypeId"] for one in found]
    assert name in values(account, DestinationResource="InstanceType")


def test_what_is_on_sale_is_listed_before_what_was(account: Account) -> None:
    names = [one["InstanceTypeFamily"] for one in types(account)]
    assert names.index("ecs.n4") > max(names.index("ecs.g9i"), names.index("ecs.c6"))
