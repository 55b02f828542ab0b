"""The game scenario opens the port of the players to everyone, the relay ports to declared networks, in every mode."""

from typing import Any

import pulumi
import pytest

from tests.components.recorder import Recorded, record
from tests.specs.sites import GONE, opening, scenario
from yett.errors import SpecError
from yett.scenarios import Game
from yett.specs.game import GameSpec

TODAY = "2026-11-21"
ACCELERATOR = "198.51.100.0/25"
NAT = {
    "mapping.mode": "nat",
    "mapping.ports": [{"name": "play", "protocol": "udp", "port": 7777, "to": "cn-hangzhou-h-1"}],
    "mapping.openings": [opening(protocol="udp", ports=[7777], peer={"anywhere": "players"})],
    "gateway": GONE,
}


def game(spec: dict[str, Any], outputs: list[Any] | None = None) -> Recorded:
    def program() -> pulumi.Output[Any]:
        found = pulumi.Output.all(**Game("game", {"spec": spec, "today": TODAY}).exports())  # type: ignore[typeddict-item]
        return found.apply(outputs.append if outputs is not None else lambda _: None)

    return record(program)


def ingress(made: Recorded) -> set[tuple[str, str, str]]:
    return {
        (rule.get("cidrIp") or rule.get("ipv6CidrIp"), rule["ipProtocol"], rule["portRange"])
        for rule in made.of("SecurityGroupRule").values()
        if rule["type"] == "ingress"
    }


def test_players_reach_one_port_and_the_accelerator_the_relays() -> None:
    assert ingress(game(scenario("game-dev"))) == {
        ("0.0.0.0/0", "udp", "7777/7777"),
        ("::/0", "udp", "7777/7777"),
        (ACCELERATOR, "tcp", "27000/27017"),
        (ACCELERATOR, "udp", "27000/27017"),
        ("203.0.113.0/24", "tcp", "22/22"),
    }


def test_every_access_is_recorded() -> None:
    for name in ("game-dev", "game-prod"):
        (log,) = game(scenario(name)).of("FlowLog").values()
        assert (log["resourceType"], log["trafficType"], log["resourceId"]) == ("VPC", "All", "game-id")


def test_in_mode_eip_each_server_is_dialled_at_its_own_address() -> None:
    outputs: list[Any] = []
    made = game(scenario("game-dev"), outputs)
    assert outputs[0]["addresses"] == {"cn-hangzhou-h-1": "47.0.0.9"}
    assert made.of("Instance")["game-servers-cn-hangzhou-h-1"]["vswitchId"] == "game-servers-cn-hangzhou-h-id"
    assert made.of("NatGateway") == made.of("ApplicationLoadBalancer") == {}


def test_in_mode_balancer_the_servers_are_private_and_the_relays_listen_to_the_accelerator_only() -> None:
    outputs: list[Any] = []
    made = game(scenario("game-prod"), outputs)
    assert outputs[0]["addresses"] == {"balancer": "47.0.0.10"}
    open_to_all = {name for name, found in made.of("Listener").items() if found["aclStatus"] == "off"}
    assert open_to_all == {"game-mapping-balancer-udp-7777"}
    assert len(made.of("Listener")) == 37
    assert {found["entry"] for found in made.of("AclEntryAttachment").values()} == {ACCELERATOR, "192.0.2.0/26"}
    assert set(made.of("ForwardEntry")) == {"game-gateway-ssh"}


def test_in_mode_nat_the_gateway_leads_to_one_server_and_out() -> None:
    outputs: list[Any] = []
    made = game(scenario("game-prod", NAT), outputs)
    assert outputs[0]["addresses"] == {"gateway": "47.0.0.9"}
    assert made.of("ForwardEntry")["game-mapping-gateway-play"]["externalPort"] == "7777"
    assert {found["sourceCidr"] for found in made.of("SnatEntry").values()} == {"10.41.16.0/22", "10.41.20.0/22"}
    assert outputs[0]["administration_address"] is None


def test_a_closed_opening_closes_every_door_to_its_port() -> None:
    made = game(scenario("game-prod", {"mapping.openings.1.closed": True, "mapping.openings.2.closed": True}))
    assert set(made.of("Listener")) == {"game-mapping-balancer-udp-7777"}
    assert not any("27000" in ports for _, _, ports in ingress(made))


def test_the_declared_exposure_is_a_row_for_each_opening() -> None:
    outputs: list[Any] = []
    game(scenario("game-prod"), outputs)
    assert [(row["where"], row["peer"], row["traffic"]) for row in outputs[0]["declared_exposure"]] == [
        ("mapping.openings[0]", "anywhere", "udp/7777"),
        ("mapping.openings[1]", "zone accelerator", "tcp/27000-27017"),
        ("mapping.openings[2]", "zone accelerator", "udp/27000-27017"),
        ("gateway.openings[0]", "zone on_call_vpn", "tcp/10022"),
        ("egress[0]", "anywhere", "tcp/443"),
        ("egress[1]", "100.100.2.136/32, 100.100.2.138/32", "udp/53"),
    ]


EVERYONE = {"anywhere": "why not"}
ROWS: list[tuple[str, dict[str, object], str]] = [
    (
        "game-dev",
        {"mapping.openings.1.peer": EVERYONE},
        "g.mapping.openings[1].peer: the relay ports 27000-27017 are for declared networks,"
        " got \"tcp/27000-27017 from anywhere\"; name the CDN's or accelerator's CIDRs",
    ),
    (
        "game-prod",
        {
            "gateway.openings.0.peer": EVERYONE,
            "gateway.openings.0.ports": [27005],
            "gateway.port_forwards.0.external_port": 27005,
        },
        "g.gateway.openings[0].peer: the relay ports 27000-27017 are for declared networks",
    ),
    ("game-dev", {"network.flow_log": GONE}, "g.network.flow_log: is missing, allowed is a flow_log, as every access"),
    (
        "game-dev",
        {"network.flow_log.traffic": "Allow"},
        'g.network.flow_log.traffic: every access to a game is recorded, let in or not, got "Allow", allowed is All',
    ),
    ("game-dev", {"mapping.mode": "nat"}, "g.mapping.ports[0].to: is missing"),
    (
        "game-dev",
        {"mapping.mode": "balancer", "mapping.eip": GONE},
        "g.network.tiers: got 0 private tiers for mode balancer, allowed is exactly one",
    ),
    ("game-prod", {"mapping.mode": "eip"}, "g.gateway: mode eip has its own way in and out"),
    (
        "game-prod",
        {**NAT, "mapping.ports.0.to": "x"},
        'g.mapping.ports[0].to: no such instance, got "x", allowed is cn',
    ),
    ("game-prod", {"gateway.port_forwards.0.to": "x"}, 'g.gateway.port_forwards[0].to: no such instance, got "x"'),
    ("game-prod", {"instances.zones": ["zone-z"]}, "g.instances.zones[0]: no private vSwitch there"),
    ("game-prod", {**NAT, "mapping.outbound": ["10.0.0.0/8"]}, "g.mapping.outbound: is not yours to say"),
]


@pytest.mark.parametrize(("name", "changes", "message"), ROWS)
def test_a_game_that_cannot_be_meant_is_refused(name: str, changes: dict[str, object], message: str) -> None:
    with pytest.raises(SpecError) as caught:
        GameSpec.parse(scenario(name, changes), "g")
    assert str(caught.value).startswith(message)
