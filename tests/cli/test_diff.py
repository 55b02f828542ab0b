"""`yett diff A B`: what got opened and closed, and nothing else."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.cli.files import WRITERS, web, written
from tests.oracle.cloud import Resource
from yett_cli.main import main


def run(folder: Path, before: list[Resource], after: list[Resource], *more: str, kinds: str = "state state") -> Result:
    """Compare two networks, each in a format."""
    first, second = kinds.split()
    one = written(folder, WRITERS[first][1](before), "before.json")
    return CliRunner().invoke(main, ["diff", one, written(folder, WRITERS[second][1](after), "after.json"), *more])


def test_one_port_more_is_exactly_that(tmp_path: Path) -> None:
    found = run(tmp_path, web(), web(("22/22", "80/80")))
    assert (found.exit_code, found.stdout) == (1, "+ opened r3 tcp/80 from 0.0.0.0/0\n")


def test_one_port_less_is_exactly_that_and_exit_0(tmp_path: Path) -> None:
    found = run(tmp_path, web(("22/22", "80/80")), web())
    assert (found.exit_code, found.stdout) == (0, "- closed r3 tcp/80 from 0.0.0.0/0\n")


@pytest.mark.parametrize("kinds", ["state state", "preview state", "plan terraform-state", "state plan"])
def test_the_same_network_shows_nothing_whatever_the_formats(kinds: str, tmp_path: Path) -> None:
    found = run(tmp_path, web(), web(), kinds=kinds)
    assert (found.exit_code, found.stdout) == (0, "no change: the same packets reach the same workloads\n")


def test_splitting_a_range_shows_nothing(tmp_path: Path) -> None:
    found = run(tmp_path, web(("8000/8100",)), web(("8000/8049", "8050/8100")))
    assert "no change" in found.stdout


def test_json_says_the_same(tmp_path: Path) -> None:
    (change,) = json.loads(run(tmp_path, web(), web(("22/22", "80/80")), "--json").stdout)["changes"]
    assert (change["change"], change["traffic"], change["sources"]) == ("opened", "tcp/80", ["0.0.0.0/0"])


GATEWAY: Resource = {
    "address": "alicloud_ga_listener.front",
    "type": "alicloud_ga_listener",
    "values": {"id": "lsr-1", "accelerator_id": "ga-1"},
}


def test_what_has_come_and_is_not_followed_is_said(tmp_path: Path) -> None:
    """No packet is known to be let in; that there is a way nobody followed is no secret."""
    kinds = "terraform-state terraform-state"
    come = run(tmp_path, web(), [*web(), GATEWAY], kinds=kinds)
    stays = run(tmp_path, [*web(), GATEWAY], [*web(), GATEWAY], kinds=kinds)
    assert [line.partition(":")[0] for line in come.stdout.splitlines()] == ["no change", "not modelled"]
    assert "front (alicloud_ga_listener)" in come.stdout
    assert [line.partition(":")[0] for line in stays.stdout.splitlines()] == ["no change"]
    document = json.loads(run(tmp_path, web(), [*web(), GATEWAY], "--json", kinds=kinds).stdout)
    assert [(one["type"], document["changes"]) for one in document["unmodelled"]] == [("alicloud_ga_listener", [])]


def test_standard_input_cannot_be_both() -> None:
    found = CliRunner().invoke(main, ["diff", "-", "-"])
    assert found.exit_code == 2
    assert "given twice" in found.stderr
