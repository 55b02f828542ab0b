"""A machine in the group that the cloud made by itself.

What it does: reports an instance that names no group and therefore joins the VPC's default group, and a default group
that has rules or members, as far as this stack shows it.
Why it matters: the cloud opened the default group for convenience (ssh, rdp and ping from everyone), and whoever
forgets to name a group is in it.
Example: an `ecs.Instance` in a vswitch without `security_groups`.
Instead: a group of its own.

    alicloud.ecs.Instance("app", ..., security_groups=[group.id])
References: AWS EC2.2; Huawei `vpc-default-sg-closed`; Alibaba Cloud, "security groups" (default security group).
"""

from collections.abc import Iterator

from yett_policies.frozen import frozen
from yett_policies.network import Interface, Network, Unknown
from yett_policies.resources import Resource, kinds
from yett_policies.resources.values import word
from yett_policies.rulebook import Finding, Stack, indeterminate, option, violated

SEVERITY = "medium"
LEVEL = "advisory"
TITLE_ZH = "使用了默认安全组"
FIX_ZH = "为实例指定专用的安全组"
CLAUSES = {"mlps-level-3": ("8.1.3.2 a",)}
MADE_BY_THE_CLOUD = "system created security group."
"""The description that the cloud gives to the groups it creates, in lower case."""


@frozen
class Options:
    names: tuple[str, ...] = option(("default",), "Names of default groups, without regard to case.")


def findings(stack: Stack, options: Options) -> Iterator[Finding]:
    for host in stack.network.interfaces.values():
        if host.kind == "instance":
            yield from joined(host)
    for group in stack.resources.each(*kinds.GROUP):
        if is_default(group, options.names) and is_used(stack.network, group.urn):
            yield violated(group, f'default group "{group.name}" has rules or members', "use a group of its own")


def joined(host: Interface) -> Iterator[Finding]:
    """An instance without a group of its own."""
    said = f'instance "{host.name}" names no group and joins the default one'
    if isinstance(host.groups, Unknown):
        yield indeterminate(host, f"whether {said}", [host.groups.what])
    elif not host.groups:
        yield violated(host, said, "name a group of its own (security_groups)")


def is_default(group: Resource, names: tuple[str, ...]) -> bool:
    """Whether the cloud made it, by its name or its description."""
    called = {word(group, prop, "") for prop in ("security_group_name", "name")}
    return bool(called & {name.lower() for name in names}) or word(group, "description", "") == MADE_BY_THE_CLOUD


def is_used(network: Network, urn: str) -> bool:
    """Whether it has a written rule or a member."""
    written = any(not rule.implicit for rule in network.groups[urn].rules)
    known = (host.groups for host in network.interfaces.values() if isinstance(host.groups, tuple))
    return written or any(urn in groups for groups in known)
