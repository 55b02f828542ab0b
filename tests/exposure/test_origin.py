"""Who sends: a workload by its name or address, or an address that lies inside or outside."""

from dataclasses import replace

import pytest

from yett.packets import AddressSet, TransportSet
from yett_policies.exposure import origin
from yett_policies.exposure.admission import Sender
from yett_policies.exposure.bounds import Bounds
from yett_policies.exposure.origin import Origin, of_host
from yett_policies.exposure.sets import EVERYONE, NOTHING, reach
from yett_policies.network import Cidr, Interface, Network, Unknown, Vpc, VSwitch

ROOM = VSwitch("vsw", "vsw", "near", (Cidr.parse("10.0.0.0/24"),))
WEB = Interface("urn:web", "web", "vsw", ("g",), (Cidr.parse("10.0.0.10"), Cidr.parse("10.0.0.11")))
VPCS = {
    "near": Vpc("near", "near", (Cidr.parse("10.0.0.0/8"),)),
    "odd": Vpc("odd", "odd", (Cidr.parse("30.0.0.0/8"),)),
    "lost": Vpc("lost", "lost", Unknown("the blocks")),
}


def network(*hosts: Interface) -> Network:
    return Network(vpcs=VPCS, vswitches={"vsw": ROOM}, interfaces={host.urn: host for host in hosts})


@pytest.mark.parametrize("called", ["web", "urn:web"])
def test_a_workload_sends_from_its_first_address(called: str) -> None:
    assert origin(network(WEB), called) == Origin("web", AddressSet.of("10.0.0.10"), True, WEB)


def test_a_workload_without_an_address_sends_from_anywhere_in_its_vswitch() -> None:
    need = ('the private address of "web"',)
    hidden = replace(WEB, addresses=())
    assert of_host(network(), hidden) == Origin("web", AddressSet.of("10.0.0.0/24"), True, hidden, need)


@pytest.mark.parametrize("vswitch", [None, "vsw-elsewhere", Unknown("the vswitch")])
def test_a_workload_in_a_vswitch_that_nobody_knows_sends_from_anywhere(vswitch: str | Unknown | None) -> None:
    assert of_host(network(), replace(WEB, addresses=(), vswitch=vswitch)).who == EVERYONE


def test_a_workload_in_a_vswitch_whose_block_nobody_knows_sends_from_anywhere() -> None:
    found = Network(vswitches={"vsw": replace(ROOM, cidrs=Unknown("the block"))})
    assert of_host(found, replace(WEB, addresses=())).who == EVERYONE


@pytest.mark.parametrize("address", ["10.0.0.10", "10.0.0.11"])
def test_an_address_of_one_workload_means_it(address: str) -> None:
    assert origin(network(WEB), address) == Origin(address, AddressSet.of(address), True, WEB)


def test_an_address_that_two_workloads_have_is_inside_and_means_neither() -> None:
    twin = replace(WEB, urn="urn:twin", name="twin")
    assert origin(network(WEB, twin), "10.0.0.10") == Origin("10.0.0.10", AddressSet.of("10.0.0.10"), True)


@pytest.mark.parametrize(
    ("address", "is_inside"), [("10.9.9.9", True), ("192.168.1.1", True), ("30.1.1.1", True), ("31.1.1.1", False)]
)
def test_an_address_is_inside_when_it_is_private_or_of_a_vpc(address: str, is_inside: bool) -> None:
    assert origin(network(WEB), address) == Origin(address, AddressSet.of(address), is_inside)


def test_a_sender_is_asked_by_the_groups_of_its_workload() -> None:
    who = AddressSet.of("10.0.0.10")
    assert of_host(network(), WEB).sender == Sender(frozenset({"g"}), who)
    lost = replace(WEB, groups=Unknown("the groups"))
    assert of_host(network(), lost).sender == Sender(frozenset(), who, "the groups")
    assert (Origin("10.0.0.10", who).sender, Origin("10.0.0.10", who).is_inside) == (None, False)


def test_a_set_of_packets_answers_for_all_of_a_senders_addresses() -> None:
    who, ssh = AddressSet.of("10.0.0.0/31"), TransportSet.tcp(22)
    one, both = reach(AddressSet.of("10.0.0.1"), ssh), reach(who, ssh)
    asked = [Bounds(both, both), Bounds(one, both), Bounds(one, one), Bounds(NOTHING, NOTHING)]
    assert [Origin("x", who).outcome(found, ssh) for found in asked] == ["passes", "unknown", "unknown", "dies"]
    elsewhere = Bounds.known(reach(AddressSet.of("11.0.0.0/8"), ssh))
    assert Origin("x", who).outcome(elsewhere, ssh) == "dies"


def test_what_would_decide_is_told_once_each() -> None:
    assert Origin("x", EVERYONE, needs=("mine", "theirs")).why_unknown("theirs", "more") == "theirs; more; mine"
