"""A port opened for the wrong protocol.

What it does: reports a group rule, a forward entry or a listener for udp on a port whose well-known service speaks tcp
only, or the other way round, and for nothing else; wide ranges are other rules'.
Why it matters: the service does not work, so the right port is opened beside it; the wrong one stays, for whatever
speaks that protocol next.
Example: `ip_protocol: udp, port_range: 22/22`; `tcp 161/161` for SNMP.
Instead: the protocol that the service speaks.

    alicloud.ecs.SecurityGroupRule("mysql", type="ingress", ip_protocol="tcp", port_range="3306/3306", policy="accept",
        priority=1, nic_type="intranet", security_group_id=database.id, source_security_group_id=application.id)
References: the IANA port registry; rule of our own.
"""

from collections.abc import Iterator
from functools import cache

from yett.packets import AddressSet, Protocol, TransportSet
from yett.packets.services import SERVICES, named
from yett_policies.exposure.balancers import carried
from yett_policies.exposure.sets import transport
from yett_policies.frozen import frozen
from yett_policies.network import ForwardEntry, PortRange, Rule, Unknown
from yett_policies.rulebook import Finding, GroupOpening, Stack, blamed, indeterminate, option, services, violated

SEVERITY = "low"
LEVEL = "advisory"
TITLE_ZH = "端口的协议写错"
FIX_ZH = "改为该服务真正使用的协议，或删除该规则"
CLAUSES = {"mlps-level-3": ("8.1.3.2 b", "8.1.3.2 c")}
WELL_KNOWN = (
    *("ssh", "ftp", "telnet", "smtp", "http", "pop3", "imap", "smb", "winrm", "docker", "kubernetes-api"),
    *("mysql", "postgresql", "mssql", "oracle", "redis", "mongodb", "elasticsearch", "kafka", "zookeeper"),
    *("ntp", "snmp", "tftp", "dhcp"),
)
FIX = "open the protocol that the service speaks, or nothing"


@frozen
class Options:
    services: tuple[str, ...] = option(
        WELL_KNOWN, "Services whose other protocol is a mistake.", check=lambda name: services([name])
    )


def findings(stack: Stack, options: Options) -> Iterator[Finding]:
    wrong = other_side(options.services)
    openings = (opening for one in stack.admitted(wrong, AddressSet.everyone()) for opening in one.by_rule())
    yield from blamed((one for one in openings if may_be_mistake(one, wrong)), FIX)
    for entry in stack.network.forward_entries:
        yield from judged(entry.urn, f'forward entry "{entry.name}"', forwarded(entry), wrong, doubts_of(entry))
    for listener in stack.network.listeners:
        asked = (listener.protocol, listener.ports)
        doubts = [value.what for value in asked if isinstance(value, Unknown)]
        yield from judged(listener.urn, f'listener "{listener.name}"', carried(listener), wrong, doubts)


@cache
def other_side(names: tuple[str, ...]) -> TransportSet:
    """The ports of services in the protocol that they do not speak, where no other service speaks it either."""
    sides = ((Protocol.TCP, Protocol.UDP), (Protocol.UDP, Protocol.TCP))
    found = [
        TransportSet.of(other, (run.first, run.last))
        for name in names
        for own, other in sides
        for run in named(name).transport.ports(own).intervals
    ]
    return TransportSet.union(found) - TransportSet.union(one.transport for one in SERVICES)


def may_be_mistake(opening: GroupOpening, wrong: TransportSet) -> bool:
    return any(is_all_wrong(rule, wrong) for rule in opening.rules)


def is_all_wrong(rule: Rule, wrong: TransportSet) -> bool:
    """Whether a rule is for such ports alone, or may be."""
    if isinstance(rule.protocol, Unknown) or isinstance(rule.ports, Unknown):
        return True
    return transport(rule.protocol, rule.ports) <= wrong


def forwarded(entry: ForwardEntry) -> TransportSet:
    inner = entry.internal_ports if isinstance(entry.internal_ports, PortRange) else PortRange(1, 65535)
    if isinstance(entry.protocol, Unknown):
        return transport("tcp", inner) | transport("udp", inner)
    return transport(entry.protocol, inner)


def doubts_of(entry: ForwardEntry) -> list[str]:
    return [value.what for value in (entry.protocol, entry.internal_ports) if isinstance(value, Unknown)]


def judged(urn: str, called: str, opened: TransportSet, wrong: TransportSet, doubts: list[str]) -> Iterator[Finding]:
    if doubts and opened & wrong:
        yield indeterminate(urn, f"whether {called} is for a protocol that no service speaks there", doubts)
    elif opened and opened <= wrong:
        said = f"{called} is for {opened}, which no well-known service speaks"
        yield violated(urn, said, FIX, traffic=str(opened))
