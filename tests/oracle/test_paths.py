"""The path that yett names is the path the packet takes: the same stations, and a rule that really decides."""

import pytest

from tests.oracle.agreement import Judged, arriving_port, asked, carried, judged, truth
from tests.oracle.builder import cloud
from tests.oracle.cloud import Cloud, Resource
from tests.oracle.evaluator import deliveries
from tests.oracle.networks import random_network
from tests.oracle.packet import Packet
from tests.oracle.questions import packets
from tests.oracle.security_groups import matches
from yett.packets import AddressSet
from yett_policies.exposure import Exposure, Hop

SEEDS = range(120)


def taken(one: Judged, packet: Packet) -> list[tuple[Exposure, tuple[Hop, ...]]]:
    """Each exposure that carries the packet, with the path of just this packet."""
    found = []
    for exposure in one.analysis.exposures:
        first = exposure.hops[0].urn
        through = one.doors.get(first, first) == one.doors[packet.entry] and exposure.verdict == "reachable"
        if through and asked(packet, exposure) in exposure.traffic:
            arriving = exposure.way.arriving_of(carried(packet))
            found.append((exposure, exposure.path(AddressSet.of(packet.source), arriving)))
    return found


def decides(known: Cloud, rule: Resource, packet: Packet, port: int | None, strongest: int) -> bool:
    """Whether the rule accepts this packet at the priority that decides."""
    values = rule["values"]
    fits = matches(known, rule, packet.source, packet.protocol, port)
    return bool(fits and values["policy"] == "accept" and values["priority"] == strongest)


@pytest.mark.parametrize("seed", SEEDS)
def test_stations_are_those_the_packet_passes(seed: int) -> None:
    resources = random_network(seed)
    one = judged(resources, "terraform state", seed)
    for packet in packets(resources, 20, seed):
        true = {d.workload: set(d.path) for d in deliveries(cloud(resources), packet) if d.certain}
        for exposure, path in taken(one, packet):
            stations = {hop.urn for hop in path if hop.kind in ("eip", "forward-entry", "listener", "network-acl")}
            passed = {urn for urn in true[exposure.workload] if not urn.startswith("alicloud_security_group_rule")}
            assert stations - {exposure.workload} <= passed | {exposure.way.workload} | vips(resources)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_rule_on_the_path_is_one_that_decides(seed: int) -> None:
    resources = random_network(seed)
    one, known = judged(resources, "terraform state", seed), cloud(resources)
    rules = {r["address"]: r for r in known.all("alicloud_security_group_rule")}
    for packet in packets(resources, 20, seed):
        for exposure, path in taken(one, packet):
            named = [rules[hop.urn] for hop in path if hop.urn in rules]
            if named and not exposure.workload.endswith("_balancer"):
                port = arriving_port(exposure, packet)
                strongest = min(int(r["values"]["priority"]) for r in named)
                sender = seen_as(exposure, packet)
                assert all(decides(known, rule, sender, port, strongest) for rule in named)


def seen_as(exposure: Exposure, packet: Packet) -> Packet:
    """The packet as the workload sees it: behind a layer 7 listener it comes from the balancer."""
    if exposure.way.backend == "behind-balancer":
        return Packet("100.64.0.1", packet.entry, packet.protocol, packet.port)
    return packet


def vips(resources: list[Resource]) -> set[str]:
    """HA VIPs: a station of their own."""
    return {r["address"] for r in resources if r["type"] == "alicloud_havip"}


def test_paths_are_compared_at_all() -> None:
    seen = 0
    for seed in SEEDS:
        resources = random_network(seed)
        one = judged(resources, "terraform state", seed)
        seen += sum(bool(taken(one, p)) and bool(truth(resources, p)) for p in packets(resources, 20, seed))
    assert seen > 100
