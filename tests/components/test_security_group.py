"""A security group builds exactly its openings, each rule with every field said and a name of its own."""

from collections.abc import Callable

import pytest

from tests.components.recorder import Recorded, record
from tests.specs.sites import GONE, opening
from yett import SecurityGroup, SpecError

CHANGES = [
    lambda openings: openings[1:],
    lambda openings: openings[::-1],
    lambda openings: [*openings[:2], opening(peer={"cidr": "192.0.2.0/24"}), *openings[2:]],
]


def group(**spec: object) -> Recorded:
    return record(
        lambda: SecurityGroup(
            "web", {"spec": spec, "vpc_id": "vpc-1", "groups": {"app": "sg-7"}, "today": "2026-06-15"}
        )
    )


def test_every_field_of_a_rule_is_said() -> None:
    rules = group(ingress=[opening()]).of("SecurityGroupRule")
    assert rules["web-ingress-tcp-22-22-203.0.113.0-24"] == {
        "securityGroupId": "web-id",
        "type": "ingress",
        "ipProtocol": "tcp",
        "portRange": "22/22",
        "nicType": "intranet",
        "policy": "accept",
        "priority": 50,
        "description": "administration (platform)",
        "cidrIp": "203.0.113.0/24",
    }


@pytest.mark.parametrize(
    ("peer", "field", "value"),
    [
        ({"cidr": "2001:db8::/32"}, "ipv6CidrIp", "2001:db8::/32"),
        ({"group": "app"}, "sourceSecurityGroupId", "sg-7"),
        ({"group": "sg-9"}, "sourceSecurityGroupId", "sg-9"),
        ({"prefix_list": "pl-1"}, "prefixListId", "pl-1"),
        ({"balancer": "front"}, "cidrIp", "100.64.0.0/10"),
    ],
)
def test_a_rule_has_exactly_one_peer(peer: dict[str, str], field: str, value: str) -> None:
    (rule,) = (
        found
        for found in group(ingress=[opening(peer=peer)]).of("SecurityGroupRule").values()
        if found["policy"] == "accept"
    )
    peers = ("cidrIp", "ipv6CidrIp", "sourceSecurityGroupId", "prefixListId")
    assert {key: rule[key] for key in peers if key in rule} == {field: value}


def test_a_protocol_without_ports_has_the_range_the_provider_wants() -> None:
    rules = group(ingress=[opening(protocol="icmp", ports=GONE)]).of("SecurityGroupRule")
    assert rules["web-ingress-icmp-203.0.113.0-24"]["portRange"] == "-1/-1"


def test_a_basic_group_is_closed_inside_and_outwards() -> None:
    made = group()
    assert made.of("SecurityGroup")["web"]["innerAccessPolicy"] == "Drop"
    assert set(made.of("SecurityGroupRule")) == {"web-egress-drop-all-0.0.0.0-0", "web-egress-drop-all-__-0"}


def test_an_enterprise_group_is_closed_by_itself() -> None:
    made = group(security_group_type="enterprise")
    assert "innerAccessPolicy" not in made.of("SecurityGroup")["web"]
    assert made.of("SecurityGroupRule") == {}


def test_the_group_tells_whose_it_is() -> None:
    made = group().of("SecurityGroup")["web"]
    assert made["tags"] == {"yett:project": "shop", "yett:stack": "test"}
    assert made["securityGroupName"] == "shop-test-web"


@pytest.mark.parametrize("change", CHANGES)
def test_a_rule_keeps_its_name_and_inputs_whatever_changes_around_it(
    change: Callable[[list[dict[str, object]]], list[dict[str, object]]],
) -> None:
    openings = [opening(ports=[port]) for port in range(1, 51)]
    before, after = (group(ingress=found).of("SecurityGroupRule") for found in (openings, change(openings)))
    kept = before.keys() & after.keys()
    assert len(kept) >= len(before) - 1
    assert {name: before[name] for name in kept} == {name: after[name] for name in kept}


def test_a_change_of_the_record_changes_the_description_alone() -> None:
    before, after = (group(ingress=[opening(reason=why)]).of("SecurityGroupRule") for why in ("old", "new"))
    name = "web-ingress-tcp-22-22-203.0.113.0-24"
    assert {**before[name], "description": "new (platform)"} == after[name]


def test_two_openings_that_open_the_same_are_one_rule_that_stays_while_either_does() -> None:
    both = group(ingress=[opening(), opening(owner="other", ports=[22, 23])])
    one = group(ingress=[opening(owner="other", ports=[22, 23])])
    assert set(both.of("SecurityGroupRule")) == set(one.of("SecurityGroupRule"))


@pytest.mark.parametrize("record_of", [{"expires": "2026-06-14"}, {"closed": True}, {"opened": "2026-06-16"}])
def test_nothing_is_built_for_an_opening_that_is_not_open_today(record_of: dict[str, object]) -> None:
    made = group(ingress=[opening(**record_of)])
    assert [rule for rule in made.of("SecurityGroupRule").values() if rule["policy"] == "accept"] == []


def test_an_expired_opening_and_a_late_review_are_told() -> None:
    made = group(ingress=[opening(expires="2026-06-14"), opening(ports=[23], review_by="2026-06-14")])
    assert made.warnings == [
        "ingress[0]: tcp/22 from 203.0.113.0/24 expired on 2026-06-14 and is not built; renew it or write closed: true",
        "ingress[1]: tcp/23 from 203.0.113.0/24 was to be reviewed by 2026-06-14; ask platform",
    ]


def test_the_intent_stands_beside_what_was_built() -> None:
    spec = group(ingress=[opening(ticket="T-1")]).of("SecurityGroup")
    assert spec["web"]["vpcId"] == "vpc-1"
    made = group(ingress=[opening(ticket="T-1")])
    registered = made.inputs["yett:index:SecurityGroup", "web"]["spec"]
    assert registered["ingress"][0]["ticket"] == "T-1"
    assert registered["ingress"][0]["peers"] == [{"cidr": "203.0.113.0/24"}]


def test_an_unknown_group_is_refused_before_the_first_resource() -> None:
    made = Recorded()
    spec = {"ingress": [opening(peer={"group": "nobody"})]}
    with pytest.raises(SpecError) as caught:
        record(lambda: SecurityGroup("web", {"spec": spec, "vpc_id": "vpc-1", "groups": {"app": "sg-7"}}), made)
    assert made.inputs == {}
    assert str(caught.value) == (
        'web.ingress[0].peers[0].group: unknown group, got "nobody", allowed is an id sg-... or app'
    )
