"""What the pages say is there: commands, options, targets, files, links; and both languages say the same."""

import re

import click
import pytest

from tests.docs import pages
from yett_cli.main import COMMANDS, main

READMES = ("README.md", "README.zh-CN.md")
TARGETS = set(re.findall(r"^([a-z0-9-]+):", (pages.ROOT / "Makefile").read_text(), re.MULTILINE))


def options(command: str) -> set[str]:
    """The options that `yett COMMAND` takes."""
    found = main.get_command(click.Context(main), command)
    assert found is not None, f"no command: yett {command}"
    return {word for parameter in found.params for word in parameter.opts} | {"--help", "-h"}


@pytest.mark.parametrize("name", pages.names())
def test_every_yett_command_and_option_exists(name: str) -> None:
    for command, rest in pages.commands(name, "yett"):
        assert command in COMMANDS, f"no command: yett {command}"
        unknown = set(re.findall(r"(?<!\w)--[a-z][a-z-]*", rest)) - options(command)
        assert not unknown, f"yett {command} has no {unknown}"


@pytest.mark.parametrize("name", pages.names())
def test_every_make_target_exists(name: str) -> None:
    assert {target for target, _ in pages.commands(name, "make")} <= TARGETS


@pytest.mark.parametrize("name", pages.names())
def test_every_link_leads_somewhere(name: str) -> None:
    for link in pages.links(name):
        target, _, anchor = link.partition("#")
        page = (pages.ROOT / name).parent / target if target else pages.ROOT / name
        assert page.exists(), link
        assert not anchor or anchor in pages.anchors(page), link


@pytest.mark.parametrize("name", pages.names())
def test_every_file_that_is_named_exists(name: str) -> None:
    places = [pages.ROOT, (pages.ROOT / name).parent]
    assert [path for path in pages.paths(name) if not any((place / path).exists() for place in places)] == []


@pytest.mark.parametrize("name", READMES)
def test_a_readme_shows_every_command(name: str) -> None:
    assert {command for command, _ in pages.commands(name, "yett")} == set(COMMANDS)
    assert {"up", "test", "down"} <= {target for target, _ in pages.commands(name, "make")}


def test_both_readmes_show_the_same() -> None:
    """The same commands in the same order and the same links, each to the page of its own language."""

    def shown(name: str) -> list[str]:
        lines = [
            line.split("#")[0].strip() for line in pages.FENCED.findall(pages.text(name)) for line in line.splitlines()
        ]
        return [line for line in lines if line.startswith(("make ", "yett ", "pulumi ", "eval ", "export "))]

    def linked(name: str) -> set[str]:
        return {link.split("#")[0].replace(".zh-CN.md", ".md") for link in pages.links(name)} - {"README.md"}

    english, chinese = READMES
    assert shown(english) == shown(chinese)
    assert linked(english) == linked(chinese)
    assert len(re.findall("^## ", pages.text(english), re.MULTILINE)) == len(
        re.findall("^## ", pages.text(chinese), re.MULTILINE)
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [("yett fly --high", "no command: yett fly"), ("yett diff --colour a b", "--colour")],
)
def test_a_command_that_is_not_there_is_found(line: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "text", lambda _: f"Do this:\n```\n{line}\n```\n")
    with pytest.raises(AssertionError, match=said):
        test_every_yett_command_and_option_exists("any")
