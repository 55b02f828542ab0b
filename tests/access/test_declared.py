"""The exposure analysis finds the intent of an Access where it looks: what a plan opens is exposed and declared."""

from datetime import date
from typing import Any

import pytest

from tests.access.shop import ANYONE, DAY, as_resources, shop, site
from yett.access import AccessPlan, AccessSpec, Port, Tier
from yett.specs.security_group import GroupType
from yett_policies.exposure import analyse, to_document
from yett_policies.snapshot.build import build_network
from yett_policies.snapshot.read import resources_of

WHEN = pytest.mark.parametrize("preview", [True, False], ids=["preview", "state"])
KINDS = pytest.mark.parametrize("kind", list(GroupType))


def resources(plan: AccessPlan | AccessSpec, *, preview: bool) -> list[dict[str, Any]]:
    spec = plan.spec() if isinstance(plan, AccessPlan) else plan
    return as_resources(site(spec), preview=preview)


def exposed(entries: list[dict[str, Any]], today: date = DAY) -> set[tuple[str, tuple[str, ...], bool]]:
    """(port, sources, declared) of every exposure to the internet."""
    document = to_document(analyse(build_network(resources_of(entries), today)))
    assert document["unmodelled"] == []
    return {(row["target_ports"][0], tuple(row["sources"]), row["declared"]) for row in document["exposures"]}


def public(kind: GroupType) -> tuple[AccessPlan, Tier]:
    plan, web, _ = shop(kind)
    return plan, web.allow_from(ANYONE, Port.tcp(443), reason="the site", owner="web team")


@WHEN
@KINDS
def test_what_a_plan_opens_is_exposed_and_nothing_else(kind: GroupType, preview: bool) -> None:
    found = exposed(resources(public(kind)[0], preview=preview))
    assert found == {("22", ("203.0.113.0/24",), True), ("443", ("0.0.0.0/0",), True)}


@WHEN
def test_a_rule_beside_the_plan_is_excess(preview: bool) -> None:
    entries = resources(public(GroupType.NORMAL)[0], preview=preview)
    rule = next(entry for entry in entries if entry["name"].startswith("shop-web-ingress-tcp-22"))
    stray = {**rule, "urn": rule["urn"] + "-stray", "props": {**rule["props"], "portRange": "23/23"}, "parent": None}
    assert exposed([*entries, {**stray, "id": None}]) - exposed(entries) == {("23", ("203.0.113.0/24",), False)}


@WHEN
@KINDS
def test_an_opening_of_one_tier_declares_nothing_about_another(kind: GroupType, preview: bool) -> None:
    plan, _ = public(kind)
    entries = resources(plan, preview=preview)
    other = plan.tier("other", cidrs=["10.0.3.0/24"])
    other.allow_from(ANYONE, Port.tcp(9000), reason="the api", owner="web team")
    assert exposed(resources(plan, preview=preview)) == exposed(entries)


@WHEN
def test_who_is_denied_does_not_come_in_although_everyone_may(preview: bool) -> None:
    plan, _ = public(GroupType.NORMAL)
    plan.deny(cidrs=["128.0.0.0/1"], reason="half of the internet", owner="security")
    found = {port: (sources, declared) for port, sources, declared in exposed(resources(plan, preview=preview))}
    assert found == {"443": (("0.0.0.0/1",), True)}


@WHEN
def test_what_expired_after_it_was_built_is_excess_until_it_is_gone(preview: bool) -> None:
    entries = resources(public(GroupType.NORMAL)[0], preview=preview)
    assert ("22", ("203.0.113.0/24",), False) in exposed(entries, date(2027, 1, 1))
