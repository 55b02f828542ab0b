"""What the built provider serves against what the SDK expects, for every property of every type."""

import json
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest
from token_table.comparison import differences, property_differences
from token_table.provider import Description, Property, describe
from token_table.sdk import sdk_config, sdk_functions, sdk_resources
from token_table.table import token_table

from tests.support.engine import ROOT, engine_path

pytestmark = pytest.mark.engine

NOT_IN_THE_SDK = [
    # A misspelt twin of x_forwarded_for_config, left out of the SDK because .NET cannot hold both names.
    "alicloud:alb/listener:Listener.xforwardedForConfig: the SDK does not know it",
    "alicloud:alb/listener:Listener.xforwardedForConfig: an input for the provider only",
]


@pytest.fixture(scope="module")
def served() -> Description:
    return describe(engine_path() / "pulumi-resource-alicloud")


def test_resources_have_the_names_and_shapes_of_the_sdk(served: Description) -> None:
    assert list(differences(served.resources, sdk_resources())) == NOT_IN_THE_SDK


def test_data_sources_have_the_names_and_shapes_of_the_sdk(served: Description) -> None:
    assert list(differences(served.data_sources, sdk_functions())) == []


def test_provider_configuration_has_the_names_and_shapes_of_the_sdk(served: Description) -> None:
    assert list(property_differences("provider", served.config, sdk_config())) == []


def test_every_secret_of_the_sdk_is_sensitive_in_the_provider(served: Description) -> None:
    secrets = {t.token: t.secrets for t in sdk_resources().values()}
    for kept in served.resources.values():
        if kept.token:
            assert secrets[kept.token] <= {p.name for p in kept.properties.values() if p.is_sensitive}, kept.token


def test_token_table_is_what_the_generator_makes(served: Description) -> None:
    committed = (ROOT / "engine/provider/tokens.json").read_text(encoding="utf-8")
    assert json.dumps(token_table(served), indent=1, sort_keys=True) + "\n" == committed


def test_every_override_is_of_a_property_that_the_provider_has(served: Description) -> None:
    table = json.loads((ROOT / "engine/provider/tokens.json").read_text(encoding="utf-8"))
    for kind, types in (("resources", served.resources), ("dataSources", served.data_sources)):
        for name, mapping in table[kind].items():
            unknown = list(unknown_fields(mapping.get("fields", {}), types[name].properties))
            assert not unknown, f"{name}: {unknown}"


def unknown_fields(fields: dict[str, Any], properties: dict[str, Property]) -> Iterator[str]:
    for name, override in fields.items():
        if name not in properties:
            yield name
        else:
            yield from unknown_fields(override.get("fields", {}), properties[name].properties)


def test_provider_reports_the_version_of_its_sdk() -> None:
    shown = subprocess.run(
        [str(engine_path() / "pulumi-resource-alicloud"), "-version"], capture_output=True, text=True, check=True
    )
    assert shown.stdout.strip() == "3.105.0"
