"""The table of cases: what is found in a list of rules, and why."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.hygiene.small import group, interface, rule
from yett_policies.hygiene import Anomaly, anomalies, pooled_anomalies, to_rows
from yett_policies.network import (
    Cidr,
    Interface,
    LoadBalancer,
    Network,
    PrefixList,
    Rule,
    SecurityGroup,
    Unknown,
    implicit_rules,
)

CASES = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text(encoding="utf-8"))
LISTS = {
    "pl": PrefixList("pl", "pl", (Cidr.parse("192.168.0.0/16"), Cidr.parse("172.16.0.0/12"))),
    "one": PrefixList("one", "one", (Cidr.parse("10.0.0.0/8"),)),
    "unknown": PrefixList("unknown", "unknown", (), (Unknown("the entries"),)),
}


def network_of(case: dict[str, Any]) -> Network:
    groups = {
        "g": group(
            "g",
            rules_of(case, "r", "rules"),
            inner=Unknown("?") if case.get("inner") == "?" else case.get("inner", True),
        )
    }
    if "other" in case:
        groups["h"] = group("h", rules_of(case, "h", "other"))
    for urn in case.get("incomplete", []):
        groups[urn] = replace(groups[urn], complete=False)
    lists = case.get("interfaces", [list(groups)])
    hosts = {f"i{n}": interface(f"i{n}", named(urns)) for n, urns in enumerate(lists)}
    fronts = {"f": LoadBalancer("f", "f", "alb", "internet", groups=named(case["front"]))} if "front" in case else {}
    strays = tuple(rules_of(case, "s", "strays"))
    return Network(groups=groups, interfaces=hosts, prefix_lists=LISTS, balancers=fronts, stray_rules=strays)


def named(urns: list[str]) -> tuple[str | Unknown, ...]:
    return tuple(Unknown("?") if urn == "?" else urn for urn in urns)


def rules_of(case: dict[str, Any], prefix: str, key: str) -> list[Rule]:
    return [rule(f"{prefix}{n}", text) for n, text in enumerate(case.get(key, []))]


def said(found: list[Anomaly]) -> list[str]:
    return sorted(f"{a.rule} {a.kind}{'!' if a.removable else ''} <- {' '.join(a.causes)}" for a in found)


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_the_list_is_found_to_be(case: dict[str, Any]) -> None:
    network = network_of(case)
    assert said(anomalies(network)) == sorted(case["finds"])
    assert said(pooled_anomalies(network)) == sorted(case.get("across", []))


def test_rows_hold_what_the_published_document_promises() -> None:
    rows = to_rows(anomalies(network_of({"rules": ["1 drop tcp/22 0.0.0.0/0", "2 accept tcp/22 10.0.0.0/8"]})))
    assert [sorted(row) for row in rows] == [["causes", "detail", "group", "kind", "removable", "rule"]]
    assert rows[0] == {
        "kind": "shadowed",
        "group": "g",
        "rule": "r1",
        "causes": ["r0"],
        "removable": True,
        "detail": "ingress: never decides: a stronger rule decides all it accepts, "
        "and some of that meets a rule that drops",
    }


def test_rows_of_several_groups_name_the_groups() -> None:
    rows = to_rows(
        pooled_anomalies(network_of({"rules": ["5 accept tcp/22 10.0.0.0/8"], "other": ["5 accept all 0.0.0.0/0"]}))
    )
    assert [row["pool"] for row in rows] == [["g", "h"]]


def test_a_report_that_is_cut_says_so() -> None:
    drops = [f"1 drop tcp/22 10.0.{n}.0/24" for n in range(30)]
    found = anomalies(network_of({"rules": [*drops, "9 accept tcp/22 10.0.0.0/8"]}))
    assert [len(a.causes) for a in found] == [20]
    assert "and more, left out here" in found[0].detail


def test_what_hangs_on_members_says_so() -> None:
    found = anomalies(network_of({"rules": ["1 accept tcp/22 list:pl", "1 accept tcp/22 192.168.0.0/16"]}))
    assert "while group members and prefix lists stay" in found[0].detail


def test_an_interface_whose_groups_nobody_knows_keeps_what_only_another_group_makes_idle() -> None:
    known = network_of({"rules": ["1 drop tcp/22 0.0.0.0/0"], "other": ["2 accept tcp/22 0.0.0.0/0"]})
    lost = Interface("lost", "lost", None, Unknown("its groups"), (Cidr.parse("10.0.1.1"),))
    unsure = replace(known, interfaces={**known.interfaces, "lost": lost})
    assert said(pooled_anomalies(known)) == ["h0 shadowed! <- r0"]
    assert said(pooled_anomalies(unsure)) == ["h0 shadowed <- r0"]


def test_a_group_whose_type_nobody_knows_is_judged_by_what_is_written() -> None:
    rules = [rule("r0", "1 drop tcp/22 0.0.0.0/0"), rule("r1", "2 accept tcp/22 10.0.0.0/8")]
    lost = SecurityGroup(
        "g", "g", "vpc", Unknown("its type"), True, (*rules, *implicit_rules("g", Unknown("type"), True))
    )
    assert said(anomalies(Network(groups={"g": lost}))) == ["r1 shadowed! <- r0"]


@pytest.mark.parametrize(("beside", "wanted"), [("h", False), ("k", True)])
def test_of_many_rules_at_one_block_those_of_the_groups_beside_it_count(beside: str, wanted: bool) -> None:
    many = {
        urn: group(urn, [rule(f"{urn}{n}", f"5 drop tcp/{n} 0.0.0.0/0") for n in ports])
        for urn, ports in {"h": range(1, 60), "k": range(60, 120)}.items()
    }
    own = [rule("r0", "1 accept tcp/22 10.0.0.0/8"), rule("r1", "9 accept tcp/1-50 0.0.0.0/0")]
    network = Network(groups={"g": group("g", own), **many}, interfaces={"i": interface("i", ("g", beside))})
    found = next(one for one in anomalies(network) if one.rule == "r0")
    assert found.removable is wanted
