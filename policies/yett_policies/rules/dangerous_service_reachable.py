"""A dangerous service that everyone can really reach.

What it does: reports every path, over an EIP, a public address, a forward entry, a listener or a managed service's
public connection, by which everyone reaches the port of a remote login, administration, database, file sharing,
messaging, big data or monitoring service, or of one that amplifies floods. Ports are those that arrive.
Why it matters: a group that is open may stand behind nothing; this is open, and somebody is trying it already.
Example: an EIP on an instance whose group admits 2375; a database connection with `security_ips: 0.0.0.0/0`.
Instead: take away the public address, or name the peers.

    alicloud.ecs.SecurityGroupRule("kafka", type="ingress", ip_protocol="tcp", port_range="9092/9092", policy="accept",
        priority=1, nic_type="intranet", security_group_id=brokers.id, source_security_group_id=consumers.id)
References: AWS EC2.19; KICS sensitive port map; Checkov CKV_ALI_9, CKV_ALI_43; US-CERT TA14-017A.
"""

from collections.abc import Iterator

from yett.packets.services import RISKS, of_risk
from yett_policies.frozen import frozen
from yett_policies.rulebook import Finding, Stack, exposed, for_everyone, option, ports, would_listen

SEVERITY = "critical"
TITLE_ZH = "高危服务经某条路径对所有人可达"
FIX_ZH = "去掉公网地址，或只写出确有需要的来源"
CLAUSES = {"mlps-level-3": ("8.1.3.1 a", "8.1.4.4 b")}
CLASSES = (
    *("remote-login", "admin", "database", "file-sharing", "messaging", "big-data", "amplification", "monitoring"),
)


@frozen
class Options:
    risks: tuple[str, ...] = option(CLASSES, "Classes of services that nobody opens to everyone.", choices=tuple(RISKS))
    ports: tuple[str, ...] = option((), 'More ports, such as "tcp/2048".', check=lambda text: ports([text]))


def findings(stack: Stack, options: Options) -> Iterator[Finding]:
    wanted = of_risk(*options.risks) | ports(options.ports)
    for row in for_everyone(stack.reaching(wanted)):
        met = would_listen(row.part.arriving, options.risks)
        yield exposed(row, "take away the public address, or name the peers", met)
