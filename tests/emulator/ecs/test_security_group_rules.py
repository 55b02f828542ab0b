"""Rules: both forms of authorizing, what counts as the same rule, what is refused and with which code."""

from typing import Any

import pytest

from tests.emulator.ecs.account import Account, Place

HTTP = {"IpProtocol": "tcp", "PortRange": "80/80", "SourceCidrIp": "0.0.0.0/0"}
ALL = {"IpProtocol": "all", "PortRange": "-1/-1"}


def allow(account: Account, group: str, **rule: Any) -> None:
    account.call("AuthorizeSecurityGroup", SecurityGroupId=group, **rule)


def test_a_rule_reads_as_the_cloud_writes_it(account: Account, place: Place) -> None:
    allow(account, place.group, Permissions=[HTTP | {"Description": "site", "Priority": 10, "Policy": "drop"}])
    (rule,) = account.rules(place.group)
    said = {name: rule[name] for name in ("IpProtocol", "PortRange", "SourceCidrIp", "Description")}
    assert said == HTTP | {"IpProtocol": "TCP", "Description": "site"}
    assert (rule["Policy"], rule["Priority"], rule["Direction"], rule["NicType"]) == (
        "Drop",
        "10",
        "ingress",
        "intranet",
    )
    assert rule["SecurityGroupRuleId"].startswith("sgr-")


def test_an_unset_policy_accepts_at_the_strongest_priority(account: Account, place: Place) -> None:
    allow(account, place.group, **HTTP)
    (rule,) = account.rules(place.group)
    assert (rule["Policy"], rule["Priority"]) == ("Accept", "1")


def test_flat_and_permissions_form_say_the_same(account: Account, place: Place) -> None:
    allow(account, place.group, **HTTP)
    allow(account, place.group, Permissions=[HTTP])
    assert len(account.rules(place.group)) == 1


def test_both_forms_at_once_are_refused(account: Account, place: Place) -> None:
    refused = account.refusal("AuthorizeSecurityGroup", SecurityGroupId=place.group, Permissions=[HTTP], **HTTP)
    assert refused[0] == "InvalidParam.Permissions"
    assert "cannot coexist" in refused[1]


@pytest.mark.parametrize(
    ("again", "count"),
    [
        ({}, 1),
        ({"Description": "other words"}, 1),
        ({"IpProtocol": "TCP"}, 1),
        ({"Policy": "Accept", "Priority": 1}, 1),
        ({"Policy": "drop"}, 2),
        ({"Priority": 2}, 2),
        ({"PortRange": "80/81"}, 2),
        ({"SourceCidrIp": "10.0.0.0/8"}, 2),
        ({"SourcePortRange": "1/2"}, 2),
        ({"IpProtocol": "udp"}, 2),
    ],
)
def test_a_rule_that_says_the_same_again_adds_nothing(
    account: Account, place: Place, again: dict[str, Any], count: int
) -> None:
    allow(account, place.group, **HTTP)
    allow(account, place.group, **HTTP | again)
    assert len(account.rules(place.group)) == count


def test_the_first_description_of_a_repeated_rule_stays(account: Account, place: Place) -> None:
    allow(account, place.group, **HTTP, Description="first")
    allow(account, place.group, **HTTP, Description="second")
    assert [rule["Description"] for rule in account.rules(place.group)] == ["first"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"SourceCidrIp": "10.0.0.1"}, {"SourceCidrIp": "10.0.0.1/32"}),
        ({"SourceCidrIp": "10.0.0.7/24"}, {"SourceCidrIp": "10.0.0.0/24"}),
        ({"Ipv6SourceCidrIp": "2001:DB8:0:0::/32"}, {"Ipv6SourceCidrIp": "2001:db8::/32"}),
        ({"Ipv6SourceCidrIp": "2001:db8::1"}, {"Ipv6SourceCidrIp": "2001:db8:0::1/128"}),
    ],
)
def test_two_spellings_of_one_block_are_one_rule(
    account: Account, place: Place, first: dict[str, str], second: dict[str, str]
) -> None:
    allow(account, place.group, IpProtocol="tcp", PortRange="22/22", **first)
    allow(account, place.group, IpProtocol="tcp", PortRange="22/22", **second)
    assert len(account.rules(place.group)) == 1


