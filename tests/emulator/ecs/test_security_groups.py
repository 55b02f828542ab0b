"""Security groups: what they start as, how lists find them, what refuses to go."""

import pytest

from tests.emulator.ecs.account import Account, Place


def shown(account: Account, **query: object) -> list[dict[str, object]]:
    return list(account.call("DescribeSecurityGroups", **query)["SecurityGroups"]["SecurityGroup"])


def keys(account: Account, **query: object) -> list[object]:
    return [row["SecurityGroupId"] for row in shown(account, **query)]


def inner(account: Account, group: str) -> str:
    return str(account.call("DescribeSecurityGroupAttribute", SecurityGroupId=group)["InnerAccessPolicy"])


def test_a_basic_group_admits_its_members_until_told_otherwise(account: Account) -> None:
    group = account.group(account.vpc())
    assert inner(account, group) == "Accept"
    account.call("ModifySecurityGroupPolicy", SecurityGroupId=group, InnerAccessPolicy="Drop")
    assert inner(account, group) == "Drop"


def test_an_advanced_group_isolates_its_members_and_stays_so(account: Account) -> None:
    group = account.group(account.vpc(), SecurityGroupType="enterprise")
    assert inner(account, group) == "Drop"
    asked = {"SecurityGroupId": group, "InnerAccessPolicy": "Accept"}
    code, message = account.refusal("ModifySecurityGroupPolicy", **asked)
    assert code == "InvalidOperation.NotSupportEnterpriseGroup"
    assert "cannot be modified" in message
    assert inner(account, group) == "Drop"


def test_a_new_group_has_no_rules_and_carries_what_it_was_given(account: Account) -> None:
    vpc = account.vpc()
    group = account.group(vpc, SecurityGroupName="web", Description="front", Tag=[{"Key": "stack", "Value": "dev"}])
    row = shown(account, SecurityGroupId=group)[0]
    assert (row["SecurityGroupName"], row["Description"], row["VpcId"]) == ("web", "front", vpc)
    assert (row["SecurityGroupType"], row["RuleCount"], row["GroupToGroupRuleCount"]) == ("normal", 0, 0)
    assert row["Tags"] == {"Tag": [{"TagKey": "stack", "TagValue": "dev"}]}
    assert account.rules(group) == []


def test_lists_filter_by_id_name_vpc_type_network_and_tag(account: Account) -> None:
    one, other = account.vpc(), account.vpc("172.16.0.0/12")
    web = account.group(one, SecurityGroupName="web-1", Tag=[{"Key": "stack", "Value": "dev"}])
    data = account.group(one, SecurityGroupName="data", SecurityGroupType="enterprise")
    far = account.group(other, SecurityGroupName="web-2")
    assert keys(account) == [web, data, far]
    assert keys(account, SecurityGroupIds=f'["{web}","{far}"]') == [web, far]
    assert keys(account, SecurityGroupName="web-*") == [web, far]
    assert keys(account, SecurityGroupName="web-1") == [web]
    assert keys(account, VpcId=one) == [web, data]
    assert keys(account, SecurityGroupType="enterprise") == [data]
    assert keys(account, NetworkType="classic") == []
    assert keys(account, Tag=[{"Key": "stack"}]) == [web]
    assert keys(account, Tag=[{"Key": "stack", "Value": "prod"}]) == []
    assert keys(account, RegionId="eu-west-1") == []


def test_both_styles_of_paging_show_every_group_once(account: Account) -> None:
    vpc = account.vpc()
    groups = [account.group(vpc) for _ in range(5)]
    pages = [keys(account, PageSize=2, PageNumber=number) for number in (1, 2, 3, 4)]
    assert pages == [groups[:2], groups[2:4], groups[4:], []]
    first = account.call("DescribeSecurityGroups", MaxResults=3)
    rest = account.call("DescribeSecurityGroups", MaxResults=3, NextToken=first["NextToken"])
    assert [row["SecurityGroupId"] for row in rest["SecurityGroups"]["SecurityGroup"]] == groups[3:]
    assert rest["NextToken"] == ""


def test_a_group_counts_the_machines_in_it(account: Account, place: Place) -> None:
    account.run(place.vswitch, place.group, Amount=2)
    assert shown(account, IsQueryEcsCount=True)[0]["EcsCount"] == 2
    assert "EcsCount" not in shown(account)[0]


