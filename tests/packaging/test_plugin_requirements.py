"""From a clean clone the component package runs on what `components/requirements.txt` installs, and on no more."""

import ast
import os
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import yaml

from tests.support.engine import ROOT

FOLDER = ROOT / "components"


def lines(file: Path) -> set[str]:
    return {line for line in file.read_text().splitlines() if line and not line.startswith(("#", "-"))}


def imported() -> set[str]:
    """The packages that any module of yett imports, wherever in the file, besides Python's own and ours."""
    nodes = (node for file in FOLDER.rglob("*.py") for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
    names: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
    return {name.split(".")[0] for name in names} - sys.stdlib_module_names - {"yett"}


def test_the_requirements_are_what_yett_imports_in_the_versions_of_the_program() -> None:
    said = lines(FOLDER / "requirements.txt")
    assert said <= lines(ROOT / "requirements.txt")
    homes = packages_distributions()
    needed = {homes[name][0].lower().replace("_", "-") for name in imported()} - {"pydantic-core"}  # pydantic's own
    assert {re.split("[=<>]", line)[0].lower() for line in said} == needed


def test_the_environment_is_the_one_that_the_makefile_makes() -> None:
    options = yaml.safe_load((FOLDER / "PulumiPlugin.yaml").read_text())["runtime"]["options"]
    assert os.path.normpath(FOLDER / options["virtualenv"]) == str(ROOT / ".venv")
