"""Whole environments, each a short composition of components: `Web("web", {"spec": config})`.

A scenario is loaded when it is first asked for: a stack has one, and does not wait for the others.
"""

from typing import TYPE_CHECKING

from yett.lazy import on_first_use
from yett.scenarios.catalogue import Catalogue

if TYPE_CHECKING:
    from yett.scenarios.bastion import Bastion as Bastion
    from yett.scenarios.bastion import BastionArgs as BastionArgs
    from yett.scenarios.big_data import BigData as BigData
    from yett.scenarios.big_data import BigDataArgs as BigDataArgs
    from yett.scenarios.database_mirror import DatabaseMirror as DatabaseMirror
    from yett.scenarios.database_mirror import DatabaseMirrorArgs as DatabaseMirrorArgs
    from yett.scenarios.game import Game as Game
    from yett.scenarios.game import GameArgs as GameArgs
    from yett.scenarios.scenario import Scenario as Scenario
    from yett.scenarios.web import Web as Web
    from yett.scenarios.web import WebArgs as WebArgs

_HOMES = {
    "yett.scenarios.bastion": ("Bastion", "BastionArgs"),
    "yett.scenarios.big_data": ("BigData", "BigDataArgs"),
    "yett.scenarios.database_mirror": ("DatabaseMirror", "DatabaseMirrorArgs"),
    "yett.scenarios.game": ("Game", "GameArgs"),
    "yett.scenarios.scenario": ("Scenario",),
    "yett.scenarios.web": ("Web", "WebArgs"),
}

_named = on_first_use(__name__, _HOMES)

SCENARIOS = Catalogue(
    {"bastion": "Bastion", "big-data": "BigData", "database-mirror": "DatabaseMirror", "game": "Game", "web": "Web"},
    _named,
)
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

if not TYPE_CHECKING:  # a type checker that saw this would believe every name
    __getattr__ = _named
