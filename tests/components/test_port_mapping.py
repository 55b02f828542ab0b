"""The three ways in, one call each: every mode opens what is mapped and admitted, and nothing without an opening."""

from typing import Any

import pytest

from tests.components.recorder import Recorded, record
from tests.specs.sites import opening
from yett.errors import SpecError
from yett.port_mapping import PortMapping
from yett.specs.port_mapping import PortMappingSpec

GAME = {"name": "game", "protocol": "udp", "port": 7777}
PLAY = opening(protocol="udp", ports=[7777])
WIRED: dict[str, Any] = {
    "instance_ids": {"a": "i-a", "b": "i-b"},
    "private_ips": {"a": "10.0.0.7", "b": "10.0.0.8"},
    "vpc_id": "vpc-1",
    "vswitch_id": "vsw-1",
    "today": "2026-06-15",
}


def mapping(wired: dict[str, Any] | None = None, **spec: Any) -> Recorded:
    args: Any = {**WIRED, **(wired or {}), "spec": {"ports": [GAME], "openings": [PLAY], **spec}}
    return record(lambda: PortMapping("map", args))


def test_mode_eip_gives_each_machine_an_address_of_its_own() -> None:
    made = mapping(mode="eip", eip={"bandwidth": 20})
    bound = {name: (one["instanceId"], one["instanceType"]) for name, one in made.of("EipAssociation").items()}
    assert bound == {"map-a": ("i-a", "EcsInstance"), "map-b": ("i-b", "EcsInstance")}
    assert {one["bandwidth"] for one in made.of("EipAddress").values()} == {"20"}
    assert made.of("NatGateway") == made.of("ApplicationLoadBalancer") == {}


def test_mode_balancer_listens_on_each_port_of_a_range_and_shares_the_work() -> None:
    ports = [{"name": "relay", "protocol": "tcp", "port": "27000-27002", "internal_port": "28000-28002"}]
    made = mapping(mode="balancer", ports=ports, openings=[opening(ports=["27000-27002"])])
    listeners = {one["frontendPort"]: (one["protocol"], one["backendPort"]) for one in made.of("Listener").values()}
    assert listeners == {27000: ("tcp", 28000), 27001: ("tcp", 28001), 27002: ("tcp", 28002)}
    assert made.of("ApplicationLoadBalancer")["map-balancer"]["addressType"] == "internet"
    assert len(made.of("ServerGroupServerAttachment")) == 6
    assert len(made.of("Acl")) == 1
    assert made.of("EipAddress") == {}


def test_mode_nat_leads_each_port_to_its_machine() -> None:
    ports = [{**GAME, "to": "b", "internal_port": 7000}]
    made = mapping(mode="nat", ports=ports, outbound=["10.0.0.0/24"])
    entry = made.of("ForwardEntry")["map-gateway-game"]
    assert (entry["externalPort"], entry["internalPort"], entry["internalIp"]) == ("7777", "7000", "10.0.0.8")
    assert [one["sourceCidr"] for one in made.of("SnatEntry").values()] == ["10.0.0.0/24"]


@pytest.mark.parametrize("mode", ["eip", "balancer", "nat"])
@pytest.mark.parametrize("spec", [{"ports": None, "openings": None}, {"closed": True}])
def test_no_mode_buys_an_address_before_something_is_open(mode: str, spec: dict[str, Any]) -> None:
    if spec.get("closed"):
        port = {**GAME, "to": "a"} if mode == "nat" else GAME
        spec = {"ports": [port], "openings": [{**PLAY, "closed": True}]}
    assert mapping(mode=mode, **spec).names() == set()


def test_the_group_behind_admits_the_ports_that_arrive_from_the_same_peers() -> None:
    port = {**GAME, "internal_port": 7000, "to": "a"}
    spec = PortMappingSpec.parse({"mode": "nat", "ports": [port], "openings": [PLAY]})
    assert [str(found) for found in spec.behind()] == ["udp/7000 from 203.0.113.0/24"]


ROWS: list[tuple[dict[str, Any], str]] = [
    ({"mode": "any"}, 'map.mode: got "any", allowed is eip, balancer or nat'),
    ({"mode": "eip", "openings": []}, "map.ports[0]: no opening admits udp/7777; add one to openings,"),
    (
        {"mode": "eip", "openings": [opening(protocol="udp", ports=["7777-7779"])]},
        "map.openings[0]: nothing maps udp/7778-7779; map all that is opened, or open less",
    ),
    (
        {"mode": "eip", "ports": [{**GAME, "internal_port": 7000}]},
        'map.ports[0].internal_port: an address of its own maps no ports, got "7000", allowed is 7777',
    ),
    ({"mode": "nat"}, "map.ports[0].to: is missing, allowed is the machine that mode nat leads to"),
    ({"mode": "nat", "ports": [{**GAME, "to": "c"}]}, 'map.ports[0].to: unknown machine, got "c", allowed is a, b'),
    (
        {"mode": "balancer", "ports": [{**GAME, "to": "a"}]},
        'map.ports[0].to: mode balancer leads to all machines, got "a"; leave it out, or use mode nat',
    ),
    (
        {"mode": "eip", "ports": [GAME, {**GAME, "name": "two", "port": "7770-7780"}]},
        'map.ports[1].port: ports[0] maps udp/7777 already, got "7770-7780", allowed is each port once',
    ),
    (
        {
            "mode": "balancer",
            "ports": [{**GAME, "port": "7777-7877"}],
            "openings": [opening(protocol="udp", ports=["7777-7877"])],
        },
        "map.ports: too many ports for one balancer, got 101, allowed is at most 50; use mode eip or nat",
    ),
    (
        {"mode": "balancer", "openings": [opening(protocol="udp", ports=[7777], peer={"cidr": "2001:db8::/32"})]},
        'map: openings[0].peers[0]: a classic balancer cannot tell this peer, got "2001:db8::/32"',
    ),
    ({"mode": "eip", "outbound": ["10.0.0.0/8"]}, "map.outbound: mode eip has no gateway to go out through"),
]


@pytest.mark.parametrize(("spec", "message"), ROWS)
def test_a_mapping_that_cannot_be_meant_is_refused(spec: dict[str, Any], message: str) -> None:
    with pytest.raises(SpecError) as caught:
        mapping(**spec)
    assert str(caught.value).startswith(message)


def test_a_gateway_needs_a_place() -> None:
    with pytest.raises(SpecError, match=r"^map.vpc_id: is missing, allowed is the place of the gateway of mode nat$"):
        mapping({"vpc_id": None}, mode="nat", ports=[{**GAME, "to": "a"}])
