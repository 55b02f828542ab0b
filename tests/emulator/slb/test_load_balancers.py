"""CLB instances: where they live, what may change, what refuses to go."""

import pytest

from tests.emulator.slb.account import Account


def attribute(account: Account, key: str) -> dict[str, object]:
    return account.call("DescribeLoadBalancerAttribute", LoadBalancerId=key)


def test_internet_balancer_has_a_public_address_and_is_active_at_once(account: Account) -> None:
    shown = attribute(account, account.balancer(LoadBalancerName="front"))
    assert shown["LoadBalancerName"] == "front"
    assert (shown["LoadBalancerStatus"], shown["AddressType"], shown["VpcId"]) == ("active", "internet", "")
    assert str(shown["Address"]).startswith("198.18.")


def test_a_balancer_in_a_vswitch_is_intranet_by_default(account: Account) -> None:
    key = account.call("CreateLoadBalancer", VSwitchId=account.vswitch())["LoadBalancerId"]
    shown = attribute(account, key)
    assert (shown["AddressType"], shown["VpcId"], shown["NetworkType"]) == ("intranet", "vpc-1", "vpc")
    assert (shown["Address"], shown["MasterZoneId"]) == ("10.0.1.1", "cn-hangzhou-h")


def test_an_internet_balancer_leaves_the_vswitch_that_is_named_alone(account: Account) -> None:
    shown = attribute(account, account.balancer(VSwitchId=account.vswitch()))
    assert (shown["AddressType"], shown["VSwitchId"], account.store.find("private_address")) == ("internet", "", [])


def test_two_intranet_balancers_never_share_an_address(account: Account) -> None:
    vswitch = account.vswitch()
    addresses = {
        attribute(account, account.balancer(VSwitchId=vswitch, AddressType="intranet"))["Address"] for _ in "12"
    }
    assert len(addresses) == 2


def test_a_wanted_private_address_is_given(account: Account) -> None:
    answer = account.call("CreateLoadBalancer", VSwitchId=account.vswitch(), Address="10.0.1.9")
    assert answer["Address"] == "10.0.1.9"


def test_ipv6_balancers_have_ipv6_addresses(account: Account) -> None:
    assert ":" in str(attribute(account, account.balancer(AddressIPVersion="ipv6"))["Address"])


@pytest.mark.parametrize(
    ("query", "code", "message"),
    [
        ({"VSwitchId": "vsw-none"}, "InvalidVSwitchId.NotFound", "vSwitch 'vsw-none' does not exist"),
        ({"AddressType": "intranet"}, "MissingParameter.VSwitchId", "VSwitchId"),
        ({"AddressType": "global"}, "InvalidParameter.AddressType", "internet, intranet"),
        ({"LoadBalancerSpec": "slb.huge"}, "InvalidParameter.LoadBalancerSpec", "slb.s1.small"),
        ({"Bandwidth": 5121}, "InvalidParameter.Bandwidth", "1..5120"),
        ({"InternetChargeType": "free"}, "InvalidParameter", "paybytraffic"),
        ({"LoadBalancerName": "x" * 81}, "InvalidParameter", "The Lb Name is Not supported."),
        ({"AddressIPVersion": "ipv5"}, "InvalidParameter.AddressIPVersion", "ipv4, ipv6"),
    ],
)
def test_what_makes_no_sense_is_refused(account: Account, query: dict[str, object], code: str, message: str) -> None:
    got, text = account.refusal("CreateLoadBalancer", **query)
    assert (got, message in text) == (code, True)
    assert account.store.find("load_balancer") == []


def test_vswitch_and_vpc_must_agree(account: Account) -> None:
    code, _ = account.refusal("CreateLoadBalancer", VSwitchId=account.vswitch(), VpcId="vpc-2")
    assert code == "InvalidParameter"


