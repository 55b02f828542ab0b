"""ACLs: entries are CIDRs of the list's IP version; a list that a listener uses stays."""

import json

import pytest

from tests.emulator.slb.account import Account


def entries(account: Account, key: str, **query: object) -> list[str]:
    shown = account.call("DescribeAccessControlListAttribute", AclId=key, **query)
    return [entry["AclEntryIP"] for entry in shown["AclEntrys"]["AclEntry"]]


def test_entries_are_added_and_removed(account: Account) -> None:
    key = account.acl("10.0.0.0/8", "192.0.2.0/24")
    account.call("RemoveAccessControlListEntry", AclId=key, AclEntrys='[{"entry":"10.0.0.0/8"}]')
    assert entries(account, key) == ["192.0.2.0/24"]


def test_an_entry_that_is_there_already_is_left_as_it_is(account: Account) -> None:
    key = account.acl("10.0.0.0/8")
    account.call("AddAccessControlListEntry", AclId=key, AclEntrys='[{"entry":"10.0.0.0/8","comment":"again"}]')
    shown = account.call("DescribeAccessControlListAttribute", AclId=key)
    assert shown["AclEntrys"]["AclEntry"] == [{"AclEntryIP": "10.0.0.0/8", "AclEntryComment": "a"}]


def test_empty_items_of_the_providers_list_are_passed_over(account: Account) -> None:
    key = account.acl()
    account.call("AddAccessControlListEntry", AclId=key, AclEntrys='[null,{},{"entry":"10.0.0.0/8"}]')
    assert entries(account, key) == ["10.0.0.0/8"]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ('[{"entry":"10.0.0.1"}]', "AclEntryIllegal"),
        ('[{"entry":"10.0.0.1/8"}]', "AclEntryIllegal"),
        ('[{"entry":"office"}]', "AclEntryIllegal"),
        ('[{"entry":"2001:db8::/32"}]', "IllegalEntry"),
        ("[]", "AclEntryEmpty"),
        ("{}", "InvalidParameter.AclEntrys"),
        ("[{]", "InvalidParameter.AclEntrys"),
        ('[{"cidr":"10.0.0.0/8"}]', "InvalidParameter.AclEntrys"),
    ],
)
def test_an_entry_that_is_no_cidr_of_the_version_is_refused(account: Account, written: str, code: str) -> None:
    key = account.acl()
    assert account.refusal("AddAccessControlListEntry", AclId=key, AclEntrys=written)[0] == code
    assert entries(account, key) == []


def test_an_ipv6_list_takes_ipv6_only(account: Account) -> None:
    key = account.acl("2001:db8::/32", AddressIPVersion="ipv6")
    refusal = account.refusal("AddAccessControlListEntry", AclId=key, AclEntrys='[{"entry":"10.0.0.0/8"}]')
    assert refusal == ("IllegalEntry", "Entry version is conflict to the acl version.")


def test_fifty_entries_at_once_and_three_hundred_in_all(account: Account) -> None:
    key = account.acl()
    written = [{"entry": f"10.{i // 256}.{i % 256}.0/24", "comment": ""} for i in range(301)]
    assert account.refusal("AddAccessControlListEntry", AclId=key, AclEntrys=json.dumps(written[:51]))[0] == (
        "InvalidParameter"
    )
    for start in range(0, 300, 50):
        account.call("AddAccessControlListEntry", AclId=key, AclEntrys=json.dumps(written[start : start + 50]))
    assert account.refusal("AddAccessControlListEntry", AclId=key, AclEntrys=json.dumps(written[300:])) == (
        "AclEntryExceedLimit",
        "The maximum number of ACL entries is exceeded.",
    )
    assert len(entries(account, key)) == 300
    assert entries(account, key, Page=2, PageSize=50)[0] == "10.0.50.0/24"


def test_removing_what_is_not_there_is_refused_as_the_provider_expects(account: Account) -> None:
    refusal = account.refusal("RemoveAccessControlListEntry", AclId=account.acl(), AclEntrys='[{"entry":"10.0.0.0/8"}]')
    assert refusal[0] == "AclEntryEmpty"


