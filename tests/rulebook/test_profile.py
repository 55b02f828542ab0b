"""A profile is rules, levels and options; a user's words change it, and a word that is not meant is refused."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from yett.errors import SpecError
from yett_policies import profiles
from yett_policies.as_policies import configured
from yett_policies.rulebook.profile import Profile, adjusted, own_profile
from yett_policies.rulebook.registry import all_rules, by_id
from yett_policies.testing import stack

LOGIN = "remote-login-from-internet"
OPEN = {"type": "ingress", "ip_protocol": "tcp", "port_range": "22/22", "security_group_id": "sg-1"}
GROUP = {"type": "alicloud_security_group", "name": "web", "id": "sg-1"}


def level(profile: Profile, rule: str) -> str:
    return next(one.level for one in profile.settings if one.rule.id == rule)


def own() -> Profile:
    return own_profile(all_rules())


def test_every_rule_has_its_own_level_unless_told_otherwise() -> None:
    assert [one.level for one in own().settings] == [rule.level for rule in all_rules()]
    assert [one.rule.id for one in own().settings] == sorted(by_id())


def test_a_word_named_after_a_rule_sets_its_level() -> None:
    found = adjusted(
        own(), {"remote_login_from_internet": "advisory", "database-from-internet": {"level": "disabled"}}, "pack"
    )
    assert level(found, LOGIN) == "advisory"
    assert level(found, "database-from-internet") == "disabled"
    assert level(found, "group-open-to-everyone") == "mandatory"


def test_all_sets_every_level_and_single_words_win() -> None:
    found = adjusted(own(), {LOGIN: {"enforcementLevel": "mandatory"}}, "pack", "disabled")
    assert {one.level for one in found.settings if one.rule.id != LOGIN} == {"disabled"}
    assert level(found, LOGIN) == "mandatory"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"remote_login_from_intranet": "advisory"}, 'did you mean "remote-login-from-internet"?'),
        ({LOGIN: "harsh"}, 'pack.remote_login_from_internet: got "harsh", allowed is mandatory, advisory, disabled'),
        ({LOGIN: {"most": 3}}, "remote-login-from-internet.most: no such option"),
        ({LOGIN: 3}, "pack.remote_login_from_internet: got 3, allowed is a level"),
        ({"unknown": "harsh"}, 'pack.unknown: got "harsh"'),
        ({"unknown": "remediate"}, 'pack.unknown: got "remediate"'),
        ({LOGIN: "remediate"}, "this rule cannot be mended on one resource"),
    ],
)
def test_a_word_that_is_not_meant_is_refused(given: dict[str, Any], said: str) -> None:
    with pytest.raises(SpecError) as caught:
        adjusted(own(), given, "pack")
    assert said in str(caught.value)


def test_a_rule_that_mends_may_be_set_to_remediate_and_judges_like_a_mandatory_one() -> None:
    found = adjusted(own(), {"policy_left_out": "remediate"}, "pack")
    assert level(found, "policy-left-out") == "remediate"
    finding: Any = SimpleNamespace(rule="policy-left-out", is_certain=True)
    assert found.level_of(finding) == "mandatory"


def test_where_all_are_to_be_mended_those_that_cannot_be_are_mandatory() -> None:
    levels = {one.level: one.rule.mend is not None for one in adjusted(own(), {}, "pack", "remediate").settings}
    assert levels == {"remediate": True, "mandatory": False}


def test_an_unknown_profile_is_refused() -> None:
    with pytest.raises(SpecError, match=r'profile: got "basline"'):
        profiles.load("basline")


def test_a_profile_of_ones_own_is_a_file_for_the_pack_too(tmp_path: Path) -> None:
    file = tmp_path / "teams.yaml"
    file.write_text("title: Teams\nextends: baseline\nrules: {policy-left-out: remediate, wide-source: advisory}\n")
    found = configured("", file, {"wide_source": "mandatory"})
    assert (found.title, level(found, "policy-left-out"), level(found, "wide-source")) == (
        "Teams",
        "remediate",
        "mandatory",
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [("[1]", "is no mapping"), ("{", "not YAML"), ("rules: {wide-source: remediate}", "cannot be mended")],
)
def test_a_profile_file_that_cannot_be_meant_is_refused(text: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / "teams.yaml"
    file.write_text(text)
    with pytest.raises(SpecError) as caught:
        profiles.given(file)
    assert said in str(caught.value)
    with pytest.raises(SpecError, match="cannot be read"):
        profiles.given(tmp_path / "none.yaml")


def test_every_profile_in_the_package_loads() -> None:
    for name in profiles.names():
        assert profiles.load(name).name == name


def test_a_profile_file_names_rules_levels_and_options() -> None:
    data = {"title": "T", "unknown": "mandatory", "others": "disabled", "rules": {LOGIN: "advisory"}, "coverage": [1]}
    found = profiles.read("mine", data)
    assert (found.name, found.title, found.unknown, found.about) == ("mine", "T", "mandatory", {"coverage": [1]})
    assert {one.rule.id: one.level for one in found.settings if one.level != "disabled"} == {LOGIN: "advisory"}


def test_a_disabled_rule_finds_nothing() -> None:
    asked = stack([GROUP, {"type": "alicloud_security_group_rule", "name": "ssh", "props": OPEN}])
    assert LOGIN in {finding.rule for finding in own().findings(asked)}
    quiet = adjusted(own(), {LOGIN: "disabled"}, "pack")
    assert LOGIN not in {finding.rule for finding in quiet.findings(asked)}


@pytest.mark.parametrize(
    ("rule", "unknown", "certain", "expected"),
    [
        ("mandatory", "advisory", True, "mandatory"),
        ("mandatory", "advisory", False, "advisory"),
        ("advisory", "mandatory", False, "advisory"),
        ("mandatory", "mandatory", False, "mandatory"),
    ],
)
def test_an_indeterminate_finding_is_never_enforced_harder_than_its_rule(
    rule: str, unknown: str, certain: bool, expected: str
) -> None:
    profile = adjusted(own(), {LOGIN: rule, "unknown": unknown}, "pack")
    finding: Any = SimpleNamespace(rule=LOGIN, is_certain=certain)
    assert profile.level_of(finding) == expected
