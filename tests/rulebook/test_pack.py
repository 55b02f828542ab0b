"""The pack speaks to the engine as the SDK does, and reads a stack once where the SDK reads it once a policy."""

from collections.abc import Iterator
from typing import Any

import pytest
from google.protobuf import json_format, struct_pb2
from pulumi.runtime.proto import analyzer_pb2
from pulumi_policy import EnforcementLevel
from pulumi_policy import policy as sdk

from yett_policies import reading as module
from yett_policies.as_policies import configured, policies
from yett_policies.reading import Reading
from yett_policies.rulebook.registry import all_rules
from yett_policies.serving import SERVICER, install

ORIGINAL = getattr(sdk, SERVICER)
UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
SECRET = {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "value": "0.0.0.0/0"}
URN = "urn:pulumi:dev::shop::"
GROUP = "alicloud:ecs/securityGroup:SecurityGroup"
RULE = "alicloud:ecs/securityGroupRule:SecurityGroupRule"
SSH = {"type": "ingress", "ipProtocol": "tcp", "portRange": "22/22"}
OPEN = SSH | {"policy": "accept", "priority": 1, "description": "administration"}


def resource(token: str, name: str, props: dict[str, Any], **links: str) -> Any:
    struct = struct_pb2.Struct()
    struct.update(props)
    found = analyzer_pb2.AnalyzerResource(type=token, urn=f"{URN}{token}::{name}", name=name, properties=struct)
    for prop, urn in links.items():
        found.propertyDependencies[prop].urns.append(urn)
    return found


def request() -> Any:
    group = resource(GROUP, "web", {"vpcId": UNKNOWN, "tags": {"a": ["b", 1, None, True]}})
    link = {"securityGroupId": group.urn}
    rules = [
        resource(RULE, "open", OPEN | {"cidrIp": "0.0.0.0/0"}, **link),
        resource(RULE, "secret", OPEN | {"cidrIp": SECRET, "portRange": "3306/3306"}, **link),
        resource(RULE, "unknown", OPEN | {"cidrIp": UNKNOWN, "portRange": "3389/3389"}, **link),
        resource(RULE, "narrow", OPEN | {"cidrIp": "10.0.0.0/8"}, **link),
    ]
    return analyzer_pb2.AnalyzeStackRequest(resources=[group, *rules])


@pytest.fixture
def installed() -> Iterator[Reading]:
    reading = Reading()
    install(reading.heard, lambda: reading)
    yield reading
    setattr(sdk, SERVICER, ORIGINAL)


def servicer(kind: Any, reading: Reading, **words: Any) -> Any:
    chosen = policies(configured("", "", words), reading)
    return kind("yett", "0.0.1", chosen, EnforcementLevel.MANDATORY)


def said(response: Any) -> list[tuple[str, str, int]]:
    return [(one.policyName, one.urn.rpartition("::")[2], one.enforcementLevel) for one in response.diagnostics]


def test_what_is_violated_and_what_is_not_known_are_told_apart(installed: Reading) -> None:
    found = said(servicer(getattr(sdk, SERVICER), installed).AnalyzeStack(request(), None))
    assert ("remote-login-from-internet", "open", analyzer_pb2.MANDATORY) in found
    assert ("database-from-internet", "secret", analyzer_pb2.MANDATORY) in found
    assert ("indeterminate", "unknown", analyzer_pb2.ADVISORY) in found
    assert not [name for name, resource, _ in found if resource == "narrow" and "internet" in name]
    assert {level for _, resource, level in found if resource == "unknown"} == {analyzer_pb2.ADVISORY}


def test_unknown_findings_may_block(installed: Reading) -> None:
    found = said(servicer(getattr(sdk, SERVICER), installed, unknown="mandatory").AnalyzeStack(request(), None))
    assert ("remote-login-from-internet", "unknown", analyzer_pb2.MANDATORY) in found


def test_one_reading_says_what_the_sdks_own_reading_says(installed: Reading) -> None:
    ours = servicer(getattr(sdk, SERVICER), installed).AnalyzeStack(request(), None)
    theirs = servicer(ORIGINAL, Reading()).AnalyzeStack(request(), None)
    assert ours == theirs
    assert len(ours.diagnostics) > 3


