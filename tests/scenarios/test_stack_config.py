"""A stack config names one scenario, and every key in it is read by somebody."""

import json
from pathlib import Path

import pytest
import yaml

from tests.specs.sites import STACKS, site, stack
from yett.errors import SpecError
from yett.scenarios import SCENARIOS
from yett.specs.web import WebSpec
from yett.stack_config import StackConfig
from yett_policies.waivers.reading import CONFIG_KEY

NAMED = ", ".join(f"yett:{name}" for name in sorted(SCENARIOS))
OTHERS = ("yett:openings", "yett:ports", "yett:tags", "yett:today", "yett:waivers")
KEYS = ", ".join(sorted([*OTHERS, *NAMED.split(", ")]))

ROWS = [
    (
        {"yett:wbe": "{}"},
        f'yett:wbe: unknown key, allowed is {KEYS}; did you mean "yett:web"?',
    ),
    (
        {"yett:web": "{}", "yett:owner": "me"},
        f'yett:owner: unknown key, allowed is {KEYS}; did you mean "yett:web"?',
    ),
    ({"alicloud:region": "cn-hangzhou"}, f"stack config: names 0 scenarios, allowed is exactly one of {NAMED}"),
    ({"yett:web": "on"}, 'yett:web: got "on", allowed is a mapping'),
    (
        {"yett:web": "{}", "yett:openings": "{}"},
        'yett:openings: got "{}", allowed is the path of a file or folder, or a list of them',
    ),
    (
        {"yett:web": "{}", "yett:today": "15.6.2026"},
        'yett:today: got "15.6.2026", allowed is a day as YYYY-MM-DD',
    ),
    ({"yett:web": "[1]"}, "yett:web: got [1], allowed is a mapping"),
]


@pytest.mark.parametrize(("config", "expected"), ROWS)
def test_a_config_that_cannot_be_meant_is_one_clear_line(config: dict[str, str], expected: str) -> None:
    with pytest.raises(SpecError) as caught:
        StackConfig.of(config, SCENARIOS)
    assert str(caught.value) == expected


def test_a_secret_in_a_spec_is_refused_and_not_written_in_clear(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULUMI_CONFIG", json.dumps({"yett:web": "{}", "alicloud:secretKey": "x"}))
    monkeypatch.setenv("PULUMI_CONFIG_SECRET_KEYS", json.dumps(["alicloud:secretKey"]))
    assert StackConfig.read(SCENARIOS).scenario == "web"
    monkeypatch.setenv("PULUMI_CONFIG_SECRET_KEYS", json.dumps(["alicloud:secretKey", "yett:web"]))
    with pytest.raises(SpecError, match=r"^yett:web: holds a secret, and all of it would stand in plan and state in"):
        StackConfig.read(SCENARIOS)


@pytest.mark.parametrize("day", ["2026-06-15", "2026-06-15T00:00:00Z", "2026-06-15 00:00:00 +0000 UTC"])
def test_today_is_a_day_with_and_without_quotes(day: str) -> None:
    assert StackConfig.of({"yett:web": "{}", "yett:today": day}, SCENARIOS).today == "2026-06-15"


def test_waivers_for_the_policy_pack_may_stand_beside_the_scenario() -> None:
    assert StackConfig.of({"yett:web": "{}", CONFIG_KEY: "[]"}, SCENARIOS).scenario == "web"


POOL = {"range": "20000-20099", "services": {"jump": {"port": 20022}, "alt": {"port": 20080}}}


def with_pool(port: str, pool: dict[str, object] | None = None) -> StackConfig:
    changes: dict[str, object] = {"gateway.port_forwards.0.external_port": port, "gateway.openings.0.ports": [port]}
    pools = {"yett:ports": json.dumps(pool)} if pool else {}
    return StackConfig.of({"yett:web": json.dumps(site(changes)), **pools}, SCENARIOS)


def test_a_config_names_ports_of_its_pool() -> None:
    spec = with_pool("pool:jump", POOL).spec_of(WebSpec)
    assert spec.gateway is not None
    assert [str(forward.external_port) for forward in spec.gateway.port_forwards or []] == ["20022"]
    assert [str(opening) for opening in spec.gateway.openings or []] == ["tcp/20022 from zone office"]


PORTS = [
    (
        "pool:jmup",
        POOL,
        "yett:web.gateway.port_forwards[0].external_port: no such service in the pool,"
        ' got "pool:jmup", allowed is pool:alt, pool:jump\n'
        "yett:web.gateway.openings[0].ports[0]: no such service in the pool,"
        ' got "pool:jmup", allowed is pool:alt, pool:jump',
    ),
    (
        "20001",
        POOL,
        "yett:web.gateway.port_forwards[0].external_port: tcp/20001 lies in the pool 20000-20099,"
        " and no service of the pool has it; add the service to the pool, or choose a port outside",
    ),
    (
        "10022",
        {"range": "80-90", "services": []},
        'yett:ports.range: got "80-90", allowed is ports within 1024..49151',
    ),
]


@pytest.mark.parametrize(("port", "pool", "said"), PORTS)
def test_a_port_that_the_pool_does_not_give_is_refused(port: str, pool: dict[str, object], said: str) -> None:
    with pytest.raises(SpecError) as caught:
        with_pool(port, pool).spec_of(WebSpec)
    assert str(caught.value) == said


def test_a_pool_that_is_not_there_gives_no_ports() -> None:
    with pytest.raises(SpecError, match="allowed is none, as the config has no pool with services"):
        with_pool("pool:jump").spec_of(WebSpec)


@pytest.mark.parametrize("file", STACKS, ids=[file.stem for file in STACKS])
def test_every_stack_file_is_a_scenario(file: Path) -> None:
    config = yaml.safe_load(file.read_text())["config"]
    texts = {key: json.dumps(value) if isinstance(value, dict) else value for key, value in config.items()}
    found = StackConfig.of(texts, SCENARIOS)
    spec = found.spec_of(SCENARIOS[found.scenario].spec_type)
    assert file.stem.removeprefix("Pulumi.").rpartition("-")[0] == found.scenario
    assert spec.owner.endswith(" team")


def test_every_scenario_has_a_stack_for_trying_out_and_one_for_real() -> None:
    wanted = {f"Pulumi.{name}-{kind}.yaml" for name in SCENARIOS for kind in ("dev", "prod")}
    assert {file.name for file in STACKS} == wanted


def test_prod_is_the_stricter_of_the_two() -> None:
    dev, prod = stack("web-dev")["yett:web"], stack("web-prod")["yett:web"]
    assert prod["security_group_type"] == "enterprise"
    assert "shared_eip" not in prod["gateway"]
    assert dev["gateway"]["shared_eip"]
    assert all("expires" in opening for opening in prod["gateway"]["openings"])
