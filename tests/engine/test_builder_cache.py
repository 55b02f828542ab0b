"""The cache of built parts: complete or absent, built once, keyed by content."""

import multiprocessing
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from builder import content
from builder.cache import Part, cache_root, ensure, remove_unused
from builder.errors import EngineError
from builder.lock import build_lock

from tests.support.engine import ROOT


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return cache_root()


def part(name: str = "thing", key: str = "1", text: str = "done") -> Part:
    return Part(name, key, lambda folder: (folder / "result").write_text(text) and None)


def broken(folder: Path) -> None:
    (folder / "half").write_text("half")
    raise EngineError("the disk is full")


def test_part_is_built_under_its_name_and_key(cache: Path) -> None:
    assert (ensure(part()) / "result").read_text() == "done"
    assert ensure(part()) == cache / "thing-1"


def test_finished_part_is_not_built_again() -> None:
    ensure(part(text="first"))
    assert (ensure(part(text="second")) / "result").read_text() == "first"


def test_failed_build_leaves_nothing(cache: Path) -> None:
    with pytest.raises(EngineError):
        ensure(Part("thing", "1", broken))
    assert list(cache.iterdir()) == []


def test_killed_build_is_never_taken_for_a_finished_one(cache: Path) -> None:
    script = (
        "import os, signal\n"
        "from builder.cache import Part, ensure\n"
        "def build(folder):\n"
        "    (folder / 'result').write_text('half')\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "ensure(Part('thing', '1', build))\n"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT / "engine")}
    assert subprocess.run([sys.executable, "-c", script], env=env, check=False).returncode < 0
    assert not part().path.exists()
    assert (ensure(part()) / "result").read_text() == "done"


def test_unwritable_cache_is_one_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    with pytest.raises(EngineError, match=r"cannot write the cache .*: Not a directory; set XDG_CACHE_HOME"):
        ensure(part())


def test_relative_cache_home_is_ignored_as_the_standard_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "here")
    assert cache_root() == Path.home() / ".cache/yett/engine"


def test_unused_parts_are_removed_and_used_ones_kept(cache: Path) -> None:
    kept, old = ensure(part(key="new")), ensure(part(key="old"))
    assert remove_unused({kept}) == [old]
    assert [p.name for p in cache.iterdir()] == ["thing-new"]


def build_slowly(started: "multiprocessing.synchronize.Barrier", log: Path) -> None:
    def build(folder: Path) -> None:
        with log.open("a") as file:
            file.write("built\n")

    started.wait()
    with build_lock():
        ensure(Part("thing", "1", build))


def test_two_builds_at_once_build_once(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    started, log = context.Barrier(3), tmp_path / "log"
    builders = [context.Process(target=build_slowly, args=(started, log)) for _ in range(3)]
    for process in builders:
        process.start()
    for process in builders:
        process.join(30)
    assert [process.exitcode for process in builders] == [0, 0, 0]
    assert log.read_text() == "built\n"


def test_who_waits_says_for_whom(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    waiting = "from builder.lock import build_lock\nwith build_lock():\n    print('mine')\n"
    env = {**os.environ, "PYTHONPATH": str(ROOT / "engine")}
    with build_lock():
        other = subprocess.Popen(
            [sys.executable, "-c", waiting], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert other.stderr is not None
        said = other.stderr.readline()
    with other:
        assert other.communicate(timeout=30)[0] == "mine\n"
    assert said == f"engine: waiting for the build of process {os.getpid()} (0s)\n"


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "engine" / "provider", tmp_path / "engine" / "provider")
    monkeypatch.setattr(content, "SOURCES", tmp_path / "engine")
    return tmp_path / "engine"


def current_key() -> str:
    return content.key("flags", files=content.source_files("provider"))


def test_key_is_the_same_for_the_same_content(sources: Path) -> None:
    assert current_key() == current_key()


@pytest.mark.parametrize("file", ["go.mod", "go.sum", "main.go", "tokens.json"])
def test_key_changes_with_every_file_that_is_built(sources: Path, file: str) -> None:
    before = current_key()
    with (sources / "provider" / file).open("a") as text:
        text.write("\n")
    assert current_key() != before


def test_key_changes_with_flags_and_platform(sources: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = content.source_files("provider")
    keys = {content.key("a", files=files), content.key("b", files=files)}
    monkeypatch.setattr(content, "platform_tag", lambda: "plan9-mips")
    assert len(keys | {content.key("a", files=files)}) == 3


def test_key_does_not_change_with_pythons_own_caches(sources: Path) -> None:
    before = current_key()
    (sources / "provider" / "__pycache__").mkdir()
    (sources / "provider" / "__pycache__" / "x.pyc").touch()
    assert current_key() == before
