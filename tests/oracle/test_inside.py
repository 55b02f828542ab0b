"""From inside the VPC: members, group peers, inner access, ACLs between vswitches, agreed with the oracle."""

from random import Random

import pytest

from tests.oracle import security_groups
from tests.oracle.agreement import FORMATS, SOMEWHERE, Answer, carried
from tests.oracle.as_pulumi import urn
from tests.oracle.builder import cloud
from tests.oracle.cloud import Cloud, Resource
from tests.oracle.evaluator import deliveries_inside
from tests.oracle.interfaces import interfaces, private_addresses
from tests.oracle.networks import random_network
from tests.oracle.packet import Packet
from tests.oracle.questions import aims, edge_ports
from yett.packets import Packet as YettPacket
from yett_policies.exposure import Analysis, analyse, vpc_zone
from yett_policies.snapshot import network_of

SEEDS = range(80)
LONG = range(1_000, 1_600)
EACH = 20


def judged(resources: list[Resource], kind: str, seed: int) -> Analysis:
    """What the whole VPC reaches."""
    network = network_of(FORMATS[kind](resources, seed))
    (vpc,) = network.vpcs.values()
    return analyse(network, vpc_zone(vpc))


def questions(known: Cloud, count: int, seed: int) -> list[Packet]:
    """Packets between interfaces, from their neighbours, and from elsewhere in the VPC."""
    random = Random(seed)
    hosts = [a for i in interfaces(known) for a in private_addresses(i) if ":" not in a]
    strangers = ["10.0.0.99", "10.0.1.99", "10.9.9.9"]
    ports = sorted(set(edge_ports(known)))
    kinds = [aim[0] for aim in aims(known) if aim[0] not in ("all", "icmpv6", "any")] or ["tcp"]
    made = []
    for _ in range(count):
        protocol = random.choice(kinds)
        port = random.choice(ports) if protocol in ("tcp", "udp") else None
        made.append(Packet(random.choice(hosts + strangers), random.choice(hosts), protocol, port))
    return made


def answer(analysis: Analysis, names: dict[str, str], packet: Packet) -> Answer:
    """Who receives the packet at this private address, as yett says."""
    found = set()
    for exposure in analysis.exposures:
        known = exposure.address == packet.entry
        asked = YettPacket.of(packet.source, packet.entry if known else SOMEWHERE[4], carried(packet))
        if known and not exposure.way.backend and asked in exposure.traffic:
            found.add((names[exposure.workload], packet.port, exposure.verdict))
    return frozenset(found)


def disagreements(seed: int, kind: str) -> list[str]:
    """Every packet on which the two differ, as a sentence."""
    resources = random_network(seed)
    known, analysis = cloud(resources), judged(resources, kind, seed)
    identity = urn if kind.startswith("pulumi") else str
    names = {identity(r["address"]): r["address"] for r in resources}
    lines = []
    for packet in questions(known, EACH, seed):
        true = frozenset((d.workload, d.port, "reachable") for d in deliveries_inside(known, packet))
        said = answer(analysis, names, packet)
        if said != true:
            lines.append(f"{kind} of network {seed}: {packet}: yett says {sorted(said)}, the oracle {sorted(true)}")
    return lines


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("seed", SEEDS)
def test_yett_and_the_oracle_agree_inside_the_vpc(seed: int, kind: str) -> None:
    assert disagreements(seed, kind) == []


@pytest.mark.long
@pytest.mark.parametrize("kind", FORMATS)
def test_yett_and_the_oracle_agree_inside_the_vpc_in_the_long_run(kind: str) -> None:
    assert [line for seed in LONG for line in disagreements(seed, kind)] == []


@pytest.mark.parametrize("mistake", ["shares_open_group", "member_addresses"])
def test_an_oracle_that_knows_no_members_is_caught(mistake: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(security_groups, mistake, lambda *_: False if mistake == "shares_open_group" else [])
    assert any(disagreements(seed, "terraform state") for seed in SEEDS)
