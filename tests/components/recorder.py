"""Runs a program on the SDK's mocks and records every resource: the engine's part, without an engine."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pulumi
from pulumi.runtime.mocks import MockCallArgs, MockMonitor, MockResourceArgs, Mocks, set_mocks
from pulumi.runtime.settings import SETTINGS
from pulumi.runtime.stack import run_pulumi_func

PROVIDED = {
    "alicloud:ecs/eipAddress:EipAddress": {"ipAddress": "47.0.0.9"},
    "alicloud:vpc/natGateway:NatGateway": {"snatTableIds": "stb-1", "forwardTableIds": "ftb-1"},
    "alicloud:vpc/network:Network": {"routeTableId": "vtb-1"},
    "alicloud:ecs/instance:Instance": {"privateIp": "10.0.0.7"},
    "alicloud:slb/applicationLoadBalancer:ApplicationLoadBalancer": {"address": "47.0.0.10"},
}
"""What the provider fills in."""


@dataclass
class Recorded(Mocks):
    """Every resource by type and name, with its inputs and what it depends on."""

    inputs: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    requests: dict[tuple[str, str], Any] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    def new_resource(self, args: MockResourceArgs) -> tuple[str, dict[str, Any]]:
        self.inputs[args.typ, args.name] = plain(args.inputs)
        return args.resource_id or f"{args.name}-id", {**args.inputs, **PROVIDED.get(args.typ, {})}

    def call(self, args: MockCallArgs) -> dict[str, Any]:
        if args.token == "alicloud:index/getAccount:getAccount":
            return {"id": "1234567890123456"}
        raise AssertionError(f"nothing needs to be looked up, and yet {args.token} was called")

    def of(self, kind: str) -> dict[str, dict[str, Any]]:
        """Inputs by name of every resource whose type ends with this: `SecurityGroupRule`."""
        found = self.inputs.copy()  # other resources are registered meanwhile, each in a thread of its own
        return {name: inputs for (typ, name), inputs in found.items() if typ.split(":")[-1] == kind}

    def names(self) -> set[tuple[str, str]]:
        """(type, name) of every resource of the cloud."""
        return {(typ, name) for typ, name in self.inputs if typ.startswith("alicloud:")}

    def dependencies(self, kind: str, name: str) -> set[str]:
        """What the engine makes before this, as `EipAssociation nat-outbound`."""
        request = next(found for (typ, n), found in self.requests.items() if typ.split(":")[-1] == kind and n == name)
        return {" ".join(urn.split(":", 1)[1].split("::")[-2:]).split(":")[-1] for urn in request.dependencies}


class Monitor(MockMonitor):
    """Keeps the whole request, as the mocks of the SDK drop the dependencies."""

    def RegisterResource(self, request: Any) -> Any:
        self.mocks.requests[request.type, request.name] = request
        with clean_loop():  # calls run in threads of their own, where the mocks would leave a loop open
            return super().RegisterResource(request)

    def ReadResource(self, request: Any) -> Any:
        with clean_loop():
            return super().ReadResource(request)

    def Invoke(self, request: Any) -> Any:
        with clean_loop():
            return super().Invoke(request)


class Warnings(logging.Handler):
    """Collects what the user would read on the screen."""

    def __init__(self, recorded: Recorded) -> None:
        super().__init__(logging.WARNING)
        self.recorded = recorded

    def emit(self, record: logging.LogRecord) -> None:
        self.recorded.warnings.append(record.getMessage())


def record(program: Callable[[], object], into: Recorded | None = None) -> Recorded:
    """Run the program to its end, every child and every output awaited, and say what it registered.

    `into` is given by those who want to see what a program registered that did not come to its end.
    """
    recorded = into or Recorded()
    with clean_loop() as loop:
        set_mocks(recorded, "shop", "test", preview=False, logger=logger(recorded), monitor=Monitor(recorded))
        SETTINGS.rpc_manager.clear()
        SETTINGS.outputs.clear()

        async def awaited() -> None:
            result = program()
            if isinstance(result, pulumi.Output):
                await result.future()

        loop.run_until_complete(run_pulumi_func(awaited))
    return recorded


def logger(recorded: Recorded) -> logging.Logger:
    made = logging.Logger("recorded")
    made.addHandler(Warnings(recorded))
    return made


@contextmanager
def clean_loop() -> Iterator[asyncio.AbstractEventLoop]:
    """An event loop that is closed afterwards, so that nothing is left for the next test."""
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    try:
        yield loop
    except BaseException:
        # it is raised here: the outputs that failed with it do not say it once more when they are collected
        loop.set_exception_handler(lambda loop, context: None)
        raise
    finally:
        asyncio.set_event_loop(None)
        loop.close()


def plain(value: Any) -> Any:
    """Inputs as data: secrets are marked, whole numbers are whole again."""
    if isinstance(value, dict):
        if "4dabf18193072939515e22adb298388d" in value:
            return "[secret]"
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
