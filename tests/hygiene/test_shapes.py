"""What one rule of the cloud can carry, in the words of the network."""

import pytest

from yett.packets import TransportSet
from yett_policies.hygiene.shapes import Shapes
from yett_policies.network import ALL_PORTS, PortRange

TCP, UDP, GRE, ALL = TransportSet.tcp, TransportSet.udp, TransportSet.gre(), TransportSet.all()
EVERY = PortRange(1, 65535)
SETS = [
    (TCP(22), [("tcp", PortRange(22, 22))]),
    (TCP((1, 3), 5), [("tcp", PortRange(1, 3)), ("tcp", PortRange(5, 5))]),
    (TCP((1, 65535)), [("tcp", EVERY)]),
    (TCP(65535) | UDP(1), [("tcp", PortRange(65535, 65535)), ("udp", PortRange(1, 1))]),
    (TCP(5) | UDP((1, 65535)) | GRE, [("tcp", PortRange(5, 5)), ("udp", EVERY), ("gre", ALL_PORTS)]),
    (TransportSet.icmp() | TransportSet.icmpv6(), [("icmp", ALL_PORTS), ("icmpv6", ALL_PORTS)]),
    (ALL, [("all", ALL_PORTS)]),
    (TransportSet.empty(), []),
]


@pytest.mark.parametrize(("carried", "wanted"), SETS, ids=[str(carried) for carried, _ in SETS])
def test_a_set_is_made_up_of_these_shapes(carried: TransportSet, wanted: list[tuple[str, PortRange]]) -> None:
    shapes = Shapes([carried for carried, _ in SETS])
    runs = shapes.runs(shapes.mask(carried))
    assert [shapes.words(run) for run in runs] == wanted
    assert shapes.is_exact(shapes.mask(carried))
    assert TransportSet.union(map(shapes.transport, runs)) == carried


@pytest.mark.parametrize("carried", [TransportSet.icmp(8), ALL - TCP(22), ALL - GRE], ids=str)
def test_a_part_of_a_protocol_and_protocols_without_a_name_are_no_shapes(carried: TransportSet) -> None:
    shapes = Shapes([carried])
    assert not shapes.is_exact(shapes.mask(carried))


NARROWED = [
    (TCP((1, 9)), TCP(3, 5), TCP((3, 5))),
    (TCP((1, 9)), TCP(3) | UDP(5), TCP(3)),
    (UDP((1, 9)), UDP(9) | TCP(1), UDP(9)),
    (GRE, GRE | TCP(3), GRE),
    (TransportSet.icmp(), TransportSet.icmp(8), TransportSet.icmp()),
    (ALL, TCP(3), ALL),
]


@pytest.mark.parametrize(("run", "wanted", "found"), NARROWED, ids=[str(one) for one, _, _ in NARROWED])
def test_a_shape_is_narrowed_to_its_wanted_ports(run: TransportSet, wanted: TransportSet, found: TransportSet) -> None:
    shapes = Shapes([one for row in NARROWED for one in row])
    narrowed = shapes.narrowed(shapes.mask(run), shapes.mask(wanted))
    assert shapes.transport(narrowed) == found
