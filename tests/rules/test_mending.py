"""What level remediate writes: the rule holds afterwards, twice changes nothing more, and what is not known stays."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.rules.document import Loader, resources_of
from yett_policies import profiles
from yett_policies.resources import UNKNOWN
from yett_policies.rulebook import Stack, violated
from yett_policies.rulebook.registry import all_rules, by_id
from yett_policies.testing import mended, resources, verdicts

CASES: list[dict[str, Any]] = yaml.load((Path(__file__).parent / "mended.yaml").read_text(), Loader)
MENDING = sorted(rule.id for rule in all_rules() if rule.mend)


def names() -> list[str]:
    return [f"{case['rule']}: {case['name']}" for case in CASES]


def changed(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> dict[str, Any]:
    """Resource name -> the properties that are other than before, as they are now."""
    pairs = zip(before, after, strict=True)
    found = {
        new["name"]: {prop: value for prop, value in new["props"].items() if old["props"].get(prop, ...) != value}
        for old, new in pairs
        if old != new
    }
    return dict(sorted(found.items()))


@pytest.mark.parametrize("case", CASES, ids=names())
def test_a_remedy_writes_what_is_wrong_and_known(case: dict[str, Any]) -> None:
    before, options = resources_of(case), case.get("options", {})
    after = mended(case["rule"], before, **options)
    assert changed(before, after) == case.get("writes", {}), case["why"]
    assert verdicts(case["rule"], after, **options) == case.get("left", {}), case["why"]


@pytest.mark.parametrize("case", CASES, ids=names())
def test_a_remedy_changes_nothing_the_second_time(case: dict[str, Any]) -> None:
    once = mended(case["rule"], resources_of(case), **case.get("options", {}))
    assert mended(case["rule"], once, **case.get("options", {})) == once


@pytest.mark.parametrize("case", CASES, ids=names())
def test_a_remedy_never_writes_over_what_is_not_known(case: dict[str, Any]) -> None:
    for one in resources(resources_of(case)):
        blank = dict.fromkeys(one.props, UNKNOWN)
        dark = [{"type": one.type, "name": one.name, "props": blank}]
        (after,) = mended(case["rule"], dark, **case.get("options", {}))
        assert {prop: after["props"][prop] for prop in blank} == blank


def test_every_rule_that_mends_has_a_case_that_writes_and_one_that_does_not() -> None:
    for writes in (True, False):
        assert sorted({case["rule"] for case in CASES if bool(case.get("writes")) == writes}) == MENDING


def test_nothing_is_mended_unless_somebody_says_so() -> None:
    levels = {one.level for name in ("", *profiles.names()) for one in profiles.load(name).settings}
    assert "remediate" not in levels
    assert len(MENDING) == 4


def test_a_rule_without_a_remedy_says_so() -> None:
    with pytest.raises(ValueError, match="no mend function"):
        mended("wide-source", [])
    assert by_id()["wide-source"].changes(resources([{"type": "x", "name": "y"}])[0]) == {}


def test_a_rule_of_ones_own_is_mended_in_a_few_lines() -> None:
    def findings(stack: Stack) -> Any:
        for bucket in stack.resources.each("alicloud_oss_bucket"):
            if bucket.props.get("acl", "private") != "private":
                yield violated(bucket, "the bucket is public", "set acl to private")

    def mend(resource: Any) -> dict[str, str]:
        return {"acl": "private"} if resource.type == "alicloud_oss_bucket" else {}

    given = [{"type": "alicloud_oss_bucket", "name": "logs", "props": {"acl": "public-read"}}]
    assert verdicts(findings, given) == {"logs": "violated"}
    assert verdicts(findings, mended(mend, given)) == {}
