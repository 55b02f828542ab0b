"""Pulumi's words and Terraform's are one language, checked against the installed SDK."""

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from yett_policies.snapshot import UNKNOWN
from yett_policies.snapshot.pulumi_values import SENTINELS, SIGNATURE, neutral, neutral_props
from yett_policies.snapshot.terraform import merged
from yett_policies.snapshot.touching import TOUCHING, why_it_touches
from yett_policies.snapshot.types import MODELLED, TOKENS


def sdk_tokens() -> set[str]:
    """Every resource token of the installed pulumi-alicloud, without importing it."""
    found = find_spec("pulumi_alicloud")
    assert found is not None
    assert found.origin is not None
    text = Path(found.origin).read_text(encoding="utf-8")
    return set(re.findall(r'"(alicloud:[A-Za-z0-9]+/[A-Za-z0-9]+:[A-Za-z0-9]+)"', text))


def test_every_token_of_the_table_exists_in_the_sdk() -> None:
    assert set(TOKENS) <= sdk_tokens()


@pytest.mark.parametrize(
    "kind",
    [
        "alicloud_cdn_domain_new",
        "alicloud_ga_endpoint_group",
        "alicloud_cs_managed_kubernetes",
        "alicloud_vpn_gateway",
        "alicloud_cen_transit_router_vpc_attachment",
        "alicloud_cloud_firewall_control_policy",
        "alicloud_api_gateway_api",
        "alicloud_fc_trigger",
        "alicloud_privatelink_vpc_endpoint_service",
        "alicloud_edas_slb_attachment",
        "alicloud_ddoscoo_port",
        "alicloud_alb_something_new",
        "alicloud_cr_internet_endpoint",
        "kubernetes:core/v1:Service",
    ],
)
def test_a_type_that_touches_exposure_says_why(kind: str) -> None:
    assert len(why_it_touches(kind)) > 15


PARTS = ("alicloud_cen_bandwidth_package", "alicloud_cen_flowlog", "alicloud_cen_inter_region_traffic_qos_queue")
"""Of what joins networks, but only bill, watch or shape what passes."""


@pytest.mark.parametrize("kind", sorted(MODELLED | {"alicloud_ram_user", "alicloud_disk", "aws_instance", *PARTS}))
def test_what_is_modelled_or_harmless_is_not_noted(kind: str) -> None:
    assert why_it_touches(kind) == ""


def test_reasons_are_sentences() -> None:
    assert all(why == "" or len(why) > 20 for why in TOUCHING.values())


@pytest.mark.parametrize("sentinel", sorted(SENTINELS))
def test_every_sentinel_is_unknown_wherever_it_stands(sentinel: str) -> None:
    assert neutral("", {"a": [sentinel]}) == {"a": [UNKNOWN]}


def test_a_secret_is_unknown_unless_its_text_is_shown() -> None:
    closed = {SIGNATURE: "1b47061264138c4ac30d75fd1eb44270", "ciphertext": "v1:x"}
    assert neutral("", closed) is UNKNOWN
    assert neutral("", {**closed, "plaintext": '"10.0.0.0/8"'}) == "10.0.0.0/8"
    assert neutral("", {**closed, "plaintext": "not json"}) is UNKNOWN


def test_plurals_of_pulumi_are_terraform_words() -> None:
    entries = {"entryLists": [{"entry": "10.0.0.0/8"}], "__defaults": ["x"]}
    assert neutral_props("alicloud_slb_acl", entries) == {"entry_list": [{"entry": "10.0.0.0/8"}]}


def test_an_unknown_is_neither_true_nor_false() -> None:
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(UNKNOWN)


def test_terraform_unknowns_keep_their_place() -> None:
    known = {"a": 1, "blocks": [{"x": 1}, {"x": 2}], "ids": []}
    after = {"b": True, "a": False, "blocks": [{}, {"y": True}], "ids": [True, True]}
    assert merged(known, after) == {
        "a": 1,
        "b": UNKNOWN,
        "blocks": [{"x": 1}, {"x": 2, "y": UNKNOWN}],
        "ids": [UNKNOWN, UNKNOWN],
    }
