"""The page in a real browser: it opens, nothing in it runs, is refused or is fetched. Needs `chromium` on PATH.

`make browser` runs it: the packages of the usual distributions have Chromium, registries of Python packages do not.
"""

import struct
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.test_forms import hostile, waived_judgement
from yett_policies.gate import Judgement
from yett_policies.gate.page import page

pytestmark = pytest.mark.browser
QUIET = ("--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-extensions")


def opened(folder: Path, html: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Open the page as a file, and end."""
    path = folder / "report.html"
    path.write_text(html, encoding="utf-8")
    own = (
        "--headless=new",
        "--no-sandbox",
        f"--user-data-dir={folder / 'profile'}",
        "--enable-logging=stderr",
        "--v=0",
    )
    command = ["chromium", *own, *QUIET, *words, path.as_uri()]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)


@pytest.mark.parametrize("of", [waived_judgement, hostile])
def test_the_page_opens_and_the_browser_complains_of_nothing(of: Callable[[], Judgement], tmp_path: Path) -> None:
    found = of()
    done = opened(tmp_path, page(found), "--dump-dom")
    assert done.stdout.count("<table>") >= 2
    assert "<svg" in done.stdout
    assert all(one.finding.rule in done.stdout for one in found.findings)
    # a script that runs, a style that is refused, a file that is not there: each is a line of the console
    assert [line for line in done.stderr.splitlines() if "CONSOLE" in line] == []


def test_a_page_that_runs_something_is_noticed(tmp_path: Path) -> None:
    html = page(waived_judgement()).replace("<body>", "<body><script>alert(1)</script>")
    done = opened(tmp_path, html, "--dump-dom")
    assert any("Content Security Policy" in line for line in done.stderr.splitlines())


def test_the_page_is_painted(tmp_path: Path) -> None:
    opened(tmp_path, page(waived_judgement()), f"--screenshot={tmp_path / 'page.png'}", "--window-size=1300,1200")
    shown = (tmp_path / "page.png").read_bytes()
    width, height = struct.unpack(">II", shown[16:24])
    # an empty page of this size compresses to less than a twentieth
    assert (width, height) == (1300, 1200)
    assert len(shown) > 50_000
