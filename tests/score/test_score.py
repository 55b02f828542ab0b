"""The score falls with what is exposed and with nothing else."""

from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cli.files import web
from tests.oracle.as_pulumi import pulumi_preview, pulumi_state
from tests.oracle.as_terraform import terraform_plan
from tests.oracle.builder import Ref
from tests.oracle.cloud import Resource
from tests.oracle.networks import random_network
from yett_policies.rulebook import Stack
from yett_policies.score import Score, score
from yett_policies.stacks import stack_of

SEEDS = st.integers(0, 10**6)
LAW = settings(max_examples=15, deadline=None)


def stack(resources: list[Resource]) -> Stack:
    return stack_of(terraform_plan(resources))


def scored(resources: list[Resource]) -> Score:
    found = stack(resources)
    return score(found.exposures, found.excess)


def value(*ports: str, cidr: str = "0.0.0.0/0") -> int:
    return scored(web(ports, cidr)).value


@LAW
@given(SEEDS)
def test_removing_an_exposure_never_lowers_it(seed: int) -> None:
    found = stack(random_network(seed))
    whole = score(found.exposures, found.excess).value
    for gone in found.exposures:
        assert score([one for one in found.exposures if one is not gone], found.excess).value >= whole


@LAW
@given(SEEDS)
def test_removing_what_lets_packets_in_never_lowers_it(seed: int) -> None:
    resources = random_network(seed)
    whole = scored(resources).value
    for gone in (one for one in resources if lets_in(one)):
        assert scored([one for one in resources if one is not gone]).value >= whole


def lets_in(one: Resource) -> bool:
    """A rule that accepts, or an address that is bound: without it fewer packets arrive."""
    values = one["values"]
    accepts = values.get("policy") == "accept" and values.get("type") == "ingress"
    return bool(
        one["type"] == "alicloud_eip_association" or (one["type"] == "alicloud_security_group_rule" and accepts)
    )


@LAW
@given(SEEDS, st.integers(1, 5))
def test_harmless_resources_change_nothing(seed: int, count: int) -> None:
    resources = random_network(seed)
    assert scored([*resources, *harmless(count)]) == scored(resources)


def harmless(count: int) -> list[Resource]:
    """A closed network with machines that nobody reaches."""
    closed = web((), public=False)
    names = {one["address"]: f"{one['address']}-more" for one in closed}

    def renamed(item: Any, number: int) -> Any:
        if isinstance(item, Ref):
            return Ref(f"{names[item.address]}{number}", item.attribute)
        return [renamed(one, number) for one in item] if isinstance(item, list) else item

    return [
        {
            "address": f"{names[one['address']]}{number}",
            "type": one["type"],
            "values": {k: renamed(v, number) for k, v in one["values"].items()} | {"id": f"{one['type']}-x{number}"},
        }
        for number in range(count)
        for one in closed
    ]


@LAW
@given(SEEDS)
def test_deductions_say_where_the_points_went(seed: int) -> None:
    found = scored(random_network(seed))
    total = sum(one.points for one in found.deductions)
    assert 1 <= found.value <= 100
    assert found.value == max(1, 100 - -(-round(total, 6) // 1))
    assert all(0 < one.points <= 25 and one.why for one in found.deductions)
    for dimension in {one.dimension for one in found.deductions}:
        assert sum(one.points for one in found.deductions if one.dimension == dimension) <= 25.001


@LAW
@given(SEEDS)
def test_the_order_of_resources_decides_nothing(seed: int) -> None:
    resources = random_network(seed)
    shuffled = Random(seed + 1).sample(resources, len(resources))
    assert scored(shuffled) == scored(resources)


@LAW
@given(SEEDS)
def test_a_value_that_becomes_known_is_counted_at_least_as_hard(seed: int) -> None:
    """What a preview does not know may be exposed: it costs, if less than when it is."""
    resources = random_network(seed)
    known, partly = stack_of(pulumi_state(resources)), stack_of(pulumi_preview(resources, seed))
    if {one.workload for one in known.exposures} - {one.workload for one in partly.exposures}:
        raise AssertionError("an exposure of the state is not even possible in the preview")
    assert (score(partly.exposures, partly.excess).value == 100) <= (score(known.exposures, known.excess).value == 100)


def test_nothing_exposed_is_100() -> None:
    assert scored(web(public=False)) == Score(100, ())


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (value("443/443"), value("80/80")),
        (value("443/443"), value("22/22")),
        (value("22/22", cidr="203.0.113.7/32"), value("22/22", cidr="203.0.113.0/16")),
        (value("22/22", cidr="203.0.113.0/16"), value("22/22")),
        (value("22/22"), value("22/22", "3306/3306")),
        (value("22/22", "3306/3306"), value("1/65535")),
    ],
)
def test_more_is_worse_in_every_dimension(better: int, worse: int) -> None:
    assert better > worse


def test_what_is_declared_costs_less() -> None:
    found = stack(web())
    undeclared, declared = score(found.exposures, found.excess), score(found.exposures, {})
    assert undeclared.value < declared.value < 100


def test_each_dimension_is_named_for_an_open_database() -> None:
    found = {one.dimension: one.why for one in scored(web(("3306/3306",))).deductions}
    assert set(found) == {"address visibility", "protocol", "service", "data sensitivity"}
    assert "everyone may come: 0.0.0.0/0" in found["address visibility"]
    assert found["data sensitivity"].startswith("database")
