"""How this host serves and calls gRPC: loopback only, and messages as large as the engine's."""

import grpc

LOOPBACK = "127.0.0.1"

MESSAGE_BYTES = 400 * 1024 * 1024
"""The engine's own bound on a message (rpcutil.GrpcChannelOptions)."""

CHANNEL_OPTIONS = (
    ("grpc.max_receive_message_length", MESSAGE_BYTES),
    ("grpc.max_send_message_length", MESSAGE_BYTES),
    ("grpc.enable_http_proxy", 0),
)


def call(channel: grpc.Channel, method: str, request: bytes, timeout: float | None = None) -> bytes:
    """Call a method with its request and its answer as bytes; `timeout` in seconds.

    Raises:
        grpc.RpcError: the other side refuses or is not there.
    """
    return channel.unary_unary(method, request_serializer=bytes, response_deserializer=bytes)(request, timeout)