def test_ipv6_blocks_are_shown_compressed(account: Account, place: Place) -> None:
    allow(account, place.group, IpProtocol="icmpv6", PortRange="-1/-1", Ipv6SourceCidrIp="2001:DB8:0:0::/32")
    (rule,) = account.rules(place.group)
    assert (rule["Ipv6SourceCidrIp"], rule["IpProtocol"]) == ("2001:db8::/32", "ICMPv6")


def test_directions_are_kept_apart(account: Account, place: Place) -> None:
    allow(account, place.group, **HTTP)
    account.call("AuthorizeSecurityGroupEgress", SecurityGroupId=place.group, DestCidrIp="10.0.0.0/8", **ALL)
    assert [rule["SourceCidrIp"] for rule in account.rules(place.group, Direction="ingress")] == ["0.0.0.0/0"]
    assert [rule["DestCidrIp"] for rule in account.rules(place.group, Direction="egress")] == ["10.0.0.0/8"]
    assert len(account.rules(place.group, Direction="all")) == 2


def test_a_cidr_block_wins_over_a_group_and_a_group_over_a_prefix_list(account: Account, place: Place) -> None:
    peer = account.group(place.vpc, SecurityGroupName="peer")
    allow(account, place.group, **HTTP, SourceGroupId=peer, SourcePrefixListId="pl-x")
    allow(account, place.group, **ALL, SourceGroupId=peer, SourcePrefixListId="pl-x")
    first, second = account.rules(place.group)
    assert (first["SourceCidrIp"], first["SourceGroupId"]) == ("0.0.0.0/0", "")
    assert (second["SourceGroupId"], second["SourceGroupName"], second["SourcePrefixListId"]) == (peer, "peer", "")


def test_a_quintuple_rule_keeps_the_near_end_too(account: Account, place: Place) -> None:
    allow(account, place.group, **HTTP, DestCidrIp="10.0.1.0/24", SourcePortRange="1024/65535")
    (rule,) = account.rules(place.group)
    assert (rule["DestCidrIp"], rule["SourcePortRange"]) == ("10.0.1.0/24", "1024/65535")


