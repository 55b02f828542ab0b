"""`yett check`: every source and form, exit codes, one line for every refusal."""

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.check.judged import LOGIN
from tests.cli.files import EMPTY, WRITERS, web, written
from tests.oracle.builder import Builder, Ref
from tests.oracle.cloud import Resource
from yett_cli.main import main

WAIVER = {"rule": LOGIN, "resource": "*r6", "reason": "x", "owner": "a", "approver": "b", "expires": "2999-12-31"}


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, ["check", *arguments], input=stdin)


def rules(found: Result, key: str = "fails") -> set[str]:
    return {one["rule"] for one in json.loads(found.stdout)["findings"] if one[key]}


@pytest.mark.parametrize("kind", WRITERS)
def test_an_open_login_port_stops_the_change_in_every_format(kind: str, tmp_path: Path) -> None:
    option, write = WRITERS[kind]
    found = run(option, written(tmp_path, write(web())), "--json", "--fail-on", "high")
    assert found.exit_code == 1
    assert {LOGIN, "undeclared-exposure"} <= rules(found)


@pytest.mark.parametrize("kind", WRITERS)
def test_standard_input_is_read_for_a_dash(kind: str) -> None:
    option, write = WRITERS[kind]
    assert run(option, "-", "--format", "json", stdin=json.dumps(write(web()))).exit_code == 1


def test_nothing_at_all_is_exit_0_and_100_points(tmp_path: Path) -> None:
    found = run("--state", written(tmp_path, EMPTY), "--json")
    assert (found.exit_code, json.loads(found.stdout)["score"]) == (0, 100)


@pytest.mark.parametrize("form", ["table", "json", "sarif", "junit", "html", "md"])
def test_every_form_names_the_rule_and_is_the_same_in_a_file(form: str, tmp_path: Path) -> None:
    source, report = written(tmp_path, WRITERS["state"][1](web())), tmp_path / "report"
    printed = run("--state", source, "--format", form)
    assert LOGIN in printed.stdout
    assert printed.exit_code == 1
    assert run("--state", source, "--format", form, "--output", str(report)).stdout == ""
    assert report.read_text() == printed.stdout


def test_what_a_terminal_leaves_out_is_counted(tmp_path: Path) -> None:
    """Nine partners on two machines: six sources of each change, four deductions, and how many more there are."""
    paths = [written(tmp_path, WRITERS["state"][1](one), str(len(one))) for one in (web(ports=()), partners())]
    lines = run("--state", paths[1], "--baseline", paths[0]).stdout.splitlines()
    changes, deductions = ([one for one in lines if one.startswith(sign)] for sign in "+-")
    assert [one.partition(" from ")[2].count("198.51.") for one in changes] == [6, 6]
    assert all(one.endswith(" and 3 more") for one in changes)
    assert len(deductions) == 4
    assert lines[lines.index(deductions[-1]) + 1] == "and 4 more deductions: see --json"


def partners() -> list[Resource]:
    """The machine and another beside it, whose group lets nine blocks log in."""
    b = Builder(Random(0), web(ports=()))
    group, host = (Ref(f"alicloud_{name}") for name in ("security_group.r2", "instance.r3"))
    own = {**b.values(host.address), "id": "i-twin", "private_ip": "10.0.0.6"}
    twin = Ref(b.add("alicloud_instance", **own))
    eip = Ref(b.add("alicloud_eip_address", ip_address="47.1.0.2"))
    b.add("alicloud_eip_association", allocation_id=eip, instance_id=twin, instance_type="EcsInstance")
    rule = {"type": "ingress", "policy": "accept", "priority": 1, "ip_protocol": "tcp", "port_range": "22/22"}
    for n in range(9):
        b.add("alicloud_security_group_rule", security_group_id=group, cidr_ip=f"198.51.{16 * n}.0/24", **rule)
    return b.resources


def test_one_run_writes_several_forms(tmp_path: Path) -> None:
    source = written(tmp_path, WRITERS["state"][1](web()))
    names = {form: tmp_path / f"report.{form}" for form in ("md", "sarif", "junit", "html")}
    also = [word for form, path in names.items() for word in ("--also", f"{form}={path}")]
    assert run("--state", source, "--json", *also).exit_code == 1
    assert all(path.read_text() == run("--state", source, "--format", form).stdout for form, path in names.items())


