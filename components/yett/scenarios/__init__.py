"""Whole environments, each a short composition of components: `Web("web", {"spec": config})`."""

from yett.scenarios.big_data import BigData, BigDataArgs
from yett.scenarios.game import Game, GameArgs
from yett.scenarios.scenario import Scenario
from yett.scenarios.web import Web, WebArgs

SCENARIOS: dict[str, type[Scenario]] = {"big-data": BigData, "game": Game, "web": Web}
"""The scenarios by the key that names them in a stack config: `yett:web`."""

__all__ = ["SCENARIOS", "BigData", "BigDataArgs", "Game", "GameArgs", "Scenario", "Web", "WebArgs"]
