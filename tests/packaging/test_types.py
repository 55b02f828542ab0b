"""Type checkers read the installed package: py.typed is honoured, and a wrong program is told so."""

import sys
from pathlib import Path

import pytest

from tests.packaging.installed import Installed, run
from tests.packaging.readme import program
from tests.support.engine import Done

CONFIG = """
[mypy]
strict = True
# The provider's SDK is not what is looked at here, and mypy reads it for half a minute.
[mypy-pulumi_alicloud.*]
follow_imports = skip
"""
RIGHT = program()
WRONG = [
    ("number: int = jump.group_id\n", '"Output[str]"'),
    ("admitted_too: str = SecurityGroupSpec.parse(admitted)\n", '"SecurityGroupSpec"'),
    ('Vpc("two", {"spek": VpcSpec.parse(plan)})\n', '"spek"'),
    ("from yett import Fence\n", 'Module "yett" has no attribute "Fence"'),
    ("from yett_policies.network import vpc\nvpc.Vpc(1)\n", '"Vpc"'),
]


def checked(installed: Installed, folder: Path, text: str) -> Done:
    (folder / "user.py").write_text(text, encoding="utf-8")
    (folder / "mypy.ini").write_text(CONFIG, encoding="utf-8")
    words = ["--config-file", "mypy.ini", "--python-executable", str(installed.python)]
    return run(
        sys.executable, "-m", "mypy", *words, "--cache-dir", str(installed.folder / "mypy"), "user.py", cwd=folder
    )


def test_the_readme_program_is_typed(installed: Installed, tmp_path: Path) -> None:
    checked(installed, tmp_path, RIGHT).ok()


@pytest.mark.parametrize(("line", "said"), WRONG, ids=[said for _, said in WRONG])
def test_a_wrong_line_is_an_error(installed: Installed, tmp_path: Path, line: str, said: str) -> None:
    found = checked(installed, tmp_path, RIGHT + line).failed().output
    assert said in found
    assert "missing library stubs or py.typed" not in found
