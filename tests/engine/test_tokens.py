"""The token table against the installed SDK: every type of the SDK is served, and none that it does not have."""

import json
from typing import Any

import pytest
from token_table.sdk import sdk_functions, sdk_resources
from token_table.shapes import SdkType

from tests.support.engine import ROOT

TABLE: dict[str, dict[str, dict[str, Any]]] = json.loads((ROOT / "engine/provider/tokens.json").read_text())

WANTED = {
    "alicloud_vpc": "alicloud:vpc/network:Network",
    "alicloud_vswitch": "alicloud:vpc/switch:Switch",
    "alicloud_security_group_rule": "alicloud:ecs/securityGroupRule:SecurityGroupRule",
    "alicloud_common_bandwidth_package": "alicloud:vpc/commonBandwithPackage:CommonBandwithPackage",
    "alicloud_eip_address": "alicloud:ecs/eipAddress:EipAddress",
    "alicloud_slb_load_balancer": "alicloud:slb/applicationLoadBalancer:ApplicationLoadBalancer",
    "alicloud_db_instance": "alicloud:rds/instance:Instance",
    "alicloud_vpc_peer_connection": "alicloud:vpc/peerConnection:PeerConnection",
}
"""Tokens a reader can check by eye; names that no rule would guess among them."""


@pytest.fixture(scope="module")
def resources() -> dict[str, SdkType]:
    return sdk_resources()


@pytest.fixture(scope="module")
def functions() -> dict[str, SdkType]:
    return sdk_functions()


def tokens(kind: str) -> list[str]:
    return [token for m in TABLE[kind].values() for token in [m["token"], *m.get("formerTokens", [])]]


@pytest.mark.parametrize("kind", ["resources", "dataSources"])
def test_no_token_stands_for_two_types(kind: str) -> None:
    assert len(set(tokens(kind))) == len(tokens(kind))


def test_tokens_of_resources_are_exactly_the_sdks(resources: dict[str, SdkType]) -> None:
    assert sorted(tokens("resources")) == sorted(resources)


def test_tokens_of_data_sources_are_exactly_the_sdks(functions: dict[str, SdkType]) -> None:
    assert sorted(tokens("dataSources")) == sorted(functions)


@pytest.mark.parametrize(("terraform", "token"), WANTED.items())
def test_known_type_has_its_token(terraform: str, token: str) -> None:
    assert TABLE["resources"][terraform]["token"] == token


def test_former_token_names_the_one_that_replaced_it(resources: dict[str, SdkType]) -> None:
    former = {f: m["token"] for m in TABLE["resources"].values() for f in m.get("formerTokens", [])}
    assert former == {t.token: t.successor for t in resources.values() if t.successor}


def test_network_interfaces_of_an_instance_are_one_object(resources: dict[str, SdkType]) -> None:
    assert TABLE["resources"]["alicloud_instance"]["fields"] == {"network_interfaces": {"maxItemsOne": True}}
    assert resources["alicloud:ecs/instance:Instance"].inputs["networkInterfaces"].kind == "object"
