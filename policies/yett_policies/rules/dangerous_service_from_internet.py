"""A service that was never meant for strangers open to the internet.

What it does: reports a security group that admits the port of an administration, file sharing, messaging, big data or
monitoring service, or of one that amplifies floods, from the internet; the finding names the services. SSH, RDP and
databases have rules of their own.
Why it matters: Docker, kubelet, etcd, SMB, Kafka, Hadoop and their like trust whoever reaches them.
Example: `port_range: 2375/2375, cidr_ip: 0.0.0.0/0` (Docker); `udp 161/161` (SNMP).
Instead: admit the machines that use it, by their group.

    alicloud.ecs.SecurityGroupRule("kafka", type="ingress", ip_protocol="tcp", port_range="9092/9092", policy="accept",
        priority=1, nic_type="intranet", security_group_id=brokers.id, source_security_group_id=consumers.id)
References: AWS EC2.19; KICS sensitive port map; Prowler per-service ingress checks; US-CERT TA14-017A.
"""

from collections.abc import Iterator

from yett.packets import TransportSet
from yett.packets.services import RISKS, of_risk
from yett_policies.frozen import frozen
from yett_policies.rulebook import Finding, Stack, blamed, option, would_listen

SEVERITY = "high"
TITLE_ZH = "不应面向陌生人的服务对公网开放"
FIX_ZH = "按安全组只放行使用该服务的机器"
CLAUSES = {"mlps-level-3": ("8.1.4.4 b",)}
CLASSES = ("remote-login", "admin", "file-sharing", "messaging", "big-data", "amplification", "monitoring")
OWN_RULE = TransportSet.tcp(22, 3389)


@frozen
class Options:
    risks: tuple[str, ...] = option(CLASSES, "Classes of services that nobody opens to everyone.", choices=tuple(RISKS))


def findings(stack: Stack, options: Options) -> Iterator[Finding]:
    found = stack.open_to_everyone(of_risk(*options.risks) - OWN_RULE)
    fix = "admit the machines that use it by their security group"
    yield from blamed(found, fix, lambda one: would_listen(one.transport, options.risks))
