"""Each type that must have tags unless told otherwise is one that the provider gives tags."""

import importlib.util
from pathlib import Path

import pytest

from yett_policies.rules.required_tags_missing import TYPES
from yett_policies.snapshot.types import TOKENS, snake, terraform_type

OTHERS = ("alicloud:polardb/cluster:Cluster",)
"""Tokens of types that yett does not model."""
FOUND = importlib.util.find_spec("pulumi_alicloud")
assert FOUND is not None
assert FOUND.origin is not None
SDK = Path(FOUND.origin).parent


@pytest.mark.parametrize("kind", TYPES)
def test_a_type_that_must_have_tags_takes_them(kind: str) -> None:
    tokens = [token for token in (*TOKENS, *OTHERS) if terraform_type(token) == kind]
    folders = [token.split(":")[1].partition("/") for token in tokens]
    texts = [(SDK / module / f"{snake(name)}.py").read_text(encoding="utf-8") for module, _, name in folders]
    assert texts, "no such type"
    assert all("\n                 tags: " in text for text in texts)
