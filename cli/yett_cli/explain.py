"""`yett explain 'tcp 198.51.100.7 -> web:22'`: hop by hop why a packet passes, or where it dies."""

import json
from collections.abc import Iterator
from typing import Any

import click

from yett.errors import SpecError
from yett.packets import TransportSet
from yett_policies.exposure import Origin, Trace, analyse, explain_inside, origins, sender_in
from yett_policies.exposure import explain as traced
from yett_policies.exposure.document import Json, unmodelled
from yett_policies.few import few
from yett_policies.network import Network

from .progress import step
from .question import Question, question
from .sources import Source, network_from, refusals, source_options
from .unmodelled import unmodelled_lines
from .zones import zone_of

SOURCES = "an address, a workload's name or URN, or a zone such as vpc:main or office=10.9.0.0/16"
NO_WAY = {
    False: "from the internet leads there for it: no EIP, listener or forward entry",
    True: "from inside leads there for it: no private address",
}
"""Of a sender outside, and of one inside."""
MARKS = {"passes": "passes ", "dies": "dies   ", "unknown": "unknown"}
PINGS = {"icmp": TransportSet.icmp(8, 0), "icmpv6": TransportSet.icmpv6(128, 0), "gre": TransportSet.gre()}
"""What a packet without ports carries: an echo request, as `ping` sends it."""


@click.command("explain")
@click.argument("packet")
@source_options
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def explain(packet: str, as_json: bool, **options: Any) -> None:
    """Follow one PACKET, written 'PROTOCOL SOURCE -> TARGET[:PORT]', along every way to its target.

    SOURCE is an address, a workload's name or URN, or a zone such as vpc:main or office=10.9.0.0/16, of which the
    address that gets furthest is taken. TARGET is a workload's name or URN, or an address. Exits 0 when there is an
    answer, 2 on error.
    """
    with refusals():
        asked = question(packet)
        network = network_from(Source.of(options))
        known_target(network, asked.target)
        who = senders(network, asked)
        with step("following the packet"):
            traces = ways_of(network, asked, who)
        left = unmodelled(network.unmodelled)
        click.echo(as_document(asked, traces, left) if as_json else "\n".join(as_text(asked, traces, who, left)))


def ways_of(network: Network, asked: Question, who: tuple[Origin, ...]) -> tuple[Trace, ...]:
    """The packet along every way that its senders have; raises SpecError for a public address asked from inside."""
    if not who[0].is_inside:
        return traced(network, who[0].name, asked.target, carried(asked))
    if asked.target in public_addresses(network):
        fix = "name the workload behind it, or ask from the internet"
        raise SpecError(
            "packet.target", got=asked.target, allowed="a workload or a private address, from inside", fix=fix
        )
    return explain_inside(network, who, asked.target, carried(asked))


def senders(network: Network, asked: Question) -> tuple[Origin, ...]:
    """Who sends: several where the address is in several VPCs; raises SpecError for a text that names nobody."""
    text, vpc = asked.source, None
    try:
        if text.startswith("vpc:") or "=" in text:
            zone = zone_of(text, network)
            text, vpc = sender_in(analyse(network, zone), asked.target, carried(asked)), zone.vpc
        return origins(network, text, vpc)
    except SpecError:
        raise
    except ValueError as error:
        several = str(error) if "workloads are called" in str(error) else ""
        raise SpecError("packet.source", several, got=asked.source, allowed=SOURCES) from None


def carried(asked: Question) -> TransportSet:
    """The packet's protocol and port as a set of one."""
    if asked.port is None:
        return PINGS[asked.protocol]
    return TransportSet.tcp(asked.port) if asked.protocol == "tcp" else TransportSet.udp(asked.port)


def known_target(network: Network, target: str) -> None:
    """Raises SpecError for a target that nothing in the network is called."""
    workloads = {one.urn: one.name for one in network.interfaces.values()}
    workloads |= {one.urn: one.name for one in network.balancers.values()}
    workloads |= {one.urn: one.name for one in network.managed_endpoints}
    names = {*workloads, *workloads.values()}
    addresses = {b.address for b in network.balancers.values()} | {e.address for e in network.managed_endpoints}
    own = {str(cidr).partition("/")[0] for host in network.interfaces.values() for cidr in host.addresses}
    if target not in names | addresses | own | public_addresses(network):
        some = few(sorted({*workloads.values()}), 12) or "nothing: the network has no workload"
        raise SpecError("packet.target", got=target, allowed=f"a workload's name, URN or address ({some})")


def public_addresses(network: Network) -> set[object]:
    """EIPs, public addresses of instances, and those of balancers that face the internet."""
    facing = {b.address for b in network.balancers.values() if b.address_type == "internet"}
    return {e.address for e in network.eips.values()} | {h.public_ip for h in network.interfaces.values()} | facing


def as_text(asked: Question, traces: tuple[Trace, ...], who: tuple[Origin, ...], left: list[Json]) -> Iterator[str]:
    """The verdict, then each way with its hops, then what no way was followed through."""
    yield f"{asked}: {verdict(traces)}"
    if not traces:
        yield f"  no way {NO_WAY[who[0].is_inside]}"
    elif len(who) > 1 or who[0].name != asked.source:
        yield f"  sent by {' or '.join(one.name for one in who)}"
    for trace in traces:
        yield f"  way to {trace.way.name} by {trace.way.address or 'an address not known yet'}: {trace.verdict}"
        yield from (f"    {MARKS[step.outcome]} {step.hop.kind}: {step.why}" for step in trace.steps)
    yield from unmodelled_lines(left)


def verdict(traces: tuple[Trace, ...]) -> str:
    """Reachable when one way is; indeterminate when one may be; else closed."""
    found = {trace.verdict for trace in traces}
    return next((one for one in ("reachable", "indeterminate") if one in found), "closed")


def as_document(asked: Question, traces: tuple[Trace, ...], left: list[Json]) -> str:
    """The same as JSON."""
    ways = [
        {
            "workload": trace.way.workload,
            "name": trace.way.name,
            "address": trace.way.address,
            "verdict": trace.verdict,
            "steps": [
                {"kind": step.hop.kind, "urn": step.hop.urn, "outcome": step.outcome, "why": step.why}
                for step in trace.steps
            ],
        }
        for trace in traces
    ]
    found = {"version": 1, "packet": str(asked), "verdict": verdict(traces), "ways": ways, "unmodelled": left}
    return json.dumps(found, indent=2)
