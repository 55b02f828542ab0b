"""Values as the Pulumi engine writes them: unknowns, secrets and outputs have signatures of their own."""

import json
from collections.abc import Mapping
from typing import Any

from yett_policies.resources import UNKNOWN

from .types import words_of

SENTINELS = frozenset(
    {
        "04da6b54-80e4-46f7-96ec-b56ff0331ba9",  # text
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",  # bool
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421",  # number
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",  # list
        "030794c1-ac77-496b-92df-f27374a8bd58",  # asset
        "e48ece36-62e2-4504-bad9-02848725956a",  # archive
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",  # object
        "[secret]",
        "[unknown]",
    }
)
"""Texts that stand for a value nobody may or can read (pulumi/pulumi: sdk/go/common/resource/plugin)."""

SIGNATURE = "4dabf18193072939515e22adb298388d"
OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4"
TAGS = "tags"
"""The one map whose keys are somebody's own words, on every type that has it."""


def neutral_props(kind: str, *sources: Mapping[str, Any]) -> dict[str, Any]:
    """Props in Terraform's words; an earlier source wins, keys of the engine's own are left out."""
    props: dict[str, Any] = {}
    words = words_of(kind)
    for source in sources:
        for key, value in source.items():
            word = words[key]
            if word and word not in props:
                if value.__class__ is str:
                    props[word] = UNKNOWN if value in SENTINELS else value
                else:
                    props[word] = value if value.__class__ in _PLAIN else _held(kind, word, value)
    return props


def _held(kind: str, word: str, value: Any) -> Any:
    if word == TAGS and isinstance(value, dict) and SIGNATURE not in value:
        return {key: neutral(kind, item) for key, item in value.items()}
    return neutral(kind, value)


def with_outputs(inputs: dict[str, Any], outputs: Mapping[str, Any]) -> dict[str, Any]:
    """Inputs, and what the cloud has answered: an unknown that nobody wrote is a default, not an unknown."""
    return inputs | {k: v for k, v in outputs.items() if k not in inputs and v is not UNKNOWN}


_PLAIN = (int, bool, float, type(None))
DEFAULTS = "__defaults"
"""Where the provider's bridge notes which properties nobody wrote."""


def defaults_of(kind: str, raw: Mapping[str, Any]) -> tuple[str, ...]:
    """Properties that nobody wrote, in Terraform's words."""
    found = raw.get(DEFAULTS)
    return tuple(words_of(kind)[key] for key in found if key.__class__ is str) if isinstance(found, list) else ()


def neutral(kind: str, value: object) -> Any:
    """One value in Terraform's words, with UNKNOWN where the engine has none."""
    if isinstance(value, str):
        return UNKNOWN if value in SENTINELS else value
    if isinstance(value, list):
        return [neutral(kind, item) for item in value]
    if isinstance(value, dict):
        return _signed(kind, value) if SIGNATURE in value else neutral_props(kind, value)
    return value


def _signed(kind: str, value: Mapping[str, Any]) -> Any:
    if isinstance(plain := value.get("plaintext"), str):
        try:
            return neutral(kind, json.loads(plain))
        except ValueError:
            return UNKNOWN
    if value[SIGNATURE] == OUTPUT and "value" in value:
        return neutral(kind, value["value"])
    return UNKNOWN
