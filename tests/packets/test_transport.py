"""TransportSet: constructors, projections and print."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.packets.universe import transports
from yett.packets import ICMP, ICMPV6, TCP, UDP, Protocol, TransportSet
from yett.packets.protocol import ALL_POINTS, SPANS, protocol_at

ports = st.integers(1, 65535)


def test_protocols_share_no_point_and_make_up_everything() -> None:
    spans = [TransportSet.of(protocol) for protocol in Protocol]
    assert TransportSet.union(spans) == TransportSet.all()
    assert sum(span.size for span in spans) == ALL_POINTS.size == 2 * 65535 + 2 * 65536 + 252


def test_every_protocol_number_is_in_everything_once() -> None:
    numbers = [TransportSet.protocol(number) for number in range(256)]
    assert TransportSet.union(numbers) == TransportSet.all()
    assert TransportSet.protocol(6) == TransportSet.tcp()
    assert TransportSet.protocol(17) == TransportSet.udp()
    assert TransportSet.protocol(1) == TransportSet.icmp()
    assert TransportSet.protocol(58) == TransportSet.icmpv6()
    assert TransportSet.protocol(47) == TransportSet.gre()


def test_the_full_port_range_is_the_whole_protocol() -> None:
    assert TransportSet.tcp((1, 65535)) == TransportSet.tcp()
    assert str(TransportSet.tcp((1, 65535))) == "tcp"


@given(st.lists(st.tuples(ports, ports).map(lambda pair: (min(pair), max(pair))), min_size=1, max_size=4))
def test_ports_come_back_as_they_went_in(ranges: list[tuple[int, int]]) -> None:
    found = TransportSet.udp(*ranges)
    assert all((port in found.ports(UDP)) for low, high in ranges for port in (low, high))
    assert found.ports(TCP).is_empty
    assert found.protocols == (UDP,)
    assert TransportSet.of(UDP, *found.ports(UDP).runs) == found


@given(st.integers(0, 255), st.integers(0, 255))
def test_icmp_types_and_codes_are_pairs(kind: int, code: int) -> None:
    assert TransportSet.icmp(kind, code).ports(ICMP).runs == [(256 * kind + code,) * 2]
    assert TransportSet.icmp(kind, code) <= TransportSet.icmp(kind) & TransportSet.icmp(code=code)
    assert TransportSet.icmp(type=kind) & TransportSet.icmp(code=code) == TransportSet.icmp(kind, code)
    assert not TransportSet.icmp(kind) & TransportSet.icmpv6(kind)
    assert TransportSet.icmpv6(kind).ports(ICMPV6).size == 256


@pytest.mark.parametrize(
    ("transport", "text"),
    [
        (TransportSet.all(), "all"),
        (TransportSet.empty(), "nothing"),
        (
            TransportSet.tcp((8000, 8100), 22) | TransportSet.udp(53) | TransportSet.icmp(),
            "tcp/22,8000-8100 udp/53 icmp",
        ),
        (TransportSet.all() - TransportSet.tcp(22), "tcp/1-21,23-65535 udp icmp icmpv6 gre other"),
        (TransportSet.icmp(3, 4) | TransportSet.icmp(8) | TransportSet.icmp(9), "icmp/3:4,8-9"),
        (TransportSet.icmpv6(1, 0) | TransportSet.icmpv6(1, 2), "icmpv6/1:0+2"),
        (TransportSet.protocol(50) | TransportSet.protocol(51) | TransportSet.gre(), "gre protocol/50-51"),
        (TransportSet.tcp(80, 81, 82), "tcp/80-82"),
    ],
)
def test_print_is_minimal_and_in_one_order(transport: TransportSet, text: str) -> None:
    assert str(transport) == text


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (lambda: TransportSet.tcp(0), "tcp port: got 0, allowed is 1..65535"),
        (lambda: TransportSet.udp((1, 70000)), "udp port: got 70000, allowed is 1..65535"),
        (lambda: TransportSet.icmp(type=256), "icmp type: got 256, allowed is 0..255"),
        (lambda: TransportSet.icmpv6(code=-1), "icmpv6 code: got -1, allowed is 0..255"),
        (lambda: TransportSet.protocol(256), "protocol number: got 256, allowed is 0..255"),
        (lambda: TransportSet.of(Protocol.GRE, 22), "gre has no ports, got (22,), leave them out"),
    ],
)
def test_a_number_out_of_bounds_is_refused(wrong: object, message: str) -> None:
    assert callable(wrong)
    with pytest.raises(ValueError) as refused:  # noqa: PT011 (the whole message is compared)
        wrong()
    assert str(refused.value) == message


def test_every_point_knows_its_protocol() -> None:
    for protocol, span in SPANS.items():
        assert {protocol_at(edge) for first, last in span.runs for edge in (first, last)} == {protocol}


@given(transports)
def test_what_is_printed_can_be_read_back(transport: TransportSet) -> None:
    assert TransportSet.parse(str(transport)) == transport
    assert TransportSet.parse(str(transport.complement())) == transport.complement()


@given(st.sets(st.tuples(st.integers(0, 5), st.integers(0, 5))))
def test_icmp_pairs_can_be_read_back(pairs: set[tuple[int, int]]) -> None:
    transport = TransportSet.union(TransportSet.icmpv6(kind, code) for kind, code in pairs)
    assert TransportSet.parse(str(transport)) == transport


@pytest.mark.parametrize(
    "word", ["tcp/0", "tcp/22-21", "tcp/", "tcp/x", "tcp/22,", "icmp/3:256", "gre/1", "other/1", "sctp", "protocol/256"]
)
def test_a_word_that_names_no_transport_is_refused_with_every_form(word: str) -> None:
    with pytest.raises(ValueError, match=f'transport: got "{word}", allowed is "all", .*"protocol/50"'):
        TransportSet.parse(word)
