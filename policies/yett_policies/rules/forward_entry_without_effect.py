"""A forward entry that does nothing.

What it does: reports a forward entry that cannot take effect: its EIP is bound to something else or to nothing, its
host has a public address of its own, or no listener of its load balancer runs at the port. One that maps a private NAT
IP of a VPC NAT gateway works inside: no finding.
Why it matters: it looks like a gate and is none; the day somebody binds the EIP, it opens without a change to it.
Example: a forward entry to an instance with `internet_max_bandwidth_out: 10`.
Instead: remove it, or bind the EIP that it names to its NAT gateway.

    alicloud.ecs.EipAssociation("inward", allocation_id=eip.id, instance_id=gateway.id, instance_type="Nat")
References: Alibaba Cloud VPC API, CreateForwardEntry.
"""

from collections.abc import Iterator

from yett_policies.exposure.forwards import every_forward
from yett_policies.exposure.ways import public_hosts
from yett_policies.network import ForwardEntry, Network
from yett_policies.rulebook import Finding, Stack, indeterminate, violated

SEVERITY = "low"
LEVEL = "advisory"
TITLE_ZH = "DNAT 条目不生效"
FIX_ZH = "删除该条目，或把它的弹性公网 IP 绑定到所属的 NAT 网关"
CLAUSES = {"mlps-level-3": ("8.1.3.2 b",)}


def findings(stack: Stack) -> Iterator[Finding]:
    reasons: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for way, why_not in every_forward(stack.network, public_hosts(stack.network)):
        entry_urn = next(hop.urn for hop in way.hops if hop.kind == "forward-entry")
        reasons.setdefault(entry_urn, []).append((why_not, way.needs))
    for entry in stack.network.forward_entries:
        if maps_nat_ip(stack.network, entry):
            continue
        # an entry to a highly available address has a way to each host that may hold it
        ways = reasons.get(entry.urn, [])
        dead = [why_not for why_not, _ in ways if why_not]
        doubts = [need for _, needs in ways for need in needs]
        said = f'forward entry "{entry.name}" has no effect'
        if ways and len(dead) == len(ways):
            yield violated(entry, f"{said}: {dead[0]}", "remove it, or bind its EIP to its NAT gateway")
        elif doubts:
            yield indeterminate(entry, f"whether {said}", doubts)


def maps_nat_ip(network: Network, entry: ForwardEntry) -> bool:
    """Whether it is a VPC NAT gateway's and names none of the EIPs: its address is then a private one, and it works."""
    gateway = network.nat_gateways.get(entry.nat) if isinstance(entry.nat, str) else None
    is_private = gateway is not None and gateway.network_type == "intranet"
    return is_private and not (isinstance(entry.eip, str) and entry.eip in network.eips)
