"""A listener is dialled by those whom its list and its addresses admit, and leads to the ports of its backends."""

from dataclasses import replace
from typing import Any

import pytest

from yett.packets import AddressSet, TransportSet
from yett_policies.exposure import Hop, Way
from yett_policies.exposure.balancers import Balancers
from yett_policies.exposure.sets import EVERYONE, EVERYONE4, EVERYONE6, NOBODY
from yett_policies.exposure.way import Senders
from yett_policies.network import (
    AccessList,
    AclBinding,
    Cidr,
    Interface,
    Listener,
    LoadBalancer,
    Member,
    Network,
    PortRange,
    Unknown,
)

DOOR = Hop("eip", "door", "the door")
LB = LoadBalancer("lb", "the lb", "nlb", "internet", has_ipv6=True, ipv6_address_type="internet")
HOST = Interface("host", "the host", None, ())
HTTPS, DNS = PortRange(443, 443), PortRange(53, 53)
TCP443 = Listener("https", "the listener", "lb", "tcp", HTTPS)
TEN, ELEVEN = (Cidr.parse(text) for text in ("10.0.0.0/8", "11.0.0.0/8"))
IN_TEN, IN_ELEVEN = AddressSet.of("10.0.0.0/8"), AddressSet.of("11.0.0.0/8")
TCP, UDP = TransportSet.tcp(), TransportSet.udp()
LOST, AND = Unknown("what nobody knows"), Unknown("the rest")


def ways(*listeners: Listener, balancer: LoadBalancer = LB, needs: tuple[str, ...] = (), **nouns: Any) -> list[Way]:
    network = Network(listeners=listeners, interfaces={"host": HOST}, **nouns)
    return list(Balancers(network).ways(balancer, (DOOR,), "47.3.0.1", needs))


def only(**listener: Any) -> Way:
    (way,) = ways(replace(TCP443, **listener))
    return way


def shown(way: Way) -> list[tuple[str, str]]:
    return [(hop.urn, hop.detail) for hop in way.hops]


@pytest.mark.parametrize(
    ("protocol", "ports", "dialled", "detail"),
    [
        ("tcp", HTTPS, TransportSet.tcp(443), "tcp/443"),
        ("udp", DNS, TransportSet.udp(53), "udp/53"),
        ("quic", HTTPS, TransportSet.udp(443), "quic/443"),
        ("tcp", PortRange(1, 9), TransportSet.tcp((1, 9)), "tcp/1-9"),
        ("tcpssl", LOST, TCP, "tcpssl/?"),
        (LOST, HTTPS, TransportSet.tcp(443) | TransportSet.udp(443), "?/443"),
        (LOST, LOST, TCP | UDP, "?/?"),
    ],
)
def test_a_listener_is_dialled_by_its_ports_or_by_all_that_they_may_be(
    protocol: Any, ports: Any, dialled: TransportSet, detail: str
) -> None:
    way = only(protocol=protocol, ports=ports)
    assert (way.workload, way.name, way.address, way.backend) == ("lb", "the lb", "47.3.0.1", "balancer")
    assert (way.dialled, way.arriving, way.offset) == (dialled, dialled, 0)
    assert shown(way) == [("door", "the door"), ("https", f'listener "the listener" {detail}')]


def test_a_listener_that_redirects_says_where_to() -> None:
    assert only(redirect=8443).hops[-1].detail.endswith("tcp/443, redirects to 8443")


def test_all_that_is_not_known_of_a_way_is_told() -> None:
    (way,) = ways(replace(TCP443, protocol=LOST, ports=AND, is_on=Unknown("its state")), needs=("the address",))
    assert way.needs == ("the address", LOST.what, AND.what, "its state")
    assert only().needs == ()
    assert ways(replace(TCP443, is_on=False)) == []


@pytest.mark.parametrize(
    ("balancer", "senders"),
    [
        ({"has_ipv6": False}, Senders(EVERYONE4, EVERYONE4)),
        ({"has_ipv6": True}, Senders(EVERYONE, EVERYONE)),
        ({"family": "clb", "ip_version": 6}, Senders(EVERYONE6, EVERYONE6)),
        ({"has_ipv6": LOST}, Senders(EVERYONE4, EVERYONE, (LOST.what,))),
    ],
)
def test_a_balancer_is_dialled_over_the_families_that_it_has(balancer: dict[str, Any], senders: Senders) -> None:
    (way,) = ways(TCP443, balancer=replace(LB, **balancer))
    assert way.senders == senders


