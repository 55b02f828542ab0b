"""Administration that starts from any tier.

What it does: reports machines whose administration ports other tiers of the stack reach, after all groups, network ACLs
and routes on both sides, unless the other is a management tier by a word of its machines', groups' or vswitch's names.
Why it matters: from one machine that is broken into, the next is one reused key away.
Example: a group that admits tcp/22 from the whole VPC.
Instead: administration from the bastion's group alone.

    alicloud.ecs.SecurityGroupRule("ssh", type="ingress", ip_protocol="tcp", port_range="22/22", policy="accept",
        priority=1, nic_type="intranet", security_group_id=web.id, source_security_group_id=bastion.id)
References: rule of our own; GB/T 22239-2019 8.1.4.4 c (management terminals by method or address range).
"""

from collections.abc import Iterator

from yett_policies.exposure import flows
from yett_policies.frozen import frozen
from yett_policies.rulebook import Finding, Stack, option, ports
from yett_policies.rulebook.between import is_called, passing

SEVERITY = "medium"
LEVEL = "disabled"
TITLE_ZH = "可从其他层发起管理登录"
FIX_ZH = "管理端口只对堡垒机的安全组放行"
CLAUSES = {"mlps-level-3": ("8.1.4.4 c",)}
LOGIN = ("tcp/22", "tcp/3389", "tcp/5985-5986")
MANAGEMENT = ("bastion", "jump", "jumphost", "management", "admin", "ops")


@frozen
class Options:
    ports: tuple[str, ...] = option(LOGIN, "Ports of administration.", check=lambda text: ports([text]))
    management: tuple[str, ...] = option(MANAGEMENT, "Words of a name that say that a tier manages others.")


def findings(stack: Stack, options: Options) -> Iterator[Finding]:
    login = ports(options.ports)
    for flow in flows(stack.network):
        if flow.source is not flow.destination and not is_called(stack.network, flow.source, options.management):
            yield from passing(flow, login, "admit administration from the bastion's security group alone")
