"""Stand between engine and policy pack, because a pack reads the stack's configuration when it starts.

The engine sends that configuration by ConfigureStack, to a pack that already listens; `pulumi.Config` and
`pulumi.get_stack` read environment variables. So the proxy listens first, takes the configuration, and passes every
later call on, byte by byte, to the pack that was started with it. The pack starts while the program does: the first
question that only it can answer waits for it.
"""

import json
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError, ThreadPoolExecutor
from types import TracebackType
from typing import TypeVar

import grpc
from pulumi.runtime.proto.analyzer_pb2 import (
    AnalyzerHandshakeResponse,
    AnalyzerStackConfigureRequest,
    AnalyzerStackConfigureResponse,
)
from pulumi.runtime.proto.plugin_pb2 import PluginInfo

from language_host.errors import HostError
from language_host.server import CHANNEL_OPTIONS, LOOPBACK, call

SERVICE = "/pulumirpc.Analyzer/"
CALLS_AT_ONCE = 16

ANSWER_SECONDS = 1.0
"""How long calls that still wait for the pack have to hear that it is gone."""

T = TypeVar("T")
Configuration = AnalyzerStackConfigureRequest
Forward = Callable[[bytes, grpc.ServicerContext], bytes]


class PolicyProxy(grpc.GenericRpcHandler):
    """An Analyzer service on a port of its own; use it as a context manager."""

    port: int
    """Where the engine finds it."""

    def __init__(self) -> None:
        self._configuration: Future[Configuration | None] = Future()
        self._pack: Future[grpc.Channel] = Future()
        self._server = grpc.server(ThreadPoolExecutor(CALLS_AT_ONCE), handlers=[self], options=CHANNEL_OPTIONS)

    def __enter__(self) -> "PolicyProxy":
        self.port = self._server.add_insecure_port(f"{LOOPBACK}:0")
        self._server.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.give_up(str(error) if isinstance(error, HostError) else "the policy pack has ended")
        self._server.stop(ANSWER_SECONDS).wait()

    def configuration(self) -> Configuration | None:
        """Wait for the stack's configuration; None where the engine asks for anything else first."""
        return self._configuration.result()

    def attach(self, port: int) -> None:
        """Pass calls on to the pack that listens there, the configuration first.

        Raises:
            HostError: the pack refuses the configuration.
        """
        channel = grpc.insecure_channel(f"{LOOPBACK}:{port}", options=CHANNEL_OPTIONS)
        configuration = self.configuration()
        if configuration is not None:
            _configure(channel, configuration)
        _settle(self._pack, channel)

    def give_up(self, reason: str) -> None:
        """Answer whoever still waits: there is no configuration, and no pack."""
        _settle(self._configuration, None)
        if not self._pack.done():
            self._pack.set_exception(HostError(reason))

    def service(self, handler_call_details: grpc.HandlerCallDetails) -> "grpc.RpcMethodHandler[bytes, bytes]":
        """The handler of one method; requests and answers stay bytes."""
        method = handler_call_details.method
        own = {
            f"{SERVICE}Handshake": _handshake,
            f"{SERVICE}ConfigureStack": self._configure_stack,
            f"{SERVICE}GetPluginInfo": self._plugin_info,
        }
        return grpc.unary_unary_rpc_method_handler(own.get(method, self._forward(method)))

    def _configure_stack(self, request: bytes, context: grpc.ServicerContext) -> bytes:
        _settle(self._configuration, Configuration.FromString(request))
        return AnalyzerStackConfigureResponse().SerializeToString()

    def _plugin_info(self, request: bytes, context: grpc.ServicerContext) -> bytes:
        """Nothing: a pack would say its SDK's version, and the engine would start no program until it had started."""
        _settle(self._configuration, None)
        return PluginInfo().SerializeToString()

    def _forward(self, method: str) -> Forward:
        def forward(request: bytes, context: grpc.ServicerContext) -> bytes:
            _settle(self._configuration, None)
            try:
                return call(self._pack.result(), method, request)
            except grpc.RpcError as error:
                context.abort(error.code(), error.details() or "")
            except HostError as error:
                context.abort(grpc.StatusCode.UNAVAILABLE, str(error))

        return forward


def stack_environment(configuration: Configuration | None) -> dict[str, str]:
    """The variables that `pulumi.get_stack`, `pulumi.get_project` and `pulumi.Config` read."""
    if configuration is None:
        return {}
    return {
        "PULUMI_ORGANIZATION": configuration.organization,
        "PULUMI_PROJECT": configuration.project,
        "PULUMI_STACK": configuration.stack,
        "PULUMI_DRY_RUN": "true" if configuration.dry_run else "false",
        "PULUMI_CONFIG": json.dumps(dict(configuration.config)),
    }


def _handshake(request: bytes, context: grpc.ServicerContext) -> bytes:
    return AnalyzerHandshakeResponse().SerializeToString()


def _configure(channel: grpc.Channel, configuration: Configuration) -> None:
    try:
        call(channel, f"{SERVICE}ConfigureStack", configuration.SerializeToString())
    except grpc.RpcError as error:
        if error.code() is not grpc.StatusCode.UNIMPLEMENTED:  # an older pack reads its environment only
            raise HostError(f"the policy pack refuses the stack's configuration: {error.details()}") from error


def _settle(future: "Future[T]", value: T) -> None:
    """Give a future its value, unless it has one: the first to settle it wins."""
    try:
        future.set_result(value)
    except InvalidStateError:
        return
