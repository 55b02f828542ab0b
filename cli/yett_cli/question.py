"""`tcp 198.51.100.7 -> web:22` read into its parts."""

import re
from ipaddress import ip_address

from yett.errors import SpecError
from yett_policies.frozen import frozen

PROTOCOLS = ("tcp", "udp", "icmp", "icmpv6", "gre")
WITH_PORTS = ("tcp", "udp")
FORM = "PROTOCOL SOURCE -> TARGET[:PORT], such as 'tcp 198.51.100.7 -> web:22' or 'tcp app -> db:3306'"
_FORM = re.compile(r"\s*(?P<protocol>\w+)\s+(?P<source>\S+)\s*->\s*(?P<target>\S.*?)\s*$")


@frozen
class Question:
    """One packet: `target` is a workload's name, URN or any of its addresses; `port` as dialled, None without ports.

    `source` is an address, a workload's name or URN, or a zone: what it is only the network says.
    """

    protocol: str
    source: str
    target: str
    port: int | None

    def __str__(self) -> str:
        return f"{self.protocol} {self.source} -> {self.target}" + ("" if self.port is None else f":{self.port}")


def question(text: str) -> Question:
    """Read the packet.

    >>> question("tcp 198.51.100.7 -> web:22")
    Question(protocol='tcp', source='198.51.100.7', target='web', port=22)
    >>> question("icmpv6 2001:db8::7 -> [2001:db8::1]").target
    '2001:db8::1'
    >>> question('tcp 198.51.100.7 -> alicloud_instance.web["a"]:22').target
    'alicloud_instance.web["a"]'

    Raises SpecError.
    """
    match = _FORM.match(text)
    if not match:
        raise SpecError("packet", got=text, allowed=FORM)
    protocol = match["protocol"].lower()
    if protocol not in PROTOCOLS:
        raise SpecError("packet.protocol", got=match["protocol"], allowed=", ".join(PROTOCOLS))
    target, port = _target(match["target"], protocol)
    return Question(protocol, _source(match["source"]), target, port)


def _source(text: str) -> str:
    """An address in its canonical text; anything else names something in the network."""
    try:
        return str(ip_address(text))
    except ValueError:
        return text


def _target(text: str, protocol: str) -> tuple[str, int | None]:
    if protocol not in WITH_PORTS:
        return _unwrapped(text), None
    target, colon, port = text.rpartition(":")
    if not colon or not port.isdecimal() or not 1 <= int(port) <= 65535:
        raise SpecError("packet.port", got=port or text, allowed=f"1..65535 after the target's colon; {FORM}")
    return _unwrapped(target), int(port)


def _unwrapped(target: str) -> str:
    """An IPv6 address out of its brackets; the last bracket of `alicloud_instance.web[0]` is its own."""
    return target[1:-1] if target.startswith("[") and target.endswith("]") else target
