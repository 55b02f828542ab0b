"""Each rule against its table of cases: violates, complies, boundary, and what only the algebra sees."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from yett_policies.rules import RULES, judge
from yett_policies.snapshot import network_of

CASES = Path(__file__).parent / "cases"
BY_ID = {rule.id: rule for rule in RULES}


def rows() -> list[Any]:
    return [
        pytest.param(file.stem, case, id=f"{file.stem}: {case['name']}")
        for file in sorted(CASES.glob("*.yaml"))
        for case in yaml.safe_load(file.read_text())
    ]


def resource(kind: str, name: str, **values: Any) -> dict[str, Any]:
    return {"address": f"{kind}.{name}", "mode": "managed", "type": kind, "name": name, "values": values}


def security_group_rule(index: int, given: dict[str, Any]) -> dict[str, Any]:
    values = {"type": "ingress", "ip_protocol": "tcp", "security_group_id": "sg-1", **given}
    return resource("alicloud_security_group_rule", f"rule-{index}", **values)


def listener(index: int, given: dict[str, Any]) -> dict[str, Any]:
    return resource("alicloud_slb_listener", f"listener-{index}", load_balancer_id="lb-1", **given)


URN = "urn:pulumi:dev::shop::"


def entry(token: str, name: str, parent: str | None = None, **props: Any) -> dict[str, Any]:
    return {"resource_type": token, "urn": f"{URN}{token}.{name}", "name": name, "props": props, "parent": parent}


def with_component(case: dict[str, Any]) -> list[dict[str, Any]]:
    """The same group inside a component that registered its openings, as CrossGuard would hand it over."""
    component = entry("yett:index:SecurityGroup", "web", spec={"openings": case["declared"]})
    group = entry("alicloud:ecs/securityGroup:SecurityGroup", "web", component["urn"], vpcId="vpc-1")
    rules = [
        entry(
            "alicloud:ecs/securityGroupRule:SecurityGroupRule",
            f"rule-{index}",
            component["urn"],
            type="ingress",
            ipProtocol="tcp",
            portRange=given["port_range"],
            cidrIp=given["cidr_ip"],
        )
        | {"property_dependencies": {"securityGroupId": [group["urn"]]}}
        for index, given in enumerate(case["rules"])
    ]
    return [component, group, *rules]


def document(case: dict[str, Any]) -> Any:
    if "declared" in case:
        return with_component(case)
    balancer = {"id": "lb-1", "load_balancer_name": "front", "address_type": case.get("address_type", "internet")}
    host = {"id": "i-1", "instance_name": "host", "vswitch_id": "vsw-1", "security_groups": ["sg-1"]}
    public = {"internet_max_bandwidth_out": 10, "public_ip": "198.18.0.9"} if case.get("public") else {}
    resources = [
        resource("alicloud_vpc", "main", id="vpc-1", cidr_block="10.0.0.0/8"),
        resource("alicloud_security_group", "web", id="sg-1", security_group_name="web", vpc_id="vpc-1"),
        resource("alicloud_vswitch", "main", id="vsw-1", vpc_id="vpc-1", cidr_block="10.0.0.0/24"),
        resource("alicloud_instance", "host", **host, private_ip="10.0.0.5", **public),
        resource("alicloud_slb_load_balancer", "front", **balancer),
        *(security_group_rule(i, given) for i, given in enumerate(case.get("rules", ()))),
        *(listener(i, given) for i, given in enumerate(case.get("listeners", ()))),
    ]
    return {"format_version": "1.0", "terraform_version": "1.11.4", "values": {"root_module": {"resources": resources}}}


@pytest.mark.parametrize(("rule", "case"), rows())
def test_rule_judges_the_case(rule: str, case: dict[str, Any]) -> None:
    found = judge(network_of(document(case)), [BY_ID[rule]])
    names = sorted({finding.urn.rpartition(".")[2] for finding in found})
    assert names == case["findings"], case["why"]
    for words in case.get("says", ()):
        assert all(words in str(finding) for finding in found)


def test_every_rule_has_cases_and_a_page() -> None:
    assert sorted(BY_ID) == sorted(file.stem for file in CASES.glob("*.yaml"))
    for rule in RULES:
        for heading in ("What it does:", "Why it matters:", "Example:", "Instead:", "References:"):
            assert heading in rule.text, f"{rule.id} has no {heading}"
