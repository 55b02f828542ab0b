"""What is not known of a network ACL: certain is what every value of it lets through, possible is what any does."""

from collections.abc import Iterable
from dataclasses import replace
from functools import reduce
from operator import and_, or_
from typing import Any

import pytest

from yett.packets import AddressSet, TransportSet
from yett_policies.exposure.bounds import Bounds
from yett_policies.exposure.guards import CLOSED, MANY, OPEN, Guard, Guards, decided, lets_in, lets_out
from yett_policies.exposure.sets import EVERYONE4, EVERYONE6, NOTHING, reach
from yett_policies.network import ALL_PORTS, EVERYONE, AclEntry, Cidr, Network, NetworkAcl, PortRange, Unknown

TEN, ELEVEN = ((Cidr.parse(text),) for text in ("10.0.0.0/8", "11.0.0.0/8"))
ROW = AclEntry("lost", "accept", "tcp", PortRange(22, 22), TEN)
EVERY = AclEntry("every", "accept", "all", ALL_PORTS, EVERYONE)
SHUT = replace(EVERY, policy="drop")
VALUES: dict[str, list[Any]] = {
    "policy": ["accept", "drop"],
    "protocol": ["tcp", "udp", "icmp", "all"],
    "ports": [ALL_PORTS, PortRange(22, 22), PortRange(1024, 1024)],
    "peer": [TEN, ELEVEN, EVERYONE],
}
ASKED = {
    "ingress": lambda rows: decided(rows),
    "in, its ingress rows": lambda rows: lets_in(acl(rows, (EVERY,))),
    "in, its egress rows": lambda rows: lets_in(acl((EVERY,), rows)),
    "out, its ingress rows": lambda rows: lets_out(acl(rows, (EVERY,))),
    "out, its egress rows": lambda rows: lets_out(acl((EVERY,), rows)),
}


def acl(ingress: Any, egress: Any, *vswitches: Any, urn: str = "acl") -> NetworkAcl:
    return NetworkAcl(urn, f"the {urn}", ingress, egress, vswitches)


def known(found: Iterable[Bounds]) -> list[Any]:
    bounds = list(found)
    assert all(one.is_known and not one.needs for one in bounds)
    return [one.certain for one in bounds]


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("policy", ["accept", "drop"])
@pytest.mark.parametrize("last", [EVERY, SHUT], ids=["else accept", "else drop"])
@pytest.mark.parametrize("field", VALUES)
def test_a_field_that_is_not_known_is_every_value_that_it_may_have(
    field: str, last: AclEntry, policy: str, asked: str
) -> None:
    row = replace(ROW, policy=policy)
    for rows in ((row, last), (replace(row, peer=ELEVEN), row, last)):
        each = known(
            ASKED[asked](tuple(replace(one, **{field: value}) if one is row else one for one in rows))
            for value in VALUES[field]
        )
        lost: dict[str, Any] = {field: Unknown(f"the {field}")}
        found = ASKED[asked](tuple(replace(one, **lost) if one is row else one for one in rows))
        assert (found.certain, found.possible) == (reduce(and_, each), reduce(or_, each))
        assert found.needs == (f"the {field}",)


@pytest.mark.parametrize("asked", ASKED)
def test_rows_that_are_not_known_may_be_any_and_let_nothing_through_for_certain(asked: str) -> None:
    found = ASKED[asked](Unknown("the rows"))
    assert (found.certain, found.possible, found.needs) == (NOTHING, OPEN.possible, ("the rows",))


@pytest.mark.parametrize(("version", "family"), [(None, EVERYONE4 | EVERYONE6), (4, EVERYONE4), (6, EVERYONE6)])
def test_a_peer_that_is_not_known_is_of_the_family_of_its_row(version: int | None, family: AddressSet) -> None:
    found = decided((replace(EVERY, peer=Unknown("the peer"), ip_version=version),))
    assert (found.certain, found.possible) == (NOTHING, reach(family, TransportSet.all()))


def test_what_is_not_known_is_named_once_in_the_order_of_the_rows() -> None:
    lost = replace(ROW, policy=Unknown("the policy"), peer=Unknown("the peer"))
    assert decided((lost, replace(lost, peer=Unknown("another")))).needs == ("the policy", "the peer", "another")


