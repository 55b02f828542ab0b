"""A network ACL that is made together with its vSwitches guards those it came from, and no other."""

from typing import Any

import pytest

from yett_policies.exposure import analyse
from yett_policies.network import Unknown
from yett_policies.snapshot import network_of

NEW = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
"""What a preview writes for an id that the cloud has not given yet."""

PREFIX = "urn:pulumi:dev::p::alicloud:"


def vswitch(name: str) -> str:
    return f"urn:pulumi:dev::p::alicloud:vpc/switch:Switch::{name}"


def step(urn: str, inputs: dict[str, Any], links: dict[str, list[str]] | None = None) -> dict[str, Any]:
    state = {"urn": urn, "type": urn.split("::")[2], "inputs": inputs, "propertyDependencies": links or {}}
    return {"op": "create", "urn": urn, "newState": state}


@pytest.mark.parametrize(
    ("version", "verdict"), [("IPV6", "closed"), ("IPV4", "indeterminate"), (None, "indeterminate")]
)
def test_a_row_of_the_other_family_decides_nothing_for_this_one(version: str | None, verdict: str) -> None:
    """The IPv6 network of a VPC is not known before it is made; a host with an IPv4 address is closed all the same."""
    rows = [{"sourceCidrIp": NEW, "policy": "accept", "protocol": "all", "port": "-1/-1", "ipVersion": version}]
    bound = [{"resourceId": NEW, "resourceType": "VSwitch"}]
    everyone = {"destinationCidrIp": "0.0.0.0/0", "policy": "accept", "protocol": "all", "port": "-1/-1"}
    host = "urn:pulumi:dev::p::alicloud:ecs/instance:Instance::web"
    group, rule = f"{PREFIX}ecs/securityGroup:SecurityGroup::g", f"{PREFIX}ecs/securityGroupRule:SecurityGroupRule::r"
    acl = {"resources": bound, "ingressAclEntries": rows, "egressAclEntries": [everyone]}
    admit = {"type": "ingress", "ipProtocol": "tcp", "portRange": "22/22", "cidrIp": "0.0.0.0/0", "policy": "accept"}
    steps = [
        step(vswitch("a"), {"cidrBlock": "10.0.0.0/24"}),
        step(f"{PREFIX}vpc/networkAcl:NetworkAcl::acl", acl, {"resources": [vswitch("a")]}),
        step(group, {}),
        step(rule, {**admit, "securityGroupId": NEW}, {"securityGroupId": [group]}),
        step(
            host,
            {"securityGroups": [NEW], "vswitchId": NEW, "internetMaxBandwidthOut": 5},
            {"securityGroups": [group], "vswitchId": [vswitch("a")]},
        ),
    ]
    assert analyse(network_of({"steps": steps, "changeSummary": {"create": 5}})).verdict(host) == verdict


def guarded(ids: list[str], *came_from: str) -> tuple[object, ...]:
    """The vSwitches that the ACL of this preview guards."""
    bound = [{"resourceId": ident, "resourceType": "VSwitch"} for ident in ids]
    links = {"resources": [vswitch(name) for name in came_from]}
    acl = step("urn:pulumi:dev::p::alicloud:vpc/networkAcl:NetworkAcl::acl", {"resources": bound}, links)
    made = [step(vswitch(name), {"cidrBlock": f"10.0.{number}.0/24"}) for number, name in enumerate(("a", "b", "c"))]
    network = network_of({"steps": [*made, acl], "changeSummary": {"create": 4}})
    return network.network_acls[0].vswitches


@pytest.mark.parametrize("names", [["a"], ["a", "b"], ["a", "b", "c"]])
def test_as_many_new_vswitches_as_the_ids_came_from_are_those(names: list[str]) -> None:
    assert set(guarded([NEW] * len(names), *names)) == set(map(vswitch, names))


def test_a_vswitch_that_is_there_is_guarded_beside_the_new_one() -> None:
    assert guarded(["vsw-there", NEW], "b") == ("outside:vsw-there", vswitch("b"))


@pytest.mark.parametrize(("ids", "came_from"), [([NEW], ["a", "b"]), ([NEW, NEW], ["a"]), ([NEW], [])])
def test_an_id_that_may_be_of_several_or_of_none_stays_unknown(ids: list[str], came_from: list[str]) -> None:
    assert any(isinstance(found, Unknown) for found in guarded(ids, *came_from))


def test_a_block_that_is_computed_may_name_any_vswitch() -> None:
    acl = step(f"{PREFIX}vpc/networkAcl:NetworkAcl::acl", {"resources": [NEW]})
    [found] = network_of({"steps": [acl], "changeSummary": {"create": 1}}).network_acls
    assert [type(ref) for ref in found.vswitches] == [Unknown]
