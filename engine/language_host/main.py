"""Start the language host: tell the engine the port, serve, and end with the engine."""

import argparse
import signal
import threading
from concurrent.futures import ThreadPoolExecutor

import grpc
from pulumi.runtime.proto.language_pb2_grpc import add_LanguageRuntimeServicer_to_server

from language_host import VERSION
from language_host.children import Children
from language_host.server import CHANNEL_OPTIONS, LOOPBACK
from language_host.service import LanguageHost
from language_host.watch import EngineWatch

CALLS_AT_ONCE = 64
"""Each running plugin and program holds one call for as long as it lives."""


def main() -> None:
    """Serve until the engine interrupts us, or is gone."""
    options, _ = _parser().parse_known_args()  # with --logflow the engine adds its own logging options
    if options.version:
        print(VERSION)
        return
    ending = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ending.set())
    _serve(options.engine_address, ending)


def _serve(engine_address: str, ending: threading.Event) -> None:
    children, watch = Children(), EngineWatch(ending.set)
    server = grpc.server(ThreadPoolExecutor(CALLS_AT_ONCE), options=CHANNEL_OPTIONS)
    add_LanguageRuntimeServicer_to_server(LanguageHost(engine_address, children, watch), server)
    port = server.add_insecure_port(f"{LOOPBACK}:0")
    server.start()
    watch.start(engine_address)
    print(port, flush=True)
    ending.wait()
    watch.stop()
    children.stop()
    server.stop(grace=1).wait()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="pulumi-language-python", description="Pulumi's Python language host")
    parser.add_argument("engine_address", nargs="?", default="", help="where the engine listens")
    parser.add_argument("-version", "--version", action="store_true", help="print the version and exit")
    parser.add_argument("-tracing", "--tracing", default="", help=argparse.SUPPRESS)
    return parser
