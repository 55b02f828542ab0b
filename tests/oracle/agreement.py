"""yett's answer and the oracle's answer to one question, in the same words, so that they can be compared."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from yett.packets import Packet as YettPacket
from yett.packets import TransportSet
from yett_policies.exposure import Analysis, Exposure, analyse
from yett_policies.snapshot import network_of

from .as_pulumi import pulumi_preview, pulumi_state, urn
from .as_terraform import terraform_plan, terraform_state
from .builder import cloud
from .cloud import Resource
from .evaluator import deliveries
from .packet import Packet

Answer = frozenset[tuple[str, int | None, str]]
"""(workload, port as it arrives, verdict) of everything that receives the packet or may receive it."""

FORMATS: dict[str, Callable[[list[Resource], int], Any]] = {
    "terraform plan": lambda resources, seed: terraform_plan(resources),
    "terraform state": lambda resources, seed: terraform_state(resources),
    "pulumi state": lambda resources, seed: pulumi_state(resources),
    "pulumi preview": lambda resources, seed: pulumi_preview(resources),
    "pulumi preview of a part": pulumi_preview,
}
SOMEWHERE = {4: "47.0.0.9", 6: "2408::9"}
"""Dialled where the snapshot does not hold the address yet."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One network in one format, judged by yett."""

    resources: list[Resource]
    analysis: Analysis
    names: dict[str, str]
    doors: dict[str, str]

    def answer(self, packet: Packet) -> Answer:
        """Who receives the packet, as yett says."""
        door, found = self.doors[packet.entry], set()
        for exposure in self.analysis.exposures:
            if self._door(exposure) == door and asked(packet, exposure) in exposure.traffic:
                arriving = arriving_port(exposure, packet)
                found.add((self.names.get(exposure.workload, exposure.workload), arriving, exposure.verdict))
        return frozenset(found)

    def _door(self, exposure: Exposure) -> str:
        first = exposure.hops[0]
        return self.doors.get(first.urn, first.urn)


def judged(resources: list[Resource], kind: str, seed: int) -> Judged:
    """Read and judge the network in one of the formats."""
    analysis = analyse(network_of(FORMATS[kind](resources, seed)))
    identity = urn if kind.startswith("pulumi") else str
    names = {identity(r["address"]): r["address"] for r in resources}
    return Judged(resources, analysis, names, doors(resources, identity))


def doors(resources: list[Resource], identity: Callable[[str], str]) -> dict[str, str]:
    """Dialled address -> the first resource on the way; a listener's door is its balancer."""
    found = {}
    known = {r["address"]: r for r in cloud(resources).resources}
    balancers = {r["values"]["id"]: a for a, r in known.items() if r["type"].endswith("_load_balancer")}
    addresses = {r["values"]["id"]: r for r in known.values() if r["type"] == "alicloud_vpc_ipv6_address"}
    for address, resource in known.items():
        values = resource["values"]
        if resource["type"].endswith("_listener"):
            found[identity(address)] = identity(balancers[values["load_balancer_id"]])
        if resource["type"] == "alicloud_vpc_ipv6_internet_bandwidth":
            found[addresses[values["ipv6_address_id"]]["values"]["ipv6_address"]] = identity(address)
        for key in ("ip_address", "public_ip", "address", "dns_name"):
            if values.get(key):
                found[values[key]] = identity(address)
    return {**dict.fromkeys((a["values"]["ipv6_address"] for a in addresses.values()), "none"), **found}


def asked(packet: Packet, exposure: Exposure) -> YettPacket:
    """The packet in yett's own type."""
    version = 6 if ":" in packet.source else 4
    known = exposure.address and not exposure.address.endswith(".example")
    return YettPacket.of(packet.source, packet.entry if known else SOMEWHERE[version], carried(packet))


def carried(packet: Packet) -> TransportSet:
    """Its protocol and port as a set of one."""
    if packet.port is not None:
        return getattr(TransportSet, packet.protocol)(packet.port)  # type: ignore[no-any-return]
    made = {"icmp": TransportSet.icmp(8, 0), "icmpv6": TransportSet.icmpv6(128, 0), "gre": TransportSet.gre()}
    return made[packet.protocol]


def arriving_port(exposure: Exposure, packet: Packet) -> int | None:
    """The port behind every translation."""
    if packet.port is None:
        return None
    found = exposure.way.arriving_of(carried(packet))
    return next(p for protocol in found.protocols for p in found.ports(protocol).runs[0][:1])


def truth(resources: list[Resource], packet: Packet) -> Answer:
    """Who receives the packet, as the oracle says."""
    found = deliveries(cloud(resources), packet)
    return frozenset((d.workload, d.port, "reachable" if d.certain else "indeterminate") for d in found)
