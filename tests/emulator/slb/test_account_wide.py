"""What is not one noun's own: tags of every kind, older white lists, TLS policies, zones."""

import pytest

from tests.emulator.slb.account import Account
from tests.emulator.slb.keys import Pair


def tagged(account: Account, kind: str, key: str) -> dict[str, str]:
    answer = account.call("ListTagResources", ResourceType=kind, **{"ResourceId.1": key})
    return {row["TagKey"]: row["TagValue"] for row in answer["TagResources"]["TagResource"]}


@pytest.mark.parametrize("kind", ["instance", "acl", "vservergroup", "listener"])
def test_resources_of_every_kind_are_tagged(account: Account, kind: str) -> None:
    balancer = account.balancer()
    account.listener(balancer)
    key = {
        "instance": balancer,
        "acl": account.acl(),
        "vservergroup": account.group(balancer),
        "listener": f"{balancer}_http_80",
    }[kind]
    one = {"ResourceType": kind, "ResourceId.1": key}
    tags = {"Tag.1.Key": "team", "Tag.1.Value": "web", "Tag.2.Key": "env", "Tag.2.Value": "dev"}
    account.call("TagResources", **one, **tags)
    both = tagged(account, kind, key)
    account.call("UntagResources", **one, **{"TagKey.1": "team"})
    assert (both, tagged(account, kind, key)) == ({"team": "web", "env": "dev"}, {"env": "dev"})
    account.call("UntagResources", All="true", **one)
    assert tagged(account, kind, key) == {}


def test_resources_are_found_by_their_tags(account: Account) -> None:
    key = account.balancer(**{"Tag.1.Key": "team", "Tag.1.Value": "web"})
    account.balancer(**{"Tag.1.Key": "team", "Tag.1.Value": "ops"})
    account.acl(**{"Tag.1.Key": "team", "Tag.1.Value": "web"})
    given = {"ResourceType": "instance", "Tag.1.Key": "team", "Tag.1.Value": "web"}
    rows = account.call("ListTagResources", **given)["TagResources"]["TagResource"]
    assert [row["ResourceId"] for row in rows] == [key]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"ResourceType": "instance", "ResourceId.1": "lb-none", "Tag.1.Key": "a"}, "InvalidResourceId.NotFound"),
        ({"ResourceType": "cluster", "ResourceId.1": "lb-1", "Tag.1.Key": "a"}, "InvalidParameter.ResourceType"),
        ({"ResourceId.1": "lb-1", "Tag.1.Key": "a"}, "MissingParameter.ResourceType"),
        ({"ResourceType": "instance", "Tag.1.Key": "a"}, "MissingParameter.ResourceId"),
        ({"ResourceType": "instance", "ResourceId.1": "lb-1"}, "MissingParameter.Tag"),
    ],
)
def test_tags_of_nothing_are_refused(account: Account, query: dict[str, object], code: str) -> None:
    assert account.refusal("TagResources", **query)[0] == code


def test_the_older_calls_tag_balancers(account: Account) -> None:
    key, other = account.balancer(), account.balancer()
    written = '[{"TagKey":"team","TagValue":"web"},{"TagKey":"env","TagValue":"dev"}]'
    for one in (key, other):
        account.call("AddTags", LoadBalancerId=one, Tags=written)
    account.call("RemoveTags", LoadBalancerId=other, Tags='[{"TagKey":"team","TagValue":"web"}]')
    sets = account.call("DescribeTags")["TagSets"]["TagSet"]
    assert {(row["TagKey"], row["TagValue"]): row["InstanceCount"] for row in sets} == {
        ("team", "web"): 1,
        ("env", "dev"): 2,
    }
    distinct = account.call("DescribeTags", LoadBalancerId=other, DistinctKey="true")["TagSets"]["TagSet"]
    assert [row["TagKey"] for row in distinct] == ["env"]


def test_a_listener_has_a_white_list_of_its_own(account: Account) -> None:
    key = account.balancer()
    account.listener(key)
    one = {"LoadBalancerId": key, "ListenerPort": 80}
    account.call("AddListenerWhiteListItem", SourceItems="192.0.2.1,10.0.0.0/8", **one)
    account.call("SetListenerAccessControlStatus", AccessControlStatus="open_white_list", **one)
    account.call("RemoveListenerWhiteListItem", SourceItems="192.0.2.1", **one)
    shown = account.call("DescribeListenerAccessControlAttribute", **one)
    assert (shown["AccessControlStatus"], shown["SourceItems"]) == ("open_white_list", "10.0.0.0/8")


