"""From inside each VPC: members, group peers, inner access, ACLs between vswitches, agreed with the oracle."""

from ipaddress import ip_network
from random import Random

import pytest

from tests.oracle import evaluator, routes, security_groups
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


Sent = tuple[Packet, str]
"""A packet, and the VPC that it is sent in."""


def judged(resources: list[Resource], kind: str, seed: int) -> dict[str, Analysis]:
    """What each whole VPC reaches, by its id."""
    network = network_of(FORMATS[kind](resources, seed))
    identity = urn if kind.startswith("pulumi") else str
    ids = {identity(r["address"]): r["values"]["id"] for r in resources if r["type"] == "alicloud_vpc"}
    return {ids[one]: analyse(network, vpc_zone(vpc)) for one, vpc in network.vpcs.items()}


def questions(known: Cloud, count: int, seed: int) -> list[Sent]:
    """Packets from interfaces, from their neighbours, and from elsewhere in a VPC, to anything inside."""
    random = Random(seed)
    doors = {a: i["address"] for i in interfaces(known) for a in private_addresses(i)}
    doors |= {b["values"]["address"]: b["address"] for b in known.all("alicloud_slb_load_balancer")}
    places = [vpc["values"] for vpc in known.all("alicloud_vpc")]
    ports = sorted(set(edge_ports(known)))
    kinds = [aim[0] for aim in aims(known) if aim[0] not in ("all", "any")] or ["tcp"]
    made: list[Sent] = []
    while len(made) < count:
        place, entry = random.choice(places), random.choice([*doors])
        near = senders(known, place["id"], random)
        source = random.choice([a for a in near if (":" in a) == (":" in entry)] or [""])
        protocol = random.choice(kinds)
        if source and protocol != ("icmp" if ":" in source else "icmpv6"):
            port = random.choice(ports) if protocol in ("tcp", "udp") else None
            made.append((Packet(source, entry, protocol, port), place["id"]))
    return made


def senders(known: Cloud, place: str, random: Random) -> list[str]:
    """Addresses of a VPC: of its interfaces, beside them, and in no vswitch of it."""
    hosts = [i for i in interfaces(known) if routes.vpc_of(known, i["values"]["vswitch_id"]) == place]
    found = [a for i in hosts for a in private_addresses(i)]
    vpc = known.by_id(place, "alicloud_vpc")
    blocks = [vpc, *(v for v in known.all("alicloud_vswitch") if v["values"]["vpc_id"] == place)]
    for one in blocks:
        for key in ("cidr_block", "ipv6_cidr_block"):
            if one and (block := one["values"].get(key)):
                found.append(str(ip_network(block)[random.randint(1, 250)]))
    return found


def answer(found: Analysis, names: dict[str, str], owners: dict[str, str], packet: Packet) -> Answer:
    """Who receives the packet at this private address, as yett says; an address not known yet is its owner's."""
    said = set()
    for exposure in found.exposures:
        known = exposure.address == packet.entry
        asked = YettPacket.of(packet.source, packet.entry if known else SOMEWHERE[4], carried(packet))
        is_meant = known or (not exposure.address and names[exposure.workload] == owners.get(packet.entry))
        if is_meant and not exposure.way.backend.startswith("behind-") and asked in exposure.traffic:
            said.add((names[exposure.workload], packet.port, exposure.verdict))
    return frozenset(said)


def disagreements(seed: int, kind: str) -> list[str]:
    """Every packet on which the two differ, as a sentence."""
    resources = random_network(seed)
    known, analyses = cloud(resources), judged(resources, kind, seed)
    identity = urn if kind.startswith("pulumi") else str
    names = {identity(r["address"]): r["address"] for r in resources}
    owners = {b["values"]["address"]: b["address"] for b in known.all("alicloud_slb_load_balancer")}
    lines = []
    for packet, place in questions(known, EACH, seed):
        found = deliveries_inside(known, packet, place)
        true = frozenset((d.workload, d.port, "reachable" if d.certain else "indeterminate") for d in found)
        said = answer(analyses[place], names, owners, packet)
        if said != true:
            lines.append(
                f"{kind} of network {seed}: {packet} in {place}: yett says {sorted(said)}, the oracle {sorted(true)}"
            )
    return lines


def strays(seed: int, kind: str) -> list[str]:
    """Exposures to an address of which a part comes by the other address family."""
    found = judged(random_network(seed), kind, seed)
    exposures = [one for analysis in found.values() for one in analysis.exposures if one.way.target]
    other = {True: AddressSet.everyone_v4(), False: AddressSet.everyone_v6()}
    return [f"{e.name} {e.address}" for e in exposures if e.address and e.sources & other[":" in e.address]]


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("seed", SEEDS)
def test_yett_and_the_oracle_agree_inside_the_vpc(seed: int, kind: str) -> None:
    assert disagreements(seed, kind) == []


def test_nobody_reaches_an_address_of_the_other_family() -> None:
    assert [line for seed in SEEDS for line in strays(seed, "terraform state")] == []


def test_packets_are_asked_of_both_families_and_from_vpcs_of_one_block() -> None:
    asked = [(seed, *one) for seed in SEEDS for one in questions(cloud(random_network(seed)), EACH, seed)]
    assert len([packet for _, packet, _ in asked if ":" in packet.source]) > 50
    assert len({(seed, place) for seed, _, place in asked}) > 1.5 * len(SEEDS)


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


def test_an_oracle_that_follows_a_peering_to_any_vpc_of_an_address_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = routes.over_peering

    def anywhere(cloud: Cloud, source: str, place: str, *rest: str) -> bool | None:
        return any(ours(cloud, source, vpc["values"]["id"], *rest) for vpc in cloud.all("alicloud_vpc"))

    monkeypatch.setattr(evaluator, "over_peering", anywhere)
    assert any(disagreements(seed, "terraform state") for seed in SEEDS)
