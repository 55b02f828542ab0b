"""An interface in more groups than anybody can follow.

What it does: counts the groups of each instance, interface and fleet; reports more than the quota.
Why it matters: the cloud refuses the sixth by default; and what several groups admit together nobody reads off them.
Example: an instance with six `security_groups`.
Instead: one group for what the machine is, one for how it is administered.

    alicloud.ecs.Instance("app", ..., security_groups=[app.id, administration.id])
References: Alibaba Cloud, "security groups" (limits: groups of one interface).
"""

from collections.abc import Iterator

from yett_policies.frozen import frozen
from yett_policies.network import Interface, Unknown
from yett_policies.rulebook import Finding, Stack, indeterminate, option, violated

SEVERITY = "low"
TITLE_ZH = "网卡加入的安全组过多"
FIX_ZH = "合并安全组，减少网卡加入的数量"


@frozen
class Options:
    most: int = option(5, "Groups of one interface, at most.", minimum=1, maximum=10)


def findings(stack: Stack, options: Options) -> Iterator[Finding]:
    for host in stack.network.interfaces.values():
        yield from judged(host, options.most)


def judged(host: Interface, most: int) -> Iterator[Finding]:
    if isinstance(host.groups, Unknown):
        yield indeterminate(host, f'whether "{host.name}" is in more than {most} groups', [host.groups.what])
        return
    known = {urn for urn in host.groups if isinstance(urn, str)}
    lost = [urn.what for urn in host.groups if isinstance(urn, Unknown)]
    if len(known) > most:
        yield violated(host, f'"{host.name}" is in {len(known)} groups, {most} are allowed', "join fewer groups")
    elif len(known) + len(lost) > most:
        yield indeterminate(host, f'whether "{host.name}" is in more than {most} groups', lost)