def test_a_stored_report_is_a_baseline(tmp_path: Path) -> None:
    before = written(tmp_path, WRITERS["state"][1](web()), "before.json")
    report = tmp_path / "report.json"
    run("--state", before, "--json", "-o", str(report))
    same = run("--state", before, "--baseline", str(report), "--json")
    assert (same.exit_code, rules(same)) == (0, set())
    after = written(tmp_path, WRITERS["state"][1](web(("22/22", "3306/3306"))), "after.json")
    for baseline in (str(report), before):
        more = run("--state", after, "--baseline", baseline, "--json")
        assert more.exit_code == 1
        assert "database-from-internet" in rules(more)
        assert LOGIN not in rules(more)
        assert json.loads(more.stdout)["baseline"]["changes"][0]["traffic"] == "tcp/3306"


def test_waivers_come_from_files_and_from_the_config_of_a_preview(tmp_path: Path) -> None:
    document: dict[str, Any] = WRITERS["preview"][1](web())
    plain, waivers = written(tmp_path, document), written(tmp_path, [WAIVER], "waivers.yaml")
    assert LOGIN in rules(run("--preview", plain, "--json"))
    assert LOGIN in rules(run("--preview", plain, "--json", "--waivers", waivers), "waived")
    config = written(tmp_path, document | {"config": {"yett:waivers": json.dumps([WAIVER])}}, "config.json")
    assert LOGIN in rules(run("--preview", config, "--json"), "waived")


def test_a_waiver_that_does_not_hold_stops_the_change(tmp_path: Path) -> None:
    late = written(tmp_path, [WAIVER | {"expires": "2020-01-01"}], "waivers.yaml")
    found = run("--state", written(tmp_path, EMPTY), "--waivers", late, "--json")
    assert (found.exit_code, rules(found)) == (1, {"waiver-expired"})


def test_a_profile_of_ones_own_is_a_file(tmp_path: Path) -> None:
    source = written(tmp_path, WRITERS["state"][1](web()))
    own = written(tmp_path, {"others": "disabled", "rules": {LOGIN: "advisory"}}, "own.yaml")
    found = run("--state", source, "--profile", own, "--json")
    assert (found.exit_code, json.loads(found.stdout)["profile"]) == (0, "own")
    assert {one["rule"] for one in json.loads(found.stdout)["findings"]} == {LOGIN}


@pytest.mark.parametrize("text", [None, "[", "[]", "rules: {no-such-rule: mandatory}", "others: sometimes"])
def test_a_profile_that_is_not_there_or_cannot_be_meant_is_refused(text: str | None, tmp_path: Path) -> None:
    path = tmp_path / "own.yaml" if text is None else Path(written(tmp_path, text, "own.yaml"))
    source = written(tmp_path, EMPTY)
    assert "profile" in refusal(run("--state", source, "--profile", str(path)))
    assert "profile" in refusal(run("--state", source, "--profile", "none"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "exactly one source"),
        (("--state", "none.json"), "cannot be read"),
        (("--state", "-", "--baseline", "none.json"), "cannot be read"),
        (("--state", "-", "--waivers", "none.yaml"), "cannot be read"),
        (("--state", "-", "--output", "/"), "cannot be written"),
        (("--state", "-", "--also", "pdf=x"), "FORM=FILE"),
        (("--state", "-", "--also", "md"), "FORM=FILE"),
    ],
)
def test_what_cannot_be_read_or_written_is_one_line_and_exit_2(arguments: tuple[str, ...], said: str) -> None:
    assert said in refusal(run(*arguments, stdin=json.dumps(EMPTY)))


def test_a_baseline_that_is_no_report_and_no_plan_is_refused(tmp_path: Path) -> None:
    source, other = written(tmp_path, EMPTY), written(tmp_path, {"a": 1}, "other.json")
    refusal(run("--state", source, "--baseline", other))


def refusal(found: Result) -> str:
    """The one line in which the command refused."""
    assert found.exit_code == 2
    assert found.stdout == ""
    assert found.stderr.startswith("yett: ")
    assert found.stderr.count("\n") == 1
    return found.stderr


def test_no_color_and_pipes_get_plain_text(tmp_path: Path) -> None:
    assert "\x1b[" not in run("--state", written(tmp_path, WRITERS["state"][1](web()))).stdout
