"""A member of a group has its own addresses, or any that it may have where it stands."""

from dataclasses import replace
from typing import Any

import pytest

from yett.packets import AddressSet
from yett_policies.exposure.lines import Peers
from yett_policies.exposure.members import members, widened
from yett_policies.exposure.sets import EVERYONE6, NOBODY
from yett_policies.network import Cidr, Interface, Network, SecurityGroup, Unknown, Vpc, VSwitch

LOST = Unknown("what nobody knows")
TEN, THIRTY, SIX = ((Cidr.parse(text),) for text in ("10.0.0.0/8", "30.0.0.0/8", "2001:db8::/32"))
NETWORK = Network(
    groups={"g": SecurityGroup("g", "the g", "vpc", "basic", True, ())},
    vswitches={
        "vsw": VSwitch("vsw", "vsw", "vpc", (*TEN, *SIX)),
        "four": VSwitch("four", "four", "vpc", TEN),
        "lost": VSwitch("lost", "lost", "vpc", LOST),
    },
    vpcs={"vpc": Vpc("vpc", "vpc", THIRTY), "lost": Vpc("lost", "lost", LOST)},
)
ONE, ONE6 = (Cidr.parse("10.0.0.1"),), (Cidr.parse("2001:db8::1"),)
HOST = Interface("a", "a", "vsw", ("g",), ONE)
OF_A = ('the private addresses of "a"',)
AT_ONE, AT_BOTH = AddressSet.of("10.0.0.1"), AddressSet.of("10.0.0.1", "2001:db8::1")
IN_TEN, IN_SIX = AddressSet.of("10.0.0.0/8"), AddressSet.of("2001:db8::/32")
INSIDE4 = AddressSet.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "30.0.0.0/8")


@pytest.mark.parametrize(
    ("host", "peers"),
    [
        ({}, Peers(AT_ONE, AT_ONE)),
        ({"has_ipv6": True}, Peers(AT_ONE, AT_ONE | IN_SIX, OF_A)),
        ({"has_ipv6": LOST}, Peers(AT_ONE, AT_ONE | IN_SIX, OF_A)),
        ({"has_ipv6": True, "addresses": (*ONE, *ONE6)}, Peers(AT_BOTH, AT_BOTH)),
        ({"addresses": ()}, Peers(NOBODY, IN_TEN, OF_A)),
        ({"has_more": True}, Peers(AT_ONE, IN_TEN, OF_A)),
        ({"addresses": (), "has_ipv6": True}, Peers(NOBODY, IN_TEN | IN_SIX, OF_A)),
        # where nobody knows its vswitch, it may have any private address, and any of a VPC
        ({"addresses": (), "vswitch": "lost"}, Peers(NOBODY, INSIDE4, OF_A)),
        ({"addresses": (), "vswitch": "elsewhere"}, Peers(NOBODY, INSIDE4, OF_A)),
        ({"addresses": (), "vswitch": None}, Peers(NOBODY, INSIDE4, OF_A)),
        ({"addresses": (), "vswitch": LOST}, Peers(NOBODY, INSIDE4, OF_A)),
        ({"vswitch": LOST}, Peers(AT_ONE, AT_ONE)),
        # where nobody knows a block of IPv6, the cloud may choose any
        ({"vswitch": LOST, "has_ipv6": True}, Peers(AT_ONE, AT_ONE | EVERYONE6, OF_A)),
        ({"vswitch": "four", "has_ipv6": True}, Peers(AT_ONE, AT_ONE | EVERYONE6, OF_A)),
        ({"vswitch": "four"}, Peers(AT_ONE, AT_ONE)),
    ],
)
def test_a_member_has_its_addresses_or_any_of_its_vswitch(host: dict[str, Any], peers: Peers) -> None:
    assert members(NETWORK, "g", [replace(HOST, **host)]) == peers


def test_who_may_be_a_member_adds_to_who_it_is_and_all_is_told_that_would_decide() -> None:
    sure, maybe = Peers(AT_ONE, AT_ONE | IN_SIX, ("whose",)), Peers(AT_ONE, IN_TEN, ("where",))
    needs = ("whose", "its groups", "where")
    assert widened(sure, maybe, ["its groups", "its groups"]) == Peers(AT_ONE, IN_TEN | IN_SIX, needs)
    assert widened(sure, Peers(NOBODY, AT_ONE), ["its groups"]) == sure
