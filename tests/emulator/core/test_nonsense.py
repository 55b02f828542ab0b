"""Whatever is sent, the answer is the cloud's own refusal or an answer: a bug would show as a 500."""

import json
from typing import Any

import pytest

from tests.emulator.api import Api, flat
from tests.emulator.conformance import Kept, OfficialSdk, look, step_modules
from yett_emulator.handle import EmulatorHandle
from yett_emulator.service import Service, all_services
from yett_emulator.shapes import shapes

NONSENSE = ("", "<nil>", "x", "-1", "999999999999", "[", "{}", '["x"]', "0.0.0.0/0", "ü\x00")
SERVICES = all_services()


def names_of(service: Service, action: str) -> list[str]:
    """The action's parameters, lists and objects by their first item."""
    parameters = shapes(service.product).get(action, {"parameters": {}})["parameters"]
    return [name.replace(".N", ".1") for name, kind in parameters.items() if kind not in ("list", "object")]


def failure(api: Api, action: str, params: dict[str, str]) -> str:
    """The call itself when it failed inside, else nothing."""
    status, _ = api.send({"Action": action, "Version": api.version, "RegionId": "cn-hangzhou", **params})
    return json.dumps([action, params]) if status >= 500 else ""


@pytest.mark.parametrize("service", SERVICES, ids=[service.product for service in SERVICES])
def test_an_action_without_parameters_never_fails_inside(service: Service, emulator: EmulatorHandle) -> None:
    api = Api(emulator, service.version)
    assert [failed for action in service.operations if (failed := failure(api, action, {}))] == []


@pytest.mark.parametrize("number", range(len(NONSENSE)))
@pytest.mark.parametrize("service", SERVICES, ids=[service.product for service in SERVICES])
def test_nonsense_everywhere_never_fails_inside(service: Service, number: int, emulator: EmulatorHandle) -> None:
    api, failed = Api(emulator, service.version), []
    for action in service.operations:
        names = enumerate(names_of(service, action), number)
        failed.append(failure(api, action, {name: NONSENSE[turn % len(NONSENSE)] for turn, name in names}))
    assert [one for one in failed if one] == []


@pytest.mark.parametrize("module", step_modules(), ids=lambda module: module.SDK)
def test_one_nonsense_in_a_good_request_never_fails_inside(module: Any, emulator: EmulatorHandle) -> None:
    """Each step of the SDK's way, first with one of its values spoilt, as a dry run."""
    sdks = {name: OfficialSdk(name, emulator) for name in {module.SDK, *(one.sdk for one in module.STEPS if one.sdk)}}
    api, kept, failed = Api(emulator, module.VERSION), Kept(), []
    for turn, step in enumerate(module.STEPS):
        request = step.request(kept)
        if not step.sdk:
            failed += [failure(api, step.action, flat("", spoilt)) for spoilt in spoils(request, turn)]
        answered = sdks[step.sdk or module.SDK].call(step.action, request)
        kept |= {name: look(answered.raw, path) for name, path in step.keep.items()}
    assert [one for one in failed if one] == []


def spoils(request: dict[str, Any], turn: int) -> list[dict[str, Any]]:
    """The request with each of its values spoilt in turn: by nonsense, by a list, by an object."""
    bad = [NONSENSE[turn % len(NONSENSE)], [NONSENSE[(turn + 1) % len(NONSENSE)]], {"Key": "x"}]
    return [{**request, name: value, "DryRun": True} for name in request for value in bad]
