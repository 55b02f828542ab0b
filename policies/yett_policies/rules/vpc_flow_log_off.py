"""A VPC whose traffic nobody records.

What it does: reports a VPC that no active flow log of all its traffic covers, neither of the VPC nor of each of its
vswitches.
Why it matters: without a record of who connected, an incident cannot be told from a rumour.
Example: a VPC with no `vpc.FlowLog`; one that records accepted traffic only, or is switched off.
Instead: record the traffic of the whole VPC.

    alicloud.vpc.FlowLog("net", resource_type="VPC", resource_id=net.id, traffic_type="All", project_name=project.name,
        log_store_name=store.name)
References: Alibaba Cloud Config and InfraGuard `vpc-flow-logs-enabled`; AWS EC2.6; cdk-nag VPC7.
"""

from collections.abc import Iterator

from yett_policies.network import Unknown
from yett_policies.resources import Resource, kinds
from yett_policies.resources.values import unknowns, word
from yett_policies.rulebook import Finding, Stack, indeterminate, violated

SEVERITY = "medium"
LEVEL = "advisory"
TITLE_ZH = "VPC 未开启流日志"
FIX_ZH = "为整个 VPC 开启流日志，采集全部流量"
CLAUSES = {"mlps-level-3": ("8.1.3.5",)}
LOG = "alicloud_vpc_flow_log"
FIX = "record all of its traffic with a flow log of the VPC"


def findings(stack: Stack) -> Iterator[Finding]:
    covered, doubts = recorded(stack)
    for vpc in stack.resources.each(*kinds.VPC):
        if vpc.is_read or vpc.urn in covered or has_whole(stack, vpc.urn, covered):
            continue
        said = f'no flow log records the traffic of VPC "{vpc.name}"'
        needs = (
            doubts
            if stack.sees(LOG)
            else [f'flow logs of VPC "{vpc.name}", which reading a live account does not show']
        )
        yield indeterminate(vpc, f"whether {said}", needs) if needs else violated(vpc, said, FIX)


def recorded(stack: Stack) -> tuple[set[str], list[str]]:
    """VPCs and vswitches whose traffic is recorded for certain, and what may record some more."""
    covered: set[str] = set()
    doubts: list[str] = []
    for log in stack.resources.each(LOG):
        about = stack.resources.ref(log, "resource_id", kinds.VPC + kinds.VSWITCH)
        if not may_record(log):
            continue
        unsure = [*unknowns(log, "status", "traffic_type"), *([about.what] if isinstance(about, Unknown) else [])]
        if isinstance(about, str) and not unsure:
            covered.add(about)
        doubts += unsure
    return covered, doubts


def may_record(log: Resource) -> bool:
    """Whether it is on and records everything, as far as anybody knows."""
    status, traffic = word(log, "status", "active"), word(log, "traffic_type", "all")
    return (isinstance(status, Unknown) or status == "active") and (isinstance(traffic, Unknown) or traffic == "all")


def has_whole(stack: Stack, vpc: str, covered: set[str]) -> bool:
    """Whether every vswitch of a VPC is recorded; a VPC without any is not."""
    inside = [one.urn for one in stack.network.vswitches.values() if one.vpc == vpc]
    return bool(inside) and covered.issuperset(inside)
