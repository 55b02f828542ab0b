"""The token table: what provider/tokens.json holds, made anew from the SDK and the Terraform schemas."""

from collections.abc import Mapping
from typing import Any

from token_table import exceptions, sdk
from token_table.matching import matched
from token_table.overrides import overrides
from token_table.provider import Description, TerraformType
from token_table.shapes import SdkType

Table = dict[str, dict[str, dict[str, Any]]]


def token_table(provider: Description) -> Table:
    """The whole table, sorted: the same inputs give the same bytes."""
    return {
        "resources": _mappings(provider.resources, sdk.sdk_resources(), exceptions.RESOURCES),
        "dataSources": _mappings(provider.data_sources, sdk.sdk_functions(), exceptions.DATA_SOURCES),
    }


def _mappings(
    terraform: Mapping[str, TerraformType], types: Mapping[str, SdkType], known: Mapping[str, str]
) -> dict[str, dict[str, Any]]:
    current = {token: t for token, t in types.items() if not t.successor}
    former = [t for t in types.values() if t.successor]
    return {
        name: _mapping(terraform[name], types[token], sorted(t.token for t in former if t.successor == token))
        for name, token in matched(terraform, current, known).items()
    }


def _mapping(terraform: TerraformType, sdk_type: SdkType, former: list[str]) -> dict[str, Any]:
    fields = overrides(terraform.properties, sdk_type.outputs)
    return {
        "token": sdk_type.token,
        **({"formerTokens": former} if former else {}),
        **({"fields": fields} if fields else {}),
    }
