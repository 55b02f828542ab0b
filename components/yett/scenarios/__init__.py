"""Whole environments, each a short composition of components: `Web("web", {"spec": config})`."""

from yett.scenarios.bastion import Bastion, BastionArgs
from yett.scenarios.big_data import BigData, BigDataArgs
from yett.scenarios.database_mirror import DatabaseMirror, DatabaseMirrorArgs
from yett.scenarios.game import Game, GameArgs
from yett.scenarios.scenario import Scenario
from yett.scenarios.web import Web, WebArgs

SCENARIOS: dict[str, type[Scenario]] = {
    "bastion": Bastion,
    "big-data": BigData,
    "database-mirror": DatabaseMirror,
    "game": Game,
    "web": Web,
}
"""The scenarios by the key that names them in a stack config: `yett:web`."""

__all__ = [
    "SCENARIOS",
    "Bastion",
    "BastionArgs",
    "BigData",
    "BigDataArgs",
    "DatabaseMirror",
    "DatabaseMirrorArgs",
    "Game",
    "GameArgs",
    "Scenario",
    "Web",
    "WebArgs",
]