@pytest.mark.parametrize(
    ("rule", "code", "message"),
    [
        ({"PortRange": "70000/70000"}, "InvalidParam.PortRange", "70000/70000"),
        ({"PortRange": "0/80"}, "InvalidParam.PortRange", "?/?"),
        ({"PortRange": "80"}, "InvalidParam.PortRange", "'80'"),
        ({"PortRange": "90/80"}, "InvalidParam.PortRange", "90/80"),
        ({"PortRange": "-1/-1"}, "InvalidParam.PortRange", "-1/-1"),
        ({"PortRange": ""}, "InvalidPortRange.Malformed", "PortRange must set"),
        ({"IpProtocol": "all", "PortRange": "1/65535"}, "InvalidParam.PortRange", "ALL takes -1/-1"),
        ({"IpProtocol": "icmp", "PortRange": "80/80"}, "InvalidParam.PortRange", "ICMP takes -1/-1"),
        ({"IpProtocol": "sctp"}, "InvalidIpProtocol.ValueNotSupported", "sctp"),
        ({"IpProtocol": "256"}, "InvalidIpProtocol.ValueNotSupported", "256"),
        ({"IpProtocol": ""}, "InvalidIpProtocol.ValueNotSupported", "IpProtocol"),
        ({"Policy": "allow"}, "InvalidPolicy.Malformed", "allow"),
        ({"Priority": 0}, "InvalidPriority.ValueNotSupported", "0"),
        ({"Priority": 101}, "InvalidPriority.ValueNotSupported", "101"),
        ({"Priority": "high"}, "InvalidPriority.Malformed", "high"),
        ({"SourceCidrIp": "10.0.0.0/33"}, "InvalidParam.SourceCidrIp", "10.0.0.0/33"),
        ({"SourceCidrIp": "everyone"}, "InvalidParam.SourceCidrIp", "everyone"),
        ({"SourceCidrIp": "::/0"}, "InvalidParam.SourceCidrIp", "::/0"),
        ({"SourceCidrIp": "", "Ipv6SourceCidrIp": "0.0.0.0/0"}, "InvalidParam.Ipv6SourceCidrIp", "0.0.0.0/0"),
        ({"Ipv6SourceCidrIp": "::/0"}, "InvalidParam.SourceIp", "same time"),
        ({"DestCidrIp": "10.0.0.0/99"}, "InvalidParam.DestCidrIp", "10.0.0.0/99"),
        ({"IpProtocol": "icmpv6", "PortRange": "-1/-1"}, "InvalidParam.Ipv6ProtocolConflictWithIpv4Address", "IPv4"),
        (
            {"IpProtocol": "icmp", "PortRange": "-1/-1", "SourceCidrIp": "", "Ipv6SourceCidrIp": "::/0"},
            "InvalidParam.Ipv4ProtocolConflictWithIpv6Address",
            "IPv6",
        ),
        ({"SourceCidrIp": ""}, "MissingParameter.Source", "SourcePrefixListId must be specified"),
        ({"SourceCidrIp": "", "SourceGroupId": "sg-none"}, "InvalidSourceGroupId.NotFound", "sg-none"),
        ({"SourceCidrIp": "", "SourcePrefixListId": "pl-none"}, "InvalidPrefixListId.NotFound", "pl-none"),
        ({"SourcePortRange": "9/1"}, "InvalidSourcePortRange.Malformed", "9/1"),
        ({"Description": "http://x"}, "InvalidSecurityGroupDiscription.Malformed", "description"),
        ({"PortRangeListId": "prl-1"}, "InvalidPortRangeListId.NotFound", "port range list"),
    ],
)
def test_a_wrong_rule_is_refused_with_the_cloud_s_code(
    account: Account, place: Place, rule: dict[str, Any], code: str, message: str
) -> None:
    refused = account.refusal("AuthorizeSecurityGroup", SecurityGroupId=place.group, Permissions=[HTTP | rule])
    assert refused[0] == code
    assert message in refused[1]
    assert account.rules(place.group) == []


def test_one_wrong_rule_keeps_the_others_of_its_call_out(account: Account, place: Place) -> None:
    wrong = [HTTP, HTTP | {"PortRange": "0/0"}]
    account.refusal("AuthorizeSecurityGroup", SecurityGroupId=place.group, Permissions=wrong)
    assert account.rules(place.group) == []


def test_a_rule_given_twice_in_one_call_is_refused(account: Account, place: Place) -> None:
    code, _ = account.refusal("AuthorizeSecurityGroup", SecurityGroupId=place.group, Permissions=[HTTP, HTTP])
    assert code == "InvalidParam.DuplicatePermissions"


def test_a_group_may_not_name_itself(account: Account, place: Place) -> None:
    asked = {"SecurityGroupId": place.group, "SourceGroupId": place.group, **ALL}
    assert account.refusal("AuthorizeSecurityGroup", **asked)[0] == "InvalidParamter.Conflict"


def test_a_group_of_another_vpc_is_no_peer(account: Account, place: Place) -> None:
    far = account.group(account.vpc("172.16.0.0/12"))
    asked = {"SecurityGroupId": place.group, **ALL}
    assert account.refusal("AuthorizeSecurityGroup", SourceGroupId=far, **asked)[0] == "InvalidSourceGroupId.Mismatch"
    assert account.refusal("AuthorizeSecurityGroupEgress", DestGroupId=far, **asked)[0] == "InvalidDestGroupId.Mismatch"


def test_another_account_s_group_is_taken_on_its_word(account: Account, place: Place) -> None:
    allow(account, place.group, **ALL, SourceGroupId="sg-far", SourceGroupOwnerAccount="somebody")
    (rule,) = account.rules(place.group)
    assert (rule["SourceGroupId"], rule["SourceGroupOwnerAccount"]) == ("sg-far", "somebody")


