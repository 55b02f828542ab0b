"""Every environment that yett ships for real is held to the baseline, and breaks none of what is mandatory there."""

from datetime import date
from pathlib import Path

import pytest

from tests.scenarios.judged import judged
from yett.scenarios import SCENARIOS
from yett_policies import profiles

TODAY = date(2026, 11, 21)


def mandatory(profile: str, stack: str) -> list[str]:
    held = profiles.load(profile)
    found = held.findings(judged(stack, TODAY))
    return [str(finding) for finding in found if held.level_of(finding) == "mandatory"]


@pytest.mark.parametrize("scenario", sorted(SCENARIOS))
def test_an_environment_for_real_passes_the_baseline(
    scenario: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert mandatory("baseline", f"{scenario}-prod") == []


def test_a_harder_profile_asks_for_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    said = mandatory("finance", "web-prod")
    assert {one.partition(":")[0] for one in said} >= {"vpc-flow-log-off", "deletion-protection-off"}
