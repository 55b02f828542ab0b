"""What the oracle and the benchmarks write is what Terraform and the engine print of the same network.

The answers to both files are equal to the byte, a rule has the same keys in both, and the written file is no larger:
`benchmarks/exposure.py` sets what judging a file costs beside `json.loads` of it.
"""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from benchmarks.exposure_stack import stack
from tests.e2e.documents import previewed
from tests.e2e.test_terraform import Terraform
from tests.oracle.as_pulumi import TOKENS, property_name, pulumi_preview, references, shape
from tests.oracle.as_terraform import terraform_plan, written
from tests.oracle.builder import Ref
from tests.oracle.cloud import Resource
from tests.support.engine import Pulumi, write_project
from yett_cli.main import main
from yett_emulator.handle import EmulatorHandle

pytestmark = pytest.mark.engine

RULES = 400
PROGRAM = Path(__file__).parent / "programs/handed.py"
RULE = re.compile("security_?group_?rule", re.IGNORECASE)
NEEDED = {
    "alicloud_instance": {"image_id": "ubuntu_22_04_x64_20G_alibase_20240101.vhd", "instance_type": "ecs.g7.large"}
}
"""What the provider asks for and no network has."""
REQUIRED = """terraform {
  required_providers {
    alicloud = { source = "aliyun/alicloud" }
  }
}
"""


def test_a_preview_is_the_engines(tmp_path: Path, alicloud_emulator: EmulatorHandle) -> None:
    folder = write_project(tmp_path / "oracle", PROGRAM.read_text())
    (folder / "Pulumi.yaml").write_text((folder / "Pulumi.yaml").read_text().replace("name: tiny", "name: oracle"))
    resources = stack(RULES)
    (folder / "network.json").write_text(json.dumps(handed(resources)))
    store = Pulumi(folder, tmp_path / "home", tmp_path / "state", alicloud_emulator.env, "dev").init()
    previewed(store, tmp_path / "real.json")
    alike(tmp_path, "--preview", pulumi_preview(resources))


@pytest.mark.skipif(shutil.which("terraform") is None, reason="issue 3: runs where terraform is installed")
def test_a_plan_is_terraforms(tmp_path: Path, alicloud_emulator: EmulatorHandle) -> None:
    (tmp_path / "module").mkdir()
    (tmp_path / "module/versions.tf").write_text(REQUIRED)
    resources = stack(RULES)
    (tmp_path / "module/main.tf.json").write_text(json.dumps({"resource": configured(resources)}))
    terraform = Terraform.made(tmp_path, alicloud_emulator.env, tmp_path / "module")
    terraform.run("plan", "-no-color", "-refresh=false", "-out", "plan").ok()
    (tmp_path / "real.json").write_text(terraform.run("show", "-json", "plan").ok().output)
    alike(tmp_path, "--terraform", terraform_plan(resources))


def alike(folder: Path, option: str, document: Any) -> None:
    """The written file beside the real one."""
    (folder / "written.json").write_text(json.dumps(document))
    texts = [folder / name for name in ("real.json", "written.json")]
    real, own = (CliRunner().invoke(main, ["exposure", option, str(one), "--json"]) for one in texts)
    assert (own.exit_code, own.stdout) == (real.exit_code, real.stdout)
    found, document = (json.loads(one.read_text()) for one in texts)
    assert skeleton(rule_in(document)) == skeleton(rule_in(found))
    # real paths and addresses are longer
    assert 0.7 < len(json.dumps(document)) / len(json.dumps(found)) < 1.05


def rule_in(document: Any) -> Any:
    """The step or the change that makes a security group rule."""
    entries = document.get("steps") or document["resource_changes"]
    return next(one for one in entries if RULE.search(one.get("urn") or one["address"]))


def skeleton(value: Any) -> Any:
    """The keys of a document, all the way down."""
    if isinstance(value, dict):
        return {key: skeleton(one) for key, one in value.items()}
    return [skeleton(one) for one in value] if isinstance(value, list) else None


def handed(resources: list[Resource]) -> list[dict[str, Any]]:
    """The network as the program reads it; what others ask of a resource is a property that nobody sets."""
    asked: dict[str, set[str]] = {}
    for ref in references([one["values"] for one in resources]):
        asked.setdefault(ref.address, set()).update({property_name("", ref.attribute)} - {"id"})
    return [entry(one, asked.get(one["address"], set())) for one in resources]


def entry(resource: Resource, asked: set[str]) -> dict[str, Any]:
    """One resource, in Pulumi's words."""
    kind, _, name = resource["address"].partition(".")
    values = {**written(resource), **NEEDED.get(kind, {})}
    props = {property_name(kind, key): shape(kind, key, plain(value)) for key, value in values.items()}
    token = f"alicloud:{TOKENS[kind]}"
    return {"address": resource["address"], "token": token, "name": name, "props": props | dict.fromkeys(asked)}


def plain(value: Any) -> Any:
    """A value with references that JSON can hold."""
    if isinstance(value, Ref):
        return {"ref": [value.address, property_name("", value.attribute)]}
    return [plain(one) for one in value] if isinstance(value, list) else value


def configured(resources: list[Resource]) -> dict[str, Any]:
    """The network in Terraform's JSON syntax."""
    found: dict[str, Any] = {}
    for one in resources:
        kind, _, name = one["address"].partition(".")
        values = {key: template(value) for key, value in written(one).items()}
        found.setdefault(kind, {})[name] = {**values, **NEEDED.get(kind, {})}
    return found


def template(value: Any) -> Any:
    """A reference as the JSON syntax writes it."""
    if isinstance(value, Ref):
        return f"${{{value.address}.{value.attribute}}}"
    return [template(one) for one in value] if isinstance(value, list) else value
