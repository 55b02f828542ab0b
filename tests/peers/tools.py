"""Ask other people's tools about every case and keep their answers: `python -m tests.peers.tools`.

Checkov, KICS and InfraGuard are taken from PATH, or from YETT_CHECKOV, YETT_KICS and YETT_INFRAGUARD (the programs);
YETT_KICS_QUERIES is the folder `assets/queries/terraform/alicloud` of KICS's release, YETT_INFRAGUARD_RULES
`policies/aliyun/rules/terraform` of InfraGuard's. A tool that is not there keeps the answers it gave before.

Each is given the forms that it reads, the module and its plan (InfraGuard the module only), and counts as having said
"bad" when any of its checks of what the internet reaches says so of either; its checks of other things (logs,
encryption) are not asked, nor InfraGuard's that want no public address, no public peer or no plain listener at all.
"""

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.peers.cases import HERE, Case, load

ANSWERS = HERE / "answers.json"
SECONDS = 900
"""How long one tool may take for all cases."""
CHECKOV = {
    "CKV_ALI_2": "22 from 0.0.0.0/0",
    "CKV_ALI_3": "3389 from 0.0.0.0/0",
    "CKV_ALI_9": "database instance public",
    "CKV_ALI_29": "ALB list of 0.0.0.0/0",
    "CKV_ALI_33": "TLS policy of one's own",
    "CKV_ALI_43": "MongoDB instance public",
}
KICS = {
    "60587dbd-6b67-432e-90f7-a8cf1892d968": "all ports or protocols",
    "2ae9d554-23fb-4065-bfd1-fe43d5f7c419": "sensitive port",
    "dd706080-b7a8-47dc-81fb-3e8184430ec0": "unknown port",
    "ee3b1557-9fb5-4685-a95d-93f1edf2a0d7": "ALB on http",
    "faaefc15-51a5-419e-bb5e-51a4b5ab3485": "database address public",
    "1b4565c0-4877-49ac-ab03-adebbccd42ae": "database instance public",
    "dbfc834a-56e5-4750-b5da-73fda8e73f70": "TLS version",
}
INFRAGUARD = (
    "alb-acl-public-access-check",
    "ecs-security-group-not-open-all-port",
    "ecs-security-group-not-open-all-protocol",
    "ecs-security-group-risky-ports-check-with-protocol",
    "ecs-security-group-white-list-port-check",
    "ess-scaling-configuration-sg-public-access",
    "mongodb-public-and-any-ip-access-check",
    "nat-risk-ports-check",
    "polardb-public-and-any-ip-access-check",
    "rds-public-access-check",
    "rds-public-connection-and-any-ip-access-check",
    "rds-white-list-internet-ip-access-check",
    "redis-public-and-any-ip-access-check",
    "sg-public-access-check",
    "sg-risky-ports-check",
    "slb-acl-public-access-check",
    "slb-all-listenter-tls-policy-check",
    "slb-listener-risk-ports-check",
    "vpc-network-acl-risky-ports-check",
)
Found = Iterator[tuple[str, str]]
"""(case, what the tool calls the check that failed)."""


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool: its program, its version, and what it finds in a folder of one folder for each case."""

    name: str
    version: Callable[[str], str]
    found: Callable[[str, Path], Found]

    @property
    def program(self) -> str | None:
        return os.environ.get(f"YETT_{self.name.upper()}") or shutil.which(self.name)


def main() -> None:
    """Ask every tool that is there."""
    answers = kept()
    with tempfile.TemporaryDirectory(prefix="yett-peers-") as name:
        for form in ("module", "plan"):
            laid_out(Path(name) / form, form)
        for tool in TOOLS:
            if tool.program is None:
                print(f"{tool.name}: not found, its earlier answers stay")
                continue
            answers[tool.name] = asked(tool, tool.program, Path(name))
    ANSWERS.write_text(json.dumps(answers, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def kept() -> dict[str, Any]:
    """Tool -> its version and its answers; the file that is committed."""
    return dict(json.loads(ANSWERS.read_text(encoding="utf-8"))) if ANSWERS.exists() else {}


def laid_out(folder: Path, form: str) -> None:
    """Every case in a folder of its own, as a module or as its plan."""
    for case in load():
        (folder / case.name).mkdir(parents=True)
        for name, text in files(case, form).items():
            (folder / case.name / name).write_text(text, encoding="utf-8")


def files(case: Case, form: str) -> Mapping[str, str]:
    if form == "module":
        return case.files
    plan = {"terraform_version": "1.11.4", **json.loads(case.plan.read_text(encoding="utf-8"))}
    return {"plan.json": json.dumps(plan)}


def asked(tool: Tool, program: str, folder: Path) -> dict[str, Any]:
    """The tool's version, and the checks that failed in each case."""
    found: dict[str, set[str]] = {case.name: set() for case in load()}
    for form in sorted(folder.iterdir()):
        for case, check in tool.found(program, form):
            found[case].add(check)
    said = {name: sorted(checks) for name, checks in found.items()}
    return {"version": tool.version(program), "said": said}


