"""The witness is the packet a person would try first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yett.packets import INTERNET, AddressSet, Packet, TrafficSet, TransportSet
from yett.packets.witness import chosen_ends, chosen_source

HOST = AddressSet.of("10.0.0.5")
BLOCKS = (
    "10.0.0.0/8", "11.0.0.0/24", "11.0.1.0", "0.0.0.0/8", "198.51.100.0/24", "198.51.100.128/25", "203.0.113.7",
    "192.0.2.0/24", "224.0.0.0/4", "100.64.0.0/10", "2001:db8::/33", "2001:db8:8000::/33", "2400::/12", "fd00::/8",
)  # fmt: skip


@pytest.mark.parametrize(
    ("source", "transport", "text"),
    [
        (INTERNET, TransportSet.all(), "tcp 198.51.100.7:50000 -> 10.0.0.5:22"),
        (INTERNET, TransportSet.tcp((1, 100)), "tcp 198.51.100.7:50000 -> 10.0.0.5:22"),
        (INTERNET, TransportSet.tcp((9001, 9100)), "tcp 198.51.100.7:50000 -> 10.0.0.5:9001"),
        (INTERNET, TransportSet.udp(), "udp 198.51.100.7:50000 -> 10.0.0.5:53"),
        (INTERNET, TransportSet.icmp(), "icmp 198.51.100.7 -> 10.0.0.5 type 8 code 0"),
        (INTERNET, TransportSet.icmp(3), "icmp 198.51.100.7 -> 10.0.0.5 type 3 code 0"),
        (INTERNET, TransportSet.gre(), "gre 198.51.100.7 -> 10.0.0.5"),
        (INTERNET, TransportSet.protocol(50), "protocol/50 198.51.100.7 -> 10.0.0.5"),
        (AddressSet.of("203.0.113.0/25"), TransportSet.tcp(80), "tcp 203.0.113.7:50000 -> 10.0.0.5:80"),
        (AddressSet.of("203.0.113.128/25"), TransportSet.tcp(80), "tcp 203.0.113.128:50000 -> 10.0.0.5:80"),
        (AddressSet.of("8.0.0.0/8", "10.0.0.0/8"), TransportSet.tcp(80), "tcp 8.0.0.1:50000 -> 10.0.0.5:80"),
        (AddressSet.of("1.2.3.0"), TransportSet.tcp(80), "tcp 1.2.3.0:50000 -> 10.0.0.5:80"),
        (AddressSet.of("10.0.0.0/8"), TransportSet.tcp(80), "tcp 10.0.0.1:50000 -> 10.0.0.5:80"),
    ],
)
def test_the_witness_is_tcp_first_well_known_and_documented(
    source: AddressSet, transport: TransportSet, text: str
) -> None:
    traffic = TrafficSet.of(source, HOST, transport)
    assert str(traffic.witness()) == text
    assert traffic.witness() in traffic


def test_an_ipv6_witness_is_bracketed() -> None:
    traffic = TrafficSet.of(INTERNET, AddressSet.of("2400:3200::1"), TransportSet.tcp(443))
    assert str(traffic.witness()) == "tcp [2001:db8::7]:50000 -> [2400:3200::1]:443"


def test_the_preferred_transport_wins_over_the_preferred_source() -> None:
    strangers = TrafficSet.of(INTERNET, HOST, TransportSet.udp(53))
    office = TrafficSet.of(AddressSet.of("8.8.8.8"), HOST, TransportSet.tcp(4000))
    assert str((strangers | office).witness()) == "tcp 8.8.8.8:50000 -> 10.0.0.5:4000"


def test_nothing_has_no_witness() -> None:
    with pytest.raises(ValueError, match="no witness"):
        TrafficSet.empty().witness()


def test_a_packet_tells_its_parts() -> None:
    ping = Packet.of("198.51.100.7", "10.0.0.5", TransportSet.icmp(8, 0))
    assert (ping.port, ping.icmp, ping.protocol.value) == (None, (8, 0), "icmp")
    assert Packet.of("198.51.100.7", "10.0.0.5", TransportSet.udp(161)).port == 161


@given(st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=5))
def test_the_sender_to_try_is_the_one_of_a_flow_to_anyone(blocks: list[str]) -> None:
    sources = AddressSet.of(*blocks)
    assert chosen_source(sources) == chosen_ends([(sources, AddressSet.everyone())])[0]


def test_nobody_is_no_sender_to_try() -> None:
    with pytest.raises(ValueError, match="empty set of senders"):
        chosen_source(AddressSet.empty())