@pytest.mark.parametrize("items", ["0.0.0.0/0", "0.0.0.0", "::/0", "office", "10.0.0.1/8"])
def test_a_white_list_never_holds_everyone(account: Account, items: str) -> None:
    key = account.balancer()
    account.listener(key)
    given = {"LoadBalancerId": key, "ListenerPort": 80, "SourceItems": items}
    assert account.refusal("AddListenerWhiteListItem", **given) == (
        "InvalidParameter",
        "The specified SourceItems is invalid.",
    )


def policy(account: Account, **query: object) -> str:
    given = {"Name": "modern", "TLSVersions.1": "TLSv1.2", "Ciphers.1": "AES128-GCM-SHA256"} | query
    return str(account.call("CreateTLSCipherPolicy", **given)["TLSCipherPolicyId"])


def test_a_tls_policy_of_ones_own_serves_https(account: Account, pair: Pair) -> None:
    key, balancer = policy(account), account.balancer()
    given = {"ServerCertificate": pair.certificate, "PrivateKey": pair.key}
    certificate = account.call("UploadServerCertificate", **given)["ServerCertificateId"]
    account.listener(balancer, "https", 443, ServerCertificateId=certificate, TLSCipherPolicy=key)
    rows = account.call("ListTLSCipherPolicies", TLSCipherPolicyId=key, IncludeListener="true")["TLSCipherPolicies"]
    assert rows[0]["RelateListeners"] == [{"LoadBalancerId": balancer, "Port": 443, "Protocol": "https"}]
    assert account.refusal("DeleteTLSCipherPolicy", TLSCipherPolicyId=key)[0] == "TLSCipherPolicyIsRefered"
    account.call("DeleteLoadBalancer", LoadBalancerId=balancer)
    account.call("DeleteTLSCipherPolicy", TLSCipherPolicyId=key)
    assert account.call("ListTLSCipherPolicies")["TLSCipherPolicies"] == []


def test_a_tls_policy_changes(account: Account) -> None:
    key = policy(account)
    given = {"Name": "old", "TLSVersions.1": "TLSv1.0", "Ciphers.1": "AES128-SHA"}
    account.call("SetTLSCipherPolicyAttribute", TLSCipherPolicyId=key, **given)
    row = account.call("ListTLSCipherPolicies", Name="old")["TLSCipherPolicies"][0]
    assert (row["TLSVersions"], row["Ciphers"]) == (["TLSv1.0"], ["AES128-SHA"])


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"Name": ""}, "MissingParam.Name"),
        ({"TLSVersions.1": "TLSv1.9"}, "TLSPolicyNoSupportVersion"),
        ({"Ciphers.1": "TLS_AES_128_GCM_SHA256"}, "TLSPolicyNoSupportCipher"),
        ({"Ciphers.2": "AES128-GCM-SHA256"}, "ParamDuplicateError.Ciphers"),
    ],
)
def test_a_tls_policy_of_unknown_parts_is_refused(account: Account, query: dict[str, object], code: str) -> None:
    given = {"Name": "modern", "TLSVersions.1": "TLSv1.2", "Ciphers.1": "AES128-GCM-SHA256"} | query
    assert account.refusal("CreateTLSCipherPolicy", **given)[0] == code


def test_zones_come_in_pairs(account: Account) -> None:
    zones = account.call("DescribeZones")["Zones"]["Zone"]
    sold = account.call("DescribeAvailableResource", AddressType="vpc", AddressIPVersion="ipv4")
    pairs = sold["AvailableResources"]["AvailableResource"]
    assert {zone["ZoneId"] for zone in zones} == {pair["MasterZoneId"] for pair in pairs}
    assert all(pair["MasterZoneId"] != pair["SlaveZoneId"] for pair in pairs)
    assert pairs[0]["SupportResources"]["SupportResource"] == [{"AddressType": "vpc", "AddressIPVersion": "ipv4"}]
    regions = account.call("DescribeRegions")["Regions"]["Region"]
    assert "cn-hangzhou" in {region["RegionId"] for region in regions}
