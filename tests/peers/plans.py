"""Make every case's plan anew with Terraform and the real provider: `python -m tests.peers.plans [CASE ...]`."""

import json
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.e2e.test_terraform import Terraform
from tests.peers.cases import Case, load
from yett_emulator.handle import started

KEPT = ("format_version", "planned_values", "resource_changes", "configuration")
"""What tells what is planned; the rest is the day, the version and the state of before, which is empty."""

REGISTRY = re.compile(r'"[a-z0-9.-]+(?=/aliyun/alicloud")')
"""Where the provider came from, which no reader asks."""


def main(names: list[str]) -> None:
    """All of them, or the named ones, one after the other on one emulator."""
    chosen = [case for case in load() if not names or case.name in names]
    with tempfile.TemporaryDirectory(prefix="yett-peers-") as name, started(Path(name) / "emulator") as emulator:
        os.environ["TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE"] = "true"
        for case in chosen:
            plan = planned(Path(name) / case.name, case, emulator.env)
            case.plan.write_text("".join(lines(plan)), encoding="utf-8")
            print(case.name, flush=True)


def planned(folder: Path, case: Case, environment: dict[str, str]) -> dict[str, Any]:
    """What Terraform plans for one case."""
    written = folder / "module"
    written.mkdir(parents=True)
    for name, text in case.files.items():
        (written / name).write_text(text, encoding="utf-8")
    terraform = Terraform.made(folder, environment, written)
    terraform.run("plan", "-no-color", "-refresh=false", "-out", "plan").ok()
    document: dict[str, Any] = json.loads(terraform.run("show", "-json", "plan").ok().output)
    return document


def lines(plan: dict[str, Any]) -> Iterator[str]:
    """One key a line: short enough to keep, and a change shows."""
    kept = [f"{json.dumps(key)}: {json.dumps(plan[key], sort_keys=True)}" for key in KEPT]
    yield REGISTRY.sub('"example.com', "{\n" + ",\n".join(kept) + "\n}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