def test_name_and_description_change(account: Account) -> None:
    group = account.group(account.vpc(), SecurityGroupName="web")
    asked = {"SecurityGroupId": group, "SecurityGroupName": "front", "Description": "all"}
    account.call("ModifySecurityGroupAttribute", **asked)
    row = shown(account)[0]
    assert (row["SecurityGroupName"], row["Description"]) == ("front", "all")


@pytest.mark.parametrize(
    ("query", "code", "message"),
    [
        ({"VpcId": "vpc-none"}, "InvalidVpcId.NotFound", "vpc-none"),
        ({"SecurityGroupType": "huge"}, "InvalidSecurityGroupType.Malformed", "huge"),
        ({"SecurityGroupName": "x"}, "InvalidSecurityGroupName.Malformed", "'x'"),
        ({"SecurityGroupName": "http://x"}, "InvalidSecurityGroupName.Malformed", "http://x"),
        ({"SecurityGroupName": "1web"}, "InvalidSecurityGroupName.Malformed", "1web"),
        ({"Description": "https://x"}, "InvalidSecurityGroupDiscription.Malformed", "https://x"),
        ({"Tag": [{"Key": "aliyun", "Value": ""}]}, "InvalidTagKey.Malformed", "aliyun"),
    ],
)
def test_a_wrong_group_is_not_created(account: Account, query: dict[str, object], code: str, message: str) -> None:
    refused = account.refusal("CreateSecurityGroup", **query)
    assert refused[0] == code
    assert message in refused[1]
    assert keys(account) == []


def test_the_quota_of_groups_holds(account: Account) -> None:
    vpc = account.vpc()
    account.handle.quotas(security_groups=1)
    account.group(vpc)
    assert account.refusal("CreateSecurityGroup", VpcId=vpc)[0] == "QuotaExceed.SecurityGroup"


def test_a_group_that_an_interface_carries_is_not_deleted(account: Account, place: Place) -> None:
    face = account.interface(place.vswitch, place.group)
    code, message = account.refusal("DeleteSecurityGroup", SecurityGroupId=place.group)
    assert code == "DependencyViolation"
    assert face in message
    account.call("DeleteNetworkInterface", NetworkInterfaceId=face)
    account.call("DeleteSecurityGroup", SecurityGroupId=place.group)
    assert keys(account) == []


def test_a_group_that_a_rule_names_is_not_deleted(account: Account, place: Place) -> None:
    app = account.group(place.vpc)
    rule = {"IpProtocol": "tcp", "PortRange": "8080/8080", "SourceGroupId": place.group}
    account.call("AuthorizeSecurityGroup", SecurityGroupId=app, **rule)
    code, message = account.refusal("DeleteSecurityGroup", SecurityGroupId=place.group)
    assert code == "DependencyViolation"
    assert app in message
    account.call("RevokeSecurityGroup", SecurityGroupId=app, **rule)
    account.call("DeleteSecurityGroup", SecurityGroupId=place.group)
    assert keys(account) == [app]


def test_references_say_who_names_a_group(account: Account, place: Place) -> None:
    app, lonely = account.group(place.vpc), account.group(place.vpc)
    rule = {"IpProtocol": "all", "PortRange": "-1/-1", "DestGroupId": place.group}
    account.call("AuthorizeSecurityGroupEgress", SecurityGroupId=app, **rule)
    answer = account.call("DescribeSecurityGroupReferences", SecurityGroupId=[place.group, lonely])
    (row,) = answer["SecurityGroupReferences"]["SecurityGroupReference"]
    owner = account.handle.settings.account_id
    assert row["SecurityGroupId"] == place.group
    assert row["ReferencingSecurityGroups"]["ReferencingSecurityGroup"] == [{"SecurityGroupId": app, "AliUid": owner}]


@pytest.mark.parametrize(
    "action",
    [
        "DeleteSecurityGroup",
        "DescribeSecurityGroupAttribute",
        "ModifySecurityGroupAttribute",
        "AuthorizeSecurityGroup",
        "RevokeSecurityGroup",
        "JoinSecurityGroup",
    ],
)
def test_a_group_that_is_not_there_is_refused_by_every_action(account: Account, action: str) -> None:
    code, message = account.refusal(action, SecurityGroupId="sg-none")
    assert code == "InvalidSecurityGroupId.NotFound"
    assert "sg-none" in message


def test_a_vpc_with_a_group_in_it_is_not_deleted(account: Account) -> None:
    vpc = account.vpc()
    account.group(vpc)
    assert account.refusal("DeleteVpc", VpcId=vpc)[0] == "DependencyViolation.SecurityGroup"
