"""Every implemented action, called by the official SDK: the answer is what the SDK's own model expects."""

from types import ModuleType
from typing import Any

import pytest

from tests.emulator.api import Api, RefusedError
from tests.emulator.conformance import Kept, OfficialSdk, look, problems, step_modules
from yett_emulator.handle import EmulatorHandle
from yett_emulator.service import all_services
from yett_emulator.shapes import shapes

MODULES = step_modules()
NAMES = [module.__name__.rpartition("_")[2] for module in MODULES]


@pytest.mark.parametrize("module", MODULES, ids=NAMES)
def test_every_answer_maps_onto_the_official_sdk(module: ModuleType, emulator: EmulatorHandle) -> None:
    beyond = set(getattr(module, "BEYOND_SDK", ()))
    sdks = {
        name: OfficialSdk(name, emulator) for name in {module.SDK, *(step.sdk for step in module.STEPS if step.sdk)}
    }
    kept, found = Kept(), []
    for step in module.STEPS:
        answered = sdks[step.sdk or module.SDK].call(step.action, step.request(kept))
        if not step.sdk:
            found += problems(answered, set(module.NOT_SHOWN), beyond)
        kept |= {name: look(answered.raw, path) for name, path in step.keep.items()}
    assert sorted(set(found)) == []


@pytest.mark.parametrize("module", MODULES, ids=NAMES)
def test_the_official_sdk_calls_every_implemented_action(module: ModuleType, emulator: EmulatorHandle) -> None:
    service = next(one for one in all_services() if one.version == module.VERSION)
    in_sdk = set(OfficialSdk(module.SDK, emulator).actions)
    called = {step.action for step in module.STEPS if not step.sdk}
    assert {action for action in service.operations if action in in_sdk} - called == set()
    assert set(service.operations) - in_sdk == set(module.NOT_IN_SDK)


STRICT = [module for module in MODULES if hasattr(module, "LENIENT")]


@pytest.mark.parametrize("module", STRICT, ids=[module.SDK for module in STRICT])
def test_a_required_parameter_that_is_missing_is_refused(module: ModuleType, emulator: EmulatorHandle) -> None:
    """Required as the SDK says so; asked as a dry run, so that a leniency changes nothing."""
    service = next(one for one in all_services() if one.version == module.VERSION)
    sdks = {name: OfficialSdk(name, emulator) for name in {module.SDK, *(one.sdk for one in module.STEPS if one.sdk)}}
    api, kept, accepted = Api(emulator, module.VERSION), Kept(), set()
    for step in module.STEPS:
        request = step.request(kept)
        required = [] if step.sdk else shapes(service.product)[step.action]["required"]
        for name in set(required) & set(request) - {"RegionId"}:
            less = {other: value for other, value in request.items() if other != name}
            if not is_refused(api, step.action, {**less, "DryRun": True}):
                accepted.add(f"{step.action}:{name}")
        answered = sdks[step.sdk or module.SDK].call(step.action, request)
        kept |= {name: look(answered.raw, path) for name, path in step.keep.items()}
    assert accepted == set(module.LENIENT)


def is_refused(api: Api, action: str, request: dict[str, Any]) -> bool:
    try:
        api(action, **request)
    except RefusedError as refusal:
        return bool(refusal.status < 500 and refusal.code != "DryRunOperation")
    return False
