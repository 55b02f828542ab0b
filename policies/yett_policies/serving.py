"""What the engine says to a pack, kept until there is somebody to judge it; this module loads no rule.

The SDK reads every resource anew for each stack policy (pulumi_policy, AnalyzeStack): ninety rules would read a stack
ninety times. `OneReading` hands the request to one `Reading` and the policies an empty one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from threading import Thread
from typing import TYPE_CHECKING, Any

from pulumi_policy import EnforcementLevel
from pulumi_policy import policy as sdk

from yett.collector import relax
from yett_policies.tokens import COMPONENT

if TYPE_CHECKING:
    from yett_policies.reading import Reading

SERVICER = "_PolicyAnalyzerServicer"


@dataclass(slots=True)
class Heard:
    """What the engine has said of a run before it asks for a judgement."""

    written: dict[str, Any] = field(default_factory=dict)
    """URN -> what the program wrote: of a list with an unknown item the engine shows a stack policy nothing."""
    config: Mapping[str, str] | None = None
    """The stack's config; engines that do not tell it hand it over in the environment."""


def install(heard: Heard, reading: "Callable[[], Reading]") -> None:
    """Let the SDK's server hand every run to a reading first. Without that class the SDK's own way works, slower."""
    relax()
    servicer = getattr(sdk, SERVICER, None)
    if servicer is None:
        return

    class OneReading(servicer):  # type: ignore[misc, valid-type]
        """The SDK's server, which reads a stack once."""

        def Analyze(self, request: Any, context: Any) -> Any:  # noqa: N802 - the service's own name
            heard.written[request.urn] = request.properties
            if request.type.startswith(COMPONENT):
                fetch_specs()
            return super().Analyze(request, context)

        def Remediate(self, request: Any, context: Any) -> Any:  # noqa: N802 - the service's own name
            # the SDK reads every resource before it asks who mends; usually nobody does
            return super().Remediate(request if mends(self) else type(request)(), context)

        def ConfigureStack(self, request: Any, context: Any) -> Any:  # noqa: N802 - the service's own name
            heard.config = dict(request.config)
            return super().ConfigureStack(request, context)

        def AnalyzeStack(self, request: Any, context: Any) -> Any:  # noqa: N802 - the service's own name
            reading().hold(request.resources)
            try:
                return super().AnalyzeStack(type(request)(), context)
            finally:
                reading().hold(None)

    setattr(sdk, SERVICER, OneReading)


@cache
def fetch_specs() -> None:
    """Load what reads our components' specs, while the engine is busy with the resources that follow them."""
    Thread(target=import_module, args=("yett.specs.declared",), daemon=True).start()


def mends(server: Any) -> bool:
    """Whether any policy of a server writes into resources; one that does not tell its policies may."""
    policies = getattr(server, f"{SERVICER}__policies", None)
    if policies is None:
        return True
    return any(server._get_enforcement_level(one) is EnforcementLevel.REMEDIATE for one in policies)
