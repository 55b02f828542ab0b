"""`yett explain 'tcp 198.51.100.7 -> web:22'`: hop by hop why a packet passes, or where it dies."""

import json
from typing import Any

import click

from yett.errors import SpecError
from yett.packets import TransportSet
from yett_policies.exposure import Trace
from yett_policies.exposure import explain as traced
from yett_policies.network import Network

from .question import Question, question
from .sources import Source, network_from, refusals, source_options

MARKS = {"passes": "passes ", "dies": "dies   ", "unknown": "unknown"}
PINGS = {"icmp": TransportSet.icmp(8, 0), "icmpv6": TransportSet.icmpv6(128, 0), "gre": TransportSet.gre()}
"""What a packet without ports carries: an echo request, as `ping` sends it."""


@click.command("explain")
@click.argument("packet")
@source_options
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def explain(packet: str, as_json: bool, **options: Any) -> None:
    """Follow one PACKET, written 'PROTOCOL SOURCE -> TARGET[:PORT]', along every way to its target.

    TARGET is a workload's name or URN, or a public address. Exits 0 when there is an answer, 2 on error.
    """
    with refusals():
        asked = question(packet)
        network = network_from(Source.of(options))
        known_target(network, asked.target)
        traces = traced(network, asked.source, asked.target, carried(asked))
        click.echo(as_document(asked, traces) if as_json else as_text(asked, traces))


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
    public = {eip.address for eip in network.eips.values()} | {h.public_ip for h in network.interfaces.values()}
    addresses = public | {b.address for b in network.balancers.values()}
    own = {str(cidr).partition("/")[0] for host in network.interfaces.values() for cidr in host.addresses}
    if target not in names | addresses | own:
        some = ", ".join(sorted({*workloads.values()})[:12]) or "nothing: the network has no workload"
        raise SpecError("packet.target", got=target, allowed=f"a workload's name, URN or public address ({some})")


def as_text(asked: Question, traces: tuple[Trace, ...]) -> str:
    """The verdict, then each way with its hops."""
    if not traces:
        return f"{asked}: closed\n  no way from the internet leads there for it: no EIP, listener or forward entry"
    lines = [f"{asked}: {verdict(traces)}"]
    for trace in traces:
        lines.append(f"  way to {trace.way.name} by {trace.way.address or 'an address not known yet'}: {trace.verdict}")
        lines += [f"    {MARKS[step.outcome]} {step.hop.kind}: {step.why}" for step in trace.steps]
    return "\n".join(lines)


def verdict(traces: tuple[Trace, ...]) -> str:
    """Reachable when one way is; indeterminate when one may be; else closed."""
    found = {trace.verdict for trace in traces}
    return next((one for one in ("reachable", "indeterminate") if one in found), "closed")


def as_document(asked: Question, traces: tuple[Trace, ...]) -> str:
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
    return json.dumps({"version": 1, "packet": str(asked), "verdict": verdict(traces), "ways": ways}, indent=2)