def test_a_list_that_a_listener_uses_stays(account: Account) -> None:
    key, acl = account.balancer(), account.acl("10.0.0.0/8")
    account.listener(key, AclStatus="on", AclType="white", AclId=acl)
    shown = account.call("DescribeAccessControlListAttribute", AclId=acl)
    assert shown["RelatedListeners"]["RelatedListener"] == [
        {"LoadBalancerId": key, "ListenerPort": 80, "Protocol": "http", "AclType": "white"}
    ]
    assert account.refusal("DeleteAccessControlList", AclId=acl) == (
        "OperationFailed.AclBindedWithVip",
        "The ACL has binded with vip.",
    )
    account.call("SetLoadBalancerHTTPListenerAttribute", LoadBalancerId=key, ListenerPort=80, AclStatus="off")
    account.call("DeleteAccessControlList", AclId=acl)
    assert account.refusal("DescribeAccessControlListAttribute", AclId=acl)[0] == "AclNotExist"


def test_a_listener_takes_three_lists_and_no_fourth(account: Account) -> None:
    key, acls = account.balancer(), [account.acl(AclName=f"acl-{i}") for i in range(4)]
    account.listener(key, AclStatus="on", AclType="black", AclId=",".join(acls[:3]))
    assert account.described(key)["AclIds"] == {"AclId": acls[:3]}
    code, _ = account.refusal(
        "SetLoadBalancerHTTPListenerAttribute", LoadBalancerId=key, ListenerPort=80, AclId=",".join(acls)
    )
    assert code == "QuotaLimitExceeds.AclAttachedToListener"


def test_the_lists_ip_version_is_the_balancers(account: Account) -> None:
    acl = account.acl(AddressIPVersion="ipv6")
    given = {"ListenerPort": 1, "BackendServerPort": 1, "AclStatus": "on", "AclType": "white", "AclId": acl}
    assert account.refusal("CreateLoadBalancerTCPListener", LoadBalancerId=account.balancer(), **given) == (
        "IpVersionConflict",
        "The ip version of this LoadBalancer and the Acl is conflict.",
    )


def test_lists_are_found_by_name_version_group_and_tag(account: Account) -> None:
    account.acl(AclName="partners", **{"Tag.1.Key": "team", "Tag.1.Value": "ops"})
    account.acl(AclName="monitors", AddressIPVersion="ipv6", ResourceGroupId="rg-1")
    queries: dict[str, dict[str, object]] = {
        "part": {"AclName": "part"},
        "ipv6": {"AddressIPVersion": "ipv6"},
        "group": {"ResourceGroupId": "rg-1"},
        "tag": {"Tag.1.Key": "team", "Tag.1.Value": "ops"},
        "second page": {"PageSize": 1, "PageNumber": 2},
        "elsewhere": {"RegionId": "cn-beijing"},
    }
    names = {
        word: [acl["AclName"] for acl in account.call("DescribeAccessControlLists", **query)["Acls"]["Acl"]]
        for word, query in queries.items()
    }
    assert names == {
        "part": ["partners"],
        "ipv6": ["monitors"],
        "group": ["monitors"],
        "tag": ["partners"],
        "second page": ["monitors"],
        "elsewhere": [],
    }


def test_a_list_can_be_renamed(account: Account) -> None:
    key = account.acl()
    account.call("SetAccessControlListAttribute", AclId=key, AclName="friends")
    assert account.call("DescribeAccessControlListAttribute", AclId=key)["AclName"] == "friends"
    assert account.refusal("CreateAccessControlList")[0] == "MissingParameter.AclName"


def test_the_quota_of_lists_holds(account: Account) -> None:
    account.handle.quotas(clb_acls=1)
    account.acl()
    try:
        assert account.refusal("CreateAccessControlList", AclName="b") == (
            "AclNumberOverLimit",
            "The Acl number has reached to the max quota limit.",
        )
    finally:
        account.handle.quotas(clb_acls=50)
