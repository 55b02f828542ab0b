"""What the engine says of a stack, as files, and what `yett exposure` answers to them: one way for every comparison."""

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from tests.support.engine import Pulumi
from yett_cli.main import main

KEYS = ("protocol", "ports", "target_ports", "sources", "verdict")


def previewed(stack: Pulumi, file: Path) -> tuple[str, str]:
    """The words that judge a preview made now."""
    said = stack.preview("--json", "--show-sames").ok().output
    file.write_text(said[said.index("{") :])
    return "--preview", str(file)


def exported(stack: Pulumi, file: Path) -> tuple[str, str]:
    """The words that judge the state as it is now."""
    file.write_text(stack.run("stack", "export", "--stack", stack.stack).ok().output)
    return "--state", str(file)


def rows(*words: str) -> list[tuple[Any, ...]]:
    """What reaches what, without the names and ids that only some snapshots know."""
    done = CliRunner().invoke(main, ["exposure", "--json", *words])
    assert done.exit_code in (0, 1), done.output
    return sorted(tuple(json.dumps(row[key]) for key in KEYS) for row in json.loads(done.stdout)["exposures"])
