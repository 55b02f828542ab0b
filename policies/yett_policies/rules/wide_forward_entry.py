"""A forward entry for a wide range of ports.

What it does: reports a forward entry that hands on more ports than the limit; a whole address is `forward-entry-any`.
Why it matters: a range is forwarded for one service and stays open for whatever listens in it next.
Example: `external_port: 8000/9000, internal_port: 8000/9000`.
Instead: one entry for each port; a service that needs many (passive FTP, media) gets as narrow a range as it can.

    alicloud.vpc.ForwardEntry("media", forward_table_id=gateway.forward_table_ids, external_ip=eip.ip_address,
        external_port="40000/40009", ip_protocol="udp", internal_ip=host.private_ip, internal_port="40000/40009")
References: cfn_nag W27 (the same of a group); the provider's forward_entry page (ranges).
"""

from collections.abc import Iterator

from yett_policies.frozen import frozen
from yett_policies.network import ForwardEntry, PortRange, Unknown
from yett_policies.rulebook import Finding, Stack, indeterminate, option, violated

SEVERITY = "medium"
TITLE_ZH = "DNAT 条目的端口范围过宽"
FIX_ZH = "逐个端口映射；确需范围的服务，把范围收到最窄"
CLAUSES = {"mlps-level-3": ("8.1.3.2 b",)}
EVERY = 65535


@frozen
class Options:
    most: int = option(10, "Ports of one forward entry, at most.", minimum=1, maximum=65534)


def findings(stack: Stack, options: Options) -> Iterator[Finding]:
    for entry in stack.network.forward_entries:
        ends = (entry.external_ports, entry.internal_ports)
        doubts = [end.what for end in ends if isinstance(end, Unknown)]
        widest = max((width(end) for end in ends if isinstance(end, PortRange)), default=0)
        if options.most < widest < EVERY:
            fix = f"forward at most {options.most} ports, as few as are needed"
            yield violated(entry, f'forward entry "{entry.name}" hands {widest} ports on', fix, traffic=shown(entry))
        elif doubts and widest < EVERY:
            yield indeterminate(entry, f'whether forward entry "{entry.name}" hands on many ports', doubts)


def width(found: PortRange) -> int:
    """How many ports; port 0 cannot be dialled."""
    return found.last - max(found.first, 1) + 1


def shown(entry: ForwardEntry) -> str:
    return f"{entry.protocol}/{entry.external_ports}" if isinstance(entry.protocol, str) else str(entry.external_ports)