def test_advanced_groups_neither_name_groups_nor_are_named(account: Account, place: Place) -> None:
    advanced = account.group(place.vpc, SecurityGroupType="enterprise")
    for group, peer in ((advanced, place.group), (place.group, advanced)):
        refused = account.refusal("AuthorizeSecurityGroup", SecurityGroupId=group, SourceGroupId=peer, **ALL)
        assert refused[0] == "InvalidGroupAuthParameter.OperationDenied"
        assert "enterprise" in refused[1]


def test_revoking_by_words_drops_that_rule_only(account: Account, place: Place) -> None:
    allow(account, place.group, Permissions=[HTTP, HTTP | {"Priority": 2}])
    account.call("RevokeSecurityGroup", SecurityGroupId=place.group, **HTTP, NicType="<nil>", Description="whatever")
    assert [rule["Priority"] for rule in account.rules(place.group)] == ["2"]


def test_revoking_what_is_not_there_is_no_error(account: Account, place: Place) -> None:
    allow(account, place.group, **HTTP)
    account.call("RevokeSecurityGroup", SecurityGroupId=place.group, Permissions=[HTTP | {"Policy": "drop"}])
    account.call("RevokeSecurityGroupEgress", SecurityGroupId=place.group, DestCidrIp="0.0.0.0/0", **ALL)
    assert len(account.rules(place.group)) == 1


def test_revoking_by_id_drops_it_and_an_unknown_id_is_refused(account: Account, place: Place) -> None:
    allow(account, place.group, **HTTP)
    rule = account.rules(place.group)[0]["SecurityGroupRuleId"]
    asked = {"SecurityGroupId": place.group, "SecurityGroupRuleId": [rule]}
    assert account.refusal("RevokeSecurityGroupEgress", **asked)[0] == "InvalidSecurityGroupRuleId.NotFound"
    account.call("RevokeSecurityGroup", **asked)
    assert account.rules(place.group) == []
    code, message = account.refusal("RevokeSecurityGroup", **asked)
    assert code == "InvalidSecurityGroupRuleId.NotFound"
    assert rule in message


def test_by_words_only_the_description_changes(account: Account, place: Place) -> None:
    allow(account, place.group, **HTTP)
    for _ in "12":  # the provider sends it twice
        account.call("ModifySecurityGroupRule", SecurityGroupId=place.group, **HTTP, Description="site")
    (rule,) = account.rules(place.group)
    assert rule["Description"] == "site"
    other = HTTP | {"PortRange": "81/81"}
    code, _ = account.refusal("ModifySecurityGroupRule", SecurityGroupId=place.group, **other, Description="x")
    assert code == "SecurityGroupRule.NotFound"


def test_by_id_anything_of_a_rule_changes_and_the_id_stays(account: Account, place: Place) -> None:
    account.call("AuthorizeSecurityGroupEgress", SecurityGroupId=place.group, DestCidrIp="0.0.0.0/0", **ALL)
    rule = account.rules(place.group)[0]["SecurityGroupRuleId"]
    changes = {"IpProtocol": "tcp", "PortRange": "443/443", "Ipv6DestCidrIp": "::/0", "Policy": "drop"}
    asked = {"SecurityGroupId": place.group, "SecurityGroupRuleId": rule}
    account.call("ModifySecurityGroupEgressRule", **asked, **changes)
    (changed,) = account.rules(place.group)
    assert (changed["SecurityGroupRuleId"], changed["PortRange"], changed["Policy"]) == (rule, "443/443", "Drop")
    assert (changed["DestCidrIp"], changed["Ipv6DestCidrIp"]) == ("", "::/0")


def test_a_rule_does_not_change_into_one_that_is_there(account: Account, place: Place) -> None:
    allow(account, place.group, Permissions=[HTTP, HTTP | {"Priority": 2}])
    rule = account.rules(place.group)[0]["SecurityGroupRuleId"]
    asked = {"SecurityGroupId": place.group, "SecurityGroupRuleId": rule, "Priority": 2}
    assert account.refusal("ModifySecurityGroupRule", **asked)[0] == "InvalidSecurityGroupRule.RuleExist"
