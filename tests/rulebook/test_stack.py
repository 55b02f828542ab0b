"""The stack that rules are handed: analysed once, in one language whatever was read."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from yett_policies import exposure
from yett_policies.resources import UNKNOWN
from yett_policies.rulebook import stack as module
from yett_policies.rulebook.registry import all_rules, judge
from yett_policies.snapshot import live
from yett_policies.snapshot.read import load
from yett_policies.stacks import stack_from, stack_of
from yett_policies.testing import stack, verdicts

FIXTURES = Path(__file__).parents[1] / "snapshot" / "fixtures"
URN = "urn:pulumi:dev::shop::"
TOKEN = "alicloud:vpc/flowLog:FlowLog"


def test_the_analysis_is_made_once_for_all_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[Any] = []

    def counted(network: Any) -> Any:
        calls.append(network)
        return exposure.analyse(network)

    monkeypatch.setattr(module, "analyse", counted)
    asked = stack_of(load(FIXTURES / "pulumi-export.json"))
    assert judge(asked)
    assert judge(asked) == judge(asked)
    assert len(calls) == 1


def test_findings_are_the_same_whatever_the_order_of_rules() -> None:
    asked = stack_of(load(FIXTURES / "pulumi-export.json"))
    assert judge(asked, reversed(all_rules())) == judge(asked)


@pytest.mark.parametrize("name", ["pulumi-export", "pulumi-preview", "terraform-plan"])
def test_no_finding_is_left_without_its_rule_and_what_to_do(name: str) -> None:
    for finding in judge(stack_of(load(FIXTURES / f"{name}.json"))):
        assert finding.rule
        assert finding.severity
        assert finding.problem
        assert finding.fix
        assert "\n" not in str(finding)


def pulumi(**state: Any) -> dict[str, Any]:
    return {"urn": f"{URN}{TOKEN}::net", "type": TOKEN, "custom": True, **state}


DOCUMENTS: dict[str, Any] = {
    "preview": {"steps": [{"op": "create", "newState": pulumi(inputs={"trafficType": "All", "resourceId": "vpc-1"})}]},
    "state": {
        "deployment": {
            "manifest": {},
            "resources": [pulumi(inputs={"trafficType": "All"}, outputs={"resourceId": "vpc-1"})],
        }
    },
    "crossguard": [
        {"resource_type": TOKEN, "urn": f"{URN}{TOKEN}::net", "props": {"trafficType": "All", "resourceId": "vpc-1"}}
    ],
    "terraform": {
        "format_version": "1.0",
        "values": {
            "root_module": {
                "resources": [
                    {
                        "address": "alicloud_vpc_flow_log.net",
                        "mode": "managed",
                        "type": "alicloud_vpc_flow_log",
                        "name": "net",
                        "values": {"traffic_type": "All", "resource_id": "vpc-1"},
                    }
                ]
            }
        },
    },
}


@pytest.mark.parametrize("source", DOCUMENTS)
def test_a_type_that_the_network_does_not_model_reads_the_same_from_every_source(source: str) -> None:
    (found,) = stack_of(DOCUMENTS[source]).resources.each("alicloud_vpc_flow_log")
    assert found.props["traffic_type"] == "All"
    assert found.props["resource_id"] == "vpc-1"
    assert found.name == "net"


def test_a_policy_run_shows_a_property_without_a_value_as_unknown() -> None:
    entry = {"resource_type": TOKEN, "urn": f"{URN}{TOKEN}::net", "props": {}}
    asked = stack_of([entry | {"property_dependencies": {"resourceId": [f"{URN}vpc"]}}])
    (found,) = asked.resources.each("alicloud_vpc_flow_log")
    assert found.props["resource_id"] is UNKNOWN


def test_a_live_account_says_which_types_it_can_show() -> None:
    asked = stack_from([], date(2026, 1, 1), live.KINDS)
    assert asked.sees("alicloud_security_group")
    assert not asked.sees("alicloud_vpc_flow_log")
    assert stack([]).sees("alicloud_vpc_flow_log")


def test_live_names_every_type_that_its_readers_write() -> None:
    folder = Path(live.__file__).parent
    written = {word for file in folder.glob("*.py") if file.name != "__init__.py" for word in words(file)}
    assert written <= live.KINDS | live.IN_PART, "add what the readers write to snapshot/live/__init__.py"
    assert len(written) > 20


def words(file: Path) -> set[str]:
    return {
        part for part in file.read_text().split('"') if part.startswith("alicloud_") and part.replace("_", "").isalnum()
    }


def test_a_rule_of_ones_own_is_tried_without_an_engine() -> None:
    from yett_policies.rulebook import indeterminate, violated  # noqa: PLC0415 - as a user would, in ten lines

    def findings(stack: Any) -> Any:
        for bucket in stack.resources.each("alicloud_oss_bucket"):
            if bucket.props.get("acl") is UNKNOWN:
                yield indeterminate(bucket, "whether the bucket is public", ["acl"])
            elif bucket.props.get("acl") == "public-read":
                yield violated(bucket, "the bucket is public", "set acl to private")

    buckets = {"logs": "public-read", "site": UNKNOWN, "data": "private"}
    given = [{"type": "alicloud_oss_bucket", "name": name, "props": {"acl": acl}} for name, acl in buckets.items()]
    assert verdicts(findings, given) == {"logs": "violated", "site": "indeterminate"}


def test_a_resource_of_a_test_refuses_words_it_does_not_have() -> None:
    with pytest.raises(ValueError, match='a resource has no "properties"'):
        stack([{"type": "alicloud_vpc", "name": "net", "properties": {}}])
    with pytest.raises(ValueError, match='no resource is called "net"'):
        stack([{"type": "alicloud_vswitch", "name": "a", "depends": {"vpc_id": "net"}}])
