"""The stack config as the program reads it: one scenario under its own key, and no key that nobody reads."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Optional, TypeVar

from pulumi.runtime.config import CONFIG, get_config_env, get_config_secret_keys_env, is_config_secret

from yett import port_pool
from yett.access.opening_files import merged_spec
from yett.errors import SpecError
from yett.own_tags import TAGS, own_tags
from yett.port_pool.claims import claims_of, clashes
from yett.specs.base import Spec
from yett.today import day

if TYPE_CHECKING:
    from yett.port_pool.pool import PortPool

NAMESPACE = "yett"
TODAY, OPENINGS, PORTS = f"{NAMESPACE}:today", f"{NAMESPACE}:openings", f"{NAMESPACE}:ports"
WAIVERS = f"{NAMESPACE}:waivers"
"""Read by the policy pack, which says what is wrong with a waiver."""

Found = TypeVar("Found", bound=Spec)


@dataclass(frozen=True, slots=True)
class StackConfig:
    """What one stack file says: the scenario, its spec as plain data, and the day that openings are judged by.

    `openings` are files, or folders of them, whose openings go into the spec; `pool` hands out ports to both.
    """

    scenario: str
    spec: Mapping[str, Any]
    today: Optional[str] = None
    openings: tuple[str, ...] = ()
    pool: Optional["PortPool"] = None

    @property
    def where(self) -> str:
        """The config path of the spec, such as yett:web."""
        return f"{NAMESPACE}:{self.scenario}"

    def spec_of(self, kind: type[Found]) -> Found:
        """The scenario's spec with the openings of every file and the ports of the pool.

        Raises SpecError, also for two listeners, port forwards or hosts that want the same port.
        """
        ports = self.pool.ports() if self.pool else {}
        spec = merged_spec(kind, self.spec, self.where, self.openings, ports)
        claims = claims_of(spec.plain(), path=self.where)
        if self.pool:
            self.pool.check(claims, PORTS)
        else:
            clashes(claims)
        return spec

    @classmethod
    def read(cls, scenarios: Collection[str]) -> "StackConfig":
        """The config of the running stack; raises SpecError."""
        config = {**get_config_env(), **CONFIG.get()}
        _refuse_secret(config)
        return cls.of(config, scenarios)

    @classmethod
    def of(cls, config: Mapping[str, str], scenarios: Collection[str]) -> "StackConfig":
        """The config that these keys and values say; keys of other namespaces are the providers' own.

        Raises SpecError for a key that nobody reads, for no scenario or several, for one that is no mapping, and for
        tags that the cloud would refuse.
        """
        ours = {key: value for key, value in config.items() if key.startswith(f"{NAMESPACE}:")}
        _refuse_unknown(ours, scenarios)
        named = [name for name in sorted(scenarios) if f"{NAMESPACE}:{name}" in ours]
        if len(named) != 1:
            known = ", ".join(f"{NAMESPACE}:{name}" for name in sorted(scenarios))
            raise SpecError("stack config", f"names {len(named)} scenarios", allowed=f"exactly one of {known}")
        spec = _mapping(f"{NAMESPACE}:{named[0]}", ours)
        own_tags(ours.get(TAGS))
        pool = port_pool.PortPool.parse(_mapping(PORTS, ours), PORTS) if PORTS in ours else None
        today = day(ours[TODAY], TODAY).isoformat() if ours.get(TODAY) else None
        return cls(named[0], spec, today, tuple(_paths(ours.get(OPENINGS))), pool)


def _refuse_secret(config: Collection[str]) -> None:
    encrypted = {key for key in config if is_config_secret(key)}.union(get_config_secret_keys_env())
    for key in sorted(encrypted):
        if key.startswith(f"{NAMESPACE}:"):
            fix = "let the machine fetch it, or write a program of your own with args.user_data"
            raise SpecError(key, "holds a secret, and all of it would stand in plan and state in clear", fix=fix)


def _refuse_unknown(ours: Mapping[str, str], scenarios: Collection[str]) -> None:
    known = sorted([OPENINGS, PORTS, TAGS, TODAY, WAIVERS, *(f"{NAMESPACE}:{name}" for name in scenarios)])
    for key in sorted(ours):
        if key not in known:
            close = get_close_matches(key, known, 1)
            fix = f'did you mean "{close[0]}"?' if close else ""
            raise SpecError(key, "unknown key", allowed=", ".join(known), fix=fix)


def _mapping(key: str, config: Mapping[str, str]) -> Mapping[str, Any]:
    try:
        found = json.loads(config[key])
    except ValueError:
        found = config[key]
    if not isinstance(found, dict):
        raise SpecError(key, got=found, allowed="a mapping")
    return found


def _paths(text: Optional[str]) -> list[str]:
    """One path as it stands, or a list of them."""
    try:
        found = json.loads(text) if text else []
    except ValueError:
        found = text
    if isinstance(found, str):
        return [found]
    if not isinstance(found, list) or not all(isinstance(path, str) for path in found):
        raise SpecError(OPENINGS, got=text, allowed="the path of a file or folder, or a list of them")
    return found
