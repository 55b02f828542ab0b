"""A stack config names one scenario, and every key in it is read by somebody."""

import json
from pathlib import Path

import pytest
import yaml

from tests.specs.sites import STACKS, stack
from yett.errors import SpecError
from yett.scenarios import SCENARIOS
from yett.stack_config import StackConfig

NAMED = ", ".join(f"yett:{name}" for name in sorted(SCENARIOS))
KEYS = ", ".join(sorted(["yett:openings", "yett:today", *NAMED.split(", ")]))

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
    ({"yett:web": "[1]"}, "yett:web: got [1], allowed is a mapping"),
]


@pytest.mark.parametrize(("config", "expected"), ROWS)
def test_a_config_that_cannot_be_meant_is_one_clear_line(config: dict[str, str], expected: str) -> None:
    with pytest.raises(SpecError) as caught:
        StackConfig.of(config, SCENARIOS)
    assert str(caught.value) == expected


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
