"""Tags of the stack config stand on everything that can have tags, and are refused before anything is made."""

import json
from collections.abc import Iterator
from typing import Any

import pulumi
import pytest

from tests.components.recorder import record
from yett import NatGateway, SpecError, Vpc
from yett.scenarios import SCENARIOS
from yett.stack_config import StackConfig

OURS = {"yett:project": "shop", "yett:stack": "test"}


@pytest.fixture
def configured() -> Iterator[None]:
    pulumi.runtime.set_config("yett:tags", '{"team": "shop", "cost-center": "12"}')
    yield
    pulumi.runtime.set_all_config({})


def networks() -> None:
    spec: Any = {
        "cidr": "10.0.0.0/16",
        "zones": ["h"],
        "tiers": [{"name": "app", "kind": "private", "network_acl": {}}],
    }
    vpc = Vpc("net", {"spec": spec})
    wired: Any = {"spec": {"strategy": "one_per_zone", "outbound_tiers": ["app"]}, "tiers": {"app": vpc.in_tier("app")}}
    NatGateway("nat", {**wired, "vpc_id": vpc.vpc_id, "vswitch_ids": vpc.in_tier("app")})


@pytest.mark.usefixtures("configured")
def test_the_tags_of_the_config_stand_beside_ours() -> None:
    made = record(networks)
    tagged = [found["tags"] for found in made.inputs.values() if "tags" in found]
    assert len(tagged) == 6
    assert all(found == {"team": "shop", "cost-center": "12", **OURS} for found in tagged)


def test_without_config_there_are_ours_alone() -> None:
    assert record(networks).of("Network")["net"]["tags"] == OURS


REFUSED = [
    ('"shop"', 'yett:tags: got "shop", allowed is a mapping of tags, such as {team: shop}'),
    ("team", 'yett:tags: got "team", allowed is a mapping of tags, such as {team: shop}'),
    ('{"team": 12}', "yett:tags.team: got 12, allowed is a text of up to 128 characters"),
    ('{"acs:team": "x"}', 'yett:tags: no key for a tag, got "acs:team", allowed is 1..64 characters that do not'),
    ('{"yett:stack": "x"}', 'yett:tags: no key for a tag, got "yett:stack", allowed is 1..64 characters that do not'),
    (json.dumps({f"t{n}": "" for n in range(19)}), "yett:tags: too many tags, got 19, allowed is at most 18"),
]


@pytest.mark.parametrize(("text", "message"), REFUSED)
def test_tags_that_the_cloud_would_refuse_are_refused_with_the_config(text: str, message: str) -> None:
    with pytest.raises(SpecError) as caught:
        StackConfig.of({"yett:web": "{}", "yett:tags": text}, SCENARIOS)
    assert str(caught.value).startswith(message)
