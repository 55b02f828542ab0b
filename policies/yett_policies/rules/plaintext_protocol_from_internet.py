"""A protocol in clear over the internet.

What it does: reports a path by which internet addresses, named ones included, reach the port of a service that speaks
in clear, as it arrives, over whatever address, forward entry or listener.
Why it matters: passwords and data can be read and changed on the way, whoever is at the other end.
Example: FTP, Telnet, LDAP, VNC, SMTP, POP3 and IMAP; http ports where the option names them.
Instead: the protocol over TLS or SSH (SFTP, LDAPS, IMAPS), or a VPN.

    alicloud.ecs.SecurityGroupRule("imaps", type="ingress", ip_protocol="tcp", port_range="993/993", policy="accept",
        priority=1, nic_type="intranet", security_group_id=group.id, cidr_ip="0.0.0.0/0")
References: AWS EC2.19; PCI DSS 4.0 requirement 4.2.1 (strong cryptography over public networks); Prowler per-service
ingress checks.
"""

from collections.abc import Iterator

from yett_policies.frozen import frozen
from yett_policies.rulebook import Finding, Stack, exposed, option, ports, services, would_listen

SEVERITY = "medium"
TITLE_ZH = "明文协议经公网传输"
FIX_ZH = "改用加密的协议（如 SFTP、LDAPS、IMAPS）或 VPN"
CLAUSES = {"pci-dss-4": ("4.2.1",)}
IN_CLEAR = ("ftp", "telnet", "rlogin", "rsh", "rexec", "tftp", "ldap", "vnc", "smtp", "pop3", "imap")


@frozen
class Options:
    services: tuple[str, ...] = option(IN_CLEAR, "Services in clear, by name.", check=lambda name: services([name]))
    ports: tuple[str, ...] = option((), 'More ports, such as "tcp/80".', check=lambda text: ports([text]))


def findings(stack: Stack, options: Options) -> Iterator[Finding]:
    wanted = services(options.services) | ports(options.ports)
    for row in stack.reaching(wanted):
        met = would_listen(row.part.arriving & services(options.services))
        yield exposed(row, "use the protocol over TLS or SSH, or a VPN", met or "which is in clear")
