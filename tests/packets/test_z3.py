"""An SMT solver says the same: no packet of all 2^56 is accepted by one and refused by the other.

Z3 gets the rules as bit-vector formulas, strongest first, and the algebra's answer as disjoint boxes; it is asked for
a packet on which they differ. It shares no code with the algebra, and it looks at every packet, not at samples.
"""

import random
from ipaddress import IPv4Network

import pytest
import z3

from yett.packets import TCP, UDP, AddressSet, Protocol, TransportSet
from yett.packets.first_match import Rule, first_match, rank

SOURCE, PROTOCOL, PORT = z3.BitVec("source", 32), z3.BitVec("protocol", 8), z3.BitVec("port", 16)
NUMBERS = {TCP: 6, UDP: 17}
WORLD = z3.And(z3.Or(PROTOCOL == 6, PROTOCOL == 17), PORT != 0)
"""What is compared: tcp and udp to a port that can be dialled."""

Line = tuple[int, bool, IPv4Network, Protocol, tuple[int, int]]
"""Priority, accept, peer, protocol, ports."""


def within(variable: z3.BitVecRef, first: int, last: int) -> z3.BoolRef:
    return z3.And(z3.UGE(variable, first), z3.ULE(variable, last))


def matches(line: Line) -> z3.BoolRef:
    _, _, peer, protocol, ports = line
    addresses = within(SOURCE, int(peer.network_address), int(peer.broadcast_address))
    return z3.And(addresses, NUMBERS[protocol] == PROTOCOL, within(PORT, *ports))


def decided_by_z3(lines: list[Line]) -> z3.BoolRef:
    """The textbook: the smallest priority decides, drop before accept; what nothing matches is refused."""
    answer: z3.BoolRef = z3.BoolVal(False)
    for line in sorted(lines, key=lambda line: (line[0], line[1]), reverse=True):
        answer = z3.If(matches(line), z3.BoolVal(line[1]), answer)
    return answer


def decided_by_algebra(lines: list[Line]) -> z3.BoolRef:
    rules = [
        Rule(rank(priority, accept), accept, AddressSet.cidr(str(peer)), TransportSet.of(protocol, ports))
        for priority, accept, peer, protocol, ports in lines
    ]
    boxes = [
        z3.And(
            within(SOURCE, run.first, run.last), NUMBERS[protocol] == PROTOCOL, within(PORT, ports.first, ports.last)
        )
        for sources, transport in first_match(rules).groups
        for run in sources.v4.intervals
        for protocol in NUMBERS
        for ports in transport.ports(protocol).intervals
    ]
    return z3.Or(boxes)


def random_line(chance: random.Random) -> Line:
    length = chance.choice([0, 1, 8, 16, 24, 31, 32])
    peer = IPv4Network((chance.choice([0x0A000000, 0x0A010203, 0x80000000, 0xC0A80100]), length), strict=False)
    first = chance.choice([1, 22, 80, 1024, 60000])
    ports = (first, chance.choice([first, 65535, min(65535, first + 100)]))
    return chance.randint(1, 4), chance.random() < 0.6, peer, chance.choice([TCP, UDP]), ports


@pytest.mark.parametrize("seed", range(12))
def test_no_packet_is_decided_differently_by_a_solver(seed: int) -> None:
    chance = random.Random(seed)
    lines = [random_line(chance) for _ in range(25)]
    solver = z3.Solver()
    solver.add(WORLD, z3.Xor(decided_by_z3(lines), decided_by_algebra(lines)))
    assert solver.check() == z3.unsat, solver.model()


def test_the_solver_would_find_a_difference() -> None:
    """The same question about two lists that differ in one port has an answer."""
    one: Line = (1, True, IPv4Network("10.0.0.0/8"), TCP, (22, 22))
    other: Line = (1, True, IPv4Network("10.0.0.0/8"), TCP, (22, 23))
    solver = z3.Solver()
    solver.add(WORLD, z3.Xor(decided_by_z3([one]), decided_by_algebra([other])))
    assert solver.check() == z3.sat
    assert solver.model()[PORT].as_long() == 23
