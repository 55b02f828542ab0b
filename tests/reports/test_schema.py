"""The published schema describes what `yett exposure --json` prints, of any network in any format."""

import copy
import json
from functools import cache
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.oracle.agreement import FORMATS
from tests.oracle.networks import random_network
from yett_policies.exposure import analyse, to_document
from yett_policies.hygiene import anomalies, to_rows
from yett_policies.snapshot import network_of

SCHEMA = json.loads(files("yett_policies.reports").joinpath("schema.json").read_text())
VALIDATOR = Draft202012Validator(SCHEMA)
KINDS = tuple(FORMATS)


@cache
def document(seed: int, kind: str) -> Any:
    """What yett prints about a random network, as it is read back."""
    network = network_of(FORMATS[kind](random_network(seed), seed))
    return json.loads(json.dumps(to_document(analyse(network), to_rows(anomalies(network)))))


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(20))
def test_what_is_printed_follows_the_schema(seed: int, kind: str) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(document(seed, kind))] == []


@pytest.mark.parametrize("key", SCHEMA["$defs"]["exposure"]["required"])
def test_a_row_without_a_required_key_is_refused(key: str) -> None:
    broken = copy.deepcopy(document(3, "pulumi state"))
    del broken["exposures"][0][key]
    assert not VALIDATOR.is_valid(broken)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("verdict", "closed"),
        ("verdict", "indeterminate"),  # without saying what would decide it
        ("protocol", "sctp"),
        ("ports", [22]),
        ("sources", []),
        ("sources", ["anywhere"]),
        ("path", []),
        ("declared", "no"),
        ("extra", 1),
    ],
)
def test_a_row_with_a_wrong_value_is_refused(key: str, value: Any) -> None:
    broken = copy.deepcopy(document(3, "pulumi state"))
    broken["exposures"][0][key] = value
    assert not VALIDATOR.is_valid(broken)


def test_the_same_network_gives_the_same_bytes_in_any_order_of_resources() -> None:
    resources = random_network(3)
    texts = {
        json.dumps(to_document(analyse(network_of(FORMATS["pulumi state"](order, 3)))))
        for order in (resources, resources[::-1], sorted(resources, key=lambda r: r["address"]))
    }
    assert len(texts) == 1
