"""Counted zones on the real engine and provider, in both regions of a mirror, and a NAT gateway in each zone."""

import re
from typing import Any

import pytest
import yaml

from tests.e2e import exact
from tests.e2e.checkout import Checkout

FIRST = "cn-hangzhou-b"
"""The first zone of the emulator's region by name."""
pytestmark = [pytest.mark.engine, pytest.mark.long]


def counted(checkout: Checkout, name: str, fields: tuple[str, ...]) -> dict[str, Any]:
    """The scenario of a dev stack file with computed networks in two zones; to be changed and written."""
    found: dict[str, Any] = yaml.safe_load((checkout.path / f"stacks/Pulumi.{name}-dev.yaml").read_text())
    for network in (found["config"][f"yett:{name}"][field] for field in fields):
        network["zones"] = 2
        network["tiers"] = [{"name": tier["name"], "kind": tier["kind"]} for tier in network["tiers"]]
    return found


def comes_and_goes(checkout: Checkout, stack: str, config: dict[str, Any]) -> None:
    (checkout.path / f"stacks/Pulumi.{stack}.yaml").write_text(yaml.safe_dump(config))
    first = checkout.stack("up", stack).ok().output
    assert "declared_exposure" in first
    again = checkout.stack("up", stack).ok().output
    assert not re.search(r"\d+ (created|updated|replaced|deleted)", again), again
    exact.on_state(checkout, stack)
    exact.on_account(checkout)
    checkout.stack("down", stack).ok()
    assert checkout.kinds() == {}


def test_a_site_with_a_gateway_in_each_counted_zone_exposes_what_it_declares(checkout: Checkout) -> None:
    config = counted(checkout, "web", ("network",))
    gateway = config["config"]["yett:web"]["gateway"]
    gateway["strategy"] = "one_per_zone"
    here = {"to": f"{FIRST}-1", "zone": FIRST}
    gateway["port_forwards"] = [{**forward, **here} for forward in gateway["port_forwards"]]
    comes_and_goes(checkout, "web-dev", config)


def test_a_mirror_has_the_zones_of_its_own_region(checkout: Checkout) -> None:
    config = counted(checkout, "database-mirror", ("network", "mirror_network"))
    for field in ("instances", "mirror_instances"):
        config["config"]["yett:database-mirror"][field].pop("zones", None)
    comes_and_goes(checkout, "database-mirror-dev", config)
