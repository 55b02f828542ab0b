"""Who sends: a workload by its name or address, or an address that lies inside or outside."""

from dataclasses import replace

import pytest

from yett.packets import AddressSet, TransportSet
from yett_policies.exposure import origins
from yett_policies.exposure.admission import Sender
from yett_policies.exposure.bounds import Bounds
from yett_policies.exposure.families import V4, V6
from yett_policies.exposure.origin import Origin, of_host
from yett_policies.exposure.sets import EVERYONE, EVERYONE4, EVERYONE6, NOBODY, NOTHING, reach
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
    assert origins(network(WEB), called) == (Origin("web", AddressSet.of("10.0.0.10"), True, WEB, (), "near"),)


def test_a_workload_without_an_address_sends_from_anywhere_in_its_vswitch() -> None:
    need = ('the private address of "web"',)
    hidden = replace(WEB, addresses=())
    assert of_host(network(), hidden) == Origin("web", AddressSet.of("10.0.0.0/24"), True, hidden, need, "near")


@pytest.mark.parametrize("vswitch", [None, "vsw-elsewhere", Unknown("the vswitch")])
def test_a_workload_in_a_vswitch_that_nobody_knows_sends_from_anywhere(vswitch: str | Unknown | None) -> None:
    assert of_host(network(), replace(WEB, addresses=(), vswitch=vswitch)).who == EVERYONE4


def test_a_workload_in_a_vswitch_whose_block_nobody_knows_sends_from_anywhere() -> None:
    found = Network(vswitches={"vsw": replace(ROOM, cidrs=Unknown("the block"))})
    assert of_host(found, replace(WEB, addresses=())).who == EVERYONE4


@pytest.mark.parametrize("address", ["10.0.0.10", "10.0.0.11"])
def test_an_address_of_one_workload_means_it(address: str) -> None:
    known = replace(network(WEB), vpcs={urn: one for urn, one in VPCS.items() if urn != "lost"})
    assert origins(known, address) == (Origin(address, AddressSet.of(address), True, WEB, (), "near"),)


def senders(found: Network, text: str, vpc: str | None = None) -> list[tuple[str, str | None, bool, str | None]]:
    """(name, host, whether inside, VPC) of each."""
    return [(o.name, o.host.name if o.host else None, o.is_inside, o.vpc) for o in origins(found, text, vpc)]


def test_an_address_that_two_workloads_have_is_each_of_them() -> None:
    twin = replace(WEB, urn="urn:twin", name="twin", vswitch=None)
    found = network(WEB, twin)
    assert senders(found, "10.0.0.10") == [
        ('10.0.0.10 of "web"', "web", True, "near"),
        ('10.0.0.10 of "twin"', "twin", True, None),
        ('10.0.0.10 in vpc "lost"', None, True, "lost"),
    ]
    assert senders(found, "10.0.0.10", "near") == [("10.0.0.10", "web", True, "near")]
    assert senders(found, "10.0.0.10", "odd") == [("10.0.0.10", None, True, "odd")]


@pytest.mark.parametrize(
    ("address", "is_inside", "vpcs"),
    [
        ("10.9.9.9", True, ["near", "lost"]),
        ("192.168.1.1", True, ["lost", ""]),
        ("30.1.1.1", True, ["odd", "lost"]),
        ("31.1.1.1", False, [""]),
    ],
)
def test_an_address_is_inside_when_it_is_private_or_of_a_vpc(address: str, is_inside: bool, vpcs: list[str]) -> None:
    found = origins(network(WEB), address)
    assert [(one.is_inside, one.host, one.who, one.vpc) for one in found] == [
        (is_inside, None, AddressSet.of(address), vpc) for vpc in vpcs
    ]


def test_a_sender_goes_by_one_family_at_a_time() -> None:
    dual = replace(WEB, addresses=(*WEB.addresses, Cidr.parse("2001:db8::1")))
    for host, six in ((WEB, NOBODY), (dual, AddressSet.of("2001:db8::1"))):
        who = of_host(network(), host)
        assert [who.over(network(), one).who for one in (V4, V6)] == [AddressSet.of("10.0.0.10"), six]
    lost = replace(WEB, addresses=(), has_ipv6=Unknown("whether it has IPv6"))
    four, other = (of_host(network(), lost).over(network(), one) for one in (V4, V6))
    assert (four.who, four.needs) == (AddressSet.of("10.0.0.0/24"), ('the private address of "web"',))
    assert (other.who, other.needs) == (EVERYONE6, ("whether it has IPv6",))


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


def test_an_address_that_two_places_hold_is_told_with_its_place() -> None:
    assert senders(network(), "10.9.9.9") == [
        ('10.9.9.9 in vpc "near"', None, True, "near"),
        ('10.9.9.9 in vpc "lost"', None, True, "lost"),
    ]
    assert senders(network(), "10.9.9.9", "lost") == [("10.9.9.9", None, True, "lost")]


def test_a_public_address_that_a_workload_has_inside_is_the_workload() -> None:
    odd = replace(WEB, vswitch=None, addresses=(Cidr.parse("31.1.1.1"),))
    assert senders(network(odd), "31.1.1.1") == [
        ('31.1.1.1 of "web"', "web", True, None),
        ('31.1.1.1 in vpc "lost"', None, True, "lost"),
    ]
