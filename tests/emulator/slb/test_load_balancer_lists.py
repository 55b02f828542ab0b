"""DescribeLoadBalancers: each filter finds the one balancer that it means; pages and tags."""

import pytest

from tests.emulator.slb.account import Account


def found(account: Account, **query: object) -> set[str]:
    rows = account.call("DescribeLoadBalancers", **query)["LoadBalancers"]["LoadBalancer"]
    return {row["LoadBalancerName"] for row in rows}


@pytest.fixture
def two(account: Account) -> Account:
    """`inside`, intranet, tagged, with i-1 behind it; and `outside`."""
    tag = {"Tag.1.Key": "team", "Tag.1.Value": "web"}
    inside = account.balancer(
        VSwitchId=account.vswitch(), AddressType="intranet", LoadBalancerName="inside", ResourceGroupId="rg-1", **tag
    )
    account.balancer(LoadBalancerName="outside", InternetChargeType="paybybandwidth", AddressIPVersion="ipv6")
    account.call(
        "AddBackendServers",
        LoadBalancerId=inside,
        BackendServers=f'["{account.instance()}"]'.replace('"i-1"', '{"ServerId":"i-1"}'),
    )
    return account


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({}, {"inside", "outside"}),
        ({"LoadBalancerName": "inside"}, {"inside"}),
        ({"LoadBalancerName": "inside,outside"}, {"inside", "outside"}),
        ({"LoadBalancerName": "in"}, set()),
        ({"VSwitchId": "vsw-1"}, {"inside"}),
        ({"VpcId": "vpc-1"}, {"inside"}),
        ({"Address": "10.0.1.1"}, {"inside"}),
        ({"AddressType": "internet"}, {"outside"}),
        ({"AddressIPVersion": "ipv6"}, {"outside"}),
        ({"InternetChargeType": "paybybandwidth"}, {"outside"}),
        ({"NetworkType": "Classic"}, {"outside"}),
        ({"MasterZoneId": "cn-hangzhou-h"}, {"inside"}),
        ({"ResourceGroupId": "rg-1"}, {"inside"}),
        ({"LoadBalancerStatus": "inactive"}, set()),
        ({"PayType": "PayOnDemand"}, {"inside", "outside"}),
        ({"ServerId": "i-1"}, {"inside"}),
        ({"ServerId": "i-2"}, set()),
        ({"ServerIntranetAddress": "10.0.1.77"}, {"inside"}),
        ({"ServerIntranetAddress": "10.0.1.78"}, set()),
        ({"Tag.1.Key": "team", "Tag.1.Value": "web"}, {"inside"}),
        ({"Tag.1.Key": "team", "Tag.1.Value": "db"}, set()),
        ({"Tag.1.Key": "team"}, {"inside"}),
        ({"Tags": '[{"TagKey":"team","TagValue":"web"}]'}, {"inside"}),
        ({"RegionId": "cn-beijing"}, set()),
    ],
)
def test_a_filter_finds_what_it_means(two: Account, query: dict[str, object], names: set[str]) -> None:
    assert found(two, **query) == names


def test_ids_are_a_filter_too(two: Account) -> None:
    key = two.store.find("load_balancer")[1]["LoadBalancerId"]
    assert found(two, LoadBalancerId=key) == {"outside"}


def test_pages_are_of_the_wanted_size(two: Account) -> None:
    page = two.call("DescribeLoadBalancers", PageSize=1, PageNumber=2)
    assert (page["TotalCount"], page["PageNumber"], page["PageSize"]) == (2, 2, 1)
    assert [row["LoadBalancerName"] for row in page["LoadBalancers"]["LoadBalancer"]] == ["outside"]


def test_a_row_carries_its_tags(two: Account) -> None:
    rows = two.call("DescribeLoadBalancers", LoadBalancerName="inside")["LoadBalancers"]["LoadBalancer"]
    assert rows[0]["Tags"] == {"Tag": [{"TagKey": "team", "TagValue": "web"}]}
