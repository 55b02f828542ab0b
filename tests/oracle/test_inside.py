"""From inside the VPC: members, group peers, inner access, ACLs between vswitches, agreed with the oracle."""

from dataclasses import replace
from random import Random

import pytest

from tests.oracle import routes, security_groups
from tests.oracle.agreement import FORMATS, SOMEWHERE, Answer, carried
from tests.oracle.as_pulumi import urn
from tests.oracle.builder import cloud
from tests.oracle.cloud import Cloud, Resource
from tests.oracle.evaluator import deliveries_inside
from tests.oracle.interfaces import interfaces, private_addresses
from tests.oracle.networks import random_network
from tests.oracle.packet import Packet
from tests.oracle.questions import aims, edge_ports
from yett.packets import AddressSet
from yett.packets import Packet as YettPacket
from yett_policies.exposure import Analysis, analyse, vpc_zone
from yett_policies.snapshot import network_of

SEEDS = range(80)
LONG = range(1_000, 1_600)
EACH = 20


def judged(resources: list[Resource], kind: str, seed: int) -> list[Analysis]:
    """What each whole VPC reaches."""
    network = network_of(FORMATS[kind](resources, seed))
    return [analyse(network, vpc_zone(vpc)) for vpc in network.vpcs.values()]


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


def from_afar(known: Cloud, count: int, seed: int) -> list[Packet]:
    """The same from a peered VPC: from its vswitches, and from the rest of it."""
    random = Random(seed)
    asked = questions(known, count if len([*known.all("alicloud_vpc")]) > 1 else 0, seed)
    return [replace(one, source=f"172.16.{random.randint(0, 2)}.{random.randint(1, 200)}") for one in asked]


def answer(analyses: list[Analysis], names: dict[str, str], packet: Packet) -> Answer:
    """Who receives the packet at this private address, as yett says."""
    found = set()
    near = (one for one in analyses if AddressSet.of(packet.source) <= one.zone.sources)
    for exposure in (exposure for analysis in near for exposure in analysis.exposures):
        known = exposure.address == packet.entry
        asked = YettPacket.of(packet.source, packet.entry if known else SOMEWHERE[4], carried(packet))
        if known and not exposure.way.backend and asked in exposure.traffic:
            found.add((names[exposure.workload], packet.port, exposure.verdict))
    return frozenset(found)


def disagreements(seed: int, kind: str) -> list[str]:
    """Every packet on which the two differ, as a sentence."""
    resources = random_network(seed)
    known, analyses = cloud(resources), judged(resources, kind, seed)
    identity = urn if kind.startswith("pulumi") else str
    names = {identity(r["address"]): r["address"] for r in resources}
    lines = []
    for packet in (*questions(known, EACH, seed), *from_afar(known, EACH, seed)):
        found = deliveries_inside(known, packet)
        true = frozenset((d.workload, d.port, "reachable" if d.certain else "indeterminate") for d in found)
        said = answer(analyses, names, packet)
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


def test_an_oracle_that_reads_no_vswitchs_own_table_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routes, "table", lambda cloud, vswitch, vpc: vpc["values"]["route_table_id"])
    assert any(disagreements(seed, "terraform state") for seed in SEEDS)


@pytest.mark.parametrize("mistake", ["shares_open_group", "member_addresses"])
def test_an_oracle_that_knows_no_members_is_caught(mistake: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(security_groups, mistake, lambda *_: False if mistake == "shares_open_group" else [])
    assert any(disagreements(seed, "terraform state") for seed in SEEDS)
