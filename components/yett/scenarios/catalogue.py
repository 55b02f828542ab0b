"""The scenarios there are, each loaded when it is asked for: `SCENARIOS["web"]` is the class `Web`."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from yett.scenarios.scenario import Scenario


class Catalogue(Mapping[str, "type[Scenario]"]):
    """Key in a stack config -> scenario; names and number are known without loading any."""

    def __init__(self, homes: Mapping[str, tuple[str, str]]) -> None:
        self._homes = homes
        """Key -> module and class."""

    def __getitem__(self, key: str) -> "type[Scenario]":
        module, name = self._homes[key]
        return cast("type[Scenario]", getattr(import_module(module), name))

    def __iter__(self) -> Iterator[str]:
        return iter(self._homes)

    def __len__(self) -> int:
        return len(self._homes)