@pytest.mark.parametrize(
    ("action", "query", "shown"),
    [
        ("SetLoadBalancerName", {"LoadBalancerName": "b"}, {"LoadBalancerName": "b"}),
        ("SetLoadBalancerStatus", {"LoadBalancerStatus": "inactive"}, {"LoadBalancerStatus": "inactive"}),
        ("SetLoadBalancerDeleteProtection", {"DeleteProtection": "on"}, {"DeleteProtection": "on"}),
        ("ModifyLoadBalancerInstanceSpec", {"LoadBalancerSpec": "slb.s2.small"}, {"LoadBalancerSpec": "slb.s2.small"}),
        (
            "ModifyLoadBalancerInternetSpec",
            {"InternetChargeType": "paybybandwidth", "Bandwidth": 20},
            {"InternetChargeType": "paybybandwidth", "Bandwidth": 20},
        ),
        ("ModifyLoadBalancerPayType", {"PayType": "PrePay"}, {"PayType": "PrePay"}),
        (
            "ModifyLoadBalancerInstanceChargeType",
            {"InstanceChargeType": "PayByCLCU"},
            {"InstanceChargeType": "PayByCLCU", "LoadBalancerSpec": "slb.lcu.elastic"},
        ),
        (
            "SetLoadBalancerModificationProtection",
            {"ModificationProtectionStatus": "ConsoleProtection", "ModificationProtectionReason": "prod"},
            {"ModificationProtectionStatus": "ConsoleProtection", "ModificationProtectionReason": "prod"},
        ),
        ("MoveResourceGroup", {"NewResourceGroupId": "rg-2"}, {"ResourceGroupId": "rg-2"}),
    ],
)
def test_a_change_is_read_back(
    account: Account, action: str, query: dict[str, object], shown: dict[str, object]
) -> None:
    key = account.balancer()
    name = "ResourceId" if action == "MoveResourceGroup" else "LoadBalancerId"
    account.call(action, **{name: key}, **query)
    after = attribute(account, key)
    assert {field: after[field] for field in shown} == shown


def test_without_protection_there_is_no_reason_either(account: Account) -> None:
    key = account.balancer(ModificationProtectionStatus="ConsoleProtection", ModificationProtectionReason="prod")
    account.call(
        "SetLoadBalancerModificationProtection", LoadBalancerId=key, ModificationProtectionStatus="NonProtection"
    )
    assert attribute(account, key)["ModificationProtectionReason"] == ""


def test_delete_protection_refuses_the_deletion_and_keeps_everything(account: Account) -> None:
    key = account.balancer(DeleteProtection="on")
    account.listener(key)
    assert account.refusal("DeleteLoadBalancer", LoadBalancerId=key) == (
        "OperationDenied.DeleteProtectionIsOn",
        "The loadbalancer can not be deleted due to DeleteProtection is enabled.",
    )
    assert account.described(key)["ListenerPort"] == 80


def test_a_deleted_balancer_takes_listeners_groups_tags_and_address_with_it(account: Account) -> None:
    key = account.balancer(
        VSwitchId=account.vswitch(), AddressType="intranet", **{"Tag.1.Key": "a", "Tag.1.Value": "b"}
    )
    account.listener(key)
    account.group(key)
    account.call("DeleteLoadBalancer", LoadBalancerId=key)
    assert account.store.kinds() == {"vswitch": 1}
    code, message = account.refusal("DescribeLoadBalancerAttribute", LoadBalancerId=key)
    assert (code, message) == ("InvalidLoadBalancerId.NotFound", "The specified LoadBalancerId does not exist.")


def test_a_prepaid_balancer_cannot_be_deleted(account: Account) -> None:
    key = account.balancer(PayType="PrePay")
    assert account.refusal("DeleteLoadBalancer", LoadBalancerId=key)[0] == "InvalidChargeType"


def test_the_quota_of_balancers_holds(account: Account) -> None:
    account.handle.quotas(clb_load_balancers=1)
    account.balancer()
    try:
        assert account.refusal("CreateLoadBalancer")[0] == "ORDER.QUANTITY_INVALID"
    finally:
        account.handle.quotas(clb_load_balancers=60)


def test_the_same_client_token_creates_once(account: Account) -> None:
    first, second = (account.balancer(ClientToken="token-1") for _ in range(2))
    assert first == second
    assert len(account.store.find("load_balancer")) == 1