LISTS = {
    "ten": AccessList("ten", "ten", (TEN,)),
    "eleven": AccessList("eleven", "eleven", (ELEVEN,)),
    "none": AccessList("none", "none", ()),
    "lost": AccessList("lost", "lost", (TEN,), (LOST,)),
    "void": AccessList("void", "void", (), (LOST, AND)),
}
BUT_TEN = EVERYONE - IN_TEN
BESIDE = 'whether access list "none", which has no entries, lets everybody through beside one that has some'


@pytest.mark.parametrize(
    ("kind", "lists", "senders"),
    [
        ("white", ("ten", "eleven"), Senders(IN_TEN | IN_ELEVEN, IN_TEN | IN_ELEVEN)),
        ("black", ("ten",), Senders(BUT_TEN, BUT_TEN)),
        ("white", ("none",), Senders()),
        ("black", ("none",), Senders()),
        ("white", ("none", "ten"), Senders(IN_TEN, EVERYONE, (BESIDE,))),
        ("black", ("none", "ten"), Senders(BUT_TEN, EVERYONE, (BESIDE,))),
        ("black", ("lost", "none"), Senders(NOBODY, EVERYONE, (LOST.what, BESIDE))),
        ("white", ("none", "void"), Senders(NOBODY, EVERYONE, (LOST.what, AND.what))),
        ("white", ("lost",), Senders(IN_TEN, EVERYONE, (LOST.what,))),
        ("black", ("lost",), Senders(NOBODY, BUT_TEN, (LOST.what,))),
        ("white", ("void",), Senders(NOBODY, EVERYONE, (LOST.what, AND.what))),
        ("white", ("ten", "elsewhere"), Senders(IN_TEN, EVERYONE, ('the entries of access list "elsewhere"',))),
        ("black", ("ten", LOST), Senders(NOBODY, BUT_TEN, (LOST.what,))),
        (LOST, ("ten",), Senders(NOBODY, EVERYONE, (LOST.what,))),
        ("white", LOST, Senders(NOBODY, EVERYONE, (LOST.what,))),
        (LOST, AND, Senders(NOBODY, EVERYONE, (LOST.what, AND.what))),
        ("", ("ten",), Senders(NOBODY, EVERYONE, ('the access list type of listener "the listener"',))),
    ],
)
def test_a_list_admits_what_it_is_known_to_and_possibly_what_it_may(kind: Any, lists: Any, senders: Senders) -> None:
    (way,) = ways(replace(TCP443, acl=AclBinding(kind, lists)), access_lists=LISTS)
    assert way.senders == senders


def test_a_list_and_the_families_of_its_balancer_both_cut() -> None:
    listed = replace(TCP443, acl=AclBinding("black", ("lost",)))
    (way,) = ways(listed, balancer=replace(LB, has_ipv6=False), access_lists=LISTS)
    assert way.senders == Senders(NOBODY, EVERYONE4 - IN_TEN, (LOST.what,))
    (way,) = ways(replace(listed, acl=AclBinding("white", ("none",))), balancer=replace(LB, has_ipv6=AND))
    assert way.senders.needs == ('the entries of access list "none"', AND.what)
    (way,) = ways(
        replace(listed, acl=AclBinding("white", ("ten",))), balancer=replace(LB, has_ipv6=False), access_lists=LISTS
    )
    assert way.senders == Senders(IN_TEN, IN_TEN)


@pytest.mark.parametrize(
    ("kind", "lists", "told"),
    [
        (
            "white",
            ("ten", LOST, "none"),
            [("ten", 'white list "ten"'), ("none", 'white list "none" with no entries, which lets everybody through')],
        ),
        (LOST, ("lost", "void"), [("lost", 'access list "lost"'), ("void", 'access list "void"')]),
        ("black", ("elsewhere",), [("elsewhere", "black list that this snapshot does not hold")]),
        ("white", LOST, []),
    ],
)
def test_each_list_that_is_known_is_a_station(kind: Any, lists: Any, told: list[tuple[str, str]]) -> None:
    (way,) = ways(replace(TCP443, acl=AclBinding(kind, lists)), access_lists=LISTS)
    assert [(hop.urn, hop.detail) for hop in way.hops if hop.kind == "acl"] == told
    assert len(way.hops) == 2 + len(told)


def behind(port: Any, **listener: Any) -> Way:
    itself, way = ways(replace(TCP443, members=(Member("host", port),), **listener), needs=("the address",))
    assert (way.workload, way.name, way.address, way.target) == ("host", "the host", "47.3.0.1", HOST)
    assert (way.hops, way.dialled, way.senders) == (itself.hops, itself.dialled, itself.senders)
    return way


UNSURE = (LOST.what,)
ODD_PORT = 'the backend port of listener "the listener" ({})'


