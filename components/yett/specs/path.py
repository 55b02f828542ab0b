"""The config path of a value, so that every error says `listeners[0].port` as the user wrote it."""

from collections.abc import Mapping

from yett.specs.problems import Step

SHORTHAND = {"peers": "peer", "ports": "port"}
"""A list of one may be written without the list: `peer: {...}` is `peers: [{...}]`."""


def config_path(steps: tuple[Step, ...], raw: object, where: str = "") -> str:
    """The path of `steps` below `where`, in the words of the raw data: linear in the steps.

    >>> config_path(("openings", 0, "peers", 0, "cidr"), {"openings": [{"peer": {}}]}, "web")
    'web.openings[0].peer.cidr'
    """
    path, rest = where, list(steps)
    while rest:
        step = rest.pop(0)
        if _shortened(step, raw):
            step = SHORTHAND[str(step)]
            rest = rest[1:] if rest and isinstance(rest[0], int) else rest
        path, raw = _joined(path, step), _inside(raw, step)
    return path or "spec"


def _shortened(step: Step, raw: object) -> bool:
    return isinstance(raw, Mapping) and step in SHORTHAND and raw.get(step) is None and SHORTHAND[str(step)] in raw


def _joined(path: str, step: Step) -> str:
    if isinstance(step, int):
        return f"{path}[{step}]"
    return f"{path}.{step}" if path else step


def _inside(raw: object, step: Step) -> object:
    if isinstance(raw, Mapping):
        return raw.get(step)
    if isinstance(raw, list) and isinstance(step, int) and step < len(raw):
        return raw[step]
    return None
