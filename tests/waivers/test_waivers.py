"""A waiver excuses exactly what it names until its last day; whatever else it says is a finding."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from tests.cli.files import web
from tests.oracle.as_pulumi import pulumi_state
from tests.waivers.records import RECORD, TODAY, findings, rule, waivers
from yett_policies.rulebook.registry import by_id
from yett_policies.stacks import stack_of
from yett_policies.waivers import EXPIRED, INVALID, REFUSED, UNUSED, excused, is_all_open, schema, unused, waivers_in
from yett_policies.waivers.file import in_file
from yett_policies.waivers.schema import text

SCHEMA = Path(schema.__file__).with_name("schema.json")


def is_waived(change: dict[str, Any], *rules: dict[str, Any]) -> bool:
    (one,) = excused(findings(*(rules or (rule(),))), waivers(change))
    return one.waiver is not None


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"resource": "*ssh"},
        {"resource": "alicloud_security_group_rule::jump-ssh"},
        {"resource": "jump-ss?"},
        {"traffic": "tcp/22"},
        {"traffic": "tcp/20-30 from 0.0.0.0/0"},
        {"traffic": "tcp/22 from 0.0.0.0/1, 128.0.0.0/1"},
    ],
)
def test_a_finding_that_is_named_is_waived_through_the_last_day(change: dict[str, Any]) -> None:
    assert is_waived(change)


@pytest.mark.parametrize(
    "change",
    [
        {"resource": "jump"},
        {"resource": "jump-ssh-2"},
        {"rule": "database-from-internet"},
        {"traffic": "tcp/23"},
        {"traffic": "udp/22"},
        {"traffic": "tcp/22 from 0.0.0.0/1"},
        {"path": ["eip"]},
    ],
)
def test_another_resource_rule_packet_or_path_is_not_waived(change: dict[str, Any]) -> None:
    assert not is_waived(change)


def test_a_finding_that_grows_beyond_its_waiver_is_not_waived_any_more() -> None:
    assert is_waived({"traffic": "tcp/22 from 202.0.0.0/7"}, rule(cidr="202.0.0.0/7"))
    assert not is_waived({"traffic": "tcp/22 from 202.0.0.0/7"}, rule(cidr="200.0.0.0/5"))


REFUSALS: list[tuple[dict[str, Any], str, str]] = [
    ({"expires": "2026-11-21"}, EXPIRED, "expired on 2026-11-21"),
    ({"expires": "soon"}, INVALID, "YYYY-MM-DD"),
    ({"expires": None}, INVALID, "expires: is missing"),
    ({"owner": None}, INVALID, "owner: is missing"),
    ({"approver": " "}, INVALID, "approver"),
    ({"reason": ""}, INVALID, "reason"),
    ({"resource": "*"}, INVALID, "resource"),
    ({"resource": "*::*"}, INVALID, "resource"),
    ({"path": []}, INVALID, "path"),
    ({"path": ["**"]}, INVALID, "path[0]"),
    ({"traffic": "tcp/0"}, INVALID, "traffic"),
    ({"traffic": "tcp/22 from anywhere"}, INVALID, "traffic"),
    ({"traffic": "nothing"}, INVALID, "traffic"),
    ({"until": "2027-01-01"}, INVALID, "until"),
    ({"rule": "remote-login"}, INVALID, 'did you mean "remote-login-from-internet"'),
    ({"rule": "*"}, INVALID, "no rule"),
    ({"rule": "group-open-to-everyone"}, REFUSED, "cannot be waived"),
]


@pytest.mark.parametrize(("change", "kind", "said"), REFUSALS)
def test_a_waiver_that_does_not_hold_is_itself_a_finding(change: dict[str, Any], kind: str, said: str) -> None:
    found = waivers(change)
    (problem,) = found.problems
    assert (found.held, problem.rule) == ((), kind)
    assert said in str(problem)
    assert problem.urn == "waivers.yaml#waivers[0]"
    assert not is_waived(change)


def test_one_malformed_waiver_spoils_no_other() -> None:
    found = waivers({"owner": None}, {}, {"expires": "2020-01-01"})
    assert [where for where, _ in found.held] == ["waivers.yaml#waivers[1]"]
    assert [problem.rule for problem in found.problems] == [INVALID, EXPIRED]


@pytest.mark.parametrize("data", [3, "text", {"waiver": []}, {"version": 2, "waivers": []}, {"waivers": 3}])
def test_a_file_that_is_no_list_of_waivers_is_a_finding(data: Any) -> None:
    assert [one.rule for one in waivers_in(data, "waivers.yaml", TODAY).problems] == [INVALID]


def test_what_is_open_to_everybody_in_full_is_never_waived_by_whatever_rule() -> None:
    asked = stack_of(pulumi_state(web(ports=("1/65535",))), TODAY)
    found = sorted(by_id()["undeclared-exposure"].findings(asked))
    held = waivers(
        {"rule": "undeclared-exposure", "resource": "alicloud*"}, {"rule": "undeclared-exposure", "resource": "r*"}
    )
    assert [is_all_open(one) for one in found] == [True]
    assert [one.waiver for one in excused(found, held)] == [None]
    assert REFUSED in {one.rule for one in unused(found, held)}


def test_a_waiver_that_excuses_nothing_is_told() -> None:
    (one,) = unused(findings(), waivers({}))
    assert (one.rule, one.severity) == (UNUSED, "low")
    assert list(unused(findings(rule()), waivers({}))) == []


def test_a_stack_config_holds_waivers_as_data_or_text(tmp_path: Path) -> None:
    for value in ([RECORD], json.dumps([RECORD])):
        path = tmp_path / "Pulumi.dev.yaml"
        path.write_text(json.dumps({"config": {"yett:waivers": value}}))
        assert len(in_file(str(path), TODAY).held) == 1
    path.write_text("config:\n  yett:waivers: '{'\n")
    assert [one.rule for one in in_file(str(path), TODAY).problems] == [INVALID]


def test_a_file_that_is_no_yaml_is_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "waivers.yaml"
    path.write_text("waivers: [")
    assert [one.rule for one in in_file(str(path), TODAY).problems] == [INVALID]


@pytest.mark.parametrize("page", ["gate.md", "gate.zh-CN.md"])
def test_the_waiver_on_the_page_holds(page: str) -> None:
    text = (Path(__file__).parents[2] / "docs" / page).read_text()
    (shown,) = [block for block in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL) if "waivers:" in block]
    assert len(waivers_in(yaml.safe_load(shown), page, TODAY).held) == 1


def test_the_published_schema_is_the_models() -> None:
    assert SCHEMA.read_text() == text(), "python -m yett_policies.waivers.schema > .../waivers/schema.json"


def test_what_holds_is_valid_by_the_schema_and_what_it_refuses_does_not_hold() -> None:
    published = json.loads(SCHEMA.read_text())
    validator = jsonschema.Draft202012Validator(published)
    assert validator.is_valid({"version": 1, "waivers": [RECORD, {**RECORD, "traffic": "tcp/22", "path": ["a"]}]})
    for change, _, _ in REFUSALS:
        record = {key: value for key, value in {**RECORD, **change}.items() if value is not None}
        if not validator.is_valid({"waivers": [record]}):
            assert waivers(change).held == ()
    assert not validator.is_valid({"waivers": [{**RECORD, "until": "x"}]})
