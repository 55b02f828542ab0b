"""A wide range of ports open.

What it does: reports a security group that admits a run of more ports than the limit from some addresses, in one rule
or in several that touch; every port of a protocol is `every-port-open`.
Why it matters: a range is opened for one service and stays open for whatever listens in it next.
Example: `port_range: 8000/9000`.
Instead: one rule for each port; a service that needs many (passive FTP, media) gets as narrow a range as it can.

    alicloud.ecs.SecurityGroupRule("media", type="ingress", ip_protocol="udp", port_range="40000/40049",
        policy="accept", priority=1, nic_type="intranet", security_group_id=group.id, cidr_ip="0.0.0.0/0")
References: cfn_nag W27.
"""

from collections.abc import Iterator

from yett.packets import AddressSet, Protocol, TransportSet
from yett_policies.frozen import frozen
from yett_policies.rulebook import Finding, Stack, blamed, option

SEVERITY = "low"
LEVEL = "advisory"
TITLE_ZH = "开放的端口范围过宽"
FIX_ZH = "逐个端口放行；确需范围的服务，把范围收到最窄"
CLAUSES = {"mlps-level-3": ("8.1.3.2 b",)}


@frozen
class Options:
    most: int = option(100, "Ports in one run, at most.", minimum=1, maximum=65535)


def findings(stack: Stack, options: Options) -> Iterator[Finding]:
    openings = stack.openings(zone=AddressSet.everyone())
    wide = (one.only(too_long) for one in openings if (too_long := runs(one.transport, options.most)))
    yield from blamed(wide, f"admit at most {options.most} ports in a row, as few as are needed")


def runs(carried: TransportSet, most: int) -> TransportSet:
    """The runs of tcp and udp ports that are too long; a whole protocol is another rule's."""
    found = [TransportSet.empty()]
    for protocol in (Protocol.TCP, Protocol.UDP):
        for run in carried.ports(protocol).intervals:
            if most <= run.last - run.first and not TransportSet.of(protocol) <= carried:
                found.append(TransportSet.of(protocol, (run.first, run.last)))
    return TransportSet.union(found)
