"""The pytest fixture as a user's own test asks for it."""

import subprocess
import sys
from pathlib import Path

USERS_TEST = """
import json, os, subprocess, sys
from urllib.request import urlopen


def test_an_empty_account(alicloud_emulator):
    assert alicloud_emulator.state() == {"kinds": {}, "records": {}}
    assert alicloud_emulator.env["VPC_ENDPOINT"] == alicloud_emulator.endpoint
    with urlopen(f"http://{alicloud_emulator.endpoint}/_yett/health") as answer:
        assert json.load(answer)["status"] == "ok"
    assert alicloud_emulator.actions == []


def test_it_is_light_until_it_is_used():
    program = "import sys, yett_emulator.testing; print({'starlette', 'uvicorn', 'cryptography'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True).stdout == "set()\\n"
"""


def test_a_users_test_finds_the_fixture_without_importing_it(tmp_path: Path) -> None:
    (tmp_path / "test_mine.py").write_text(USERS_TEST)
    # a place of its own: pytest ends by clearing away what earlier runs left in the common one, which can take minutes
    options = ["-q", "-W", "error", "-p", "no:cacheprovider", f"--basetemp={tmp_path / 'temporary'}"]
    command = [sys.executable, "-m", "pytest", *options, str(tmp_path)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, "2 passed" in done.stdout) == (0, True), done.stdout
