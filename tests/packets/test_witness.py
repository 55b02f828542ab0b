"""The witness is the packet a person would try first."""

import pytest

from yett.packets import INTERNET, AddressSet, Packet, TrafficSet, TransportSet

HOST = AddressSet.of("10.0.0.5")


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
