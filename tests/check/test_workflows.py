"""The workflows' own scripts, run as they stand: what they install and whom they call is replaced, nothing else."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.files import EMPTY, WRITERS, web, written
from yett_cli.check import check

ROOT = Path(__file__).parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text())
GITHUB = yaml.safe_load((ROOT / "docs/gate/github.yml").read_text())
GITLAB = yaml.safe_load((ROOT / "docs/gate/gitlab-ci.yml").read_text())
YUNXIAO = yaml.safe_load((ROOT / "docs/gate/yunxiao.yml").read_text())
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
FAKE = """#!/bin/sh
printf '%s\\n' "$*" >> "{log}"
case "$*" in *--paginate*) printf '%s' "{answer}" ;; esac
"""


def step(name: str) -> Any:
    return next(one for one in ACTION["runs"]["steps"] if one.get("name") == name)


def fake(folder: Path, name: str, answer: str = "") -> Path:
    """A program that writes down how it was called."""
    (folder / "bin").mkdir(exist_ok=True)
    program, log = folder / "bin" / name, folder / f"{name}.log"
    program.write_text(FAKE.format(log=log, answer=answer))
    program.chmod(0o755)
    log.touch()
    return log


def shell(folder: Path, script: str, **environment: str) -> int:
    """Run a script as a runner does: bash that stops at the first error."""
    (folder / "bin").mkdir(exist_ok=True)
    path = os.pathsep.join([str(folder / "bin"), str(Path(sys.executable).parent), os.environ["PATH"]])
    found = {"PATH": path, "HOME": str(folder), "LANG": "C.UTF-8"} | environment
    done = subprocess.run(["bash", "-eo", "pipefail", "-c", script], cwd=folder, env=found, check=False, timeout=120)
    return done.returncode


def checked(folder: Path, **inputs: str) -> dict[str, str]:
    """The outputs of the action's check."""
    asked = dict.fromkeys(step("Check")["env"], "") | {"FAIL_ON": "low"} | inputs
    files = {name: str(folder / name) for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    assert shell(folder, step("Check")["run"], RUNNER_TEMP=str(folder), **files, **asked) == 0
    lines = (folder / "GITHUB_OUTPUT").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines)


def test_the_action_writes_every_report_and_keeps_the_exit_code(tmp_path: Path) -> None:
    after = written(tmp_path, WRITERS["preview"][1](web()), "my plan.json")
    found = checked(tmp_path, PREVIEW=after)
    assert found["exit-code"] == "1"
    reports = Path(found["folder"])
    assert {one.name for one in reports.iterdir()} == {"yett.md", "yett.sarif", "yett.json", "yett.html"}
    assert (tmp_path / "GITHUB_STEP_SUMMARY").read_text() == (reports / "yett.md").read_text()
    assert shell(tmp_path, step("Verdict")["run"], CODE=found["exit-code"]) == 1


def test_the_action_hands_over_baseline_waivers_and_severity(tmp_path: Path) -> None:
    after = written(tmp_path, WRITERS["state"][1](web()))
    (tmp_path / "one.yaml").write_text("[]")
    found = checked(tmp_path, STATE=after, BASELINE=after, FAIL_ON="high", WAIVERS="one.yaml\none.yaml\n")
    assert found["exit-code"] == "0"


def test_the_action_takes_an_input_for_a_word_and_never_for_a_command(tmp_path: Path) -> None:
    found = checked(tmp_path, STATE='$(touch owned) `touch owned` "; touch owned')
    assert found["exit-code"] == "2"
    assert not (tmp_path / "owned").exists()


def test_the_verdict_of_a_clean_stack_passes(tmp_path: Path) -> None:
    found = checked(tmp_path, STATE=written(tmp_path, EMPTY))
    assert shell(tmp_path, step("Verdict")["run"], CODE=found["exit-code"]) == 0


@pytest.mark.parametrize(
    ("known", "call"),
    [("", "--method POST repos/o/r/issues/7/comments"), ("42", "--method PATCH repos/o/r/issues/comments/42")],
)
def test_the_action_writes_one_comment_and_renews_it(known: str, call: str, tmp_path: Path) -> None:
    log, body = fake(tmp_path, "gh", known), tmp_path / "yett.md"
    body.write_text("x")
    named = {"GITHUB_REPOSITORY": "o/r", "NUMBER": "7", "BODY": str(body), "GH_TOKEN": "t"}
    assert shell(tmp_path, step("Comment")["run"], **named) == 0
    assert [line for line in log.read_text().splitlines() if f"api {call}" in line and f"body=@{body}" in line]


def test_inputs_are_options_of_the_command_and_the_example_uses_them() -> None:
    options = {name.removeprefix("--") for one in check.params for name in one.opts}
    own = {"comment", "token", "working-directory"}
    assert set(ACTION["inputs"]) - own <= options
    used = next(one["with"] for one in GITHUB["jobs"]["check"]["steps"] if one.get("id") == "yett")
    assert set(used) <= set(ACTION["inputs"])
    said = " ".join(str(one) for one in GITHUB["jobs"]["check"]["steps"])
    assert all(f"outputs.{name}" in said for name in ("sarif", "html"))


@pytest.mark.parametrize(("document", "code"), [(WRITERS["preview"][1](web()), 1), (WRITERS["preview"][1]([]), 0)])
def test_the_gitlab_job_comments_and_ends_with_the_exit_code(document: Any, code: int, tmp_path: Path) -> None:
    written(tmp_path, document, "after.json")
    log = fake(tmp_path, "curl")
    merge = {"YETT_TOKEN": "t", "CI_MERGE_REQUEST_IID": "3", "CI_PROJECT_ID": "5", "CI_API_V4_URL": "api"}
    words = {key: str(value) for key, value in GITLAB["variables"].items()}
    assert shell(tmp_path, "\n".join(GITLAB["yett-check"]["script"]), **words, **merge) == code
    assert "api/projects/5/merge_requests/3/notes" in log.read_text()
    named = [*GITLAB["yett-check"]["artifacts"]["paths"], GITLAB["yett-check"]["artifacts"]["reports"]["junit"]]
    assert all((tmp_path / name).is_file() for name in named)


@pytest.mark.parametrize(("document", "code"), [(WRITERS["preview"][1](web()), 1), (WRITERS["preview"][1]([]), 0)])
def test_the_yunxiao_job_uploads_before_it_ends_with_the_exit_code(document: Any, code: int, tmp_path: Path) -> None:
    written(tmp_path, document, "after.json")
    steps = YUNXIAO["stages"]["gate"]["jobs"]["yett"]["steps"]
    assert list(steps) == ["check", "upload", "verdict"]
    (tmp_path / ".yett-venv").symlink_to(Path(sys.executable).parent.parent)
    lines = steps["check"]["with"]["run"].splitlines()
    kept = "\n".join(line for line in lines if "-m venv" not in line and "pip install" not in line)
    assert shell(tmp_path, kept) == 0
    assert all((tmp_path / name).is_file() for name in steps["upload"]["with"]["filePath"])
    assert shell(tmp_path, steps["verdict"]["with"]["run"]) == code


def test_the_hooks_run_commands_that_there_are(tmp_path: Path) -> None:
    state = written(tmp_path, EMPTY)
    (tmp_path / "waivers.yaml").write_text("version: 1\nwaivers: []\n")
    words = {"yett-check": f"--state {state}", "yett-waivers": "waivers.yaml"}
    for hook in HOOKS:
        assert shell(tmp_path, f"{hook['entry']} {words[hook['id']]}") == 0
