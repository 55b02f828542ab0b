"""The pack honours the waivers of the stack's config, however the engine hands that over."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from pulumi.runtime.proto import analyzer_pb2
from pulumi_policy import policy as sdk

from tests.rulebook.test_pack import ORIGINAL, request, said, servicer
from tests.waivers.records import RECORD
from yett_policies.reading import Reading
from yett_policies.serving import SERVICER, install

WAIVER = {**RECORD, "resource": "open", "expires": "2999-12-31"}
LOGIN = ("remote-login-from-internet", "open", analyzer_pb2.MANDATORY)


@pytest.fixture
def reading() -> Iterator[Reading]:
    found = Reading()
    install(found.heard, lambda: found)
    yield found
    setattr(sdk, SERVICER, ORIGINAL)


def run(reading: Reading, *waivers: Any) -> Any:
    serving = servicer(getattr(sdk, SERVICER), reading)
    config = {"yett:waivers": json.dumps(waivers)}
    serving.ConfigureStack(analyzer_pb2.AnalyzerStackConfigureRequest(config=config), None)
    return serving.AnalyzeStack(request(), None)


def test_a_waived_finding_is_told_and_does_not_block(reading: Reading) -> None:
    assert LOGIN in said(run(reading))
    response = run(reading, WAIVER)
    assert LOGIN not in said(response)
    (told,) = [one for one in response.diagnostics if one.policyName == "waived"]
    assert told.enforcementLevel == analyzer_pb2.ADVISORY
    assert "waived until 2999-12-31 by security team" in told.message


def test_the_config_of_an_older_engine_is_read_from_the_environment(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PULUMI_CONFIG", json.dumps({"yett:waivers": json.dumps([WAIVER])}))
    found = said(servicer(getattr(sdk, SERVICER), reading).AnalyzeStack(request(), None))
    assert LOGIN not in found
    assert "waived" in {name for name, _, _ in found}


@pytest.mark.parametrize("change", [{"expires": "2020-01-01"}, {"owner": None}, {"rule": "group-open-to-everyone"}])
def test_a_waiver_that_does_not_hold_blocks_and_excuses_nothing(reading: Reading, change: dict[str, Any]) -> None:
    found = said(run(reading, WAIVER | change))
    assert LOGIN in found
    assert ("waivers", "", analyzer_pb2.MANDATORY) in found


def test_an_unused_waiver_does_not_block(reading: Reading) -> None:
    found = said(run(reading, WAIVER | {"resource": "nobody"}))
    assert "waivers" not in {name for name, _, _ in found}