@pytest.mark.parametrize(
    ("port", "listener", "arriving", "offset", "needs"),
    [
        (8443, {}, TransportSet.tcp(8443), 8000, ()),
        (1, {}, TransportSet.tcp(1), -442, ()),
        (65535, {}, TransportSet.tcp(65535), 65092, ()),
        (0, {}, TCP, None, (ODD_PORT.format(0),)),
        (65536, {}, TCP, None, (ODD_PORT.format(65536),)),
        (None, {"ports": PortRange(1, 9)}, TransportSet.tcp((1, 9)), 0, ()),
        (80, {"ports": PortRange(1, 9)}, TransportSet.tcp(80), None, ()),
        (80, {"ports": LOST}, TransportSet.tcp(80), None, UNSURE),
        (54, {"protocol": "udp", "ports": DNS}, TransportSet.udp(54), 1, ()),
        (80, {"protocol": "https"}, TransportSet.tcp(80), -363, ()),
        (80, {"protocol": "quic"}, TransportSet.tcp(80), None, ()),
        (80, {"protocol": LOST}, TCP | UDP, None, (*UNSURE, *UNSURE)),
        (AND, {}, TCP | UDP, None, (AND.what,)),
    ],
)
def test_a_backend_is_reached_at_its_own_port_or_at_the_one_that_is_dialled(
    port: Any, listener: dict[str, Any], arriving: TransportSet, offset: int | None, needs: tuple[str, ...]
) -> None:
    way = behind(port, **listener)
    assert (way.arriving, way.offset) == (arriving, offset)
    assert way.needs == ("the address", *needs)


@pytest.mark.parametrize(
    ("protocol", "sees"),
    [
        ("tcp", "client"),
        ("udp", "client"),
        ("tcpssl", "balancer"),
        ("http", "balancer"),
        ("quic", "balancer"),
        (LOST, "either"),
    ],
)
def test_a_backend_sees_the_client_where_the_listener_does_not_end_the_connection(protocol: Any, sees: str) -> None:
    assert behind(80, protocol=protocol).backend == f"behind-{sees}"


def test_a_backend_that_nobody_can_name_is_shown_under_what_attaches_it() -> None:
    members = (Member(LOST, 80, "ns::attached"), Member(LOST, 80), Member("elsewhere", 80))
    itself, attached, inline = ways(
        replace(TCP443, members=members, acl=AclBinding("white", ("ten",))), needs=("x",), access_lists=LISTS
    )
    assert [(way.workload, way.name) for way in (attached, inline)] == [
        ("ns::attached", "attached"),
        ("https", "https"),
    ]
    for way in (attached, inline):
        assert (way.address, way.hops, way.senders, way.needs) == (
            "47.3.0.1",
            itself.hops,
            itself.senders,
            ("x", LOST.what),
        )
        assert (way.dialled, way.arriving, way.offset) == (itself.dialled, TransportSet.tcp(80), 80 - 443)


def test_a_backend_that_nobody_can_name_is_served_at_any_port_where_its_own_is_not_known() -> None:
    _, way = ways(replace(TCP443, members=(Member(LOST, AND),)))
    assert (way.dialled, way.arriving, way.offset) == (TransportSet.tcp(443), TCP | UDP, None)
    assert way.needs == (AND.what, LOST.what)


def homeless(count: int) -> list[Listener]:
    return [replace(TCP443, urn=f"l{i}", balancer=Unknown(f"the balancer of l{i}")) for i in range(count)]


def test_a_listener_without_a_known_balancer_may_be_on_any() -> None:
    own, stray = ways(TCP443, replace(TCP443, urn="other", balancer="another"), *homeless(1), needs=("x",))
    assert (own.hops[-1].urn, own.needs) == ("https", ("x",))
    assert (stray.hops[-1].urn, stray.needs) == ("l0", ("x", "the balancer of l0"))


def test_sixty_four_of_them_are_told_for_each_balancer_and_sixty_five_only_for_the_first() -> None:
    for count, then in ((64, 64), (65, 1)):
        balancers = Balancers(Network(listeners=tuple(homeless(count))))
        assert len(list(balancers.ways(LB, (), "", ()))) == count
        assert len(list(balancers.ways(replace(LB, urn="second"), (), "", ()))) == then
    (way,) = balancers.ways(replace(LB, urn="second", has_ipv6=False), (DOOR,), "47.3.0.2", ("x",))
    need = "which of 65 listeners without a known load balancer are on it"
    assert (way.workload, way.name, way.address, way.senders.most) == ("second", "the lb", "47.3.0.2", EVERYONE4)
    assert (way.dialled, way.arriving, way.offset, way.needs) == (TCP | UDP, TCP | UDP, 0, ("x", need))
    assert shown(way) == [("door", "the door"), ("second", need)]
