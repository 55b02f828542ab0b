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

from pulumi_policy import EnforcementLevel, ResourceValidationPolicy
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


class Answers:
    """A server's answers about single resources: one for all of them where no policy is about a single one."""

    def __init__(self, server: Any) -> None:
        self._server = server
        self._same: dict[Callable[[Any], bool], Any] = {}

    def to(self, request: Any, context: Any, ask: Any, is_about_one: Callable[[Any], bool]) -> Any:
        """What the server answers a request when it is asked; `is_about_one` looks at its policies."""
        if is_about_one not in self._same:
            self._same[is_about_one] = None if is_about_one(self._server) else ask(type(request)(), context)
        same = self._same[is_about_one]
        return ask(request, context) if same is None else same


def install(heard: Heard, reading: "Callable[[], Reading]") -> None:
    """Let the SDK's server hand every run to a reading first. Without that class the SDK's own way works, slower."""
    relax()
    servicer = getattr(sdk, SERVICER, None)
    if servicer is None:
        return

    class OneReading(servicer):  # type: ignore[misc, valid-type]
        """The SDK's server, which reads a stack once, and no resource of which nobody asks anything by itself."""

        def __init__(self, *words: Any, **options: Any) -> None:
            super().__init__(*words, **options)
            self._answers = Answers(self)

        def Configure(self, request: Any, context: Any) -> Any:  # noqa: N802 - the service's own name
            configured = super().Configure(request, context)
            self._answers = Answers(self)
            return configured

        def Analyze(self, request: Any, context: Any) -> Any:  # noqa: N802 - the service's own name
            heard.written[request.urn] = request.properties
            if request.type.startswith(COMPONENT):
                fetch_specs()
            return self._answers.to(request, context, super().Analyze, judges_one)

        def Remediate(self, request: Any, context: Any) -> Any:  # noqa: N802 - the service's own name
            return self._answers.to(request, context, super().Remediate, mends)

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
    return has_policy(server, lambda one, level: level is EnforcementLevel.REMEDIATE)


def judges_one(server: Any) -> bool:
    """Whether any policy of a server judges resources one by one."""

    def judges(one: Any, level: EnforcementLevel) -> bool:
        is_asked = isinstance(one, ResourceValidationPolicy) and level is not EnforcementLevel.DISABLED
        return is_asked and one.has_validation()

    return has_policy(server, judges)


def has_policy(server: Any, wanted: Callable[[Any, EnforcementLevel], bool]) -> bool:
    policies = getattr(server, f"{SERVICER}__policies", None)
    return policies is None or any(wanted(one, server._get_enforcement_level(one)) for one in policies)