def checkov(program: str, folder: Path) -> Found:
    """Checkov's failed checks among CHECKOV."""
    chosen = ["-c", ",".join(CHECKOV), "--framework", "terraform", "terraform_plan"]
    said = output(program, "-d", str(folder), *chosen, "--compact", "--quiet", "--skip-download", "-o", "json")
    document = json.loads(said[said.index("{") if said[0] != "[" else 0 :])
    for report in document if isinstance(document, list) else [document]:
        for one in report.get("results", {}).get("failed_checks", ()):
            yield one["file_path"].strip("/").split("/")[0], one["check_id"]


def kics(program: str, folder: Path) -> Found:
    """KICS's results of the queries in KICS."""
    options = ["--no-progress", "--ci", "--disable-secrets", "--ignore-on-exit", "results"]
    written = ["-o", str(folder.parent), "--output-name", f"{folder.name}-kics", "--report-formats", "json"]
    queries, chosen = os.environ["YETT_KICS_QUERIES"], ["--include-queries", ",".join(KICS)]
    output(program, "scan", "-p", str(folder), "-q", queries, "--type", "Terraform", *chosen, *options, *written)
    report = folder.parent / f"{folder.name}-kics.json"
    document = json.loads(report.read_text(encoding="utf-8"))
    report.unlink()
    for query in document["queries"]:
        for one in query["files"]:
            yield Path(one["file_name"]).parent.name, query["query_name"]


def infraguard(program: str, folder: Path) -> Found:
    """InfraGuard's violations of the rules in INFRAGUARD; it reads no plan."""
    rules = Path(os.environ["YETT_INFRAGUARD_RULES"])
    chosen = [word for name in INFRAGUARD for word in ("-p", str(rules / f"{name}.rego"))]
    modules = [str(one.parent) for one in sorted(folder.glob("*/main.tf"))]
    if not modules:
        return
    said = output(program, "scan", *modules, *chosen, "--format", "json", "--lang", "en", ends=(0, 1, 2))
    for report in json.loads(said)["results"]:
        for one in report["violations"] or ():
            yield Path(one["file"]).parent.name, one["id"].rpartition(":")[2]


def output(*command: str, ends: tuple[int, ...] = (0, 1)) -> str:
    """What a command wrote; a finding is no failure of the tool."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    if done.returncode not in ends or not (done.stdout or done.returncode == 0):
        raise RuntimeError(f"{command[0]} ended with {done.returncode}: {done.stderr[-2000:]}")
    return done.stdout


def built_of(program: str) -> str:
    """The version of a Go program, as its build says it."""
    said = output("go", "version", "-m", program)
    return next(iter(re.findall(r"mod\s\S+\sv(\S+)", said)), "unknown")


TOOLS = (
    Tool("checkov", lambda program: output(program, "--version").strip(), checkov),
    Tool("kics", built_of, kics),
    Tool("infraguard", lambda program: output(program, "version").split()[1], infraguard),
)

if __name__ == "__main__":
    main()
