"""Tags, resource groups, regions and zones of the VPC product through HTTP."""

import pytest

from tests.emulator.api import Api
from tests.emulator.vpc.conftest import Network

TAG = [{"Key": "stack", "Value": "dev"}]


@pytest.mark.parametrize("spelling", ["UnTagResources", "UntagResources"])
def test_tags_are_put_listed_and_taken_in_either_spelling(vpc: Api, network: Network, spelling: str) -> None:
    named = {"ResourceType": "VPC", "ResourceId": [network.vpc]}
    vpc("TagResources", **named, Tag=[*TAG, {"Key": "owner", "Value": "a"}])
    rows = vpc("ListTagResources", **named)["TagResources"]["TagResource"]
    assert [(row["TagKey"], row["TagValue"]) for row in rows] == [("stack", "dev"), ("owner", "a")]
    vpc(spelling, **named, TagKey=["stack"])
    assert vpc("DescribeVpcAttribute", VpcId=network.vpc)["Tags"] == {"Tag": [{"Key": "owner", "Value": "a"}]}
    vpc(spelling, **named, All=True)
    assert vpc("DescribeVpcAttribute", VpcId=network.vpc)["Tags"] == {"Tag": []}


def test_tagged_resources_are_found_by_type(vpc: Api, network: Network) -> None:
    vpc("TagResources", ResourceType="VPC", ResourceId=[network.vpc], Tag=TAG)
    vpc("TagResources", ResourceType="VSWITCH", ResourceId=[network.vswitch], Tag=TAG)
    rows = vpc("ListTagResources", ResourceType="VSWITCH", Tag=TAG)["TagResources"]["TagResource"]
    assert [row["ResourceId"] for row in rows] == [network.vswitch]


@pytest.mark.parametrize("action", ["TagResources", "UnTagResources"])
def test_what_is_not_there_is_not_tagged(vpc: Api, network: Network, action: str) -> None:
    given = {"Tag": TAG} if action == "TagResources" else {"TagKey": ["stack"]}
    refused = vpc.refused(action, ResourceType="VPC", ResourceId=["vpc-none"], **given)
    assert (refused.status, refused.code) == (404, "InvalidResourceId.NotFound")
    assert vpc.code(action, ResourceType="TEAPOT", ResourceId=[network.vpc], **given) == "InvalidParameter.ResourceType"


@pytest.mark.parametrize("key", ["aliyun-x", "acs:x", "http://x", "x" * 129])
def test_a_tag_key_that_the_cloud_keeps_is_refused(vpc: Api, network: Network, key: str) -> None:
    wanted = {"ResourceType": "VPC", "ResourceId": [network.vpc], "Tag": [{"Key": key, "Value": "v"}]}
    assert vpc.code("TagResources", **wanted) == "InvalidTagKey.Malformed"


def test_a_resource_has_at_most_twenty_tags(vpc: Api, network: Network) -> None:
    tags = [{"Key": f"k{number}", "Value": "v"} for number in range(21)]
    named = {"ResourceType": "VPC", "ResourceId": [network.vpc]}
    vpc("TagResources", **named, Tag=tags[:20])
    assert vpc.code("TagResources", **named, Tag=tags[20:]) == "InvalidTagCount"


def test_a_resource_moves_to_another_group(vpc: Api, network: Network) -> None:
    vpc("MoveResourceGroup", ResourceType="vpc", ResourceId=network.vpc, NewResourceGroupId="rg-1")
    assert vpc("DescribeVpcAttribute", VpcId=network.vpc)["ResourceGroupId"] == "rg-1"
    assert vpc("DescribeVpcs", ResourceGroupId="rg-1")["TotalCount"] == 1


def test_regions_and_zones_are_the_clouds(vpc: Api) -> None:
    regions = [row["RegionId"] for row in vpc("DescribeRegions")["Regions"]["Region"]]
    zones = [row["ZoneId"] for row in vpc("DescribeZones", RegionId="cn-beijing")["Zones"]["Zone"]]
    assert ("cn-hangzhou" in regions, "cn-beijing-a" in zones) == (True, True)


def test_deletion_protection_is_for_what_exists(vpc: Api) -> None:
    wanted = {"InstanceId": "ngw-none", "ProtectionEnable": True}
    assert vpc.refused("DeletionProtection", Type="NATGW", **wanted).status == 404
    assert vpc.code("DeletionProtection", Type="TEAPOT", **wanted) == "InvalidParameter.Type"
