"""The emulator as an ASGI application: any path but `/_yett/...` is an API call."""

import asyncio

from starlette.applications import Starlette
from starlette.requests import Request as HttpRequest
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from yett_emulator.admin import admin_routes
from yett_emulator.emulator import Emulator
from yett_emulator.wire import Request


class ApiEndpoint:
    """Reads one call, lets the emulator answer it."""

    def __init__(self, emulator: Emulator) -> None:
        self._emulator = emulator

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = await read(HttpRequest(scope, receive))
        # no thread: SQLite has one writer, and a call takes about a millisecond
        reply = self._emulator.answer(request)
        if reply.delay:
            await asyncio.sleep(reply.delay)
        headers = {"x-acs-request-id": str(reply.body["RequestId"])}
        response: Response = JSONResponse(reply.body, status_code=reply.status, headers=headers)
        await response(scope, receive, send)


async def read(http: HttpRequest) -> Request:
    return Request(
        method=http.method,
        path=http.url.path,
        headers={name.lower(): value for name, value in http.headers.items()},
        query_string=http.url.query,
        body=await http.body(),
    )


def application(emulator: Emulator) -> Starlette:
    return Starlette(routes=[admin_routes(emulator), Route("/{path:path}", ApiEndpoint(emulator))])
