"""A NAT gateway of the old type.

What it does: reports an internet NAT gateway of type Normal.
Why it matters: the cloud no longer sells or develops it; it has no vswitch of its own, so that no network ACL and no
flow log of a vswitch stands where it does.
Example: `nat_type: Normal`.
Instead: an enhanced gateway in a vswitch of its own.

    alicloud.vpc.NatGateway("gate", vpc_id=vpc.id, vswitch_id=public.id, nat_type="Enhanced")
References: InfraGuard `natgateway-eip-used-check` (what it really checks); the provider's page (`nat_type`).
"""

from collections.abc import Iterator

from yett_policies.network import Unknown
from yett_policies.resources import kinds
from yett_policies.resources.values import word
from yett_policies.rulebook import Finding, Stack, indeterminate, violated

SEVERITY = "low"
LEVEL = "advisory"
TITLE_ZH = "NAT 网关不是增强型"
FIX_ZH = "改用增强型 NAT 网关，并放入单独的交换机"


def findings(stack: Stack) -> Iterator[Finding]:
    for one in stack.resources.each(*kinds.NAT):
        # left out: the provider makes an enhanced one, as it can make no other since 1.137.0
        found = word(one, "nat_type", "enhanced")
        said = f'NAT gateway "{one.name}" is of the old type'
        if isinstance(found, Unknown):
            yield indeterminate(one, f"whether {said}", [found.what])
        elif found == "normal":
            yield violated(one, said, "replace it by an enhanced gateway in a vswitch of its own")
