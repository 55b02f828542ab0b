"""The published JSON: stable, complete, and with the rules that decided."""

import json
import random
import subprocess
import sys
from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest

from yett.packets import AddressSet, TrafficSet
from yett_policies.exposure import analyse, exceeds, office, to_document
from yett_policies.network import Declared, Network
from yett_policies.snapshot import network_of

from .ends import TCP22, TCP80, analysis, exposure
from .nets import SSH, built
from .table import cases, plan, state

FIELDS = [
    "workload",
    "name",
    "address",
    "zone",
    "protocol",
    "ports",
    "target_ports",
    "sources",
    "verdict",
    "declared",
    "path",
    "witness",
]


def test_a_row_says_what_is_dialled_what_arrives_and_why() -> None:
    network = built("net", "web", "nat", "forward", rules=(SSH,))
    (row,) = to_document(analyse(network))["exposures"]
    assert list(row) == FIELDS
    assert row | {"path": []} == {
        "workload": "alicloud_instance.web",
        "name": "web",
        "address": "47.9.0.1",
        "zone": "internet",
        "protocol": "tcp",
        "ports": ["10022"],
        "target_ports": ["22"],
        "sources": ["0.0.0.0/0"],
        "verdict": "reachable",
        "declared": False,
        "path": [],
        "witness": {"source": "198.51.100.7:50000", "destination": "47.9.0.1:10022"},
    }
    assert [(h["kind"], h["urn"]) for h in row["path"]] == [
        ("eip", "alicloud_eip_address.door"),
        ("forward-entry", "alicloud_forward_entry.ssh"),
        ("rule", "alicloud_security_group_rule.r1"),
    ]


def test_an_indeterminate_row_says_what_would_decide_it() -> None:
    lost = {**SSH, "cidr_ip": None, "prefix_list_id": "pl-elsewhere"}
    (row,) = to_document(analyse(built("net", "web", "eip", rules=(lost,))))["exposures"]
    assert row["verdict"] == "indeterminate"
    assert any("pl-elsewhere" in need for need in row["needs"])


def test_only_rules_that_decide_are_in_a_path() -> None:
    hidden = {**SSH, "port_range": "1/100", "priority": 50}
    rows = to_document(analyse(built("net", "web", "eip", rules=(SSH, hidden))))["exposures"]
    found = {tuple(r["ports"]): [h["urn"] for h in r["path"] if h["kind"] == "rule"] for r in rows}
    assert found == {("1-100",): ["alicloud_security_group_rule.r1", "alicloud_security_group_rule.r2"]}


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_the_order_of_resources_does_not_change_a_byte(case: Any) -> None:
    for reader in (state, plan):
        document = reader(case)
        root = document.get("values") or document["planned_values"]
        before = json.dumps(to_document(analyse(network_of(document))))
        random.Random(7).shuffle(root["root_module"]["resources"])
        assert json.dumps(to_document(analyse(network_of(document)))) == before


def test_an_office_zone_sees_only_its_own_part() -> None:
    network = built("net", "web", "eip", rules=({**SSH, "cidr_ip": "198.51.100.0/24"},))
    (row,) = to_document(analyse(network, office("office", "198.51.100.64/26")))["exposures"]
    assert (row["zone"], row["sources"]) == ("office", ["198.51.100.64/26"])
    assert to_document(analyse(network, office("other", "203.0.113.0/24")))["exposures"] == []


def test_unmodelled_resources_are_in_the_document() -> None:
    network = built("net", cdn_domain_new__site={"domain_name": "example.com"})
    (entry,) = to_document(analyse(network))["unmodelled"]
    assert entry["type"] == "alicloud_cdn_domain_new"
    assert not exceeds(analyse(network))


def test_a_document_says_which_version_it_is() -> None:
    assert to_document(analysis())["version"] == 1


def test_rows_that_reach_the_same_are_in_the_order_of_their_ways() -> None:
    ways = [exposure("web", TCP22, "reachable", *urns) for urns in (("a", "c"), ("b", "a"), ("b", "b"))]
    for found in (*permutations(ways), (ways[1], ways[0])):
        rows = to_document(replace(analysis(), exposures=found))["exposures"]
        assert [[hop["urn"] for hop in row["path"]] for row in rows] == [["a", "c"], ["b", "a"], ["b", "b"]][
            : len(found)
        ]


def declaring(*workloads: str) -> Network:
    """Port 22 of these is declared."""
    traffic = TrafficSet.of(AddressSet.everyone(), AddressSet.everyone(), TCP22)
    return Network(declared=(Declared("spec", "ssh", "spec", traffic, frozenset(workloads)),))


def test_what_is_declared_and_what_exceeds_it_are_rows_of_their_own() -> None:
    found = analysis(exposure("web", TCP22 | TCP80), network=declaring("web"))
    rows = to_document(found)["exposures"]
    assert [(row["ports"], row["declared"]) for row in rows] == [(["22"], True), (["80"], False)]


def test_an_answer_exceeds_what_is_declared_where_any_exposure_does() -> None:
    assert not exceeds(analysis(exposure("web"), exposure("db"), network=declaring("web", "db")))
    assert exceeds(analysis(exposure("web"), exposure("db"), network=declaring("web")))
    assert exceeds(analysis(exposure("web"), exposure("web", TCP80), network=declaring("web")))
    assert exceeds(analysis(exposure("web")))
    assert not exceeds(analysis())


def test_exposure_imports_neither_pydantic_nor_pulumi() -> None:
    heavy = "{m.partition('.')[0] for m in sys.modules} & {'pydantic', 'pulumi', 'pulumi_alicloud', 'pulumi_policy'}"
    code = f"import sys, yett_policies.exposure, yett_policies.snapshot; print(sorted({heavy}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
