# ruff: noqa: N802  # the methods bear the names of the protocol
"""The LanguageRuntime service: every call of the engine, each answered by the module that knows how."""

import platform
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import grpc
from google.protobuf.empty_pb2 import Empty
from pulumi.runtime.proto import language_pb2 as rpc
from pulumi.runtime.proto.language_pb2_grpc import LanguageRuntimeServicer
from pulumi.runtime.proto.plugin_pb2 import PluginInfo

from language_host import VERSION
from language_host.children import Children
from language_host.errors import HostError
from language_host.installation import install_dependencies
from language_host.interpreter import interpreter, resolved_toolchain
from language_host.options import runtime_options
from language_host.packages import dependencies, required_packages, required_plugins
from language_host.plugin import run_plugin
from language_host.program import run_program
from language_host.watch import EngineWatch

Context = grpc.ServicerContext


class LanguageHost(LanguageRuntimeServicer):
    """One host for one engine."""

    def __init__(self, engine_address: str, children: Children, watch: EngineWatch) -> None:
        self._engine_address = engine_address
        self._children = children
        self._watch = watch

    def Handshake(self, request: rpc.LanguageHandshakeRequest, context: Context) -> rpc.LanguageHandshakeResponse:
        self._engine_address = request.engine_address
        self._watch.follow(request.engine_address)
        return rpc.LanguageHandshakeResponse()

    def GetPluginInfo(self, request: Empty, context: Context) -> PluginInfo:
        return PluginInfo(version=VERSION)

    def Run(self, request: rpc.RunRequest, context: Context) -> rpc.RunResponse:
        with _errors_to(context):
            return run_program(request, self._engine_address, self._children)

    def RunPlugin(self, request: rpc.RunPluginRequest, context: Context) -> Iterator[rpc.RunPluginResponse]:
        with _errors_to(context):
            yield from run_plugin(request, self._children, context.add_callback)

    def GetRequiredPackages(
        self, request: rpc.GetRequiredPackagesRequest, context: Context
    ) -> rpc.GetRequiredPackagesResponse:
        with _errors_to(context):
            return rpc.GetRequiredPackagesResponse(packages=required_packages(runtime_options(request.info)))

    def GetRequiredPlugins(
        self, request: rpc.GetRequiredPluginsRequest, context: Context
    ) -> rpc.GetRequiredPluginsResponse:
        with _errors_to(context):
            return rpc.GetRequiredPluginsResponse(plugins=required_plugins(runtime_options(request.info)))

    def GetProgramDependencies(
        self, request: rpc.GetProgramDependenciesRequest, context: Context
    ) -> rpc.GetProgramDependenciesResponse:
        with _errors_to(context):
            found = dependencies(runtime_options(request.info), transitive=request.transitiveDependencies)
            return rpc.GetProgramDependenciesResponse(dependencies=found)

    def InstallDependencies(
        self, request: rpc.InstallDependenciesRequest, context: Context
    ) -> Iterator[rpc.InstallDependenciesResponse]:
        with _errors_to(context):
            options = runtime_options(request.info, is_plugin=request.is_plugin)
            for channel, data in install_dependencies(options, self._children):
                answer = rpc.InstallDependenciesResponse()
                setattr(answer, channel, data)
                yield answer

    def About(self, request: rpc.AboutRequest, context: Context) -> rpc.AboutResponse:
        with _errors_to(context):
            options = runtime_options(request.info)
            return rpc.AboutResponse(
                executable=interpreter(options).executable,
                version=platform.python_version(),
                metadata={"toolchain": resolved_toolchain(options).value, "typechecker": options.typechecker},
            )

    def RuntimeOptionsPrompts(self, request: rpc.RuntimeOptionsRequest, context: Context) -> rpc.RuntimeOptionsResponse:
        return rpc.RuntimeOptionsResponse()

    def Template(self, request: rpc.TemplateRequest, context: Context) -> rpc.TemplateResponse:
        return rpc.TemplateResponse()

    def Cancel(self, request: Empty, context: Context) -> Empty:
        self._children.stop()
        return Empty()

    def GenerateProgram(self, request: rpc.GenerateProgramRequest, context: Context) -> NoReturn:
        _unimplemented(context, "generating a program")

    def GenerateProject(self, request: rpc.GenerateProjectRequest, context: Context) -> NoReturn:
        _unimplemented(context, "generating a project")

    def GeneratePackage(self, request: rpc.GeneratePackageRequest, context: Context) -> NoReturn:
        _unimplemented(context, "generating an SDK")

    def Pack(self, request: rpc.PackRequest, context: Context) -> NoReturn:
        _unimplemented(context, "packing an SDK")

    def Link(self, request: rpc.LinkRequest, context: Context) -> NoReturn:
        _unimplemented(context, "linking an SDK")


def _unimplemented(context: Context, what: str) -> NoReturn:
    context.abort(
        grpc.StatusCode.UNIMPLEMENTED, f"{what} is not supported by this language host; use an official Pulumi"
    )


@contextmanager
def _errors_to(context: Context) -> Iterator[None]:
    """Answer with the error's message: the engine prints it as it is."""
    try:
        yield
    except HostError as error:
        context.abort(grpc.StatusCode.UNKNOWN, str(error))
    except InterruptedError as error:
        context.abort(grpc.StatusCode.CANCELLED, str(error))
