"""The replay of logged calls finds what it is there to find."""

from typing import Any

import pytest

from tests.e2e.replay import nothing_is_lost, steps

HTTP = {"Permissions.1.IpProtocol": "tcp", "Permissions.1.PortRange": "80/80"}
OLD = {**HTTP, "Permissions.1.SourceCidrIp": "198.51.100.0/24"}
NEW = {**HTTP, "Permissions.1.SourceCidrIp": "198.51.100.0/25"}
EVERYONE = {**HTTP, "Permissions.1.SourceCidrIp": "0.0.0.0/0"}


def call(verb: str, rule: dict[str, str]) -> dict[str, Any]:
    return {"action": f"{verb}SecurityGroup", "status": 200, "params": {"SecurityGroupId": "sg-1", **rule}}


def test_new_before_old_loses_nothing() -> None:
    nothing_is_lost(steps([call("Authorize", OLD), call("Authorize", NEW), call("Revoke", OLD)])[1:])


def test_old_before_new_loses_what_both_admit() -> None:
    with pytest.raises(AssertionError, match=r"lost: 198\.51\.100\.0/25"):
        nothing_is_lost(steps([call("Authorize", OLD), call("Revoke", OLD), call("Authorize", NEW)])[1:])


def test_what_is_open_for_a_moment_only_is_found() -> None:
    calls = [call("Authorize", OLD), call("Authorize", EVERYONE), call("Revoke", EVERYONE)]
    with pytest.raises(AssertionError, match="more is open"):
        nothing_is_lost(steps(calls)[1:])


def test_refused_calls_change_nothing() -> None:
    refused = {**call("Revoke", OLD), "status": 404}
    assert len(steps([call("Authorize", OLD), refused])) == 2
