"""Whole environments, each a short composition of components: `Web("web", {"spec": config})`."""

from yett.scenarios.web import Web, WebArgs

SCENARIOS = {"web": Web}
"""The scenarios by the key that names them in a stack config: `yett:web`."""

__all__ = ["SCENARIOS", "Web", "WebArgs"]
