"""The network's words as sets of packets."""

import pytest

from yett.packets import AddressSet, TransportSet
from yett_policies.exposure.sets import ALL4, ALL6, addresses, reach, shifted, transport
from yett_policies.network import ALL_PORTS, Cidr, PortRange


@pytest.mark.parametrize(
    ("protocol", "ports", "carried"),
    [
        ("tcp", PortRange(22, 22), TransportSet.tcp(22)),
        ("udp", PortRange(0, 53), TransportSet.udp((1, 53))),
        ("tcp", PortRange(1, 1), TransportSet.tcp(1)),
        ("tcp", PortRange(0, 1), TransportSet.tcp(1)),
        ("tcp", PortRange(0, 0), TransportSet.empty()),
        ("tcp", ALL_PORTS, TransportSet.tcp()),
        ("icmp", PortRange(22, 22), TransportSet.icmp()),
        ("any", PortRange(22, 22), TransportSet.all()),
        ("all", PortRange(22, 22), TransportSet.all()),
    ],
)
def test_ports_count_for_tcp_and_udp_from_1_on(protocol: str, ports: PortRange, carried: TransportSet) -> None:
    assert transport(protocol, ports) == carried


def test_each_address_family_carries_all_but_the_others_icmp() -> None:
    assert TransportSet.all() - ALL4 == TransportSet.icmpv6()
    assert TransportSet.all() - ALL6 == TransportSet.icmp()


@pytest.mark.parametrize("texts", [(), ("10.0.0.0/8",), ("10.0.0.0/8", "11.0.0.0/8", "2001:db8::/32")])
def test_blocks_together_are_their_union(texts: tuple[str, ...]) -> None:
    assert addresses(map(Cidr.parse, texts)) == AddressSet.of(*texts)


@pytest.mark.parametrize("by", [0, 1000, -20])
def test_ports_move_and_senders_stay(by: int) -> None:
    low, high = AddressSet.of("10.0.0.0/8"), AddressSet.of("12.0.0.0/8")
    found = reach(low, TransportSet.tcp(22)) | reach(high, TransportSet.tcp(30, 40))
    moved = reach(low, TransportSet.tcp(22 + by)) | reach(high, TransportSet.tcp(30 + by, 40 + by))
    assert shifted(found, by) == moved
