"""`yett exposure`: every format and form, exit codes, one line for every refusal."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.cli.files import EMPTY, WRITERS, web, written
from yett_cli.main import main


def run(*arguments: str, stdin: str | None = None) -> Result:
    """Run the command in this process."""
    return CliRunner().invoke(main, ["exposure", *arguments], input=stdin)


def refusal(found: Result) -> str:
    """The one line in which the command refused."""
    assert found.exit_code == 2
    assert found.stdout == ""
    assert found.stderr.startswith("yett: ")
    assert found.stderr.count("\n") == 1
    return found.stderr


@pytest.mark.parametrize("kind", WRITERS)
def test_an_open_port_is_found_in_every_format(kind: str, tmp_path: Path) -> None:
    option, write = WRITERS[kind]
    found = run(option, written(tmp_path, write(web())), "--json")
    (row,) = json.loads(found.stdout)["exposures"]
    assert found.exit_code == 1
    assert (row["name"].rpartition(".")[2], row["protocol"], row["ports"]) == ("r3", "tcp", ["22"])
    assert row["sources"] == ["0.0.0.0/0"]
    assert row["verdict"] == "reachable"


@pytest.mark.parametrize("kind", WRITERS)
def test_nothing_open_is_exit_0(kind: str, tmp_path: Path) -> None:
    option, write = WRITERS[kind]
    found = run(option, written(tmp_path, write(web(public=False))))
    assert found.exit_code == 0
    assert found.stdout.endswith("0 paths: 0 excess, 0 indeterminate, 0 declared\n")


@pytest.mark.parametrize("kind", WRITERS)
def test_standard_input_is_read_for_a_dash(kind: str) -> None:
    option, write = WRITERS[kind]
    assert run(option, "-", "--json", stdin=json.dumps(write(web()))).exit_code == 1


@pytest.mark.parametrize("form", ["table", "json", "md", "html", "svg"])
def test_each_form_names_workload_port_and_source(form: str, tmp_path: Path) -> None:
    found = run("--state", written(tmp_path, WRITERS["state"][1](web())), "--format", form)
    assert found.exit_code == 1
    assert all(word in found.stdout for word in ("r3", "22", "0.0.0.0/0"))


@pytest.mark.parametrize("form", ["json", "md", "html", "svg"])
def test_output_goes_to_a_file(form: str, tmp_path: Path) -> None:
    source, report = written(tmp_path, WRITERS["state"][1](web())), tmp_path / "report"
    found = run("--state", source, "--format", form, "--output", str(report))
    assert found.stdout == ""
    assert report.read_text() == run("--state", source, "--format", form).stdout


def test_the_table_can_be_written_to_a_file_too(tmp_path: Path) -> None:
    source, report = written(tmp_path, WRITERS["state"][1](web())), tmp_path / "report"
    assert run("--state", source, "--output", str(report)).exit_code == 1
    assert "r3" in report.read_text()


def test_a_report_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    source = written(tmp_path, WRITERS["state"][1](web()))
    assert "cannot be written" in refusal(run("--state", source, "--format", "md", "--output", str(tmp_path)))


def test_a_zone_of_the_users_own_cuts_the_sources(tmp_path: Path) -> None:
    source = written(tmp_path, WRITERS["state"][1](web(cidr="198.51.100.0/24")))
    found = json.loads(run("--state", source, "--json", "--zone", "office=198.51.100.0/25,203.0.113.7").stdout)
    assert [(row["zone"], row["sources"]) for row in found["exposures"]] == [("office", ["198.51.100.0/25"])]
    assert run("--state", source, "--zone", "203.0.113.0/24").exit_code == 0


def test_a_vpc_is_a_zone_and_so_is_an_office_behind_a_private_address(tmp_path: Path) -> None:
    source = written(tmp_path, WRITERS["state"][1](web(cidr="10.0.0.0/16", public=False)))
    assert run("--state", source).exit_code == 0
    (row,) = json.loads(run("--state", source, "--json", "--zone", "vpc:r0").stdout)["exposures"]
    assert (row["zone"], row["sources"], row["address"]) == ("vpc:r0", ["10.0.0.0/16"], "10.0.0.5")
    assert run("--state", source, "--zone", "tier=10.0.3.0/24").exit_code == 1


@pytest.mark.parametrize(
    ("zone", "words"),
    [("vpc:nowhere", "(r0)"), ("office=10.0.0.0/8,8.8.8.0/24", "ask for each kind apart"), ("a=", "zone: got")],
)
def test_a_zone_that_is_none_is_refused(zone: str, words: str, tmp_path: Path) -> None:
    source = written(tmp_path, WRITERS["state"][1](web()))
    assert words in refusal(run("--state", source, "--zone", zone))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "exactly one source"),
        (["--state", "a", "--preview", "b"], "exactly one source"),
        (["--state", "/nowhere/file.json"], "cannot be read"),
        (["--zone", "mars", "--state", "EMPTY"], "zone"),
        (["--preview", "EMPTY"], "give it as --state"),
        (["--terraform", "EMPTY"], "give it as --state"),
        (["--state", "NOISE"], "not JSON"),
        (["--state", "OTHER"], "make it with `pulumi stack export`"),
        (["--stack", "nowhere"], "no `pulumi` on PATH"),
    ],
)
def test_a_refusal_says_what_to_do(
    arguments: list[str], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    texts: dict[str, Any] = {"EMPTY": EMPTY, "NOISE": "{", "OTHER": {"a": 1}}
    made = [written(tmp_path, texts[a], a) if a in texts else a for a in arguments]
    assert words in refusal(run(*made))


def test_a_preview_without_show_sames_is_refused_with_the_fix(tmp_path: Path) -> None:
    part = {"steps": [], "changeSummary": {"same": 7}}
    assert "--show-sames" in refusal(run("--preview", written(tmp_path, part)))


def fake_engine(folder: Path, body: str) -> None:
    """A program called pulumi that does what the body says."""
    program = folder / "pulumi"
    program.write_text(f"#!{sys.executable}\nimport sys, pathlib\n{body}\n")
    program.chmod(0o755)


def test_a_stack_is_previewed_here_and_now(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    preview = written(tmp_path, WRITERS["preview"][1](web()))
    seen = tmp_path / "seen"
    body = f"pathlib.Path({str(seen)!r}).write_text(' '.join(sys.argv[1:])); print(open({preview!r}).read())"
    fake_engine(tmp_path, body)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert run("--stack", "web-dev", "--json").exit_code == 1
    assert seen.read_text() == "preview --json --show-sames --non-interactive --stack web-dev"


def test_a_preview_that_fails_is_told_in_the_engines_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_engine(tmp_path, "sys.stderr.write('error: no stack named web-dev found\\n'); sys.exit(255)")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "no stack named web-dev found" in refusal(run("--stack", "web-dev"))


def program(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run yett as a program of its own."""
    command = [sys.executable, "-m", "yett_cli.main", "exposure", *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=60, env={**os.environ, **environment}
    )


def test_no_colour_reaches_a_pipe(tmp_path: Path) -> None:
    source = written(tmp_path, WRITERS["state"][1](web()))
    assert "\x1b" not in program("--state", source).stdout
    assert "\x1b" not in program("--state", source, NO_COLOR="1", FORCE_COLOR="1", TERM="xterm").stdout


def test_an_empty_stack_starts_neither_pulumi_nor_pydantic_nor_rich(tmp_path: Path) -> None:
    source = written(tmp_path, EMPTY)
    code = (
        f"import sys; sys.argv = ['yett', 'exposure', '--state', {source!r}]\n"
        "from yett_cli.main import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "loaded = {m.partition('.')[0] for m in sys.modules}\n"
        "print(sorted(loaded & {'pulumi', 'pydantic', 'rich', 'yaml', 'starlette'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("form", ["table", "json", "md", "svg"])
def test_the_program_ends_at_once_and_loses_no_word_and_no_exit_code(form: str, tmp_path: Path) -> None:
    source = written(tmp_path, WRITERS["state"][1](web()))
    done, told = program("--state", source, "--format", form), run("--state", source, "--format", form)
    assert (done.returncode, done.stdout, done.stderr) == (told.exit_code, told.stdout, "")
