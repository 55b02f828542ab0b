"""Parameters read from a Go SDK: lists, structs inside lists, and lists that the SDK spells out by number."""

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

SOURCE = """
type CreateFleetRequest struct {
	*requests.RpcRequest
	OwnerId   requests.Integer    `position:"Query" name:"OwnerId"`
	Size      requests.Integer    `position:"Query" name:"Size"`
	Policy1   string              `position:"Query" name:"Policy.1"`
	Policy2   string              `position:"Query" name:"Policy.2"`
	SwitchIds *[]string           `position:"Query" name:"SwitchIds"  type:"Repeated"`
	Group     *[]CreateFleetGroup `position:"Query" name:"Group"  type:"Repeated"`
	Options   CreateFleetOptions  `position:"Query" name:"Options"  type:"Struct"`
}

type CreateFleetGroup struct {
	Id   string    `name:"Id"`
	Port *[]string `name:"Port" type:"Repeated"`
}

type CreateFleetOptions struct {
	IsSpot string `name:"IsSpot"`
}

func CreateCreateFleetRequest() (request *CreateFleetRequest) {
	request.InitWithApiInfo("Ess", "2014-08-28", "CreateFleet", "ess", "openAPI")
	return
}
"""


@pytest.fixture
def go_sdk(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(Path(__file__).resolve().parents[3] / "scripts"))
    return import_module("shape_tools.go_sdk")


def test_every_parameter_of_a_request_has_its_pattern_and_type(go_sdk: Any, tmp_path: Path) -> None:
    (tmp_path / "ess").mkdir()
    (tmp_path / "ess" / "create_fleet.go").write_text(SOURCE)
    found = go_sdk.actions(tmp_path, "ess")
    assert found["CreateFleet"]["parameters"] == {
        "Group": "list",
        "Group.N.Id": "string",
        "Group.N.Port": "list",
        "Group.N.Port.N": "string",
        "Options": "object",
        "Options.IsSpot": "string",
        "Policy.N": "string",
        "Size": "integer",
        "SwitchIds": "list",
        "SwitchIds.N": "string",
    }
