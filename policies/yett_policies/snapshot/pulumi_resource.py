"""One resource of a Pulumi checkpoint, as plans and stack exports both hold it."""

from collections.abc import Mapping
from typing import Any

from yett.errors import SnapshotError, message
from yett_policies.resources import Resource
from yett_policies.tokens import COMPONENT

from .checks import mapping, sequence, text
from .pulumi_values import SIGNATURE, defaults_of, neutral, neutral_props, with_outputs
from .touching import why_it_touches
from .types import PROVIDER, terraform_type, words_of


def from_checkpoint(state: Mapping[str, Any], where: str) -> Resource:
    """Read one entry of `deployment.resources` or one `newState`; raises SnapshotError on wrong types."""
    urn = text(state.get("urn"), where, ".urn")
    token = text(state.get("type"), where, ".type")
    kind = terraform_type(token)
    external = state.get("external") is True
    ident = state.get("id")
    if ident is not None and not isinstance(ident, str):
        raise SnapshotError(message(f"{where}.id", got=ident, allowed="a text"))
    return Resource(
        urn,
        kind,
        urn.rpartition("::")[2],
        _props(kind, state, where),
        _links(kind, state, where),
        # a preview writes no id, an empty one or the sentinel for what is not created yet
        ident if ident and neutral("", ident) == ident else None,
        text(state["parent"], where, ".parent") if state.get("parent") else None,
        external,
        defaults_of(kind, state.get("inputs") or {}),
    )


def _props(kind: str, state: Mapping[str, Any], where: str) -> dict[str, Any]:
    inputs = mapping(state.get("inputs") or {}, where, ".inputs")
    if kind.startswith(PROVIDER):
        props, outputs = neutral_props(kind, inputs), mapping(state.get("outputs") or {}, where, ".outputs")
        return with_outputs(props, neutral_props(kind, outputs)) if outputs else props
    if kind.startswith(COMPONENT):
        # a spec keeps its own words, only secrets and unknowns are read
        return {key: _same_words(value) for key, value in inputs.items()}
    return neutral_props(kind, inputs) if why_it_touches(kind) else {}


def _same_words(value: object) -> Any:
    if isinstance(value, dict) and SIGNATURE not in value:
        return {key: _same_words(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_same_words(item) for item in value]
    return neutral("", value)


def _links(kind: str, state: Mapping[str, Any], where: str) -> dict[str, list[str]]:
    links = state.get("propertyDependencies") or {}
    if not links or not kind.startswith(PROVIDER):
        return {}
    words = words_of(kind)
    named = mapping(links, where, ".propertyDependencies").items()
    return {words[key] or key: _urns(urns, where, key) for key, urns in named if urns}


def _urns(urns: object, where: str, key: str) -> list[str]:
    at = f".propertyDependencies.{key}"
    return [text(urn, where, at) for urn in sequence(urns, where, at)]
