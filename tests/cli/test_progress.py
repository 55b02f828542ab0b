"""What a person at a terminal is told of long work, and that nobody else is told anything."""

import os
import pty
import subprocess
import sys
from collections.abc import Mapping
from types import MappingProxyType

import pytest

NOTHING: Mapping[str, str] = MappingProxyType({})
WORDS = ("reading [red]plan.json", "deciding")
CODE = """
from yett_cli import progress
progress.AFTER = {after}
with progress.step("reading [red]plan.json") as say:
    input()
    say("deciding")
    input()
print("the answer")
"""


def shown(after: float = 0.05, *, environment: Mapping[str, str] = NOTHING, words: tuple[str, ...] = ()) -> list[str]:
    """What a program writes to standard output, a pipe, and to standard error, a terminal.

    It goes on to its second text, and to its end, when the first and the second of the words were shown.
    """
    ours, theirs = pty.openpty()
    kept = {name: value for name, value in os.environ.items() if name not in ("CI", "NO_COLOR")}
    with subprocess.Popen(
        [sys.executable, "-c", CODE.format(after=after)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=theirs,
        env={**kept, "TERM": "xterm", **environment},
    ) as process:
        os.close(theirs)
        assert process.stdin is not None
        told = ""
        for word in words:
            told += written(ours, word)
            process.stdin.write(b"\n")
            process.stdin.flush()
        out, _ = process.communicate(b"" if words else b"\n\n", timeout=60)
    return [out.decode(), told + written(ours)]


def written(terminal: int, until: str = "") -> str:
    """What is written to the other side, up to a word or to the end."""
    found = b""
    try:
        while not (until and until.encode() in found) and (part := os.read(terminal, 1 << 16)):
            found += part
    except OSError:
        pass  # how Linux says that the other side is closed
    if not until:
        os.close(terminal)
    return found.decode()


def test_long_work_says_what_it_is_at_and_takes_the_line_back() -> None:
    out, told = shown(words=WORDS)
    assert out == "the answer\n"
    assert "reading [red]plan.json" in told
    assert "deciding" in told
    assert told.rindex("\x1b[?25h") > told.rindex("\x1b[?25l"), "the cursor is there again"
    assert told.rstrip().endswith("\x1b[2K"), "the line is erased"


def test_no_color_leaves_the_words() -> None:
    _, told = shown(environment={"NO_COLOR": "1"}, words=WORDS)
    assert "deciding" in told
    assert "\x1b[3" not in told


@pytest.mark.parametrize(("name", "value"), [("CI", "true"), ("TERM", "dumb")])
def test_nobody_is_told_where_nobody_watches(name: str, value: str) -> None:
    assert shown(environment={name: value}) == ["the answer\n", ""]


def test_work_that_is_soon_over_is_not_worth_a_word() -> None:
    assert shown(after=30) == ["the answer\n", ""]
