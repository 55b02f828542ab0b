"""Run a policy pack behind a server that is there before the pack: by `python -c`, in the user's own Python.

The engine sends the stack's configuration by ConfigureStack, to a pack that already listens; `pulumi.Config` and
`pulumi.get_stack` read environment variables when the pack starts. So this listens first, takes the configuration, runs
`python -m pulumi.policy`, and has the pack's handlers answer at its own port: no process stands in between.
"""

from __future__ import annotations

import json
import os
import runpy
import signal
import sys
import traceback
from collections.abc import Callable, Iterable
from concurrent.futures import Future, InvalidStateError, ThreadPoolExecutor
from functools import partial
from importlib import import_module
from threading import Event
from typing import Any

import grpc

SERVICE = "/pulumirpc.Analyzer/"
CALLS_AT_ONCE = 16
MESSAGE_BYTES = 400 * 1024 * 1024
OPTIONS = [("grpc.max_receive_message_length", MESSAGE_BYTES), ("grpc.max_send_message_length", MESSAGE_BYTES)]

ANSWER_SECONDS = 1.0
"""How long calls that still wait for the pack have to hear that it is gone."""

HOST_SECONDS = 10.0
"""How long the host has to pass on the output of a pack that has ended: far more than a busy machine needs."""

Handlers = list[grpc.GenericRpcHandler]
Answer = Callable[[bytes, grpc.ServicerContext], bytes]


class NoPackError(Exception):
    """There is no pack to answer."""


class Front(grpc.GenericRpcHandler):
    """What the engine meets: the pack's handlers, and until there is a pack, somebody who has it wait."""

    def __init__(self) -> None:
        self.configuration: Future[bytes] = Future()
        self.pack: Future[Handlers] = Future()

    def service(self, handler_call_details: grpc.HandlerCallDetails) -> Any:
        """The pack's own handler of a method, or one that waits for it."""
        if handler_call_details.method == f"{SERVICE}Handshake":
            return as_bytes(lambda request, context: b"")
        if self.pack.done() and not self.pack.exception():
            return self._of_pack(handler_call_details)
        return as_bytes(partial(self._wait, handler_call_details))

    def _wait(self, details: grpc.HandlerCallDetails, request: bytes, context: grpc.ServicerContext) -> bytes:
        settle(self.configuration, request if details.method == f"{SERVICE}ConfigureStack" else b"")
        try:
            found = self._of_pack(details)
        except NoPackError as error:
            context.abort(grpc.StatusCode.UNAVAILABLE, str(error))
        if found is None:
            context.abort(grpc.StatusCode.UNIMPLEMENTED, f"the policy pack's SDK has no {details.method}")
        answer = found.unary_unary(found.request_deserializer(request), context)
        return bytes(found.response_serializer(answer))

    def _of_pack(self, details: grpc.HandlerCallDetails) -> Any:
        return next(filter(None, (one.service(details) for one in self.pack.result())), None)


class Lent:
    """What the pack takes for a server of its own: the one that listens already."""

    def __init__(self, server: grpc.Server, port: int, front: Front) -> None:
        self._server, self._port, self._front = server, port, front
        self._handlers: Handlers = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._server, name)

    def add_generic_rpc_handlers(self, handlers: Iterable[grpc.GenericRpcHandler]) -> None:
        """Keep them for `start`."""
        self._handlers.extend(handlers)

    def add_registered_method_handlers(self, service: str, methods: Any) -> None:
        """The same once more, by name: only a server that has not started takes them."""

    def add_insecure_port(self, address: str) -> int:
        """The port there is."""
        return self._port

    def start(self) -> None:
        """From here on the pack answers."""
        settle(self._front.pack, self._handlers)


def as_bytes(answer: Answer) -> Any:
    return grpc.unary_unary_rpc_method_handler(answer)


def settle(future: Future[Any], value: Any) -> None:
    """Give a future its value, unless it has one: the first to settle it wins."""
    try:
        future.set_result(value)
    except InvalidStateError:
        return


def stack_environment(configuration: Any) -> dict[str, str]:
    """The variables that `pulumi.get_stack`, `pulumi.get_project` and `pulumi.Config` read."""
    return {
        "PULUMI_ORGANIZATION": configuration.organization,
        "PULUMI_PROJECT": configuration.project,
        "PULUMI_STACK": configuration.stack,
        "PULUMI_DRY_RUN": "true" if configuration.dry_run else "false",
        "PULUMI_CONFIG": json.dumps(dict(configuration.config)),
    }


def run_pack(server: grpc.Server, port: int, front: Front) -> None:
    """Be the pack: with the stack's configuration, and with this server once it asks for one."""
    # all of the SDK is loaded here, while the engine is still about to configure the stack
    messages = import_module("pulumi.runtime.proto.analyzer_pb2")
    if configuration := front.configuration.result():
        os.environ.update(stack_environment(messages.AnalyzerStackConfigureRequest.FromString(configuration)))
    grpc.server = lambda *_, **__: Lent(server, port, front)  # type: ignore[assignment]
    runpy.run_module("pulumi.policy", run_name="__main__", alter_sys=True)


class Remembered:
    """`runpy.run_path`, and the error that came out of it: the SDK logs a pack's error, and lets nobody have it."""

    def __init__(self, run_path: Callable[..., Any]) -> None:
        self._run_path = run_path
        self.error: Exception | None = None

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return self._run_path(*args, **kwargs)
        except BaseException as error:
            self.error = error if isinstance(error, Exception) else None
            raise


def ending(run: Callable[[], None]) -> tuple[Any, str]:
    """How a pack ended, as an exit code and in words; its traceback is printed.

    The words hold the error itself: an engine that is told so may stop before it has shown the last of the output.
    """
    runpy.run_path = remembered = Remembered(runpy.run_path)
    try:
        run()
    except SystemExit as end:
        return (1, f": {end.code}") if isinstance(end.code, str) else (end.code or 0, in_words(remembered.error))
    except BaseException as error:
        traceback.print_exc()
        return 1, in_words(error)
    return 0, in_words(None)


def in_words(error: BaseException | None) -> str:
    """What comes after "it ended": the error as Python prints it, or where to look."""
    if error is None:
        return "; its output says why"
    return ": " + "".join(traceback.format_exception_only(error)).strip()


def hand_over_output() -> None:
    """Close the output and wait until the host has passed it on and asks us to end: first why, then that it failed."""
    asked = Event()
    signal.signal(signal.SIGTERM, lambda *_: asked.set())
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    asked.wait(HOST_SECONDS)


def main() -> None:
    """Listen, tell the port, and run the pack to its end."""
    front = Front()
    server = grpc.server(ThreadPoolExecutor(CALLS_AT_ONCE), handlers=[front], options=OPTIONS)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    print(port, flush=True)
    code, why = ending(partial(run_pack, server, port, front))
    hand_over_output()
    if not front.pack.done():
        reason = f"the policy pack ended with exit code {code} before it listened{why}"
        front.pack.set_exception(NoPackError(reason))
    server.stop(ANSWER_SECONDS).wait()
    sys.exit(code)


if __name__ == "__main__":
    main()
