"""A forward entry that maps a whole address.

What it does: reports a forward entry that hands every port of an external address, of one protocol or of all, to an
internal address, or every port of the internal address.
Why it matters: the host stands on the internet with everything that listens on it, now or later; the NAT gateway in
front of it filters nothing.
Example: `ip_protocol: any, external_port: any, internal_port: any`; `tcp, 1/65535`.
Instead: one forward entry for each port that is needed.

    alicloud.vpc.ForwardEntry("https", forward_table_id=gateway.forward_table_ids, external_ip=eip.ip_address,
        external_port="443", ip_protocol="tcp", internal_ip=host.private_ip, internal_port="443")
References: rule of our own; the provider's forward_entry page (`any`).
"""

from collections.abc import Iterator

from yett_policies.network import ForwardEntry, PortRange, Unknown
from yett_policies.rulebook import Finding, Stack, indeterminate, violated

SEVERITY = "high"
TITLE_ZH = "DNAT 条目映射整个地址"
FIX_ZH = "为每个确有需要的端口各写一条 DNAT 条目"
CLAUSES = {"mlps-level-3": ("8.1.3.2 c",)}
FIX = "write one forward entry for each port that is needed"


def findings(stack: Stack) -> Iterator[Finding]:
    for entry in stack.network.forward_entries:
        asked = (entry.protocol, entry.external_ports, entry.internal_ports)
        doubts = [value.what for value in asked if isinstance(value, Unknown)]
        said = f'forward entry "{entry.name}" hands every port of its address on'
        if is_whole(entry):
            yield violated(entry, said, FIX)
        elif doubts:
            yield indeterminate(entry, f"whether {said}", doubts)


def is_whole(entry: ForwardEntry) -> bool:
    """Whether every port of a protocol passes, as far as it is known; "any" has every port."""
    return is_every(entry.external_ports) or is_every(entry.internal_ports)


def is_every(found: PortRange | Unknown) -> bool:
    return isinstance(found, PortRange) and found.first <= 1 and found.last == 65535
