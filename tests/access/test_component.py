"""The groups of tiers: both sides of every opening, one rule for one change, and nothing built for bad intent."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.access.shop import build, peers, rules, shop
from tests.components.recorder import Recorded, record
from tests.specs.sites import GONE, opening
from yett import SpecError
from yett.access import Access, Port
from yett.specs.security_group import GroupType

Openings = list[dict[str, Any]]

FIFTY = [opening(peer={"cidr": f"198.51.100.{number * 4}/30"}, ports=[1000 + number]) for number in range(50)]
CHANGES: list[tuple[Callable[[Openings], Openings], int]] = [
    (lambda found: found[1:], 1),
    (lambda found: [*found[:17], *found[18:]], 1),
    (lambda found: found[::-1], 0),
    (lambda found: [*found[:9], opening(peer={"cidr": "192.0.2.0/24"}), *found[9:]], 1),
    (lambda found: [*found[:4], {**found[4], "closed": True}, *found[5:]], 1),
    (lambda found: [*found[:4], {**found[4], "expires": "2026-06-14"}, *found[5:]], 1),
]


def one_tier(found: Openings) -> dict[str, dict[str, Any]]:
    return build({"tiers": {"web": {"ingress": found}}}).of("SecurityGroupRule")


@pytest.mark.parametrize(("change", "rules_changed"), CHANGES)
def test_a_change_of_one_opening_in_fifty_changes_one_rule_and_a_new_order_none(
    change: Callable[[Openings], Openings], rules_changed: int
) -> None:
    before, after = one_tier(FIFTY), one_tier(change(FIFTY))
    assert len(before.keys() ^ after.keys()) == rules_changed
    assert all(before[name] == after[name] for name in before.keys() & after.keys())


def test_a_rule_that_becomes_another_one_has_another_name_so_that_it_is_made_before_the_old_one_goes() -> None:
    wider = {**FIFTY[7], "peer": {"cidr": "198.51.100.0/26"}}
    before, after = one_tier(FIFTY), one_tier([*FIFTY[:7], wider, *FIFTY[8:]])
    immutable = ("ipProtocol", "portRange", "nicType", "policy", "priority", "type", "cidrIp")
    replaced = [
        name
        for name in before.keys() & after.keys()
        if any(before[name].get(field) != after[name].get(field) for field in immutable)
    ]
    assert replaced == []
    assert len(before.keys() - after.keys()) == len(after.keys() - before.keys()) == 1


def test_basic_groups_name_each_other_on_both_sides() -> None:
    made = build(shop()[0].spec())
    assert peers(made, "database", "ingress") == {("shop-web-id", "3306/3306")}
    assert peers(made, "web", "egress") == {("shop-database-id", "3306/3306")}
    assert peers(made, "web", "ingress") == {("100.64.0.0/10", "8080/8080"), ("203.0.113.0/24", "22/22")}
    assert peers(made, "database", "egress") == set()


def test_enterprise_groups_name_the_networks_of_the_tiers() -> None:
    made = build(shop(GroupType.ENTERPRISE)[0].spec())
    assert peers(made, "database", "ingress") == {("10.0.1.0/24", "3306/3306")}
    assert peers(made, "web", "egress") == {("10.0.2.0/24", "3306/3306")}
    assert {group["securityGroupType"] for group in made.of("SecurityGroup").values()} == {"enterprise"}


def test_tiers_that_name_each_other_in_a_circle_are_built() -> None:
    plan, web, database = shop()
    web.allow_from(database, Port.tcp(9000), reason="callbacks", owner="web team")
    made = build(plan.spec())
    assert ("shop-database-id", "9000/9000") in peers(made, "web", "ingress")
    assert ("shop-web-id", "9000/9000") in peers(made, "database", "egress")
    both = {"SecurityGroup shop-web", "SecurityGroup shop-database"}
    assert made.dependencies("SecurityGroupRule", "shop-web-ingress-tcp-9000-9000-database") == both
    assert made.dependencies("SecurityGroup", "shop-web") == set()


@pytest.mark.parametrize("kind", list(GroupType))
@pytest.mark.parametrize("ended", [{"closed": True}, {"expires": "2026-06-14"}, {"opened": "2026-06-16"}])
def test_an_opening_between_tiers_ends_on_both_sides_and_its_record_stays(
    kind: GroupType, ended: dict[str, Any]
) -> None:
    plan, web, database = shop(kind)
    database.allow_from(web, Port.tcp(33060), reason="x protocol", owner="web team", **ended)
    made = build(plan.spec())
    assert not any(rule["portRange"] == "33060/33060" for rule in made.of("SecurityGroupRule").values())
    recorded = made.inputs["yett:index:Access", "shop"]["spec"]["tiers"]["database"]["ingress"]
    assert recorded[1]["ports"] == [{"first": 33060, "last": 33060}]


def test_the_record_of_an_opening_stands_in_the_state_of_both_sides() -> None:
    made = build(shop()[0].spec())
    said = {"reason": "orders", "owner": "web team", "ticket": "T-1", "approvers": ["security"]}
    for group, field in (("shop-database", "ingress"), ("shop-web", "egress")):
        recorded = made.inputs["yett:index:SecurityGroup", group]["spec"][field][0]
        assert {key: recorded[key] for key in said} == said


def test_every_egress_but_the_opened_is_dropped_and_nothing_opens_it() -> None:
    made = build(shop()[0].spec())
    assert peers(made, "database", "egress", "drop") == {("0.0.0.0/0", "-1/-1"), ("::/0", "-1/-1")}


def test_a_catch_all_drops_both_ways_below_every_opening() -> None:
    spec = {"catch_all": True, "tiers": {"web": {"ingress": [opening()], "security_group_type": "enterprise"}}}
    made = build(spec)
    for direction in ("ingress", "egress"):
        assert peers(made, "web", direction, "drop") == {("0.0.0.0/0", "-1/-1"), ("::/0", "-1/-1")}
    dropped = {rule["priority"] for rule in rules(made, "web").values() if rule["policy"] == "drop"}
    assert dropped == {100}


def test_a_tier_of_the_program_and_a_group_of_another_are_both_peers() -> None:
    spec = {"tiers": {"web": {"ingress": [opening(peer={"group": "sg-9"})]}}}
    assert peers(build(spec), "web", "ingress") == {("sg-9", "22/22")}


@pytest.mark.parametrize(
    ("peer", "groups", "said"),
    [
        (
            "sg-7",
            {"app": "sg-7"},
            'shop.tiers.web.ingress[0].peers[0].group: args.groups has a name for this group, got "sg-7"; name it app',
        ),
        (
            "web",
            {"web": "sg-7"},
            "shop.tiers.web: args.groups has a group of this name too; give one of the two another name",
        ),
    ],
)
def test_one_group_has_one_name(peer: str, groups: dict[str, str], said: str) -> None:
    web = {"cidrs": ["10.0.0.0/24"], "ingress": [opening(peer={"group": peer})]}
    spec, made = {"tiers": {"web": web}}, Recorded()
    with pytest.raises(SpecError) as caught:
        record(lambda: Access("shop", {"spec": spec, "vpc_id": "vpc-1", "groups": groups}), made)
    assert made.inputs == {}
    assert str(caught.value) == said


def test_a_group_of_the_program_is_a_peer_by_its_name() -> None:
    spec = {"tiers": {"web": {"ingress": [opening(peer={"group": "app"})]}}}
    made = record(lambda: Access("shop", {"spec": spec, "vpc_id": "vpc-1", "groups": {"app": "sg-7"}}))
    assert peers(made, "web", "ingress") == {("sg-7", "22/22")}


REFUSED = [
    (
        {"web": {"ingress": [opening(peer={"group": "nobody"})]}},
        'shop.tiers.web.ingress[0].peers[0].group: unknown group, got "nobody", allowed is an id sg-... or web',
    ),
    (
        {"web": {}, "data": {"ingress": [opening(peer={"group": "web"})], "security_group_type": "enterprise"}},
        "shop.tiers.data.ingress[0].peer.group: an enterprise group has to name data by its networks;"
        " give tiers.data its cidrs or prefix_list\n"
        "shop.tiers.data.ingress[0].peer.group: an enterprise group has to name web by its networks;"
        " give tiers.web its cidrs or prefix_list",
    ),
    (
        {"web": {"egress": [opening(peer={"group": "data"})]}, "data": {}},
        "shop.tiers.web.egress[0].peer.group: a tier is let out to another by that one's ingress,"
        ' got "data"; write it once, as ingress of tiers.data: both sides are wired from there',
    ),
    (
        {"web": {"ingress": [opening(peer={"group": "sg-9"})], "security_group_type": "enterprise"}},
        "shop.tiers.web.ingress[0].peer.group: an enterprise group takes no group as peer,"
        ' got "sg-9"; name its CIDRs, or make this tier normal',
    ),
    (
        {"web": {"ingress": [opening(ports=[number]) for number in range(1, 200)]}},
        "shop.tiers.web: too many rules in one group, got 199, allowed is at most 198",
    ),
    (
        {"web": {"ingress": [opening(peer=GONE, peers=[{"cidr": "0.0.0.0/1"}, {"cidr": "128.0.0.0/1"}])]}},
        "shop.tiers.web.ingress[0].peers: its CIDRs make up the whole internet;"
        ' write one opening with peer `anywhere: "<why everyone may>"`',
    ),
    (
        {"Web": {}},
        'shop.tiers.Web: got "Web", allowed is 1..40 characters of a-z, 0-9 and -',
    ),
    (
        {"web": {"cidrs": ["10.0.0.1"]}},
        'shop.tiers.web.cidrs[0]: got "10.0.0.1", allowed is a CIDR with its mask; did you mean "10.0.0.1/32"?',
    ),
]


@pytest.mark.parametrize(("tiers", "said"), REFUSED, ids=[said.split(",")[0][:60] for _, said in REFUSED])
def test_what_cannot_be_meant_is_said_before_the_first_resource(tiers: dict[str, Any], said: str) -> None:
    made = Recorded()
    with pytest.raises(SpecError) as caught:
        build({"tiers": tiers}, made)
    assert made.inputs == {}
    assert str(caught.value) == said
