"""The declared exposure in every scenario's page, written by `python -m tests.scenarios.pages`."""

import os
import re
import tempfile
from pathlib import Path
from typing import Any

import pulumi

from tests.components.recorder import record
from tests.specs.sites import ROOT, scenario
from yett.scenarios import SCENARIOS

TODAY = "2026-11-21"
PEM = "-----BEGIN {0}-----\nAAAA\n-----END {0}-----\n"
COLUMNS = ("where", "direction", "peer", "traffic", "reason", "owner", "expires")
TABLE = re.compile(r"(<!-- declared: .*? -->\n).*?(<!-- end -->)", re.DOTALL)


def page_of(name: str, language: str = "") -> Path:
    return ROOT / "docs" / "scenarios" / f"{name}{language}.md"


def rows(name: str) -> list[dict[str, str]]:
    """What the scenario exports for its dev stack."""
    found: list[dict[str, Any]] = []

    def program() -> pulumi.Output[Any]:
        args: Any = {"spec": scenario(f"{name}-dev"), "today": TODAY}
        return pulumi.Output.all(**SCENARIOS[name](name, args).exports()).apply(found.append)

    with tempfile.TemporaryDirectory() as folder:
        before = Path.cwd()
        os.chdir(folder)
        try:
            certificate()
            record(program)
        finally:
            os.chdir(before)
    return list(found[0]["declared_exposure"])


def certificate() -> None:
    """The files that web-dev names."""
    Path(".yett/tls").mkdir(parents=True)
    Path(".yett/tls/web.crt").write_text(PEM.format("CERTIFICATE"))
    Path(".yett/tls/web.key").write_text(PEM.format("PRIVATE KEY"))


def table(name: str) -> str:
    lines = [f"| {' | '.join(COLUMNS)} |", f"| {' | '.join('---' for _ in COLUMNS)} |"]
    lines += [f"| {' | '.join(row[column] for column in COLUMNS)} |" for row in rows(name)]
    return "\n".join(lines) + "\n"


def with_table(text: str, name: str) -> str:
    made = table(name)
    return TABLE.sub(lambda found: found[1] + made + found[2], text)


if __name__ == "__main__":
    for key in SCENARIOS:
        for language in ("", ".zh-CN"):
            page = page_of(key, language)
            page.write_text(with_table(page.read_text(encoding="utf-8"), key), encoding="utf-8")
