"""The emulator's own doors, beside the cloud's: `/_yett/health`, `/_yett/state`, `/_yett/actions`, `/_yett/faults`.

They take no signature: whoever reaches loopback owns the emulated account anyway.
"""

import os
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route

from yett_emulator.emulator import Emulator
from yett_emulator.errors import CloudError
from yett_emulator.store import Store, public

Door = Callable[[Emulator, Request], Awaitable[Any]]


async def health(emulator: Emulator, request: Request) -> Any:
    return {"status": "ok", "pid": os.getpid(), "account_id": emulator.settings.account_id}


async def state(emulator: Emulator, request: Request) -> Any:
    """Kinds and counts; with `?kind=vpc` also the records of that kind, with `?kind=*` all."""
    wanted = request.query_params.get("kind", "")
    with emulator.store.transaction():
        kinds = made(emulator.store)
        shown = kinds if wanted == "*" else [kind for kind in kinds if kind == wanted]
        records = {kind: [public(record) for record in emulator.store.find(kind, _own=None)] for kind in shown}
    return {"kinds": kinds, "records": records}


def made(store: Store) -> dict[str, int]:
    """How many records of each kind somebody made; what the account has by itself (its default VPC) is not counted."""
    counted = {kind: store.total(kind, _own=None) for kind in store.kinds()}
    return {kind: count for kind, count in counted.items() if count}


async def reset(emulator: Emulator, request: Request) -> Any:
    """Back to an empty account: records, client tokens, faults, quotas and the kept log lines."""
    with emulator.store.transaction():
        emulator.store.reset()
    emulator.faults.clear()
    emulator.settings.quotas.clear()
    emulator.log.clear()
    return {}


async def actions(emulator: Emulator, request: Request) -> Any:
    return {"actions": emulator.log.lines}


async def faults(emulator: Emulator, request: Request) -> Any:
    """GET lists the faults to come, POST adds one, DELETE forgets them."""
    if request.method == "POST":
        emulator.faults.add(await request.json())
    if request.method == "DELETE":
        emulator.faults.clear()
    return {"faults": emulator.faults.shown()}


async def quotas(emulator: Emulator, request: Request) -> Any:
    """GET shows the quotas that were changed, POST changes some, by name."""
    if request.method == "POST":
        emulator.settings.quotas.update({str(k): int(v) for k, v in (await request.json()).items()})
    return {"quotas": emulator.settings.quotas}


DOORS: tuple[tuple[str, Door, tuple[str, ...]], ...] = (
    ("/health", health, ("GET",)),
    ("/state", state, ("GET",)),
    ("/reset", reset, ("POST",)),
    ("/actions", actions, ("GET",)),
    ("/faults", faults, ("GET", "POST", "DELETE")),
    ("/quotas", quotas, ("GET", "POST")),
)


def admin_routes(emulator: Emulator) -> Mount:
    """All of `/_yett/`: an unknown door is a 404 there, never an API call."""
    return Mount("/_yett", routes=[Route(path, opened(emulator, door), methods=list(m)) for path, door, m in DOORS])


def is_from_here(request: Request) -> bool:
    """A web page must not reset the account: browsers send Origin, and a rebound name is not loopback's."""
    name = request.headers.get("host", "").rpartition(":")[0] or request.headers.get("host", "")
    return "origin" not in request.headers and (name in ("localhost", "[::1]") or name.startswith("127."))


def opened(emulator: Emulator, door: Door) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        if not is_from_here(request):
            return JSONResponse({"error": "these doors open to programs on this machine only"}, status_code=403)
        try:
            return JSONResponse(await door(emulator, request))
        except (CloudError, ValueError, TypeError, AttributeError) as error:
            return JSONResponse({"error": str(error)}, status_code=400)

    return endpoint
