"""Text from a copy of the process: what is read is the same whether there is a copy, none, or one that fails."""

import json
import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from tests.cli.files import WRITERS, web, written
from yett_cli.aside import aside
from yett_cli.exposure import MANY

HEAD = "import os, signal, sys, threading; from yett_cli.aside import aside; own = os.getpid()\n"
WORKS = {
    "works": "yield from ('copy' if os.getpid() != own else 'here', '\\ud800')",
    "raises": "assert os.getpid() == own; yield 'here'",
    "raises halfway": "yield 'copy' if os.getpid() != own else 'here'; assert os.getpid() == own",
    "is killed": "os.getpid() == own or os.kill(os.getpid(), signal.SIGKILL); yield 'here'",
    "exits": "os.getpid() == own or sys.exit(); yield 'here'",
    "runs out of memory": "if os.getpid() != own: raise MemoryError\n    yield 'here'",
    "writes nothing": "yield from ()",
}
needs_two = pytest.mark.skipif(sys.platform != "linux" or os.cpu_count() == 1, reason="issue 4: needs two processors")


def said(work: str, before: str = "") -> subprocess.CompletedProcess[str]:
    """What a program prints whose text is this work's."""
    program = f"{HEAD}{before}\ndef work():\n    {work}\nprint('once', end=' ')\nprint(ascii(aside(work)()))\n"
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)


@needs_two
@pytest.mark.parametrize("how", WORKS)
def test_a_copy_that_fails_is_not_missed(how: str) -> None:
    found = said(WORKS[how])
    text = {"works": "copy\ud800", "writes nothing": ""}.get(how, "here")
    assert (found.returncode, found.stdout, found.stderr) == (0, f"once {text!a}\n", "")


@pytest.mark.parametrize(
    "before",
    [
        "threading.Thread(target=threading.Event().wait, daemon=True).start()",
        "os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})",
        "sys.platform = 'darwin'",
        "def refused(): raise BlockingIOError\nos.fork = refused",
        "def refused(_): raise OSError\nos.memfd_create = refused",
    ],
)
def test_work_is_done_here_where_no_copy_can_be_had(before: str) -> None:
    found = said("yield 'copy' if os.getpid() != own else 'here'", before)
    assert (found.stdout, found.stderr) == ("once 'here'\n", "")


def test_work_that_fails_here_too_fails_when_it_is_asked_for() -> None:
    found = said("raise ValueError('twice'); yield")
    assert found.returncode == 1
    assert found.stderr.count("Traceback") == found.stderr.count("ValueError: twice") == 1


def test_work_is_not_begun_before_it_is_asked_for_where_there_is_no_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    parts = ["text"]
    text = aside(lambda: parts)
    parts.append(" as it is now")
    assert text() == "text as it is now"


@needs_two
def test_a_large_stack_prints_the_same_bytes_on_one_processor_and_on_two(tmp_path: Path) -> None:
    ports = tuple(f"{port}/{port + port % 3}" for port in range(1, MANY + 2))
    file = written(tmp_path, WRITERS["state"][1](web(ports)))
    command = [sys.executable, "-m", "yett_cli.main", "exposure", "--state", file, "--json"]
    run = partial(subprocess.run, command, capture_output=True, timeout=300, check=False)
    one, two = run(preexec_fn=lambda: os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})), run()
    assert (one.returncode, one.stdout, one.stderr) == (two.returncode, two.stdout, two.stderr)
    assert len(json.loads(two.stdout)["anomalies"]) > MANY / 2
