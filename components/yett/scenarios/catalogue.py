"""The scenarios there are, each loaded when it is asked for: `SCENARIOS["web"]` is the class `Web`."""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from yett.scenarios.scenario import Scenario


class Catalogue(Mapping[str, "type[Scenario]"]):
    """Key in a stack config -> scenario; names and number are known without loading any."""

    def __init__(self, names: Mapping[str, str], load: Callable[[str], object]) -> None:
        self._names = names
        """Key -> name of the class, as `load` knows it."""
        self._load = load

    def __getitem__(self, key: str) -> "type[Scenario]":
        return cast("type[Scenario]", self._load(self._names[key]))

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
