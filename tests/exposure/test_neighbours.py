"""Machines of one vSwitch do not meet its network ACL: who is one, and who may be."""

from dataclasses import replace
from typing import Any

import pytest

from yett.packets import AddressSet
from yett_policies.exposure import analyse, private_zone, vpc_zone
from yett_policies.exposure.judge import INSIDE_ONE
from yett_policies.network import Cidr, Unknown

from .nouns import ROOM, WEB, accept, network
from .test_judge import LB, LISTENER, acl, balanced, verdict


@pytest.mark.parametrize("vswitch", ["elsewhere", Unknown("the vswitch")])
def test_in_a_vswitch_that_nobody_knows_anybody_may_be_a_neighbour(vswitch: str | Unknown) -> None:
    host = replace(WEB, vswitch=vswitch)
    shut = network(accept("0.0.0.0/0"), interfaces={"web": host}, network_acls=(acl(at="elsewhere"),))
    assert verdict(shut, private_zone("office", "10.0.0.0/8")) == "indeterminate"


def test_in_a_vswitch_whose_block_nobody_knows_anybody_of_its_vpc_may_be_a_neighbour() -> None:
    shut = network(accept("0.0.0.0/0"), room=Unknown("the block"), network_acls=(acl(),))
    named = {urn: replace(one, name="the room") for urn, one in shut.vswitches.items()}
    shut = replace(shut, vswitches=named)
    (exposure,) = analyse(shut, vpc_zone(shut.vpcs["vpc"])).exposures
    assert (exposure.verdict, exposure.needs) == ("indeterminate", ('whether the sender is in vswitch "the room"',))
    far = {urn: replace(one, vpc="another vpc") for urn, one in shut.vswitches.items()}
    assert verdict(replace(shut, vswitches=far), vpc_zone(shut.vpcs["vpc"])) == "closed"


@pytest.mark.parametrize(("six", "wanted"), [((), "indeterminate"), (("2001:db8::/64",), "reachable")])
def test_where_only_the_cloud_knows_the_ipv6_block_of_a_vswitch_anybody_may_be_a_neighbour(
    six: tuple[str, ...], wanted: str
) -> None:
    room = (*ROOM, *map(Cidr.parse, six))
    shut = network(accept("0.0.0.0/0", "::/0"), room=room, network_acls=(acl("11.0.0.0/8"),))
    zone = vpc_zone(shut.vpcs["vpc"])
    found = {str(e.verdict): e for e in analyse(shut, zone).exposures if e.sources & AddressSet.of("::/0")}
    assert list(found) == [wanted]
    needs = ('whether the sender is in vswitch "a"',) if wanted == "indeterminate" else ()
    assert found[wanted].needs == needs
    assert verdict(shut, private_zone("office", "10.0.0.77")) == "reachable"


def test_whom_a_network_acl_lists_it_admits_for_certain_wherever_its_vswitch_is() -> None:
    found = network(accept("0.0.0.0/0"), room=Unknown("the block"), network_acls=(acl("10.0.1.0/24"),))
    sure, perhaps = analyse(found, vpc_zone(found.vpcs["vpc"])).exposures
    assert (sure.verdict, sure.sources) == ("reachable", AddressSet.of("10.0.1.0/24"))
    assert perhaps.verdict == "indeterminate"


@pytest.mark.parametrize(
    ("legs", "room", "wanted"),
    [
        (("a",), ROOM, "10.0.0.0/24"),
        (("b",), ROOM, "10.0.1.0/24"),
        (("b", "a"), ROOM, "10.0.0.0/8"),
        (("elsewhere",), ROOM, "10.0.0.0/8"),
        (("a",), Unknown("its block"), "10.0.0.0/8"),
    ],
)
def test_whether_neighbours_of_an_nlb_meet_its_network_acl_is_not_known(
    legs: tuple[str, ...], room: Any, wanted: str
) -> None:
    lb = replace(LB, family="nlb", address_type="intranet", vswitches=legs)
    listeners = (replace(LISTENER, protocol="tcp"),)
    guards = tuple(acl("11.0.0.0/8", urn=leg, at=leg) for leg in legs)
    shut = balanced(lb=lb, listeners=listeners, network_acls=guards, room=room)
    found = [e for e in analyse(shut, vpc_zone(shut.vpcs["vpc"])).exposures if e.workload == "lb"]
    assert [(e.verdict, str(e.sources)) for e in found] == [("indeterminate", wanted)]
    assert INSIDE_ONE in found[0].needs


def test_an_nlb_in_another_vpc_has_no_neighbours_here() -> None:
    lb = replace(LB, family="nlb", address_type="intranet")
    shut = balanced(lb=lb, listeners=(replace(LISTENER, protocol="tcp"),), network_acls=(acl("11.0.0.0/8"),))
    far = {urn: replace(one, vpc="another vpc") for urn, one in shut.vswitches.items()}
    assert analyse(replace(shut, vswitches=far), vpc_zone(shut.vpcs["vpc"])).verdict("lb") == "closed"