@pytest.mark.parametrize(
    ("protocol", "ports", "answered"),
    [
        ("tcp", PortRange(1, 1023), TransportSet.empty()),
        ("tcp", PortRange(1, 1024), TransportSet.tcp()),
        ("tcp", PortRange(65535, 65535), TransportSet.tcp()),
        ("udp", PortRange(1, 1023), TransportSet.empty()),
        ("udp", PortRange(1024, 1024), TransportSet.udp()),
        ("udp", PortRange(65535, 65535), TransportSet.udp()),
        ("icmp", ALL_PORTS, TransportSet.icmp()),
        ("all", ALL_PORTS, TransportSet.all()),
    ],
)
def test_a_packet_passes_where_its_reply_may_go_to_a_port_that_clients_send_from(
    protocol: str, ports: PortRange, answered: TransportSet
) -> None:
    rows = (replace(ROW, protocol=protocol, ports=ports),)
    assert lets_in(acl((EVERY,), rows)) == lets_out(acl(rows, (EVERY,)))
    assert lets_in(acl((EVERY,), rows)).certain == reach(AddressSet.of("10.0.0.0/8"), answered)


def guards(*acls: NetworkAcl) -> Guards:
    return Guards(Network(network_acls=acls))


def test_an_acl_stands_before_its_own_vswitches_and_no_other() -> None:
    one, other = acl((EVERY,), (ROW,), "a", "b", urn="one"), acl((ROW,), (EVERY,), "b", urn="other")
    found = guards(one, other)
    assert found.before("a") == [Guard(one, lets_in(one))]
    assert found.behind("a") == [Guard(one, lets_out(one))]
    assert found.before("b") == [Guard(one, lets_in(one)), Guard(other, lets_in(other))]
    assert found.behind("b") == [Guard(one, lets_out(one)), Guard(other, lets_out(other))]
    assert found.before("c") == found.before(None) == []
    assert found.before("a") is found.before("a")


def test_an_acl_whose_vswitch_is_not_known_may_stand_before_any_other_and_stands_before_its_own() -> None:
    lost = acl((EVERY,), (EVERY,), Unknown("its vswitch"), "a", urn="lost")
    plain = acl((ROW,), (ROW,), "b", urn="plain")
    found = guards(lost, plain)
    assert found.before("a") == [Guard(lost, lets_in(lost))]
    assert found.before("b") == [Guard(lost, lets_in(lost), "its vswitch"), Guard(plain, lets_in(plain))]
    assert found.before(None) == [Guard(lost, lets_in(lost), "its vswitch")]


def test_any_acl_may_stand_before_a_vswitch_that_is_not_known() -> None:
    plain = acl((ROW,), (ROW,), "b")
    assert guards(plain).before(Unknown("the vswitch")) == [Guard(plain, lets_in(plain), "the vswitch")]


def test_sixteen_acls_that_may_stand_there_are_told_one_by_one_and_seventeen_as_one_that_may_drop_all() -> None:
    own = acl((ROW,), (ROW,), "a", urn="own")
    lost = [acl((EVERY,), (EVERY,), Unknown(f"vswitch {i}"), urn=f"lost {i}") for i in range(17)]
    few = [Guard(one, lets_in(one), f"vswitch {i}") for i, one in enumerate(lost[:16])]
    assert MANY == 16
    assert guards(own, *lost[:16]).before("a") == [Guard(own, lets_in(own)), *few]
    many = Guard(lost[0], CLOSED, "which vswitches 17 network ACLs guard")
    assert guards(own, *lost).before("a") == [Guard(own, lets_in(own)), many]


def test_an_acl_that_may_not_be_there_lets_through_for_certain_only_what_it_would() -> None:
    bounds = decided((replace(ROW, policy=Unknown("the policy")), replace(ROW, ports=PortRange(80, 80))))
    sure, doubted = Guard(acl((), ()), bounds), Guard(acl((), ()), bounds, "where it stands")
    assert sure.effective == bounds
    assert doubted.effective == Bounds(bounds.certain, OPEN.possible, ("the policy", "where it stands"))
    assert (CLOSED.certain, CLOSED.possible) == (NOTHING, OPEN.possible)
