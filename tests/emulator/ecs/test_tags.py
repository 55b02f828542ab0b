"""Tags of ECS resources, in both generations of the API."""

from typing import Any

from tests.emulator.ecs.account import Account, Place

DEV = [{"Key": "stack", "Value": "dev"}]


def rows(account: Account, **query: Any) -> list[tuple[str, str, str]]:
    found = account.call("ListTagResources", **query)["TagResources"]["TagResource"]
    return [(row["ResourceId"], row["TagKey"], row["TagValue"]) for row in found]


def test_tags_are_put_listed_and_taken_off(account: Account, place: Place, server: str) -> None:
    other = account.group(place.vpc)
    account.call("TagResources", ResourceType="securitygroup", ResourceId=[place.group, other], Tag=DEV)
    account.call("TagResources", ResourceType="instance", ResourceId=[server], Tag=DEV)
    assert rows(account, ResourceType="securitygroup") == [(key, "stack", "dev") for key in (place.group, other)]
    assert rows(account, ResourceType="instance", Tag=DEV) == [(server, "stack", "dev")]
    assert rows(account, ResourceType="instance", ResourceId=[server], Tag=[{"Key": "none"}]) == []
    account.call("UntagResources", ResourceType="securitygroup", ResourceId=[other], TagKey=["stack"])
    assert rows(account, ResourceType="securitygroup", ResourceId=[other]) == []
    account.call("TagResources", ResourceType="instance", ResourceId=[server], Tag=[{"Key": "tier", "Value": "web"}])
    account.call("UntagResources", ResourceType="instance", ResourceId=[server], All=True)
    assert rows(account, ResourceType="instance") == []


def test_a_tag_filter_takes_any_of_its_values(account: Account, place: Place) -> None:
    account.call("TagResources", ResourceType="securitygroup", ResourceId=[place.group], Tag=DEV)
    for values, found in ((["dev", "test"], 1), (["prod"], 0), ([], 1)):
        wanted = [{"TagKey": "stack", "TagValues": values}]
        assert len(rows(account, ResourceType="securitygroup", TagFilter=wanted)) == found


def test_the_older_actions_work_on_the_same_tags(account: Account, place: Place) -> None:
    account.call("AddTags", ResourceType="securitygroup", ResourceId=place.group, Tag=DEV)
    (tag,) = account.call("DescribeTags", ResourceType="securitygroup")["Tags"]["Tag"]
    assert (tag["TagKey"], tag["TagValue"], tag["ResourceTypeCount"]["Securitygroup"]) == ("stack", "dev", 1)
    (found,) = account.call("DescribeResourceByTags", Tag=DEV)["Resources"]["Resource"]
    assert (found["ResourceId"], found["ResourceType"]) == (place.group, "securitygroup")
    assert account.call("DescribeTags", ResourceId=place.group, Tag=[{"Key": "none"}])["Tags"]["Tag"] == []
    account.call("RemoveTags", ResourceType="securitygroup", ResourceId=place.group, Tag=DEV)
    assert account.call("DescribeTags")["Tags"]["Tag"] == []


def test_what_cannot_be_tagged_is_refused(account: Account, place: Place) -> None:
    group = {"ResourceType": "securitygroup", "ResourceId": [place.group]}
    assert (
        account.refusal("TagResources", ResourceType="moon", ResourceId=["x"], Tag=DEV)[0]
        == "InvalidResourceType.NotFound"
    )
    code, message = account.refusal("TagResources", ResourceType="instance", ResourceId=["i-none"], Tag=DEV)
    assert code == "InvalidResourceId.NotFound"
    assert "i-none" in message
    assert account.refusal("TagResources", **group)[0] == "MissingParameter.Tag"
    assert account.refusal("TagResources", ResourceType="instance", Tag=DEV)[0] == "MissingParameter.ResourceId"
    many = [{"Key": f"k{number}", "Value": ""} for number in range(21)]
    assert account.refusal("TagResources", **group, Tag=many)[0] == "InvalidTagCount"


def test_tags_go_with_what_carries_them(account: Account, place: Place) -> None:
    account.call("TagResources", ResourceType="securitygroup", ResourceId=[place.group], Tag=DEV)
    account.call("DeleteSecurityGroup", SecurityGroupId=place.group)
    assert rows(account, ResourceType="securitygroup") == []


def test_a_resource_joins_a_resource_group(account: Account, place: Place, server: str) -> None:
    account.call("JoinResourceGroup", ResourceType="instance", ResourceId=server, ResourceGroupId="rg-1")
    assert account.instance(server)["ResourceGroupId"] == "rg-1"
    code, _ = account.refusal("JoinResourceGroup", ResourceType="disk", ResourceId="d-none", ResourceGroupId="rg-1")
    assert code == "InvalidResourceId.NotFound"
