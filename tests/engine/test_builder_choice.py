"""Which engine is taken: an official one that fits, else our own; and what the builder says when neither is there."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import grpc
import pytest
from builder import command, golang, memory, official, parts
from builder.assembly import MARKER
from builder.environment import install_provider, shell_lines
from builder.errors import EngineError
from builder.memory import GIB
from builder.processes import cause, run
from google.protobuf.empty_pb2 import Empty
from pulumi.runtime.proto.language_pb2_grpc import LanguageRuntimeStub

from tests.support.engine import ROOT, engine_path
from tests.support.processes import ends_within


def fake(folder: Path, name: str, script: str = "") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is all of PATH, the shell's own apart."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:/bin")
    return folder


@pytest.mark.parametrize("version", ["v3.230.0", "3.256.0", "v3.300.1-alpha.1", "v4.0.0"])
def test_official_engine_with_its_host_is_used(path: Path, version: str) -> None:
    fake(path, "pulumi", f"echo {version}")
    fake(path, "pulumi-language-python")
    assert official.official_engine() == path
    assert command.engine() == path


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("echo v3.229.9", "its version is 3.229.9, 3.230.0 is needed"),
        ("exit 1", "its version is not known, 3.230.0 is needed"),
        ("echo hello", "its version is not known, 3.230.0 is needed"),
    ],
)
def test_engine_that_is_too_old_is_not_used(
    path: Path, capsys: pytest.CaptureFixture[str], script: str, reason: str
) -> None:
    fake(path, "pulumi", script)
    fake(path, "pulumi-language-python")
    assert official.official_engine() is None
    assert capsys.readouterr().err == f"engine: not using {path}/pulumi: {reason}\n"


def test_engine_without_a_language_host_is_not_used(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fake(path, "pulumi", "echo v3.300.0")
    assert official.official_engine() is None
    assert "it has no pulumi-language-python beside it or on PATH" in capsys.readouterr().err


def test_host_beside_the_real_file_of_a_linked_engine_counts(path: Path, tmp_path: Path) -> None:
    (path / "pulumi").symlink_to(fake(tmp_path / "cellar", "pulumi", "echo v3.300.0"))
    fake(tmp_path / "cellar", "pulumi-language-python")
    assert official.official_engine() == path


def test_engine_of_ours_on_path_is_not_taken_for_an_official_one(path: Path) -> None:
    fake(path, "pulumi", "echo v3.256.0")
    fake(path, "pulumi-language-python")
    (path / MARKER).touch()
    assert official.official_engine() is None


def test_source_path_refuses_to_build(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--source", "path", "--print-path"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("engine: error: PATH has no Pulumi CLI that fits")


def test_official_engine_keeps_the_users_home(path: Path, tmp_path: Path) -> None:
    assert shell_lines(path, tmp_path / "home") == f'export PATH={path}:"$PATH"\n'
    assert not (tmp_path / "home").exists()


def test_our_engine_gets_a_home_with_the_provider_for_each_sdk(path: Path, tmp_path: Path) -> None:
    (path / MARKER).touch()
    fake(path, "pulumi-resource-alicloud")
    home = tmp_path / "a home"
    lines = shell_lines(path, home, ["4.0.0"])
    assert f"export PULUMI_HOME='{home}'\n" in lines
    plugins = sorted(p.relative_to(home).as_posix() for p in home.rglob("pulumi-resource-*"))
    assert plugins == [f"plugins/resource-alicloud-v{v}/pulumi-resource-alicloud" for v in ("3.105.0", "4.0.0")]


def test_older_provider_in_the_home_is_replaced(path: Path, tmp_path: Path) -> None:
    old = fake(tmp_path / "old", "pulumi-resource-alicloud")
    new = fake(path, "pulumi-resource-alicloud")
    for provider in (old, new):
        install_provider(provider.parent, tmp_path / "home", "3.105.0")
    installed = tmp_path / "home/plugins/resource-alicloud-v3.105.0/pulumi-resource-alicloud"
    assert installed.resolve() == new


def test_go_on_path_that_is_new_enough_is_used(path: Path) -> None:
    go = fake(path, "go", "echo go1.26.9")
    assert golang.go_command() == str(go)


@pytest.mark.parametrize("script", ["echo go1.25.9", "exit 1", None])
def test_wheel_is_taken_where_go_is_old_or_missing(
    path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str | None
) -> None:
    if script:
        fake(path, "go", script)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    asked = []

    def create(folder: Path, requirements: list[str], what: str) -> None:
        asked.extend(requirements)
        fake(folder / "lib/python3.11/site-packages/go/bin", "go", "echo go1.26.6")

    monkeypatch.setattr(golang.venvs, "create", create)
    assert golang.go_command().endswith("/site-packages/go/bin/go")
    assert asked == [golang.GO_WHEEL]


def test_machine_with_too_little_memory_is_refused_with_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "total_memory", lambda: 4 * GIB)
    with pytest.raises(EngineError, match=r"takes 6\.5 GiB of memory, this machine has 4\.0 GiB; add swap, or install"):
        memory.packages_at_once()


def test_little_free_memory_is_said_and_built_one_by_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(memory, "total_memory", lambda: 16 * GIB)
    monkeypatch.setattr(memory, "available_memory", lambda: 3 * GIB)
    assert memory.packages_at_once() == 1
    assert "only 3.0 GiB of memory are free" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("output", "meaning"),
    [
        ("write /tmp/x: no space left on device", "the disk is full"),
        ("Get https://x: dial tcp: lookup x: no such host", "a package registry cannot be reached"),
        (
            "ERROR: Could not find a version that satisfies pulumi",
            "a package registry cannot be reached",
        ),
        ("compile: signal: killed", "the system ran out of memory"),
        ("verifying module: checksum mismatch", "a module is not the one go.sum pins"),
        ("main.go:3: undefined: x", "main.go:3: undefined: x"),
    ],
)
def test_failed_tool_is_told_by_its_cause(output: str, meaning: str) -> None:
    assert cause(["", output]).removeprefix(" | ").startswith(meaning)


def test_tool_that_cannot_be_started_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="building x failed: cannot run /nowhere/go: No such file or directory"):
        run(["/nowhere/go"], "building x", cwd=tmp_path, env=os.environ)


def test_failed_tool_is_one_line_with_its_last_words(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=r"^building x failed: one \| two$"):
        run(["sh", "-c", "echo one; echo two; exit 1"], "building x", cwd=tmp_path, env=os.environ)


def test_pins_are_read_from_go_mod() -> None:
    assert all(golang.required_go(module) >= (1, 26) for module in golang.MODULES)
    assert golang.module_version("yaml", parts.YAML_MODULE) == "v1.38.1"
    assert golang.module_version("provider", "github.com/aliyun/terraform-provider-alicloud") == "v1.285.0"
    assert golang.provider_version() == "3.105.0"


def test_cli_and_yaml_host_pin_the_same_pulumi_so_that_it_is_compiled_once() -> None:
    for module in (parts.CLI_MODULE, golang.SDK_MODULE):
        assert golang.module_version("yaml", module) == golang.module_version("cli", module)


def test_builder_needs_nothing_but_the_standard_library(tmp_path: Path) -> None:
    bare = [sys.executable, "-E", "-s", "-S", str(ROOT / "engine" / "build.py"), "--help"]
    assert "--print-path" in subprocess.run(bare, capture_output=True, text=True, check=True, cwd=tmp_path).stdout


@pytest.mark.engine
def test_second_call_builds_nothing_and_prints_the_folder_only() -> None:
    engine_path()
    again = subprocess.run(
        [sys.executable, str(ROOT / "engine/build.py"), "--source", "build", "--print-path"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert again.stderr == ""
    assert (Path(again.stdout.strip()) / "pulumi").is_file()


@pytest.mark.engine
def test_built_yaml_host_is_the_one_that_is_pinned(engine_address: str) -> None:
    command = [str(engine_path() / "pulumi-language-yaml"), engine_address]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as host:
        assert host.stdout is not None
        with grpc.insecure_channel(f"127.0.0.1:{int(host.stdout.readline())}") as channel:
            told = LanguageRuntimeStub(channel).GetPluginInfo(Empty()).version
        host.kill()
    assert told == golang.module_version("yaml", parts.YAML_MODULE)


@pytest.mark.engine
def test_built_engine_needs_nothing_of_the_checkout() -> None:
    launcher = (engine_path() / "pulumi-language-python").read_text()
    assert str(ROOT) not in launcher


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopped_build_ends_its_tool_and_leaves_nothing(tmp_path: Path, number: signal.Signals) -> None:
    os.mkfifo(tmp_path / "pid")
    go = f'case "$1" in env) echo go1.26.9;; build) echo $$ >{tmp_path}/pid; exec sleep 600;; esac'
    fake(tmp_path / "bin", "go", go)
    cache = tmp_path / "cache"
    env = {**os.environ, "PATH": f"{tmp_path}/bin:/bin:/usr/bin", "XDG_CACHE_HOME": str(cache)}
    building = subprocess.Popen(
        [sys.executable, str(ROOT / "engine/build.py"), "--source", "build"], env=env, stderr=subprocess.PIPE, text=True
    )
    tool = int((tmp_path / "pid").read_text())
    building.send_signal(number)
    _, said = building.communicate(timeout=30)
    assert building.returncode == 130
    assert said.endswith("engine: stopped; what was finished is kept\n")
    assert ends_within(tool, 30)
    assert [p.name for p in (cache / "yett/engine").iterdir()] == ["lock"]
