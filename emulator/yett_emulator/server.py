"""The emulator on a socket: one loopback port that speaks TLS and plain HTTP.

The first byte tells: 0x16 opens a TLS handshake. One port, because some calls of the real provider hard-code HTTPS
whatever its `protocol` says, and an endpoint is one `host:port` for both.
"""

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

TLS_HANDSHAKE = b"\x16"
PATIENCE = 30.0
"""Seconds that a new connection may stay silent."""
IDLE = 120
"""Seconds that a connection is kept between two requests: longer than clients keep theirs (Go: 90). Who closes first
must be the client, as a request that meets the goodbye of the server is lost, and no POST is sent again by itself."""


class NotLoopbackError(ValueError):
    """The emulator guards nothing, so it serves this machine only."""


class PortTakenError(OSError):
    """Something else listens there."""


def listen(host: str, port: int) -> socket.socket:
    """A listening socket on a loopback address; port 0 takes a free one."""
    address = loopback(host)
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        listener = socket.create_server((address, port), family=family, backlog=512)
    except OSError as error:
        raise PortTakenError(f"cannot listen on {host}:{port}: {error.strerror}; choose another port") from error
    listener.setblocking(False)
    return listener


def loopback(host: str) -> str:
    """The address of a host name that may be bound: 127.0.0.0/8, ::1 or localhost."""
    address = "127.0.0.1" if host == "localhost" else host
    try:
        allowed = ipaddress.ip_address(address).is_loopback
    except ValueError:
        allowed = False
    if not allowed:
        raise NotLoopbackError(f"host: {host!r} is not loopback; the emulator binds 127.0.0.1, ::1 or localhost only")
    return address


class Server(uvicorn.Server):
    """uvicorn, with a doorman that hands each connection over as TLS or as plain HTTP."""

    def __init__(self, app: ASGIApp, listener: socket.socket, tls: ssl.SSLContext) -> None:
        config = uvicorn.Config(app, lifespan="off", access_log=False, log_level="error", timeout_graceful_shutdown=2)
        config.timeout_keep_alive = IDLE
        super().__init__(config)
        self._listener = listener
        self._tls = tls
        self._greetings: set[asyncio.Task[None]] = set()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are the command's affair: a server in a thread of a test must not take them."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        self.servers = []
        self._accepting = asyncio.create_task(self._accept())
        self.started = True

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for task in (self._accepting, *self._greetings):
            task.cancel()
        await super().shutdown([self._listener])

    async def _accept(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            connection, _ = await loop.sock_accept(self._listener)
            greeting = asyncio.create_task(self._greet(connection))
            self._greetings.add(greeting)
            greeting.add_done_callback(self._greetings.discard)

    async def _greet(self, connection: socket.socket) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                first = await first_byte(connection)
                tls = self._tls if first == TLS_HANDSHAKE else None
                await self._hand_over(connection, tls)
        except (OSError, TimeoutError):  # a client that went away, or that does not trust us (SSLError is an OSError)
            connection.close()

    async def _hand_over(self, connection: socket.socket, tls: ssl.SSLContext | None) -> None:
        # clients keep connections open and leave without a goodbye: do not wait for theirs when we end
        goodbye = 0.5 if tls else None
        # asyncio does this only for sockets whose proto is set; without it an answer waits 40 ms for a delayed ACK
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        loop = asyncio.get_running_loop()
        await loop.connect_accepted_socket(self._protocol, connection, ssl=tls, ssl_shutdown_timeout=goodbye)

    def _protocol(self) -> asyncio.Protocol:
        return self.config.http_protocol_class(  # type: ignore[call-arg]
            config=self.config, server_state=self.server_state, app_state=self.lifespan.state
        )


async def first_byte(connection: socket.socket) -> bytes:
    """The first byte that a client sends, left in the socket for whoever reads next."""
    connection.setblocking(False)
    while True:
        try:
            return connection.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            await readable(connection)


async def readable(connection: socket.socket) -> None:
    loop = asyncio.get_running_loop()
    ready: asyncio.Future[None] = loop.create_future()
    loop.add_reader(connection, resolve, ready)
    try:
        await ready
    finally:
        loop.remove_reader(connection)


def resolve(ready: asyncio.Future[None]) -> None:
    if not ready.done():
        ready.set_result(None)
