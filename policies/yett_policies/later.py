"""Policies whose rules are loaded while the program starts; `told.json` says what the engine is told of them.

The engine starts no program before a pack has told its policies, and loading the rules takes as long as Pulumi's SDK.
"""

from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import TYPE_CHECKING, Any

from pulumi_policy import Policy, StackValidationPolicy

from yett_policies.mending_policy import MendingPolicy
from yett_policies.told import words

if TYPE_CHECKING:
    from yett_policies.reading import Reading

Made = tuple["Reading", list[Policy]]


class Later:
    """What `make` makes, made in a thread of its own; whoever asks for it waits, and hears why it failed."""

    def __init__(self, make: Callable[[], Made]) -> None:
        self._made: Future[Made] = Future()
        self._make = make
        Thread(target=self._run, daemon=True).start()

    def reading(self) -> "Reading":
        """What all policies share."""
        return self._made.result()[0]

    def policies(self, every: str) -> list[Policy]:
        """Every policy of the pack, rules at the level `every` unless that is empty."""
        return [self._policy(is_mending, told) for is_mending, told in words(every)]

    def _run(self) -> None:
        try:
            self._made.set_result(self._make())
        except BaseException as error:
            self._made.set_exception(error)

    def _policy(self, is_mending: bool, told: dict[str, Any]) -> Policy:
        def found() -> Any:
            return next(one for one in self._made.result()[1] if one.name == told["name"])

        def judge(args: Any, report: Any) -> None:
            found().validate(args, report)

        if is_mending:
            return MendingPolicy(judge, lambda args: found().remediate(args), **told)
        return StackValidationPolicy(validate=judge, **told)
