"""Terraform with the same provider: nothing in the emulator may know who is calling."""

import json
import os
import platform
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.support.engine import Done, engine_path
from yett_cli.main import main
from yett_emulator.handle import EmulatorHandle

pytestmark = [
    pytest.mark.engine,
    pytest.mark.skipif(shutil.which("terraform") is None, reason="issue 3: runs where terraform is installed"),
]

MODULES = Path(__file__).parent / "modules"
MODULE = MODULES / "shop"
SECONDS = 300
VERSION = "1.285.0"
MACHINES = {"x86_64": "amd64", "aarch64": "arm64"}


@dataclass(frozen=True, slots=True)
class Terraform:
    """One root module with our build of the provider in the place of the published one."""

    folder: Path
    environment: dict[str, str]

    @classmethod
    def made(cls, folder: Path, environment: dict[str, str], module: Path = MODULE) -> "Terraform":
        shutil.copytree(module, folder / "root")
        settings = folder / "terraform.rc"
        settings.write_text(f'provider_installation {{ filesystem_mirror {{ path = "{mirror(folder)}" }} }}\n')
        own = {"TF_CLI_CONFIG_FILE": str(settings), "TF_IN_AUTOMATION": "1", "CHECKPOINT_DISABLE": "1"}
        new = cls(folder / "root", {**os.environ, **environment, **own})
        new.run("init", "-no-color").ok()
        return new

    def run(self, *words: str) -> Done:
        done = subprocess.run(
            ["terraform", *words],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=SECONDS,
            check=False,
        )
        return Done(done.returncode, done.stdout)


def mirror(folder: Path) -> Path:
    """A provider mirror with our build under every name that the modules call the provider by."""
    system, machine = platform.system().lower(), platform.machine()
    subprocess.run(["terraform", "get"], cwd=folder / "root", capture_output=True, check=True)
    shown = subprocess.run(["terraform", "providers"], cwd=folder / "root", capture_output=True, text=True, check=True)
    for address in set(re.findall(r"provider\[([^\]]+)\]", shown.stdout)):
        home = folder / f"mirror/{address}/{VERSION}/{system}_{MACHINES.get(machine, machine)}"
        home.mkdir(parents=True)
        (home / f"terraform-provider-alicloud_v{VERSION}").symlink_to(engine_path() / "pulumi-resource-alicloud")
    return folder / "mirror"


def test_modules_of_a_terraform_user_are_applied_changed_and_destroyed(
    tmp_path: Path, alicloud_emulator: EmulatorHandle
) -> None:
    terraform = Terraform.made(tmp_path, alicloud_emulator.env)
    terraform.run("apply", "-auto-approve", "-no-color").ok()
    unchanged = terraform.run("plan", "-detailed-exitcode", "-no-color")
    assert unchanged.code == 0, unchanged.output
    terraform.run("apply", "-auto-approve", "-no-color", "-var", "edition=2").ok()
    unchanged = terraform.run("plan", "-detailed-exitcode", "-no-color", "-var", "edition=2")
    assert unchanged.code == 0, unchanged.output
    document = tmp_path / "state.json"
    document.write_text(terraform.run("show", "-json").ok().output)
    terraform.run("destroy", "-auto-approve", "-no-color", "-var", "edition=2").ok()
    assert alicloud_emulator.state()["kinds"] == {}
    assert json.loads(document.read_text())["terraform_version"]


def test_what_a_dynamic_block_will_write_is_doubted_in_the_plan(
    tmp_path: Path, alicloud_emulator: EmulatorHandle
) -> None:
    """Over machines that are not made yet a plan has no servers; the state after it has two."""
    terraform = Terraform.made(tmp_path, alicloud_emulator.env, MODULES / "pool")
    terraform.run("plan", "-no-color", "-out", "plan").ok()
    planned = exposed(tmp_path / "plan.json", terraform.run("show", "-json", "plan"))
    terraform.run("apply", "-no-color", "plan").ok()
    made = exposed(tmp_path / "state.json", terraform.run("show", "-json"))
    terraform.run("destroy", "-auto-approve", "-no-color").ok()
    front = {"front 80->80 reachable", "front 81->81 reachable"}
    one_by_one = {f"web[{i}] 81->8081 indeterminate" for i in range(2)}
    assert planned == front | one_by_one | {"alicloud_slb_server_group.pool 80->1-65535 indeterminate"}
    assert made == front | one_by_one | {f"web[{i}] 80->8080 indeterminate" for i in range(2)}


def exposed(document: Path, shown: Done) -> set[str]:
    """What is reached, by what ports, for certain or perhaps."""
    document.write_text(shown.ok().output)
    told = CliRunner().invoke(main, ["exposure", "--terraform", str(document), "--json"])
    rows = json.loads(told.stdout)["exposures"]
    return {f"{r['name']} {','.join(r['ports'])}->{','.join(r['target_ports'])} {r['verdict']}" for r in rows}


def test_what_a_network_stands_among_is_applied_unchanged_and_destroyed(
    tmp_path: Path, alicloud_emulator: EmulatorHandle
) -> None:
    """Who one is, too: the account is named by the environment, so that nobody asks for it outside."""
    terraform = Terraform.made(tmp_path, alicloud_emulator.env, MODULES / "around")
    terraform.run("apply", "-auto-approve", "-no-color", "-parallelism=30").ok()
    unchanged = terraform.run("plan", "-detailed-exitcode", "-no-color")
    assert unchanged.code == 0, unchanged.output
    account = terraform.run("output", "-raw", "account").ok().output
    terraform.run("destroy", "-auto-approve", "-no-color", "-parallelism=30").ok()
    assert (account, alicloud_emulator.state()["kinds"]) == (alicloud_emulator.settings.account_id, {})
