"""The nouns say what the cloud does by itself."""

from dataclasses import replace
from ipaddress import ip_network
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yett_policies.network import (
    ALL_PORTS,
    EVERYONE,
    STRONGEST,
    WEAKEST,
    Cidr,
    Interface,
    Ipv4Gateway,
    Listener,
    LoadBalancer,
    Member,
    Network,
    PortRange,
    Rule,
    SecurityGroup,
    Unknown,
    cidr,
    implicit_rules,
)


def test_a_backend_sees_its_client_unless_somebody_says_otherwise() -> None:
    assert Member("web", 80).sees_client is True


BLOCKS = st.one_of(
    st.builds(lambda a, m: f"{(a >> 24) & 255}.{(a >> 16) & 255}.{(a >> 8) & 255}.{a & 255}/{m}",
              st.integers(0, 2**32 - 1), st.integers(0, 32)),
    st.ip_addresses(v=6).flatmap(lambda a: st.integers(0, 128).map(lambda m: f"{a}/{m}")),
)  # fmt: skip


@given(BLOCKS)
def test_a_cidr_is_the_network_of_the_standard_library(text: str) -> None:
    wanted = ip_network(text, strict=False)
    found = Cidr.parse(text)
    assert (found.version, found.first, found.last) == (
        wanted.version,
        int(wanted.network_address),
        int(wanted.broadcast_address),
    )
    assert str(found) == str(wanted)


@pytest.mark.parametrize(
    "text", ["10.0.0.0/33", "10.0.0", "01.2.3.4", "10.0.0.0/", "::g/8", "", "256.1.1.1", "10.0.0.0/8/8"]
)
def test_what_is_no_cidr_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Cidr.parse(text)


@pytest.mark.parametrize("text", ["10.1.2.3/8", "0.0.0.0/0", "255.255.255.255/32", "1.2.3.4", "192.0.2.255/31"])
def test_a_usual_cidr_is_read_the_short_way(text: str) -> None:
    assert cidr._dotted(text) == cidr._formal(text)


@pytest.mark.parametrize(
    "text",
    ["10.0.0/8", "1.2.3.4.5/8", "10.0.0.0/", "10.0.0.0/33", "256.0.0.0/8", "01.0.0.0/8", "10.0.0.0/255.0.0.0",
     "10.0.0.0/x", "\uff11\uff10.0.0.0/8", "10.0.0.0/\uff18", "a.b.c.d/8", "10.0.0./8", "::/8"],
)  # fmt: skip
def test_an_unusual_cidr_is_left_to_the_standard_library(text: str) -> None:
    assert cidr._dotted(text) is None


def test_everyone_is_both_address_families_in_full() -> None:
    assert (Cidr.parse("0.0.0.0/0"), Cidr.parse("::/0")) == EVERYONE


DEFAULTS: list[tuple[Any, tuple[Any, ...], str, Any]] = [
    (Interface, ("u", "n", None, ()), "has_ipv6", False),
    (Interface, ("u", "n", None, ()), "has_more", False),
    (Interface, ("u", "n", None, ()), "has_public_ip", False),
    (Listener, ("u", "n", "lb", "tcp", ALL_PORTS), "is_on", True),
    (LoadBalancer, ("u", "n", "clb", "internet"), "ip_version", 4),
    (LoadBalancer, ("u", "n", "clb", "internet"), "has_ipv6", False),
    (Ipv4Gateway, ("u", "n", "vpc"), "is_on", False),
    (SecurityGroup, ("u", "n", "vpc", "basic", True), "complete", True),
    (Rule, ("u", "ingress", "accept", 1, "tcp", ALL_PORTS, ()), "implicit", False),
    (Network, (), "holds_every_route", False),
]


def module(kind: type) -> str:
    """The module of a noun: mutants of what it is by default are shown to tests that name it."""
    return kind.__module__.rpartition(".")[2].replace("_", "-")


@pytest.mark.parametrize(
    ("kind", "given", "field", "value"), DEFAULTS, ids=[f"{module(one[0])} {one[2]}" for one in DEFAULTS]
)
def test_a_noun_is_what_the_cloud_makes_of_it_unless_something_else_is_said(
    kind: Any, given: tuple[Any, ...], field: str, value: Any
) -> None:
    assert getattr(kind(*given), field) == value


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [("22", 22, 22), ("0/22", 0, 22), ("0/1", 0, 1), ("22/22", 22, 22), ("1/65535", 1, 65535)],
)
def test_port_ranges_are_read_as_the_cloud_writes_them(text: str, first: int, last: int) -> None:
    assert PortRange.parse(text) == PortRange(first, last)


@pytest.mark.parametrize("text", ["-1/-1", "any", "ANY", "-1"])
def test_every_spelling_of_all_ports_is_one(text: str) -> None:
    assert PortRange.parse(text) == ALL_PORTS


@pytest.mark.parametrize(("text", "shown"), [("22/22", "22"), ("22/23", "22-23"), ("any", "0-65535")])
def test_a_port_range_is_shown_as_people_write_it(text: str, shown: str) -> None:
    assert str(PortRange.parse(text)) == shown


def test_every_port_is_from_the_first_to_the_last() -> None:
    assert (ALL_PORTS.first, ALL_PORTS.last) == (0, 65535)


@pytest.mark.parametrize("text", ["22/21", "70000", "65536", "-2/22", "-1/22", "x", "", "1/2/3"])
def test_what_is_no_port_range_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        PortRange.parse(text)


def implicit(kind: str | Unknown, inner: bool | Unknown) -> dict[str, tuple[object, object]]:
    """(policy, priority) of the implicit rows by their name."""
    return {r.urn.partition("#")[2]: (r.policy, r.priority) for r in implicit_rules("g", kind, inner)}


def test_a_basic_group_admits_its_members_above_every_written_rule() -> None:
    rows = implicit("basic", True)
    assert rows["inner-access"] == ("accept", STRONGEST)
    assert rows["default-egress"] == ("accept", WEAKEST)


def test_isolation_stands_below_every_written_rule() -> None:
    policy, priority = implicit("basic", False)["inner-access"]
    assert policy == "drop"
    assert priority == WEAKEST + 1


def test_the_clouds_own_rows_stand_around_the_written_ones() -> None:
    assert (STRONGEST, WEAKEST) == (0, 101)
    assert all(row.implicit for row in implicit_rules("g", "basic", True) + implicit_rules("g", "basic", False))


def test_an_enterprise_group_is_closed_both_ways() -> None:
    rows = implicit("enterprise", True)
    assert {policy for policy, _ in rows.values()} == {"drop"}


def test_an_unknown_policy_stays_unknown() -> None:
    assert isinstance(implicit("basic", Unknown("the inner access policy"))["inner-access"][0], Unknown)
    assert isinstance(implicit(Unknown("the type"), True)["default-egress"][0], Unknown)
    assert implicit(Unknown("the type"), True)["inner-access"][0] == Unknown("the type")


@pytest.mark.parametrize("field", ["policy", "priority", "protocol", "ports", "peer"])
def test_a_rule_is_certain_when_every_field_is_known(field: str) -> None:
    rule = implicit_rules("g", "basic", True)[0]
    assert rule.is_certain
    unknown: dict[str, Any] = {field: Unknown(field)}
    assert not replace(rule, **unknown).is_certain
