"""A scenario has no NAT gateway, one, or one for each zone; then each zone goes out and is administered by its own."""

from pathlib import Path
from typing import Any

import pulumi
import pytest

from tests.components.recorder import Recorded, record
from tests.scenarios.pages import certificate
from tests.specs.sites import GONE, scenario
from yett.errors import SpecError
from yett.scenarios import SCENARIOS

H, I = "cn-hangzhou-h", "cn-hangzhou-i"  # noqa: E741
PER_ZONE: dict[str, object] = {"gateway.strategy": "one_per_zone"}


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The certificate that the web stacks name."""
    monkeypatch.chdir(tmp_path)
    certificate()


def built(stack: str, changes: dict[str, object]) -> tuple[Recorded, dict[str, Any]]:
    name, found = stack.rpartition("-")[0], list[Any]()
    args: Any = {"spec": scenario(stack, changes), "today": "2026-11-21"}

    def program() -> pulumi.Output[Any]:
        return pulumi.Output.all(**SCENARIOS[name](name, args).exports()).apply(found.append)

    return record(program), found[0]


def forwarded(zone: str, to: str) -> dict[str, object]:
    return {"gateway.port_forwards.0.zone": zone, "gateway.port_forwards.0.to": to}


WEB = {**PER_ZONE, **forwarded(H, f"{H}-1")}
GAME_FRONT = {"network.tiers.0.cidrs": {H: "10.41.0.0/24", I: "10.41.1.0/24"}}
EACH = [
    ("web-dev", WEB, "web-gateway", {"app"}),
    ("web-prod", WEB, "web-gateway", {"app"}),
    ("game-prod", {**PER_ZONE, **GAME_FRONT, **forwarded(H, f"{H}-1")}, "game-gateway", {"servers"}),
]


@pytest.mark.parametrize(("stack", "changes", "gateway", "tiers"), EACH)
def test_each_zone_goes_out_through_its_own_gateway(
    stack: str, changes: dict[str, object], gateway: str, tiers: set[str]
) -> None:
    made, outputs = built(stack, changes)
    name = stack.rpartition("-")[0]
    gateways = {one: found for (typ, one), found in made.inputs.items() if typ == "alicloud:vpc/natGateway:NatGateway"}
    assert {one: found["vswitchId"] for one, found in gateways.items()} == {
        f"{gateway}-{zone}": f"{name}-front-{zone}-id" for zone in (H, I)
    }
    assert {(one["sourceVswitchId"], one.get("sourceCidr")) for one in made.of("SnatEntry").values()} == {
        (f"{name}-{tier}-{zone}-id", None) for tier in tiers for zone in (H, I)
    }
    moved = {(one["vswitchId"], one["routeTableId"]) for one in made.of("RouteTableAttachment").values()}
    assert moved == {(f"{name}-{tier}-{zone}-id", f"{gateway}-{zone}-id") for tier in tiers for zone in (H, I)}
    assert list(made.of("ForwardEntry")) == [f"{gateway}-{H}-ssh"]
    assert (outputs["administration_address"], set(outputs["administration_addresses"])) == (None, {H})
    assert outputs.get("outbound_address") is None
    assert "outbound_addresses" not in outputs or set(outputs["outbound_addresses"]) == {H, I}


def test_a_single_gateway_is_what_it_was() -> None:
    _, outputs = built("web-dev", {})
    assert outputs["outbound_addresses"] == {"gateway": outputs["outbound_address"]}
    assert outputs["administration_addresses"] == {"gateway": outputs["administration_address"]}


def test_isolated_tiers_of_a_cluster_go_out_through_no_gateway() -> None:
    changes = {**PER_ZONE, **forwarded(H, f"edge-{H}-1")}
    made, outputs = built("big-data-dev", changes)
    assert {one["sourceVswitchId"] for one in made.of("SnatEntry").values()} == {f"big-data-edge-{H}-id"}
    assert set(outputs["outbound_addresses"]) == {H}
    closed, _ = built("big-data-dev", {**changes, "egress": GONE})
    assert closed.of("SnatEntry") == closed.of("RouteTable") == {}


NONE = {"gateway": {"strategy": "none"}}


@pytest.mark.parametrize(("stack", "also"), [("web-dev", {}), ("game-prod", {}), ("big-data-dev", {"egress": GONE})])
def test_strategy_none_is_no_gateway(stack: str, also: dict[str, object]) -> None:
    said, outputs = built(stack, {**NONE, **also})
    left_out, _ = built(stack, {"gateway": GONE, **also})
    assert said.names() == left_out.names()
    assert said.of("NatGateway") == {}
    assert outputs["administration_addresses"] == {}


ELSEWHERE = {**PER_ZONE, **forwarded(I, f"{H}-1")}
ADDRESS = {"gateway.zone_eips": {"z": {"bandwidth": 5}}}
WRONG = [
    ("web-dev", PER_ZONE, "x.gateway.port_forwards[0].zone: is missing"),
    ("web-dev", ELSEWHERE, f'x.gateway.port_forwards[0].zone: another zone, got "{I}", allowed is {H}, where {H}-1'),
    ("web-dev", {**WEB, **ADDRESS}, 'x.gateway.zone_eips.z: no gateway there, got "z"'),
    ("web-dev", {**WEB, "gateway.outbound_tiers": ["app"]}, "x.gateway.outbound_tiers: the private tier goes out by"),
    ("game-prod", {**PER_ZONE, **forwarded(H, f"{H}-1")}, "x.network.tiers: servers has no public vSwitch in its zone"),
    ("big-data-dev", NONE, "x.egress: nobody goes out without a gateway"),
]


@pytest.mark.parametrize(("stack", "changes", "message"), WRONG)
def test_a_strategy_that_does_not_fit_is_refused(stack: str, changes: dict[str, object], message: str) -> None:
    with pytest.raises(SpecError) as caught:
        SCENARIOS[stack.rpartition("-")[0]].spec_type.parse(scenario(stack, changes), "x")
    assert str(caught.value).startswith(message)
