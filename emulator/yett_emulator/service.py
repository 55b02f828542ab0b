"""A product as the emulator serves it: `SERVICE = Service("Vpc", "2016-04-28", {"CreateVpc": create_vpc})`.

The table below is the whole list of products; a request finds its service by Version and Action, as the two are
all that an RPC request says (the host name is loopback for every product).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from importlib import import_module

from yett_emulator.call import Operation
from yett_emulator.errors import CloudError, missing

MODULES = (
    "yett_emulator.vpc",
    "yett_emulator.vpcpeer",
    "yett_emulator.ecs",
    "yett_emulator.slb",
    "yett_emulator.alb",
    "yett_emulator.nlb",
    "yett_emulator.ess",
    "yett_emulator.resource_groups",
    "yett_emulator.cas",
    "yett_emulator.kms",
    "yett_emulator.ram",
    "yett_emulator.sts",
    "yett_emulator.location",
    "yett_emulator.bssopenapi",
)


@dataclass(frozen=True, slots=True)
class Service:
    """One product and version, and every operation it knows, by action name."""

    product: str
    version: str
    operations: Mapping[str, Operation]


def all_services() -> tuple[Service, ...]:
    return tuple(import_module(name).SERVICE for name in MODULES)


def find_service(services: Collection[Service], version: str, action: str) -> Service:
    """The service that knows the action in that version; refuses as the cloud's gateway does."""
    if not action:
        raise missing("Action")
    if not version:
        raise missing("Version")
    speaking = [service for service in services if service.version == version]
    if not speaking:
        served = ", ".join(sorted({f"{one.product} {one.version}" for one in services}))
        words = f"The emulator does not serve the product of {action}; it serves {served}."
        raise CloudError("InvalidVersion", f"Specified parameter Version {version!r} is not valid. {words}")
    for service in speaking:
        if action in service.operations:
            return service
    raise CloudError(
        "InvalidAction.NotFound",
        f"Specified api {action!r} is not found, please check your url and method. The emulator does not serve it.",
        404,
    )
