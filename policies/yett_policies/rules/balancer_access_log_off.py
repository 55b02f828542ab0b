"""A balancer that writes no access log.

What it does: reports an application load balancer (ALB) without an access log: neither in its own configuration, nor by
an attachment, nor by a collection policy of the Log Service. The provider cannot switch on the log of a CLB or NLB on
the balancer itself, so these are not judged.
Why it matters: without a record of who asked for what, an incident cannot be told from a rumour.
Example: an `alb.LoadBalancer` without `access_log_config`.
Instead: ship the log to a logstore.

    alicloud.alb.LoadBalancer("site", ...,
        access_log_config={"log_project": project.project_name, "log_store": store.logstore_name})
References: Alibaba Cloud Config and InfraGuard `slb-instance-log-enabled`; cdk-nag ELBLogging.
"""

from collections.abc import Iterator

from yett_policies.network import Unknown
from yett_policies.resources import UNKNOWN, Resource, kinds
from yett_policies.resources.graph import unknown
from yett_policies.resources.values import blocks, flag, is_unknown, items, unknowns, word
from yett_policies.rulebook import Finding, Stack, indeterminate, violated
from yett_policies.rulebook.unread import unread

SEVERITY = "medium"
TITLE_ZH = "负载均衡未开启访问日志"
FIX_ZH = "把访问日志投递到日志库（access_log_config）"
CLAUSES = {"mlps-level-3": ("8.1.3.5",)}
OWN = "access_log_config"
ATTACHMENT = "alicloud_alb_load_balancer_access_log_config_attachment"
POLICY = "alicloud_sls_collection_policy"


def findings(stack: Stack) -> Iterator[Finding]:
    for balancer in stack.resources.each(*kinds.ALB):
        ways = [own(stack, balancer), *attached(stack, balancer), *collected(stack, balancer)]
        doubts = [way.what for way in ways if isinstance(way, Unknown)]
        said = f'balancer "{balancer.name}" writes no access log'
        if True in ways:
            continue
        yield (
            indeterminate(balancer, f"whether {said}", doubts)
            if doubts
            else violated(balancer, said, "ship it to a logstore (access_log_config)")
        )


def own(stack: Stack, balancer: Resource) -> bool | Unknown:
    """Whether the balancer itself names a project; a project that is not known yet is one."""
    if missing := unread(stack, balancer, OWN):
        return Unknown(missing[0])
    if is_unknown(balancer, OWN):
        return unknown(balancer, OWN)
    named = [block.get("log_project") for block in blocks(balancer, OWN)]
    return any(value not in (None, "") for value in named)


def attached(stack: Stack, balancer: Resource) -> Iterator[bool | Unknown]:
    """What the attachments of the stack say of this balancer."""
    for one in stack.resources.each(ATTACHMENT):
        owner = stack.resources.ref(one, "load_balancer_id", kinds.ALB)
        yield owner if isinstance(owner, Unknown) else owner == balancer.urn


def collected(stack: Stack, balancer: Resource) -> Iterator[bool | Unknown]:
    """What the collection policies of the stack say of it."""
    for policy in stack.resources.each(POLICY):
        asked = [word(policy, "product_code", ""), word(policy, "data_code", "")]
        lost = unknowns(policy, "product_code", "data_code", "enabled", "policy_config")
        if lost:
            yield Unknown(lost[0])
        elif asked == ["alb", "access_log"] and flag(policy, "enabled", False) is True:
            yield from (covers(policy, config, balancer) for config in blocks(policy, "policy_config"))


def covers(policy: Resource, config: dict[str, object], balancer: Resource) -> bool | Unknown:
    """Whether a policy's choice of instances has this one; by tags or regions, nobody here knows."""
    mode = str(config.get("resource_mode", "")).lower()
    listed = items(config.get("instance_ids"))
    if mode == "all" or (mode == "instancemode" and balancer.id is not None and balancer.id in listed):
        return True
    # an id that is not known yet can be none of those that are written
    is_settled = mode == "instancemode" and UNKNOWN not in listed
    return False if is_settled else unknown(policy, "policy_config")
