"""Every scenario takes its zones by number or by name; what names zones or machines is checked once they have names."""

from typing import Any

import pulumi
import pytest
from pulumi.runtime.mocks import MockCallArgs

from tests.components.recorder import Recorded, record
from tests.scenarios.pages import certificate
from tests.specs.sites import GONE, scenario
from yett.errors import SpecError
from yett.scenarios import SCENARIOS

NETWORKS = {"database-mirror": ("network", "mirror_network")}
NAMES = ["cn-hangzhou-h", "cn-hangzhou-i"]


class Region(Recorded):
    """What the provider answers: three zones, in no order."""

    def call(self, args: MockCallArgs) -> dict[str, Any]:
        if args.token == "alicloud:index/getZones:getZones":
            return {"zones": [{"id": zone} for zone in ("cn-hangzhou-j", *reversed(NAMES))]}
        return super().call(args)


@pytest.fixture(autouse=True)
def _files(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The certificate that web-dev names."""
    monkeypatch.chdir(tmp_path)
    certificate()


def zoned(name: str, zones: object, changes: dict[str, object] | None = None) -> dict[str, Any]:
    """The dev stack with computed networks in these zones."""
    spec = scenario(f"{name}-dev", changes)
    for field in NETWORKS.get(name, ("network",)):
        spec[field]["zones"] = zones
        for tier in spec[field]["tiers"]:
            del tier["cidrs"]
    return spec


def built(name: str, spec: dict[str, Any], into: Recorded | None = None) -> Recorded:
    args: Any = {"spec": spec, "today": "2026-11-21"}

    def program() -> pulumi.Output[Any]:
        return pulumi.Output.all(**SCENARIOS[name](name, args).exports())

    return record(program, into or Region())


@pytest.mark.parametrize("name", SCENARIOS)
def test_zones_by_number_are_the_first_ones_by_name(name: str) -> None:
    counted, named = built(name, zoned(name, 2)), built(name, zoned(name, NAMES))
    assert counted.names() == named.names()
    assert {one["zoneId"] for one in counted.of("Switch").values()} == set(NAMES)
    machines = [one for one in counted.of("Instance") if one.endswith("-1")]
    assert machines
    assert all(any(zone in one for zone in NAMES) for one in machines)


def test_a_network_of_another_region_has_its_zones_from_there() -> None:
    asked: list[str] = []

    class Regions(Region):
        def call(self, args: MockCallArgs) -> dict[str, Any]:
            asked.append(args.provider or "")
            return super().call(args)

    built("database-mirror", zoned("database-mirror", 1), Regions())
    assert "" in asked
    assert any("mirror-cn-shanghai" in one for one in asked)


WRONG = [
    ("web", {"instances.zones": ["cn-hangzhou-z"]}, "web.instances.zones[0]: no private vSwitch there"),
    ("web", {"gateway.port_forwards.0.to": "x"}, "web.gateway.port_forwards[0].to: no such instance"),
    ("web", {"balancer.weights": {"x": 1}}, "web.balancer.weights.x: no such instance"),
    ("game", {"instances.zones": ["cn-hangzhou-z"]}, "game.instances.zones[0]: no public vSwitch there"),
    ("bastion", {"instances.zones": ["cn-hangzhou-z"]}, "bastion.instances.zones[0]: no public vSwitch there"),
    ("big-data", {"nodes.edge.zones": ["z"]}, "big-data.nodes.edge.zones[0]: edge has no vSwitch there"),
    ("database-mirror", {"instances.zones": ["z"]}, "database-mirror.instances.zones[0]: no isolated vSwitch there"),
    ("web", {"network.room": {"zones": 8}}, "web.network.zones: the region has too few, got 4"),
]


@pytest.mark.parametrize(("name", "changes", "message"), WRONG)
def test_what_is_wrong_with_counted_zones_is_said_before_anything_is_built(
    name: str, changes: dict[str, object], message: str
) -> None:
    made = Region()
    with pytest.raises(SpecError) as caught:
        built(name, zoned(name, 4 if "too few" in message else 2, changes), made)
    assert str(caught.value).startswith(message)
    assert made.names() == set()


def test_networks_that_are_written_out_need_no_zones() -> None:
    with pytest.raises(SpecError, match=r"web.network.zones: every tier has its cidrs"):
        built("web", scenario("web-dev", {"network.zones": 2}))
    assert built("web", scenario("web-dev", {"gateway": GONE}), Recorded()).of("Switch")
