"""Prefix lists: what they hold, who names them, what refuses to go."""

from typing import Any

import pytest

from tests.emulator.ecs.account import Account, Place

OFFICE = {"Cidr": "192.168.0.0/16", "Description": "office"}


def made(account: Account, **query: Any) -> str:
    usual = {"PrefixListName": "office", "AddressFamily": "IPv4", "MaxEntries": 3, "Entry": [OFFICE]}
    return str(account.call("CreatePrefixList", **(usual | query))["PrefixListId"])


def entries(account: Account, key: str) -> list[dict[str, str]]:
    return list(account.call("DescribePrefixListAttributes", PrefixListId=key)["Entries"]["Entry"])


def keys(account: Account, **query: Any) -> list[str]:
    return account.ids("DescribePrefixLists", "PrefixLists", "PrefixList", "PrefixListId", **query)


def test_entries_come_and_go_and_a_known_block_only_changes_its_words(account: Account) -> None:
    key = made(account)
    assert entries(account, key) == [OFFICE]
    added = [{"Cidr": "10.0.0.0/8", "Description": "vpc"}, OFFICE | {"Description": "hq"}]
    account.call("ModifyPrefixList", PrefixListId=key, AddEntry=added)
    assert entries(account, key) == added
    gone = [{"Cidr": "10.0.0.0/8"}]
    account.call("ModifyPrefixList", PrefixListId=key, RemoveEntry=gone, PrefixListName="places")
    assert entries(account, key) == [OFFICE | {"Description": "hq"}]
    assert keys(account, PrefixListName="places") == [key]


def test_lists_filter_by_id_name_family_and_tag(account: Account) -> None:
    four = made(account, Tag=[{"Key": "stack", "Value": "dev"}])
    six = made(account, PrefixListName="six", AddressFamily="IPv6", Entry=[{"Cidr": "2001:db8::/32"}])
    assert keys(account) == [four, six]
    assert keys(account, PrefixListId=[six]) == [six]
    assert keys(account, PrefixListName="off*") == [four]
    assert keys(account, AddressFamily="IPv6") == [six]
    assert keys(account, Tag=[{"Key": "stack", "Value": "dev"}]) == [four]


def test_associations_are_the_groups_that_name_the_list(account: Account, place: Place) -> None:
    key = made(account)
    rule = {"IpProtocol": "all", "PortRange": "-1/-1", "SourcePrefixListId": key}
    account.call("AuthorizeSecurityGroup", SecurityGroupId=place.group, **rule)
    answer = account.call("DescribePrefixListAssociations", PrefixListId=key)
    rows = answer["PrefixListAssociations"]["PrefixListAssociation"]
    assert rows == [{"ResourceId": place.group, "ResourceType": "securitygroup"}]
    code, message = account.refusal("DeletePrefixList", PrefixListId=key)
    assert code == "DependencyViolation.PrefixList"
    assert place.group in message
    account.call("RevokeSecurityGroup", SecurityGroupId=place.group, **rule)
    account.call("DeletePrefixList", PrefixListId=key)
    assert keys(account) == []


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"Entry": [{"Cidr": "everyone"}]}, "InvalidParameter.Cidr"),
        ({"Entry": [{"Cidr": "2001:db8::/32"}]}, "InvalidParameter.Cidr"),
        ({"Entry": [OFFICE, OFFICE]}, "InvalidParameter.DuplicateCidr"),
        ({"MaxEntries": 1, "Entry": [OFFICE, {"Cidr": "10.0.0.0/8"}]}, "LimitExceed.Entry"),
        ({"MaxEntries": 201}, "InvalidParameter.MaxEntries"),
        ({"MaxEntries": ""}, "MissingParameter.MaxEntries"),
        ({"AddressFamily": "IPv5"}, "InvalidParameter.AddressFamily"),
        ({"PrefixListName": "com.aliyun.x"}, "InvalidPrefixListName.Malformed"),
    ],
)
def test_a_wrong_list_is_not_created(account: Account, query: dict[str, Any], code: str) -> None:
    usual = {"PrefixListName": "office", "AddressFamily": "IPv4", "MaxEntries": 3}
    assert account.refusal("CreatePrefixList", **(usual | query))[0] == code
    assert keys(account) == []


def test_a_list_does_not_outgrow_its_size(account: Account) -> None:
    key = made(account)
    more = [{"Cidr": f"10.{number}.0.0/16"} for number in range(3)]
    assert account.refusal("ModifyPrefixList", PrefixListId=key, AddEntry=more)[0] == "LimitExceed.Entry"
    assert entries(account, key) == [OFFICE]


def test_a_list_that_is_not_there_is_refused(account: Account) -> None:
    for action in ("DescribePrefixListAttributes", "ModifyPrefixList", "DeletePrefixList"):
        code, message = account.refusal(action, PrefixListId="pl-none")
        assert code == "InvalidPrefixListId.NotFound"
        assert "pl-none" in message
