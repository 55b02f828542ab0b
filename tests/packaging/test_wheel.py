"""What the wheel holds, and that it works on its own."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.packaging.installed import ROOT, Installed

PACKAGES = {"yett": "components", "yett_policies": "policies", "yett_emulator": "emulator", "yett_cli": "cli"}
"""Import package -> its source root."""


def tracked(package: str) -> set[str]:
    """The files a clean clone has of a package, relative to its source root."""
    root = ROOT / PACKAGES[package]
    words = ["git", "ls-files", "-co", "--exclude-standard", package]
    listed = subprocess.run(words, cwd=root, capture_output=True, text=True, check=True)
    return {name for name in listed.stdout.splitlines() if (root / name).is_file()}


def test_only_our_packages_are_on_top(installed: Installed) -> None:
    """No `components`, `policies`, `tests` or `engine` that another distribution might have as well."""
    files = "import importlib.metadata, json; print(json.dumps([str(f) for f in importlib.metadata.files('yett')]))"
    tops = {Path(name).parts[0] for name in json.loads(installed.program(files).ok().output)}
    assert {name for name in tops if not name.endswith(".dist-info")} == {*PACKAGES, ".."}, ".. holds bin/yett"


@pytest.mark.parametrize("package", PACKAGES)
def test_every_file_of_a_package_is_in_the_wheel(installed: Installed, package: str) -> None:
    """Data files included: shapes, schema, py.typed."""
    there = {str(path.relative_to(installed.site)) for path in (installed.site / package).rglob("*") if path.is_file()}
    assert {name for name in there if "__pycache__" not in name} == tracked(package)
    assert f"{package}/py.typed" in there


@pytest.mark.parametrize("package", PACKAGES)
def test_every_module_can_be_imported(installed: Installed, package: str) -> None:
    modules = sorted(
        name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for name in tracked(package)
        if name.endswith(".py")
    )
    program = "import importlib\nfor name in {}:\n    print(importlib.import_module(name).__file__)"
    done = installed.program(program.format(modules)).ok()
    assert all(line.startswith(str(installed.site)) for line in done.output.splitlines()), "nothing from the checkout"


@pytest.mark.parametrize("room", ["components", "policies"])
def test_a_source_root_is_no_package(installed: Installed, room: str) -> None:
    said = installed.program(f"import {room}").failed().output
    assert f"No module named '{room}'" in said


def test_data_is_read_from_where_it_was_installed(installed: Installed) -> None:
    installed.program(
        "from yett_emulator.shapes import shapes\n"
        "assert 'CreateVpc' in shapes('Vpc')\n"
        "from yett.packets.services import SERVICES\n"
        "assert SERVICES\n"
    ).ok()


def test_the_command_lists_and_explains_its_commands(installed: Installed) -> None:
    said = installed.command("yett", "--help").ok().output
    for name in ("emulate", "exposure", "explain"):
        assert name in said
        assert f"yett {name}" in installed.command("yett", name, "--help").ok().output


def test_exported_members(installed: Installed) -> None:
    """`yett.__all__` is the namespace: what it promises is there, and nothing else looks public."""
    done = installed.program(
        "import json, yett\n"
        "every = {name: getattr(yett, name) for name in yett.__all__}\n"
        "star = {}\n"
        "exec('from yett import *', star)\n"
        "star.pop('__builtins__')\n"
        "print(json.dumps([yett.__all__, dir(yett), sorted(star)]))"
    ).ok()
    promised, listed, starred = json.loads(done.output)
    assert promised == sorted(set(promised)) == listed == starred
