"""A machine may be given more private addresses than its first one, and a plan shows them late."""

from typing import Any

import pytest

from yett_policies.snapshot import network_of

NEW = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
"""What a preview writes for a value that nobody knows yet."""
HOST = "alicloud:ecs/instance:Instance"
SIDE = "alicloud:ecs/ecsNetworkInterface:EcsNetworkInterface"


def has_more(token: str, inputs: dict[str, Any]) -> bool:
    urn = f"urn:pulumi:dev::p::{token}::one"
    step = {"op": "create", "urn": urn, "newState": {"urn": urn, "type": token, "inputs": inputs}}
    return network_of({"steps": [step], "changeSummary": {"create": 1}}).interfaces[urn].has_more


@pytest.mark.parametrize(
    ("token", "inputs", "wanted"),
    [
        (HOST, {}, False),
        (HOST, {"privateIp": "10.0.0.10"}, False),
        (HOST, {"privateIp": NEW}, True),
        (HOST, {"secondaryPrivateIps": NEW}, True),
        (HOST, {"secondaryPrivateIps": ["10.0.0.11", NEW]}, True),
        (HOST, {"secondaryPrivateIps": ["10.0.0.11"]}, False),
        (HOST, {"secondaryPrivateIpAddressCount": 2}, True),
        (HOST, {"secondaryPrivateIpAddressCount": NEW}, True),
        (HOST, {"secondaryPrivateIpAddressCount": 0}, False),
        (HOST, {"secondaryPrivateIpAddressCount": 1, "secondaryPrivateIps": ["10.0.0.11"]}, False),
        (SIDE, {"primaryIpAddress": "10.0.0.20"}, False),
        (SIDE, {"privateIpAddresses": NEW}, True),
        (SIDE, {"secondaryPrivateIpAddressCount": 1}, True),
        (SIDE, {"privateIpsCount": 1}, True),
    ],
)
def test_addresses_that_the_cloud_will_choose_are_more_than_the_known_ones(
    token: str, inputs: dict[str, Any], wanted: bool
) -> None:
    assert has_more(token, inputs) is wanted
