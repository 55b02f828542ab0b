"""A machine or balancer in the classic network.

What it does: reports an instance, database, cache or private balancer without a vswitch: what has none stands in the
classic network, which all accounts share.
Why it matters: there are no route tables, network ACLs and private ranges of one's own, and the cloud closes it down.
Example: an `alicloud_instance` without `vswitch_id`.
Instead: a vswitch of a VPC.

    alicloud.ecs.Instance("web", ..., vswitch_id=private.id)
References: Prowler `ecs_instance_no_legacy_network`; CIS Alibaba Cloud Foundation Benchmark 3.1 as Steampipe maps it.
"""

from collections.abc import Iterator

from yett_policies.resources import Resource, kinds
from yett_policies.resources.graph import unknown
from yett_policies.resources.values import blocks, unknowns, word
from yett_policies.rulebook import Finding, Stack, indeterminate, violated
from yett_policies.rulebook.unread import unread

SEVERITY = "high"
TITLE_ZH = "使用经典网络"
FIX_ZH = "放入 VPC 的交换机"
CLAUSES = {"mlps-level-3": ("8.1.2.1",)}
TYPES = (*kinds.INSTANCE, "alicloud_db_instance", "alicloud_kvstore_instance", "alicloud_mongodb_instance", *kinds.CLB)
PLACES = ("vswitch_id", "vpc_id", "subnet_id")
TEMPLATES = ("launch_template_id", "launch_template_name")
"""An instance may have its vswitch from these."""


def findings(stack: Stack) -> Iterator[Finding]:
    for one in stack.resources.each(*TYPES):
        if one.type in kinds.CLB and word(one, "address_type", "") != "intranet":
            continue
        if not one.is_read and not is_placed(one):
            yield from judged(stack, one)


def is_placed(one: Resource) -> bool:
    """Whether a vswitch is named, known or not, or an interface that has one."""
    inside = blocks(one, "network_interfaces")
    held = [one.props.get(prop) for prop in PLACES]
    held += [block.get(key) for block in inside for key in ("network_interface_id", "vswitch_id")]
    return any(value not in (None, "") for value in held)


def judged(stack: Stack, one: Resource) -> Iterator[Finding]:
    said = f'{kinds.spoken(one.type)} "{one.name}" has no vswitch and stands in the classic network'
    doubts = unknowns(one, "network_interfaces") + unread(stack, one, "vswitch_id")
    doubts += [unknown(one, prop).what for prop in TEMPLATES if one.props.get(prop) not in (None, "")]
    if doubts:
        yield indeterminate(one, f"whether {said}", doubts)
    else:
        yield violated(one, said, "name a vswitch of a VPC")
