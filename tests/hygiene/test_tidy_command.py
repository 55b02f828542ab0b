"""`yett tidy` as a user runs it, on a Terraform state and on a Pulumi state of the same groups."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from yett_cli.main import main

CLEAN = [("1", "accept", "22/22", "10.0.0.0/8"), ("1", "accept", "443/443", "0.0.0.0/0")]
SHADOWED = [("1", "drop", "22/22", "0.0.0.0/0"), ("2", "accept", "22/22", "10.0.0.0/8")]
HALVES = [("1", "accept", "22/22", "0.0.0.0/1"), ("1", "accept", "22/22", "128.0.0.0/1")]
EXCEPTION = [("1", "drop", "22/22", "10.1.0.0/16"), ("2", "accept", "22/22", "10.0.0.0/8")]


def terraform(rules: list[tuple[str, ...]]) -> dict[str, Any]:
    resources = [
        resource("alicloud_vpc", "main", id="vpc-1", cidr_block="10.0.0.0/8"),
        resource("alicloud_security_group", "web", id="sg-1", security_group_name="web", vpc_id="vpc-1"),
    ]
    for number, (priority, policy, ports, cidr) in enumerate(rules):
        words = {"type": "ingress", "ip_protocol": "tcp", "port_range": ports, "cidr_ip": cidr}
        words |= {"policy": policy, "priority": int(priority), "security_group_id": "sg-1"}
        resources.append(resource("alicloud_security_group_rule", f"r{number}", id=f"sgr-{number}", **words))
    return {"format_version": "1.0", "terraform_version": "1.11.4", "values": {"root_module": {"resources": resources}}}


def resource(kind: str, name: str, **values: Any) -> dict[str, Any]:
    common = {"mode": "managed", "type": kind, "name": name, "schema_version": 0}
    return common | {"address": f"{kind}.{name}", "values": values, "sensitive_values": {}}


def run(tmp_path: Path, rules: list[tuple[str, ...]], *options: str) -> Result:
    path = tmp_path / "state.json"
    path.write_text(json.dumps(terraform(rules)), encoding="utf-8")
    return CliRunner().invoke(main, ["tidy", "--terraform", str(path), *options])


def test_nothing_to_tidy_is_exit_0(tmp_path: Path) -> None:
    found = run(tmp_path, CLEAN, "--plan")
    assert found.exit_code == 0, found.output
    assert "0 rules could go" in found.output


def test_a_rule_that_never_decides_is_exit_1_and_named_with_its_cause(tmp_path: Path) -> None:
    found = run(tmp_path, SHADOWED)
    assert found.exit_code == 1
    assert "shadowed" in found.output
    assert "alicloud_security_group_rule.r0" in found.output


def test_rules_whose_order_matters_are_shown_and_do_not_fail(tmp_path: Path) -> None:
    found = run(tmp_path, EXCEPTION)
    assert found.exit_code == 0, found.output
    assert "generalising" in found.output


def test_a_shorter_list_is_exit_1_and_printed_rule_by_rule(tmp_path: Path) -> None:
    found = run(tmp_path, HALVES, "--plan")
    assert found.exit_code == 1
    assert "2 rules -> 1" in found.output
    assert "0.0.0.0/0" in found.output


def test_json_holds_anomalies_and_the_plan_in_the_providers_words(tmp_path: Path) -> None:
    found = run(tmp_path, HALVES, "--plan", "--json")
    document = json.loads(found.stdout)
    assert [sorted(document), document["version"]] == [["anomalies", "plans", "version"], 1]
    (plan,) = document["plans"]
    assert plan["rules"] == [
        {
            "type": "ingress",
            "ip_protocol": "tcp",
            "port_range": "22/22",
            "cidr_ip": "0.0.0.0/0",
            "policy": "accept",
            "priority": 1,
            "nic_type": "intranet",
        }
    ]
    assert plan["removed"] == ["alicloud_security_group_rule.r0", "alicloud_security_group_rule.r1"]
    assert run(tmp_path, HALVES, "--plan", "--json").stdout == found.stdout


def test_accept_only_writes_no_drop(tmp_path: Path) -> None:
    hosts = [("1", "accept", "22/22", f"10.0.0.{host}/32") for host in range(64) if host != 5]
    with_drops = json.loads(run(tmp_path, hosts, "--plan", "--json").stdout)["plans"][0]["rules"]
    without = json.loads(run(tmp_path, hosts, "--plan", "--json", "--accept-only").stdout)["plans"][0]["rules"]
    assert sorted(rule["policy"] for rule in with_drops) == ["accept", "drop"]
    assert [rule["policy"] for rule in without] == ["accept"] * 6


def test_a_group_is_chosen_by_name(tmp_path: Path) -> None:
    assert run(tmp_path, SHADOWED, "--group", "web").exit_code == 1
    missing = run(tmp_path, SHADOWED, "--group", "nope")
    assert missing.exit_code == 2
    assert 'no group is called "nope", allowed is one of: "web"' in missing.output


def test_several_groups_of_one_interface_are_asked_for(tmp_path: Path) -> None:
    found = run(tmp_path, SHADOWED, "--interface", "--json")
    assert found.exit_code == 0
    assert json.loads(found.stdout)["anomalies"] == []


@pytest.mark.parametrize("options", [[], ["--terraform", "missing.json"], ["--state", "-", "--preview", "-"]])
def test_what_cannot_be_read_is_exit_2(options: list[str]) -> None:
    found = CliRunner().invoke(main, ["tidy", *options])
    assert found.exit_code == 2
    assert found.output.startswith("yett: ")


def test_a_group_above_the_quota_is_said(tmp_path: Path) -> None:
    scattered = [("1", "accept", "22/22", f"10.0.{n}.{n % 50 * 5}/32") for n in range(201)]
    found = run(tmp_path, scattered, "--plan")
    assert "201 rules, the cloud's quota is 200" in found.output


def test_standard_input_is_read() -> None:
    found = CliRunner().invoke(main, ["tidy", "--terraform", "-"], input=json.dumps(terraform(SHADOWED)))
    assert found.exit_code == 1


def test_a_long_table_is_cut_and_says_so(tmp_path: Path) -> None:
    dead = [("9", "accept", "22/22", f"10.0.{n}.0/24") for n in range(230)]
    found = run(tmp_path, [("1", "accept", "22/22", "10.0.0.0/8"), *dead])
    assert "and 30 more: see --json" in found.output
    assert "230 rules could go, 230 of them all at once" in found.output
