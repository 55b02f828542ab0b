"""Deny lists are drops above every opening, in both directions, and a list that empties an opening is told."""

from pathlib import Path
from typing import Any

import pytest

from tests.access.shop import build, peers, rules, shop
from tests.components.recorder import Recorded
from tests.specs.sites import opening
from yett import SpecError
from yett.specs.denied import Denied
from yett.specs.security_group import SecurityGroupSpec


def denying(**denied: Any) -> dict[str, Any]:
    record = {"reason": "scans", "owner": "security", **denied}
    return {"tiers": {"web": {"ingress": [opening()]}, "data": {}}, "denied": [record]}


@pytest.fixture
def listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file in the working directory to be filled by the test."""
    monkeypatch.chdir(tmp_path)
    return tmp_path / "denied.txt"


def test_who_is_denied_neither_comes_in_nor_is_reached_by_any_tier() -> None:
    made = build(denying(cidrs=["198.51.100.7/32", "2001:db8::/48"], prefix_lists=["pl-1"]))
    refused = {("198.51.100.7/32", "-1/-1"), ("2001:db8::/48", "-1/-1"), ("pl-1", "-1/-1")}
    everyone = {("0.0.0.0/0", "-1/-1"), ("::/0", "-1/-1")}
    for tier in ("web", "data"):
        assert peers(made, tier, "ingress", "drop") == refused
        assert peers(made, tier, "egress", "drop") == refused | everyone


def test_a_denial_is_stronger_than_every_opening() -> None:
    made = rules(build(denying(cidrs=["203.0.113.7/32"])), "web")
    denied = made["shop-web-ingress-drop-all-203.0.113.7-32"]
    assert (denied["priority"], denied["ipProtocol"], denied["policy"]) == (1, "all", "drop")
    assert denied["description"] == "denied: scans (security)"
    assert min(rule["priority"] for rule in made.values() if rule["policy"] == "accept") > 1


def test_a_file_becomes_rules_and_its_addresses_stand_in_the_state(listed: Path) -> None:
    listed.write_text("# feed\n198.51.100.7\n192.0.2.0/24  # a network\n\n2001:db8::1\n198.51.100.7/32\n")
    made = build(denying(file="denied.txt", cidrs=["192.0.2.0/24"]))
    found = ["192.0.2.0/24", "198.51.100.7/32", "2001:db8::1/128"]
    assert {peer for peer, _ in peers(made, "web", "ingress", "drop")} == set(found)
    for component in ("Access", "SecurityGroup"):
        name = "shop" if component == "Access" else "shop-web"
        recorded = made.inputs[f"yett:index:{component}", name]["spec"]["denied"]
        assert recorded == [{"cidrs": found, "file": "denied.txt", "reason": "scans", "owner": "security"}]


def test_one_line_more_in_a_file_is_one_rule_more_in_each_direction(listed: Path) -> None:
    listed.write_text("\n".join(f"198.51.100.{number}" for number in range(40)))
    before = build(denying(file="denied.txt")).of("SecurityGroupRule")
    listed.write_text("\n".join(f"198.51.100.{number}" for number in reversed(range(41))))
    after = build(denying(file="denied.txt")).of("SecurityGroupRule")
    added = {
        f"shop-{tier}-{way}-drop-all-198.51.100.40-32" for tier in ("web", "data") for way in ("ingress", "egress")
    }
    assert after.keys() - before.keys() == added
    assert {name: after[name] for name in before} == before


WRONG = [
    (
        "198.51.100.7/8\n0.0.0.0/0\nexample.org\n",
        'shop.denied[0].file (denied.txt line 1): got "198.51.100.7/8", allowed is a CIDR without host bits;'
        ' did you mean "198.0.0.0/8"?\n'
        'shop.denied[0].file (denied.txt line 2): got "0.0.0.0/0", allowed is a network that is not everyone;'
        ' to admit everyone write `anywhere: "<why everyone may>"` in place of the cidr\n'
        'shop.denied[0].file (denied.txt line 3): got "example.org", allowed is a CIDR with its mask',
    ),
    (
        None,
        'shop.denied[0].file: cannot be read, got "denied.txt", allowed is a text file with a CIDR a line',
    ),
    (
        "\n".join(f"198.51.{number}.0/24" for number in range(100)),
        "shop.tiers.web: too many rules in one group, got 201, allowed is at most 198;"
        " name long deny lists by their prefix lists\n"
        "shop.tiers.data: too many rules in one group, got 200, allowed is at most 198;"
        " name long deny lists by their prefix lists",
    ),
]


@pytest.mark.parametrize(("text", "said"), WRONG)
def test_a_file_that_cannot_be_meant_is_said_with_its_lines(listed: Path, text: str | None, said: str) -> None:
    if text is not None:
        listed.write_text(text)
    made = Recorded()
    with pytest.raises(SpecError) as caught:
        build(denying(file="denied.txt"), made)
    assert made.inputs == {}
    assert str(caught.value) == said


PARTS = [
    ({}, "denies nobody, allowed is cidrs, a file or prefix_lists"),
    ({"cidrs": ["::/0"]}, 'cidrs[0]: got "::/0", allowed is a network that is not everyone'),
    ({"prefix_lists": ["list"]}, 'prefix_lists[0]: got "list", allowed is the id pl-... of a prefix list'),
    ({"cidrs": ["192.0.2.0/24"], "expires": "soon"}, 'expires: got "soon", allowed is a day as YYYY-MM-DD'),
]


@pytest.mark.parametrize(("fields", "said"), PARTS)
def test_a_denial_says_whom(fields: dict[str, Any], said: str) -> None:
    with pytest.raises(SpecError) as caught:
        Denied.parse({"reason": "scans", "owner": "security", **fields}, "denied")
    assert said in str(caught.value)
    assert str(caught.value).startswith("denied")


def test_a_denial_that_expired_is_not_built() -> None:
    assert peers(build(denying(cidrs=["192.0.2.0/24"], expires="2026-06-14")), "web", "ingress", "drop") == set()
    assert peers(build(denying(cidrs=["192.0.2.0/24"], expires="2026-06-15")), "web", "ingress", "drop")


def test_an_opening_whose_peers_are_all_denied_is_told() -> None:
    made = build(denying(cidrs=["203.0.113.0/25", "203.0.113.128/25"]))
    assert made.warnings == [
        "ingress[0]: tcp/22 from 203.0.113.0/24 reaches nothing, all its peers are denied;"
        " close it, or take them off the list"
    ]
    assert build(denying(cidrs=["203.0.113.0/25"])).warnings == []


def test_a_group_alone_takes_the_same_list() -> None:
    spec = SecurityGroupSpec.parse({"denied": [{"cidrs": ["192.0.2.0/24"], "reason": "scans", "owner": "security"}]})
    assert spec.denied is not None
    assert spec.denied[0].addresses().cidrs() == ("192.0.2.0/24",)


def test_a_plan_denies_what_a_spec_denies() -> None:
    plan, _, _ = shop()
    plan.deny(cidrs=["192.0.2.0/24"], reason="scans", owner="security", expires="2026-12-31")
    assert ("192.0.2.0/24", "-1/-1") in peers(build(plan.spec()), "database", "ingress", "drop")
