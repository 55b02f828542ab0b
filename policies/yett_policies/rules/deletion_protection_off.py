"""Something that takes the way in with it when it is deleted.

What it does: reports a balancer, NAT gateway, EIP, shared bandwidth, instance, database, cache, cluster, scaling group
or key whose deletion protection is off, wherever the provider has the switch. What is paid for in advance, and a spot
instance, has none.
Why it matters: one wrong `destroy`, or one stolen key, and the address, the data or the cluster is gone.
Example: an `slb.ApplicationLoadBalancer` without `delete_protection`.
Instead: switch it on.

    alicloud.slb.ApplicationLoadBalancer("site", ..., delete_protection="on")
References: Alibaba Cloud Config and InfraGuard `slb-delete-protection-enabled`; the provider's pages of each type.
"""

from collections.abc import Iterator

from yett_policies.frozen import frozen
from yett_policies.network import Unknown
from yett_policies.resources import Resource, kinds
from yett_policies.resources.values import block_of, blocks, unknowns, word
from yett_policies.rulebook import Finding, Stack, indeterminate, option, violated
from yett_policies.rulebook.unread import unread

SEVERITY = "medium"
LEVEL = "advisory"
TITLE_ZH = "未开启删除保护"
FIX_ZH = "开启删除保护"
PLAIN = ("deletion_protection",)
BLOCK = ("deletion_protection_enabled", "deletion_protection_config")
RELEASE = ("db_instance_release_protection",)
CLUSTERS = ("managed_kubernetes", "kubernetes", "edge_kubernetes", "serverless_kubernetes")
TABLE: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(kinds.CLB, ("delete_protection",)),
    **dict.fromkeys((*kinds.ALB, *kinds.NLB), BLOCK),
    **dict.fromkeys((*kinds.NAT, *kinds.EIP, *kinds.INSTANCE), PLAIN),
    **dict.fromkeys((f"alicloud_cs_{one}" for one in CLUSTERS), PLAIN),
    "alicloud_common_bandwidth_package": PLAIN,
    "alicloud_db_instance": PLAIN,
    "alicloud_db_readonly_instance": PLAIN,
    "alicloud_ess_scaling_group": ("group_deletion_protection",),
    "alicloud_hbase_instance": PLAIN,
    "alicloud_kms_key": PLAIN,
    "alicloud_kvstore_instance": ("instance_release_protection",),
    "alicloud_lindorm_instance_v2": PLAIN,
    "alicloud_mongodb_instance": RELEASE,
    "alicloud_mongodb_sharding_instance": RELEASE,
    "alicloud_polardb_cluster": ("deletion_lock",),
}
"""Type -> the properties that switch it; any of them is enough."""
ON = ("on", "true", "1", "1.0", "enabled")
PAID = ("payment_type", "instance_charge_type", "pay_type")
IN_ADVANCE = ("subscription", "prepaid", "prepay")
SPOT = ("spotaspricego", "spotwithpricelimit")


@frozen
class Options:
    types: tuple[str, ...] = option(
        tuple(sorted(TABLE)), "Types that are judged, in Terraform's words.", choices=tuple(sorted(TABLE))
    )


def findings(stack: Stack, options: Options) -> Iterator[Finding]:
    for kind in options.types:
        for one in stack.resources.each(kind):
            if not one.is_read and not has_none(one):
                yield from judged(stack, one, TABLE[kind])


def has_none(one: Resource) -> bool:
    """Whether the cloud offers it no protection: it is paid for in advance, or a spot instance."""
    return any(word(one, prop, "") in IN_ADVANCE for prop in PAID) or word(one, "spot_strategy", "") in SPOT


def judged(stack: Stack, one: Resource, props: tuple[str, ...]) -> Iterator[Finding]:
    switches = [value for prop in props for value in switched(one, prop)]
    if any(value in ON for value in switches):
        return
    doubts = [value.what for value in switches if isinstance(value, Unknown)]
    doubts += [*unread(stack, one, *props), *unknowns(one, *PAID, "spot_strategy")]
    said = f'{kinds.spoken(one.type)} "{one.name}" can be deleted in one step'
    if doubts:
        yield indeterminate(one, f"whether {said}", doubts)
    else:
        yield violated(one, said, f"switch {props[0]} on")


def switched(one: Resource, prop: str) -> list[str | Unknown]:
    """What a property says; of a block, what its switch says."""
    inside = [word(block_of(one, prop, block), "enabled", "off") for block in blocks(one, prop)]
    return inside or [word(one, prop, "off")]
