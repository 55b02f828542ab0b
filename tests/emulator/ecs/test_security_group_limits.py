"""How many rules a group takes: by group, by call, by what they name."""

from typing import Any

from tests.emulator.ecs.account import Account, Place

HTTP = {"IpProtocol": "tcp", "PortRange": "80/80", "SourceCidrIp": "0.0.0.0/0"}
ALL = {"IpProtocol": "all", "PortRange": "-1/-1"}


def allow(account: Account, group: str, **rule: Any) -> None:
    account.call("AuthorizeSecurityGroup", SecurityGroupId=group, **rule)


def test_a_group_has_at_most_200_rules_both_directions_together(account: Account, place: Place) -> None:
    for start in (0, 100):
        ports = [HTTP | {"PortRange": f"{port}/{port}"} for port in range(start + 1, start + 101)]
        allow(account, place.group, Permissions=ports)
    code, message = account.refusal(
        "AuthorizeSecurityGroupEgress", SecurityGroupId=place.group, DestCidrIp="0.0.0.0/0", **ALL
    )
    assert code == "AuthorizationLimitExceed"
    assert "201 of at most 200" in message
    assert len(account.rules(place.group)) == 200


def test_a_call_takes_at_most_100_rules(account: Account, place: Place) -> None:
    ports = [HTTP | {"PortRange": f"{port}/{port}"} for port in range(1, 102)]
    code, message = account.refusal("AuthorizeSecurityGroup", SecurityGroupId=place.group, Permissions=ports)
    assert code == "InvalidParam.Permissions"
    assert "1..100" in message


def test_a_group_names_at_most_20_groups(account: Account, place: Place) -> None:
    peers = [account.group(place.vpc) for _ in range(21)]
    allow(account, place.group, Permissions=[{**ALL, "SourceGroupId": peer} for peer in peers[:20]])
    code, message = account.refusal(
        "AuthorizeSecurityGroup", SecurityGroupId=place.group, SourceGroupId=peers[20], **ALL
    )
    assert code == "AuthorizedGroupRule.LimitExceed"
    assert "20" in message


def test_a_prefix_list_counts_for_as_many_rules_as_it_may_hold(account: Account, place: Place) -> None:
    asked = {"PrefixListName": "all", "AddressFamily": "IPv4", "MaxEntries": 150}
    lists = [account.call("CreatePrefixList", **asked)["PrefixListId"] for _ in "12"]
    allow(account, place.group, **ALL, SourcePrefixListId=lists[0])
    refused = account.refusal("AuthorizeSecurityGroup", SecurityGroupId=place.group, **ALL, SourcePrefixListId=lists[1])
    assert refused[0] == "AuthorizationLimitExceed"
    assert account.rules(place.group)[0]["SourcePrefixListName"] == "all"


def test_long_lists_of_rules_come_in_pages(account: Account, place: Place) -> None:
    allow(account, place.group, Permissions=[HTTP | {"Priority": number} for number in range(1, 4)])
    first = account.call("DescribeSecurityGroupAttribute", SecurityGroupId=place.group, MaxResults=2)
    rest = account.rules(place.group, MaxResults=2, NextToken=first["NextToken"])
    assert [rule["Priority"] for rule in rest] == ["3"]
