"""How fast exposure is beside the tools that people have, as ratios within one run, on one and the same file.

`python benchmarks/exposure_peers.py [--checkov] [--gate]`. OPA, KICS and InfraGuard are taken from PATH, or from
YETT_OPA, YETT_KICS and YETT_INFRAGUARD (the programs); YETT_KICS_QUERIES is the folder
`assets/queries/terraform/alicloud` of its release, YETT_INFRAGUARD_RULES `policies/aliyun/rules/terraform` of the
other's. `--checkov` installs Checkov into a private environment first. A tool that is not there is said to be missing;
nothing fails. Whole processes, wall seconds; processor seconds beside. OPA runs `one_rule.rego`, which looks at one
rule at a time, on the plan and on the preview of the same stack; InfraGuard reads its module.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from whole_process import Ratio, beside, costs, generated, said_python

PYTHON = sys.executable
RULES = 10_000
INFRAGUARD = (
    "ecs-security-group-not-internet-cidr-access",
    "ecs-security-group-not-open-all-port",
    "ecs-security-group-not-open-all-protocol",
    "ecs-security-group-risky-ports-check-with-protocol",
    "ecs-security-group-white-list-port-check",
    "sg-public-access-check",
    "sg-risky-ports-check",
)
TIMEOUT = 1_800
"""Seconds that installing a tool may take."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A tool: how it is run on a plan (None when it is not there), and the most that ours may cost beside it."""

    name: str
    command: list[str] | None
    most: float
    option: str = "--terraform"


def opa(file: Path) -> list[str] | None:
    """One policy that looks at one rule at a time."""
    program = found("opa")
    policy = Path(__file__).with_name("one_rule.rego")
    query = ["--format", "json", "--data", str(policy), "--input", str(file), "data.yett.one_rule.deny"]
    return [program, "eval", *query] if program else None


def kics(plan: Path) -> list[str] | None:
    """The queries about single rules of security groups."""
    program, queries = found("kics"), os.environ.get("YETT_KICS_QUERIES", "")
    if not program or not queries:
        return None
    options = ["--no-progress", "--silent", "--ignore-on-exit", "results", "--type", "Terraform"]
    options += ["--max-file-size", "999"]  # MB; beyond 5 it would leave the plan out and find nothing
    kept = [folder for folder in sorted(Path(queries).iterdir()) if "security_group" in folder.name]
    chosen = plan.parent / "queries"
    if not chosen.exists():
        for folder in kept:
            shutil.copytree(folder, chosen / folder.name)
    libraries = ["-b", os.environ["YETT_KICS_LIBRARIES"]] if "YETT_KICS_LIBRARIES" in os.environ else []
    return [program, "scan", "-p", str(plan), "-q", str(chosen), *libraries, *options]


def infraguard(plan: Path) -> list[str] | None:
    """The rules about open security groups, on the module beside the plan; grave findings are exit code 2."""
    program, rules = found("infraguard"), os.environ.get("YETT_INFRAGUARD_RULES", "")
    if not program or not rules:
        return None
    chosen = [word for name in INFRAGUARD for word in ("-p", str(Path(rules, f"{name}.rego")))]
    scan = [program, "scan", str(plan.with_name("main.tf")), "--format", "json", *chosen]
    return ["sh", "-c", '"$@"; test $? -le 2', "sh", *scan]


def checkov(folder: Path) -> Callable[[Path], list[str] | None]:
    """Checkov's two checks of open security groups, from an environment of its own."""
    place = folder / "checkov"
    venv.create(place, with_pip=True)
    subprocess.run([place / "bin/pip", "install", "--quiet", "checkov"], check=True, timeout=TIMEOUT)
    options = ["--framework", "terraform_plan", "--compact", "--quiet", "--skip-download", "-c", "CKV_ALI_2,CKV_ALI_3"]
    return lambda plan: [str(place / "bin/checkov"), "-f", str(plan), *options]


def found(name: str) -> str | None:
    """A program by its variable or on PATH."""
    return os.environ.get(f"YETT_{name.upper()}") or shutil.which(name)


def ratios(peers: list[Peer], files: dict[str, Path]) -> Iterator[Ratio]:
    """Ours beside each tool that is there, run in turns."""
    for peer in peers:
        if peer.command is None:
            print(f"{peer.name}: not found")
            continue
        ours = f"yett exposure {peer.option} --json"
        own = [PYTHON, "-m", "yett_cli.main", "exposure", peer.option, str(files[peer.option]), "--json"]
        measured = costs({peer.name: peer.command, ours: own}, 1 if peer.most < 1 / 2 else 5)
        yield from beside(f"exposure beside {peer.name}", measured[ours], measured[peer.name], peer.most)


def main() -> None:
    """Measure, print, and with --gate judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkov", action="store_true", help="install and time Checkov as well")
    parser.add_argument("--gate", action="store_true", help="exit 1 when a ratio misses its aim")
    arguments = parser.parse_args()
    print(said_python())
    with tempfile.TemporaryDirectory(prefix="yett-bench-") as name:
        folder = Path(name)
        stack = generated(PYTHON, folder / "stack", RULES)
        plan, preview = stack / "plan.json", stack / "preview.json"
        peers = [
            Peer("OPA on the plan", opa(plan), 1),
            Peer("OPA on the preview", opa(preview), 1, "--preview"),
            Peer("InfraGuard", infraguard(plan), 1 / 2),
            Peer("KICS", kics(plan), 1 / 30),
        ]
        peers += [Peer("Checkov", checkov(folder)(plan), 1 / 30)] if arguments.checkov else []
        measured = list(ratios(peers, {"--terraform": plan, "--preview": preview}))
    print("\n".join(map(str, measured)))
    if arguments.gate and not all(ratio.is_met for ratio in measured):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
