"""The component package's schema is public: what other languages see changes only by a reviewed diff."""

import json
from pathlib import Path

import pytest
from pulumi.provider.experimental.component import ComponentProvider

from yett.plugin import COMPONENTS, NAME

SNAPSHOT = Path(__file__).parent / "schema.json"


def schema() -> str:
    """The schema as the engine gets it, keys sorted."""
    found = json.loads(ComponentProvider(list(COMPONENTS), NAME).schema)
    return json.dumps(found, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def test_the_schema_is_the_one_that_was_reviewed() -> None:
    fix = f"if the change is meant: python -m tests.components.test_schema > {SNAPSHOT.relative_to(Path.cwd())}"
    assert schema() == SNAPSHOT.read_text(encoding="utf-8"), fix


@pytest.mark.parametrize("component", COMPONENTS, ids=[component.__name__ for component in COMPONENTS])
def test_every_input_and_output_of_a_component_is_explained(component: type) -> None:
    found = json.loads(schema())["resources"][f"{NAME}:index:{component.__name__}"]
    assert found["description"]
    unexplained = [
        name
        for name, shape in {**found["inputProperties"], **found["properties"]}.items()
        if not shape.get("description")
    ]
    assert unexplained == []


def test_every_field_of_a_spec_is_explained() -> None:
    types = json.loads(schema())["types"]
    unexplained = [
        f"{token}.{name}"
        for token, found in types.items()
        for name, shape in found.get("properties", {}).items()
        if not shape.get("description")
    ]
    assert unexplained == []


if __name__ == "__main__":
    print(schema(), end="")
