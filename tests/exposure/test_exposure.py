"""An exposure says what is dialled, by which way, and which rules let it in."""

import pytest

from yett.packets import AddressSet, TrafficSet
from yett_policies.exposure import Hop, analyse, rule_text
from yett_policies.network import ALL_PORTS, Cidr, GroupPeer, PortRange, PrefixListPeer, Rule, Unknown

from .ends import TCP22, TCP80, exposure
from .nets import SSH, built

TEN = (Cidr.parse("10.0.0.0/8"), Cidr.parse("11.0.0.0/8"))
LOST = Unknown("what nobody knows")


def test_no_packet_goes_from_one_address_family_to_the_other() -> None:
    (found,) = analyse(built("net", "web", "clb", slb_load_balancer__lb={"address": None})).exposures
    assert found.traffic <= TrafficSet.all()
    assert found.traffic_at_workload <= TrafficSet.all()
    assert found.traffic_at_workload.boxes


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (("accept", 1, "tcp", PortRange(22, 22), TEN), "accept tcp/22 from 10.0.0.0/8, 11.0.0.0/8, priority 1"),
        (("drop", 7, "udp", PortRange(1, 9), GroupPeer("sg")), "drop udp/1-9 from sg, priority 7"),
        (("accept", 1, "icmp", ALL_PORTS, PrefixListPeer("pl")), "accept icmp from pl, priority 1"),
        (("accept", 1, "all", ALL_PORTS, LOST), "accept all from what nobody knows, priority 1"),
        (("accept", LOST, "gre", ALL_PORTS, TEN[:1]), "accept gre from 10.0.0.0/8, priority what nobody knows"),
        ((LOST, 1, LOST, ALL_PORTS, GroupPeer(LOST)), f"{LOST.what} {LOST.what} from {LOST.what}, priority 1"),
        (("accept", 1, "tcp", LOST, PrefixListPeer(LOST)), f"accept tcp/{LOST.what} from {LOST.what}, priority 1"),
    ],
)
def test_a_rule_is_one_line_whatever_is_known_of_it(rule: tuple[object, ...], text: str) -> None:
    assert rule_text(Rule("u", "ingress", *rule)) == text  # type: ignore[arg-type]


@pytest.mark.parametrize(("address", "to"), [("47.1.0.1", "47.1.0.1"), ("", "0.0.0.0/0"), ("alb.example", "0.0.0.0/0")])
def test_packets_go_to_the_address_that_is_dialled_and_to_anyone_while_none_is_known(address: str, to: str) -> None:
    found = exposure(address=address).traffic
    assert found & TrafficSet.of(AddressSet.everyone_v4(), AddressSet.everyone_v4(), TCP22) == TrafficSet.of(
        AddressSet.of("198.51.100.0/24"), AddressSet.of(to), TCP22
    )


def test_a_path_is_the_hops_and_the_rules_that_let_in_what_is_asked() -> None:
    http = {**SSH, "port_range": "80/80", "cidr_ip": "198.51.100.0/24"}
    (found,) = analyse(built("net", "web", "eip", rules=(SSH, http))).exposures

    def urns(path: tuple[Hop, ...]) -> list[str]:
        return [hop.urn.rpartition(".")[2] for hop in path]

    assert urns(found.path()) == ["eip", "r1", "r2"]
    assert urns(found.path(arriving=TCP80)) == ["eip", "r2"]
    assert urns(found.path(sources=AddressSet.of("203.0.113.0/24"))) == ["eip", "r1"]
    assert urns(found.path(AddressSet.of("198.51.100.7"), TCP22)) == ["eip", "r1"]
