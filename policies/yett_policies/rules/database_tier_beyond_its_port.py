"""A database tier that other tiers reach on more than its port.

What it does: reports machines of a database tier that another tier of the stack reaches on tcp or udp ports that
are no database's, after all groups, network ACLs and routes on both sides. A tier is a database tier by a word of its
machines', groups' or vswitch's names; its own members and management tiers may do more.
Why it matters: a web server that is broken into should find a database behind one port, not a machine.
Example: a group of the database that admits `1/65535` from the web tier's group.
Instead: the database's port from that group.

    alicloud.ecs.SecurityGroupRule("mysql", type="ingress", ip_protocol="tcp", port_range="3306/3306", policy="accept",
        priority=1, nic_type="intranet", security_group_id=database.id, source_security_group_id=web.id)
References: rule of our own; GB/T 22239-2019 8.1.3.2 c (ports and protocols are checked).
"""

from collections.abc import Iterator

from yett.packets.services import of_risk
from yett_policies.exposure import flows
from yett_policies.frozen import frozen
from yett_policies.rulebook import Finding, Stack, option, ports
from yett_policies.rulebook.between import PORTS, is_called, passing

SEVERITY = "high"
LEVEL = "advisory"
TITLE_ZH = "数据库层向其他层开放了数据库之外的端口"
FIX_ZH = "只向使用它的安全组放行数据库端口"
CLAUSES = {"mlps-level-3": ("8.1.3.2 c", "8.1.4.4 b")}
DATABASES = of_risk("database")
WORDS = ("database", "databases", "db", "mysql", "postgres", "postgresql", "redis", "mongo", "mongodb")
MANAGEMENT = ("bastion", "jump", "jumphost", "management", "admin", "ops", "monitoring")


@frozen
class Options:
    words: tuple[str, ...] = option(WORDS, "Words of a name that say that a tier is a database's.")
    management: tuple[str, ...] = option(MANAGEMENT, "Words of a name that say that a tier manages others.")
    ports: tuple[str, ...] = option((), "More ports that a database serves.", check=lambda text: ports([text]))


def findings(stack: Stack, options: Options) -> Iterator[Finding]:
    network = stack.network
    others = PORTS - DATABASES - ports(options.ports)
    for flow in flows(network, lambda tier: is_called(network, tier, options.words)):
        if not is_called(network, flow.source, (*options.words, *options.management)):
            yield from passing(flow, others, "admit the database's own port from the group of the tier that uses it")