@pytest.mark.parametrize("ours", [True, False])
def test_a_run_reads_the_stack_once(ours: bool, installed: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[Any] = []
    original = module.read

    def counted(entries: Any) -> Any:
        calls.append(entries)
        return original(entries)

    monkeypatch.setattr(module, "read", counted)
    serving = servicer(getattr(sdk, SERVICER) if ours else ORIGINAL, installed if ours else Reading())
    serving.AnalyzeStack(request(), None)
    assert len(calls) == 1


def test_the_next_run_sees_the_next_stack(installed: Reading) -> None:
    serving = servicer(getattr(sdk, SERVICER), installed)
    assert said(serving.AnalyzeStack(request(), None))
    assert said(serving.AnalyzeStack(analyzer_pb2.AnalyzeStackRequest(), None)) == []


def test_a_stack_that_cannot_be_read_is_a_violation_of_every_rule(installed: Reading) -> None:
    broken = analyzer_pb2.AnalyzeStackRequest(resources=[analyzer_pb2.AnalyzerResource(type=GROUP)])
    found = said(servicer(getattr(sdk, SERVICER), installed).AnalyzeStack(broken, None))
    assert {name for name, _, _ in found} == {rule.id for rule in all_rules() if rule.level != "disabled"}


def test_a_disabled_rule_says_nothing(installed: Reading) -> None:
    quiet = servicer(getattr(sdk, SERVICER), installed, remote_login_from_internet="disabled")
    assert "remote-login-from-internet" not in {name for name, _, _ in said(quiet.AnalyzeStack(request(), None))}


def test_a_policy_config_file_sets_options(installed: Reading) -> None:
    serving = servicer(getattr(sdk, SERVICER), installed)
    properties = struct_pb2.Struct()
    properties.update({"ports": ["tcp/22"]})
    config = analyzer_pb2.PolicyConfig(properties=properties, enforcementLevel=analyzer_pb2.MANDATORY)
    serving.Configure(analyzer_pb2.ConfigureAnalyzerRequest(policyConfig={"forbidden-port-open": config}), None)
    assert ("forbidden-port-open", "open", analyzer_pb2.MANDATORY) in said(serving.AnalyzeStack(request(), None))


def test_a_wrong_policy_config_says_what_is_allowed(installed: Reading) -> None:
    serving = servicer(getattr(sdk, SERVICER), installed)
    properties = struct_pb2.Struct()
    properties.update({"ports": ["tcp/99999"]})
    config = analyzer_pb2.PolicyConfig(properties=properties, enforcementLevel=analyzer_pb2.MANDATORY)
    serving.Configure(analyzer_pb2.ConfigureAnalyzerRequest(policyConfig={"forbidden-port-open": config}), None)
    (found,) = [one for one in serving.AnalyzeStack(request(), None).diagnostics if "99999" in one.message]
    assert "forbidden-port-open.ports[0]: " in found.message


def test_the_engine_is_told_every_rule_with_its_severity_and_remedy() -> None:
    told = servicer(ORIGINAL, Reading()).GetAnalyzerInfo(None, None)
    assert {one.name for one in told.policies} == {
        "indeterminate",
        "waivers",
        "waived",
        "mended",
        *(rule.id for rule in all_rules()),
    }
    assert all(one.severity and one.remediation_steps and one.description for one in told.policies)


def test_a_group_that_the_program_names_beside_an_unknown_one_is_not_lost(installed: Reading) -> None:
    token, place = "alicloud:ecs/instance:Instance", {"internetMaxBandwidthOut": 5, "deletionProtection": True}
    group = resource(GROUP, "shut", {"vpcId": UNKNOWN})
    host = resource(token, "web", place, securityGroups=group.urn)
    stack = analyzer_pb2.AnalyzeStackRequest(resources=[group, host])
    serving = servicer(getattr(sdk, SERVICER), installed)
    found = {name for name, where, _ in said(serving.AnalyzeStack(stack, None)) if where == "web"}
    assert found & {"undeclared-exposure", "indeterminate"} == set()
    # what the engine shows when the resource is registered: the inputs, item by item
    struct = resource(token, "web", place | {"securityGroups": [UNKNOWN, "sg-existing"]}).properties
    serving.Analyze(analyzer_pb2.AnalyzeRequest(type=token, urn=host.urn, name="web", properties=struct), None)
    levels = [(name, level) for name, where, level in said(serving.AnalyzeStack(stack, None)) if where == "web"]
    assert ("indeterminate", analyzer_pb2.ADVISORY) in levels


def remediated(serving: Any, token: str, props: dict[str, Any], name: str = "it") -> list[tuple[str, dict[str, Any]]]:
    """Policy and the properties as the engine would be handed them, in order."""
    asked = analyzer_pb2.AnalyzeRequest(type=token, urn=f"{URN}{token}::{name}", name=name)
    asked.properties.update(props)
    found = serving.Remediate(asked, None).remediations
    assert not [one.diagnostic for one in found if one.diagnostic]
    return [(one.policyName, json_format.MessageToDict(one.properties)) for one in found]


MENDS = {
    "nic_type_internet": "remediate",
    "policy_left_out": "remediate",
    "required_tags_missing": {"level": "remediate", "required": ["costCenter=shared"]},
}


def test_what_is_wrong_is_written_and_told_and_all_else_is_kept(installed: Reading) -> None:
    serving = servicer(getattr(sdk, SERVICER), installed, **MENDS)
    props = SSH | {"nicType": "internet", "policy": "accept", "cidrIp": SECRET, "securityGroupId": UNKNOWN}
    found = remediated(serving, RULE, props | {"__defaults": ["policy", "priority"]})
    assert [name for name, _ in found] == ["nic-type-internet", "policy-left-out"]
    assert found[-1][1] == props | {"nicType": "intranet", "__defaults": ["priority"]}
    told = {
        (one.policyName, one.message.partition("\n")[2]) for one in serving.AnalyzeStack(request(), None).diagnostics
    }
    assert ("mended", "nic-type-internet: wrote nic_type: intranet") in told
    assert ("mended", "policy-left-out: wrote policy: accept") in told
    assert "mended" not in {name for name, _, _ in said(serving.AnalyzeStack(request(), None))}


def test_tags_are_added_beside_those_that_are_there(installed: Reading) -> None:
    serving = servicer(getattr(sdk, SERVICER), installed, **MENDS)
    added = {"costCenter": "shared"}
    secret = {**SECRET, "value": {"team": "shop"}}
    for before, after in (
        ({}, added),
        ({"team": UNKNOWN}, {"team": UNKNOWN} | added),
        (secret, {**secret, "value": {"team": "shop"} | added}),
    ):
        given = {"vpcId": UNKNOWN} | ({"tags": before} if before else {})
        ((_, mended),) = remediated(serving, GROUP, given)
        assert mended == {"vpcId": UNKNOWN, "tags": after}


def test_what_is_right_or_not_known_is_handed_back_by_nobody(installed: Reading) -> None:
    serving = servicer(getattr(sdk, SERVICER), installed, **MENDS)
    assert remediated(serving, RULE, OPEN | {"nicType": UNKNOWN}) == []
    assert remediated(serving, GROUP, {"tags": UNKNOWN}) == []
    assert remediated(serving, "kubernetes:core/v1:Pod", {"nicType": "internet"}) == []


def test_without_the_word_nothing_is_written(installed: Reading) -> None:
    serving = servicer(getattr(sdk, SERVICER), installed)
    assert remediated(serving, RULE, SSH | {"nicType": "internet"}) == []


def test_a_policy_config_file_lets_a_rule_mend(installed: Reading) -> None:
    serving = servicer(getattr(sdk, SERVICER), installed)
    properties = struct_pb2.Struct()
    properties.update({"https_port": 8443})
    config = analyzer_pb2.PolicyConfig(properties=properties, enforcementLevel=analyzer_pb2.REMEDIATE)
    serving.Configure(analyzer_pb2.ConfigureAnalyzerRequest(policyConfig={"balancer-without-https": config}), None)
    listener = {"protocol": "http", "frontendPort": 80, "loadBalancerId": UNKNOWN, "forwardPort": 1}
    ((name, mended),) = remediated(serving, "alicloud:slb/listener:Listener", listener)
    assert (name, mended) == ("balancer-without-https", listener | {"listenerForward": "on", "forwardPort": 8443})


def test_a_wrong_option_mends_nothing_and_is_said_by_the_judgement(installed: Reading) -> None:
    serving = servicer(getattr(sdk, SERVICER), installed)
    properties = struct_pb2.Struct()
    properties.update({"https_port": 70000})
    config = analyzer_pb2.PolicyConfig(properties=properties, enforcementLevel=analyzer_pb2.REMEDIATE)
    serving.Configure(analyzer_pb2.ConfigureAnalyzerRequest(policyConfig={"balancer-without-https": config}), None)
    assert remediated(serving, "alicloud:slb/listener:Listener", {"protocol": "http", "frontendPort": 80}) == []
    assert any("70000" in one.message for one in serving.AnalyzeStack(request(), None).diagnostics)


def test_a_violation_that_was_not_mended_stops_the_change(installed: Reading) -> None:
    serving = servicer(getattr(sdk, SERVICER), installed, policy_left_out="remediate")
    struct = {name: value for name, value in OPEN.items() if name != "policy"}
    bare = resource(RULE, "bare", struct | {"cidrIp": "10.0.0.0/8"}, securityGroupId="group")
    found = said(serving.AnalyzeStack(analyzer_pb2.AnalyzeStackRequest(resources=[bare]), None))
    assert ("policy-left-out", "bare", analyzer_pb2.MANDATORY) in found
