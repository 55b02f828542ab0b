"""Every resource type of the provider is modelled, said aloud, or passed over for a written reason."""

import json
import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import yaml

from yett_policies.snapshot import network_of
from yett_policies.snapshot.harmless import HARMLESS
from yett_policies.snapshot.touching import HARMLESS_ENDS, TOUCHING, WATCHED, why_it_touches
from yett_policies.snapshot.types import MODELLED, TOKENS, terraform_type

HERE = Path(__file__).parent
TABLE: dict[str, dict[str, str]] = json.loads(
    (HERE.parents[1] / "engine/provider/tokens.json").read_text(encoding="utf-8")
)["resources"]
"""Terraform type -> its Pulumi token, for every resource of the provider."""
SILENT = yaml.safe_load((HERE / "silent.yaml").read_text(encoding="utf-8"))


def silent(part: str) -> set[str]:
    return {name for entry in SILENT[part] for name in entry["of"]}


def sdk_tokens() -> set[str]:
    """The tokens that the classes of the installed pulumi-alicloud register, deprecated ones included."""
    found = find_spec("pulumi_alicloud")
    assert found is not None
    assert found.origin is not None
    texts = (file.read_text(encoding="utf-8") for file in Path(found.origin).parent.rglob("*.py"))
    return {token for text in texts for token in re.findall(r"__init__\(\s*'(alicloud:[^']+)'", text)}


def is_accounted_for(kind: str) -> bool:
    """Whether somebody has decided about a Terraform type."""
    if kind in MODELLED or kind in HARMLESS or why_it_touches(kind) or kind.endswith(HARMLESS_ENDS):
        return True
    name = kind.removeprefix("alicloud_")
    return name in silent("types") or name.partition("_")[0] in silent("families")


def test_the_provider_is_known_in_full() -> None:
    assert len(TABLE) > 1150
    assert len(sdk_tokens()) >= len(TABLE)


def test_every_type_is_modelled_or_said_or_silent_for_a_reason() -> None:
    assert [kind for kind in TABLE if not is_accounted_for(kind)] == []


def test_a_token_is_read_under_the_name_of_its_type() -> None:
    tokens = {kind: entry["token"] for kind, entry in TABLE.items()}
    assert {kind: terraform_type(token) for kind, token in tokens.items() if terraform_type(token) != kind} == {}
    assert [kind for kind, token in tokens.items() if (kind in MODELLED) != (token in TOKENS)] == []


def test_an_old_token_of_a_type_that_touches_is_said() -> None:
    old = sdk_tokens() - {entry["token"] for entry in TABLE.values()}
    said = {token.rpartition(":")[2] for token in old if why_it_touches(terraform_type(token))}
    sag = {"ClientUser", "DnatEntry", "Qos", "QosCar", "QosPolicy", "SnatEntry"}
    assert said == {"DdosBgpInstance", "DdosCooInstance", "StarRocksInstance"} | sag


def test_a_reason_for_silence_fits_what_is_silent() -> None:
    assert not {f for f in silent("families") if f"alicloud_{f}_".startswith(WATCHED)}
    assert not {t for t in silent("types") if why_it_touches(f"alicloud_{t}") or f"alicloud_{t}" in MODELLED}
    assert all(len(entry["why"]) > 20 for part in SILENT.values() for entry in part)


def test_nothing_is_both_harmless_and_touching() -> None:
    assert not HARMLESS & MODELLED
    assert not {kind for kind in HARMLESS if TOUCHING.get(kind)}


NEWS = ("alicloud_vpc_new_thing", "alicloud_ess_new_thing", "alicloud_rds_new_thing", "alicloud_eci_new_thing")


@pytest.mark.parametrize("kind", NEWS)
def test_a_type_that_a_later_provider_adds_to_a_network_family_is_said(kind: str) -> None:
    assert why_it_touches(kind) == "a type that yett does not know yet"


@pytest.mark.parametrize(
    ("kind", "props", "said"),
    [
        ("kubernetes_service_v1", {"spec": [{"type": "LoadBalancer"}]}, True),
        ("kubernetes_service_v1", {"spec": [{"type": "ClusterIP"}]}, False),
        ("kubernetes_service_account_v1", {}, False),
        ("kubernetes_ingress_class_v1", {}, False),
        ("kubernetes_manifest", {}, True),
        ("helm_release", {}, True),
    ],
)
def test_of_kubernetes_only_what_can_build_a_balancer_is_said(kind: str, props: dict[str, Any], said: bool) -> None:
    entry = {"address": f"{kind}.x", "mode": "managed", "type": kind, "name": "x", "values": props}
    document = {"format_version": "1.0", "values": {"root_module": {"resources": [entry]}}}
    assert bool(network_of(document).unmodelled) is said
