"""A security group of the basic type.

What it does: reports a group that is not of the enterprise type.
Why it matters: members of a basic group reach each other on every port unless told otherwise, and everything outside;
an enterprise group starts closed both ways.
Example: an `ecs.SecurityGroup` without `security_group_type`.
Instead: an enterprise group; its peers are networks and prefix lists, not groups.

    alicloud.ecs.SecurityGroup("web", vpc_id=vpc.id, security_group_type="enterprise")
References: Alibaba Cloud Config and InfraGuard `ecs-security-group-type-not-normal`.
"""

from collections.abc import Iterator

from yett_policies.network import Unknown
from yett_policies.rulebook import Finding, Stack, indeterminate, violated

SEVERITY = "low"
LEVEL = "disabled"
TITLE_ZH = "安全组为普通类型"
FIX_ZH = "使用企业级安全组（security_group_type=enterprise）"


def findings(stack: Stack) -> Iterator[Finding]:
    for group in stack.network.groups.values():
        if not group.complete:
            continue
        if isinstance(group.kind, Unknown):
            yield indeterminate(group, f'whether group "{group.name}" is of the basic type', [group.kind.what])
        elif group.kind == "basic":
            fix = 'set security_group_type to "enterprise"; peers that are groups become networks'
            yield violated(group, f'group "{group.name}" is of the basic type', fix)
