"""`yett check --live`: an account, played by the emulator and read by the official clients, is judged like a state."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.snapshot.account import Account
from tests.snapshot.test_live import forwarded
from yett_cli.main import main
from yett_emulator.handle import EmulatorHandle

LOGIN = "remote-login-from-internet"
KEYS = ("ALICLOUD_ACCESS_KEY", "ALIBABA_CLOUD_ACCESS_KEY_ID", "ALICLOUD_ACCESS_KEY_ID")
READS = ("Describe", "List", "Get")


@pytest.fixture
def account(alicloud_emulator: EmulatorHandle, monkeypatch: pytest.MonkeyPatch) -> Account:
    """An account in the environment of the command."""
    for name, value in alicloud_emulator.env.items():
        monkeypatch.setenv(name, value)
    return Account(alicloud_emulator)


def check(*words: str) -> Result:
    return CliRunner().invoke(main, ["check", "--live", *words])


def findings(found: Result) -> list[dict[str, Any]]:
    return list(json.loads(found.stdout)["findings"])


def rules(found: Result, key: str = "fails") -> set[str]:
    return {one["rule"] for one in findings(found) if one[key]}


def public(account: Account, *ports: str) -> None:
    """A machine with an EIP whose group admits these ports from everyone."""
    account.eip(account.instance("web"), "EcsInstance")
    opened(account, *ports)


def opened(account: Account, *ports: str) -> None:
    for port in ports:
        account.admit(account.group_id, PortRange=f"{port}/{port}", Description="open")


def test_a_login_port_that_the_internet_reaches_stops_the_change(account: Account) -> None:
    public(account, "22")
    before = len(account.emulator.actions)
    found = check("--json", "--fail-on", "high")
    assert found.exit_code == 1
    assert {LOGIN, "undeclared-exposure"} <= rules(found)
    (one,) = (one for one in findings(found) if one["rule"] == "undeclared-exposure")
    assert "tcp/22" in one["message"]
    assert one["path"]
    asked = [call["action"] for call in account.emulator.actions[before:]]
    assert asked
    assert [action for action in asked if not action.startswith(READS)] == [], "a check only reads"


def test_an_account_that_admits_its_own_networks_alone_passes_the_baseline(account: Account) -> None:
    account.instance("app")
    account.admit(account.group_id, PortRange="8080/8080", SourceCidrIp="10.0.0.0/24", Description="from the tier")
    found = check("--json", "--profile", "baseline")
    assert (found.exit_code, rules(found)) == (0, set()), found.stdout
    assert json.loads(found.stdout)["score"] == 100


def test_what_no_reading_of_an_account_shows_is_indeterminate_and_no_pass(account: Account, tmp_path: Path) -> None:
    account.instance("app")
    found = check("--json")
    assert ("vpc-flow-log-off", "indeterminate") in {(one["rule"], one["verdict"]) for one in findings(found)}
    assert found.exit_code == 0
    strict = tmp_path / "strict.yaml"
    strict.write_text("others: disabled\nunknown: mandatory\nrules: {vpc-flow-log-off: mandatory}\n")
    hard = check("--json", "--profile", str(strict))
    assert (hard.exit_code, rules(hard)) == (1, {"vpc-flow-log-off"})


@pytest.mark.parametrize("is_shared", [True, False])
def test_an_eip_that_forward_and_snat_entries_share_is_found(account: Account, is_shared: bool) -> None:
    inward = forwarded(account, account.private_ip(account.instance("jump")))
    (nat,) = account.vpc("DescribeNatGateways")["NatGateways"]["NatGateway"]
    outward = inward if is_shared else account.eip(nat["NatGatewayId"], "Nat")
    table = {"SnatTableId": nat["SnatTableIds"]["SnatTableId"][0], "SourceVSwitchId": account.vswitch_id}
    account.vpc("CreateSnatEntry", SnatIp=outward, **table)
    found = {one["rule"]: one["verdict"] for one in findings(check("--json"))}
    assert found.get("shared-nat-eip") == ("violated" if is_shared else None)


def test_a_report_of_the_account_is_a_baseline_for_its_next_day(account: Account, tmp_path: Path) -> None:
    public(account, "22")
    report = tmp_path / "account.json"
    assert check("--json", "-o", str(report)).exit_code == 1
    same = check("--json", "--baseline", str(report))
    assert (same.exit_code, rules(same)) == (0, set())
    opened(account, "3306")
    more = check("--json", "--baseline", str(report))
    assert more.exit_code == 1
    assert "database-from-internet" in rules(more)
    assert LOGIN not in rules(more)


def test_a_waiver_excuses_a_finding_about_an_account(account: Account, tmp_path: Path) -> None:
    public(account, "22")
    record = {
        "rule": LOGIN,
        "resource": "*sgr-*",
        "reason": "x",
        "owner": "a",
        "approver": "b",
        "expires": "2999-12-31",
    }
    waivers = tmp_path / "waivers.yaml"
    waivers.write_text(json.dumps([record]))
    found = check("--json", "--waivers", str(waivers))
    assert LOGIN in rules(found, "waived")
    assert LOGIN not in rules(found)


@pytest.mark.parametrize("form", ["table", "sarif", "junit", "html", "md"])
def test_every_form_tells_of_an_account(form: str, account: Account) -> None:
    public(account, "22")
    found = check("--format", form)
    assert found.exit_code == 1
    assert LOGIN in found.stdout
    assert account.emulator.env["ALICLOUD_SECRET_KEY"] not in found.stdout


def test_an_account_without_keys_is_refused_with_the_variable_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in KEYS:
        monkeypatch.delenv(name, raising=False)
    found = check()
    assert found.exit_code == 2
    assert "set ALICLOUD_ACCESS_KEY" in found.stderr


def test_a_call_that_the_cloud_refuses_is_one_line_and_no_verdict(account: Account) -> None:
    account.emulator.fault("DescribeVpcs", code="Forbidden.RAM", status=403, message="not authorised")
    found = check("--json")
    assert (found.exit_code, found.stdout) == (2, "")
    assert "DescribeVpcs" in found.stderr
    assert "not authorised" in found.stderr
    assert len(found.stderr.splitlines()) == 1


def test_an_account_beside_another_source_is_refused(account: Account) -> None:
    found = check("--state", "-")
    assert found.exit_code == 2
    assert "exactly one source" in found.stderr
