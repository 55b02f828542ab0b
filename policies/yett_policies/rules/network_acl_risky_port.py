"""A network ACL that lets everyone through to a risky port.

What it does: reports a network ACL whose ingress rows, in their order, accept a risky port from everyone: a drop above
counts, halves count together, and what no row decides is dropped.
Why it matters: the rows at the edge of a vswitch are what stands when a group is opened by mistake; a row that accepts
22 from everyone stands for nothing.
Example: `policy: accept, protocol: tcp, port: 22/22, source_cidr_ip: 0.0.0.0/0`; `port: 1/65535` without a drop above.
Instead: a drop of the risky ports above the row that accepts, or the administrators' network in it.

    alicloud.vpc.NetworkAcl("edge", ingress_acl_entries=[{"policy": "drop", "protocol": "tcp", "port": "22/22",
        "source_cidr_ip": "0.0.0.0/0"}, ...], ...)
References: Alibaba Cloud Config and InfraGuard `vpc-network-acl-risky-ports-check`; AWS EC2.21.
"""

from collections.abc import Iterator

from yett.packets import INTERNET, AddressSet, TransportSet
from yett_policies.exposure.guards import decided
from yett_policies.exposure.sets import Reach, reach
from yett_policies.frozen import frozen
from yett_policies.network import NetworkAcl, Unknown
from yett_policies.resources import OUTSIDE
from yett_policies.rulebook import Finding, Stack, indeterminate, is_crowd, option, ports, violated

SEVERITY = "high"
LEVEL = "advisory"
TITLE_ZH = "网络 ACL 对所有人放行高危端口"
FIX_ZH = "在放行条目之上丢弃高危端口，或只放行运维网段"
CLAUSES = {"mlps-level-3": ("8.1.3.2 a", "8.1.4.4 b")}
RISKY = (
    "tcp/22",
    "tcp/23",
    "tcp/445",
    "tcp/1433",
    "tcp/1521",
    "tcp/3306",
    "tcp/3389",
    "tcp/5432",
    "tcp/6379",
    "tcp/27017",
)
FIX = "drop these ports above the row that accepts them, or name the network that uses them"


@frozen
class Options:
    ports: tuple[str, ...] = option(
        RISKY, "Ports that no network ACL opens to everyone.", check=lambda text: ports([text])
    )


def findings(stack: Stack, options: Options) -> Iterator[Finding]:
    risky = reach(INTERNET, ports(options.ports))
    for acl in stack.network.network_acls:
        if acl.urn.startswith(OUTSIDE):
            continue
        accepted = decided(acl.ingress)
        open_ports, maybe = crowded(accepted.certain & risky), crowded(accepted.possible & risky)
        if open_ports:
            said = f'network ACL "{acl.name}" accepts {open_ports} from everyone{here(acl)}'
            yield violated(acl, said, FIX, traffic=str(open_ports))
        elif maybe:
            yield indeterminate(acl, f'whether network ACL "{acl.name}" accepts {maybe} from everyone', accepted.needs)


def crowded(found: Reach) -> TransportSet:
    """What so many may send that nobody can know them."""
    return TransportSet.union(carried for points, carried in found.grouped() if is_crowd(AddressSet(points)))


def here(acl: NetworkAcl) -> str:
    count = sum(1 for one in acl.vswitches if not isinstance(one, Unknown))
    return f" into {count} vswitches" if count > 1 else ""
