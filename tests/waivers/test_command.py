"""`yett waivers list|lint`: table, JSON and exit codes."""

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from tests.waivers.records import RECORD
from yett_cli.main import main


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["waivers", *arguments])


def written(folder: Path, *records: dict[str, Any]) -> str:
    path = folder / "waivers.yaml"
    path.write_text(json.dumps({"version": 1, "waivers": records}))
    return str(path)


HOLDS = {**RECORD, "expires": "2999-12-31"}
OVER = {**RECORD, "expires": "2020-01-01"}


def test_waivers_that_hold_are_listed_and_exit_0(tmp_path: Path) -> None:
    found = run("list", written(tmp_path, HOLDS))
    assert found.exit_code == 0
    assert all(word in found.stdout for word in ("2999-12-31", "jump-ssh", "platform team", "security team"))
    assert found.stdout.endswith("1 waivers hold, 0 do not\n")


def test_the_list_as_json_shows_expired_ones_too(tmp_path: Path) -> None:
    found = run("list", written(tmp_path, HOLDS, OVER), "--json")
    document = json.loads(found.stdout)
    assert found.exit_code == 1
    assert [(one["holds"], one["days_left"] < 0) for one in document["waivers"]] == [(True, False), (False, True)]
    assert [one["rule"] for one in document["problems"]] == ["waiver-expired"]


def test_lint_says_what_does_not_hold_and_exits_1(tmp_path: Path) -> None:
    path = written(tmp_path, HOLDS, OVER, {"rule": "x"})
    found = run("lint", path)
    assert found.exit_code == 1
    assert f"{path}#waivers[1]: waiver-expired" in found.stdout
    assert f"{path}#waivers[2]: waiver-invalid" in found.stdout
    assert len(json.loads(run("lint", path, "--json").stdout)["problems"]) == 2


def test_lint_of_waivers_that_hold_exits_0(tmp_path: Path) -> None:
    assert run("lint", written(tmp_path, HOLDS)).exit_code == 0


def test_a_file_that_is_not_there_is_one_line_and_exit_2(tmp_path: Path) -> None:
    for command in ("list", "lint"):
        found = run(command, str(tmp_path / "none.yaml"))
        assert (found.exit_code, found.stdout, found.stderr.count("\n")) == (2, "", 1)
