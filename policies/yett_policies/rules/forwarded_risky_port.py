"""A forward entry that leads the internet to a dangerous service.

What it does: reports a forward entry over which everyone reaches the port of a remote login, administration, database,
file sharing, messaging or big data service, or one of a list, whatever external number it was given. The path is
followed to its end: an entry without effect, or in front of a group that admits nobody, opens nothing.
Why it matters: 10022 instead of 22 hides nothing; scanners read what answers, not the number.
Example: `external_port: 10022, internal_port: 22` to a host whose group admits 0.0.0.0/0 on 22.
Instead: log in over a bastion or a session service, and let services be reached from private networks.

    alicloud.ecs.SecurityGroupRule("ssh", type="ingress", ip_protocol="tcp", port_range="22/22", policy="accept",
        priority=1, nic_type="intranet", security_group_id=group.id, cidr_ip="203.0.113.0/24")
References: Alibaba Cloud Config and InfraGuard `nat-risk-ports-check` (the exact external port only).
"""

from collections.abc import Iterator

from yett.packets.services import RISKS, of_risk
from yett_policies.frozen import frozen
from yett_policies.rulebook import Finding, Stack, exposed_by, for_everyone, option, ports, station, would_listen

SEVERITY = "high"
TITLE_ZH = "DNAT 条目把公网引向高危服务"
FIX_ZH = "改用堡垒机或会话管理登录；服务只从私网访问；或删除该 DNAT 条目"
CLAUSES = {"mlps-level-3": ("8.1.4.4 b", "8.1.3.1 a")}
CLASSES = ("remote-login", "admin", "database", "file-sharing", "messaging", "big-data")


@frozen
class Options:
    risks: tuple[str, ...] = option(CLASSES, "Classes of services that nobody forwards.", choices=tuple(RISKS))
    ports: tuple[str, ...] = option((), 'More ports, such as "tcp/8080".', check=lambda text: ports([text]))


def findings(stack: Stack, options: Options) -> Iterator[Finding]:
    wanted = of_risk(*options.risks) | ports(options.ports)
    for row in for_everyone(stack.reaching(wanted, via="forward-entry")):
        if entry := station(row, "forward-entry"):
            fix = "remove the forward entry, and reach the service over a bastion or a private network"
            yield exposed_by(row, entry, fix, would_listen(row.part.arriving & wanted))
