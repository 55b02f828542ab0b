"""SSH or RDP open to the internet.

What it does: reports a security group that admits tcp/22 or tcp/3389 from the internet, whatever way the rules say it.
Why it matters: whoever can reach the port can try keys and passwords on it, and everyone does, all day.
Example: `port_range: 22/22, cidr_ip: 0.0.0.0/0`; `1/1024` from 0.0.0.0/1 and 128.0.0.0/1.
Instead: declare the peers that administer the host, or use a session service.

    alicloud.ecs.SecurityGroupRule("ssh", type="ingress", ip_protocol="tcp", port_range="22/22", policy="accept",
        priority=1, nic_type="intranet", security_group_id=group.id, cidr_ip="203.0.113.0/24")
References: CIS Alibaba Cloud 4.3, 4.4; Checkov CKV_ALI_2, CKV_ALI_3; AWS EC2.13, EC2.14.
"""

from collections.abc import Iterator

from yett.packets import TransportSet
from yett_policies.rulebook import Finding, Stack, blamed

SEVERITY = "high"
TITLE_ZH = "SSH 或 RDP 对公网开放"
FIX_ZH = "只写出负责管理该主机的来源网段（cidr_ip），或删除该规则，改用会话管理服务"
CLAUSES = {"mlps-level-3": ("8.1.4.4 c",), "cis-alibaba-cloud": ("4.3", "4.4")}
LOGIN = TransportSet.tcp(22, 3389)


def findings(stack: Stack) -> Iterator[Finding]:
    yield from blamed(
        stack.open_to_everyone(LOGIN), "name the peers that administer the host (cidr_ip), or remove the rule"
    )
