"""The profiles that yett ships: what they are for, and which clauses of a framework they judge."""

from dataclasses import replace
from importlib.resources import files

import pytest
import yaml

from yett.errors import SpecError
from yett_policies import profiles
from yett_policies.profiles.coverage import coverage
from yett_policies.rulebook import RuleInfo
from yett_policies.rulebook.profile import adjusted
from yett_policies.rulebook.registry import all_rules

ASKED = (
    *("baseline", "mlps-level-3", "pci-dss-4", "cis-alibaba-cloud", "finance", "medical", "government"),
    *("web", "game", "big-data", "database-mirror", "iot-edge"),
)
LEAST = 47
"""Mandatory items of the baseline that were asked for."""
NEEDS_A_LIST = {"nat-gateway-outside-listed-vpcs"}
"""Mandatory, and no item: it judges nothing until somebody gives it a list."""
FRAMEWORKS = ("mlps-level-3", "pci-dss-4", "cis-alibaba-cloud")


def test_the_profiles_that_were_asked_for_are_there() -> None:
    assert sorted(ASKED) == sorted(profiles.names())


@pytest.mark.parametrize("name", ASKED)
def test_no_profile_is_softer_than_the_baseline(name: str) -> None:
    levels = {one.rule.id: one.level for one in profiles.load(name).settings}
    hard = [one.rule.id for one in profiles.load("baseline").settings if one.level == "mandatory"]
    excused = {"protocol-mix-up", "port-not-allowed-from-internet"} if name in ("game", "iot-edge") else set()
    assert [rule for rule in hard if levels[rule] != "mandatory" and rule not in excused] == []


def test_the_baseline_holds_every_stack_to_what_was_asked_for() -> None:
    hard = {one.rule.id for one in profiles.load("baseline").settings if one.level == "mandatory"}
    assert len(hard - NEEDS_A_LIST) >= LEAST


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_every_rule_has_a_place_in_a_profile(rule: RuleInfo) -> None:
    held = [profiles.load(name) for name in profiles.names()]
    levels = {one.level for profile in held for one in profile.settings if one.rule.id == rule.id}
    assert levels != {"disabled"}, "no profile asks it"
    in_clauses = any(rule.id in clause.rules for profile in held for clause in coverage(profile))
    assert in_clauses or rule.id in named() or baseline(rule.id) == "mandatory", "name it where it belongs"


def named() -> set[str]:
    """Every rule that a profile's file names."""
    texts = [files(profiles).joinpath(f"{name}.yaml").read_text(encoding="utf-8") for name in profiles.names()]
    return {rule for text in texts for rule in yaml.safe_load(text).get("rules", {})}


def baseline(rule: str) -> str:
    return next(one.level for one in profiles.load("baseline").settings if one.rule.id == rule)


@pytest.mark.parametrize(
    ("name", "days"), [("baseline", 15), ("mlps-level-3", 180), ("medical", 180), ("pci-dss-4", 365), ("finance", 365)]
)
def test_logs_are_kept_as_long_as_the_profile_asks(name: str, days: int) -> None:
    (found,) = (one for one in profiles.load(name).settings if one.rule.id == "log-retention-short")
    assert found.options.days == days


@pytest.mark.parametrize("name", FRAMEWORKS)
def test_every_clause_is_judged_or_says_why_not(name: str) -> None:
    for clause in coverage(profiles.load(name)):
        assert clause.is_judged != bool(clause.not_judged), clause
        assert bool(clause.not_judged) == bool(clause.not_judged_zh), clause


@pytest.mark.parametrize("name", FRAMEWORKS)
def test_every_clause_that_a_rule_names_is_in_the_framework(name: str) -> None:
    numbers = {clause.number for clause in coverage(profiles.load(name))}
    named = {number for rule in all_rules() for number in rule.clauses.get(name, ())}
    assert named - numbers == set()


def test_no_rule_names_a_framework_without_a_profile() -> None:
    assert {name for rule in all_rules() for name in rule.clauses} <= set(FRAMEWORKS)


def test_a_disabled_rule_judges_no_clause() -> None:
    found = profiles.load("cis-alibaba-cloud")
    without = replace(adjusted(found, {"remote-login-from-internet": "disabled"}, "pack"), about=found.about)
    judged = {clause.number: clause.rules for clause in coverage(without)}
    assert judged["4.3"] == ()
    assert "remote-login-from-internet" not in judged["3.2"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"title": "t", "title_zh": "题", "rules": ["no-such-rule"]}, ".rules: got"),
        ({"title": "t", "title_zh": "题", "ruled": []}, ".ruled: no such word"),
        ({"title": "t"}, "has no title"),
    ],
)
def test_a_clause_that_cannot_be_meant_is_refused(row: dict[str, object], said: str) -> None:
    profile = profiles.read("mine", {"clauses": {"1.1": row}})
    with pytest.raises(SpecError) as caught:
        coverage(profile)
    assert 'profile mine.clauses."1.1"' in str(caught.value)
    assert said in str(caught.value)


def test_a_profile_extends_another() -> None:
    found = profiles.read("mine", {"extends": "finance", "rules": {"wide-source": "advisory"}})
    levels = {one.rule.id: one.level for one in found.settings}
    assert (levels["wide-source"], levels["opening-without-ticket"], found.unknown) == (
        "advisory",
        "mandatory",
        "mandatory",
    )
