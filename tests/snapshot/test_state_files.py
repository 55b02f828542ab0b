"""State files as they lie in a bucket or a folder: the same network as what the tools print of them."""

import json
from pathlib import Path
from typing import Any

import pytest

from yett.errors import SnapshotError
from yett_policies.exposure import analyse, to_document
from yett_policies.snapshot import load, network_of, resources_of

FIXTURES = Path(__file__).parent / "fixtures"


def state_file(shown: Any) -> Any:
    """`terraform show -json` of a state as the file that it was printed of."""
    rows = list(written(shown["values"]["root_module"]))
    return {"version": 4, "terraform_version": "1.9.8", "serial": 7, "lineage": "x", "outputs": {}, "resources": rows}


def written(module: Any) -> Any:
    """The resources of a module and of those within; each instance stands by itself, which the file allows."""
    for entry in module.get("resources", []):
        where = entry["address"].rpartition(f"{entry['type']}.")[0].removesuffix(".")
        instance = {"schema_version": 0, "attributes": entry["values"], "sensitive_attributes": []}
        if "index" in entry:
            instance["index_key"] = entry["index"]
        row = {"mode": entry["mode"], "type": entry["type"], "name": entry["name"], "instances": [instance]}
        yield row | {"module": where} if where and entry["mode"] == "managed" else row
    for child in module.get("child_modules", []):
        yield from written(child)


def test_terraforms_state_file_says_what_is_shown_of_it() -> None:
    shown = load(FIXTURES / "terraform-state.json")
    found = state_file(shown)
    assert resources_of(found) == resources_of(shown)
    assert to_document(analyse(network_of(found))) == to_document(analyse(network_of(shown)))


def test_instances_have_the_addresses_that_a_plan_gives_them() -> None:
    instances: list[dict[str, Any]] = [{"attributes": {"id": "vpc-1"}}]
    instances += [{"index_key": key, "attributes": {"id": f"vpc-{key}"}} for key in (0, "blue")]
    instances.append({"deposed": "3f2a", "attributes": {"id": "vpc-old"}})
    row = {"module": 'module.a["x"]', "mode": "managed", "type": "alicloud_vpc", "name": "v", "instances": instances}
    found = resources_of({"version": 4, "terraform_version": "1.9.8", "serial": 1, "resources": [row]})
    address = 'module.a["x"].alicloud_vpc.v'
    assert [one.urn for one in found] == [address, f"{address}[0]", f'{address}["blue"]']


def test_a_state_file_of_another_version_is_refused() -> None:
    with pytest.raises(SnapshotError, match="got 3, allowed is 4; make the file with `terraform show -json`"):
        resources_of({"version": 3, "terraform_version": "0.11.15", "serial": 1, "resources": [], "modules": []})


def test_a_checkpoint_says_what_is_exported_of_it() -> None:
    exported = load(FIXTURES / "pulumi-export.json")
    checkpoint = {"stack": "organization/shop/dev", "latest": exported["deployment"]}
    found = {"version": 3, "checkpoint": checkpoint}
    assert resources_of(found) == resources_of(exported)
    assert resources_of({"version": 3, "checkpoint": {"stack": "organization/shop/new"}}) == []


def test_values_alone_are_a_state() -> None:
    shown = load(FIXTURES / "terraform-state.json")
    assert resources_of({"values": shown["values"]}) == resources_of(shown)


def test_what_is_no_object_is_said_to_be_none(tmp_path: Path) -> None:
    path = tmp_path / "terraform.tfstate"
    path.write_text(
        json.dumps(
            {
                "version": 4,
                "terraform_version": "1.9.8",
                "serial": 1,
                "resources": [{"type": "alicloud_vpc", "name": "a", "instances": [[]]}],
            }
        )
    )
    with pytest.raises(SnapshotError, match=r"resources\[0\]\.instances\[0\]: got a list, allowed is an object"):
        resources_of(load(path))
