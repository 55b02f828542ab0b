"""What a creation that was cut off has made, told by its type and what it asked, and taken over into the state."""

from typing import Any

import pytest

from yett_cli.pending import adoptions, taken_over
from yett_policies.snapshot.inventory import Held

LISTENER, MACHINE = "alicloud:slb/listener:Listener", "alicloud:ecs/instance:Instance"
RULE = "alicloud:ecs/securityGroupRule:SecurityGroupRule"
WEB = {"loadBalancerId": "lb-1", "protocol": "http", "frontendPort": 80, "__defaults": []}


def begun(name: str, kind: str, inputs: dict[str, Any], what: str = "creating") -> dict[str, Any]:
    return {"type": what, "resource": {"urn": f"urn:{name}", "type": kind, "custom": True, "inputs": inputs}}


def machine(number: int, name: str = "app") -> Held:
    return Held(MACHINE, f"i-{number}", name, "tags")


@pytest.mark.parametrize(
    ("lost", "operation", "found"),
    [
        pytest.param(machine(1), begun("a", MACHINE, {"instanceName": "app"}), True, id="named as it asks"),
        pytest.param(machine(1), begun("a", MACHINE, {"instanceName": "web"}), False, id="named otherwise"),
        pytest.param(machine(1, ""), begun("a", MACHINE, {"description": ""}), False, id="no name says nothing"),
        pytest.param(machine(1), begun("a", LISTENER, {"description": "app"}), False, id="another type"),
        pytest.param(
            machine(1), begun("a", MACHINE, {"instanceName": "app"}, "updating"), False, id="it was there before"
        ),
        pytest.param(
            Held(LISTENER, "lb-1:http:80", "", "parent"), begun("a", LISTENER, WEB), True, id="id of its words"
        ),
        pytest.param(Held(LISTENER, "lb-1:http:81", "", "parent"), begun("a", LISTENER, WEB), False, id="another port"),
    ],
)
def test_a_creation_answers_for_what_it_asked(lost: Held, operation: dict[str, Any], found: bool) -> None:
    assert adoptions({"pending_operations": [operation]}, [lost]) == ({"urn:a": lost} if found else {})


def test_rules_of_one_reason_are_told_apart_by_what_they_let_in() -> None:
    rule: dict[str, Any] = {"securityGroupId": "sg-1", "type": "ingress", "ipProtocol": "tcp", "nicType": "intranet"}
    rule |= {"policy": "accept", "priority": 50, "description": "web", "portRange": "443/443"}
    four, six = {**rule, "cidrIp": "0.0.0.0/0"}, {**rule, "ipv6CidrIp": "::/0"}
    start, end = "sg-1:ingress:tcp:443/443:intranet", "accept:50"
    lost = [
        Held(RULE, f"{start}:{peer}:{end}", "web", "parent", "sgr-1") for peer in ("0.0.0.0/0", "__/0", "9.9.9.9/32")
    ]
    operations = [begun("four", RULE, four), begun("six", RULE, six)]
    # asked for, and not carried out when the engine was killed
    operations.append(begun("never", RULE, {**rule, "cidrIp": "198.51.100.0/24"}))
    assert adoptions({"pending_operations": operations}, lost) == {"urn:four": lost[0], "urn:six": lost[1]}


def test_two_that_answer_alike_are_left_to_a_person() -> None:
    one, two = begun("a", MACHINE, {"instanceName": "app"}), begun("b", MACHINE, {"hostName": "app"})
    assert adoptions({"pending_operations": [one]}, [machine(1), machine(2)]) == {}
    assert adoptions({"pending_operations": [one, two]}, [machine(1)]) == {}


def test_what_was_made_is_in_the_state_and_nothing_else_is_touched() -> None:
    web, app = begun("web", LISTENER, WEB), begun("app", MACHINE, {"instanceName": "app"})
    vpc = {"urn": "urn:vpc", "id": "vpc-1"}
    export = {"version": 3, "deployment": {"manifest": {}, "resources": [vpc], "pending_operations": [app, web]}}
    after = taken_over(export, {"urn:web": Held(LISTENER, "lb-1:http:80", "", "parent")})
    told = {"loadBalancerId": "lb-1", "protocol": "http", "frontendPort": 80, "id": "lb-1:http:80"}
    made = {**web["resource"], "id": "lb-1:http:80", "outputs": told}
    assert after == {
        "version": 3,
        "deployment": {"manifest": {}, "resources": [vpc, made], "pending_operations": [app]},
    }
    assert taken_over(export, {}) == export
    assert taken_over({"deployment": {"resources": [vpc]}}, {})["deployment"]["resources"] == [vpc]
