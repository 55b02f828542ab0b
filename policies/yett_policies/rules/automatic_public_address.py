"""Machines that get a public address by being started.

What it does: reports a launch template, scaling configuration, Kubernetes node pool or set of instances with internet
bandwidth, and a scaling configuration for containers that creates EIPs: every machine it starts has a public address.
Why it matters: a fleet grows by night, and each machine is one more door that nobody decided on.
Example: an `ess.ScalingConfiguration` with `internet_max_bandwidth_out: 10`.
Instead: no address; a balancer in front for what comes in, a NAT gateway for what goes out.

    alicloud.ess.ScalingConfiguration("web", ..., internet_max_bandwidth_out=0)
References: AWS EC2.15 and EC2.25; Alibaba Cloud Config, launch templates without a public IP.
"""

from collections.abc import Iterator

from yett_policies.network import Unknown
from yett_policies.resources import Resource, kinds
from yett_policies.resources.values import flag, number
from yett_policies.rulebook import Finding, Stack, indeterminate, violated

SEVERITY = "high"
TITLE_ZH = "启动模板或伸缩配置自动分配公网地址"
FIX_ZH = "将公网带宽设为 0，入口使用负载均衡，出口使用 NAT 网关"
CLAUSES = {"mlps-level-3": ("8.1.3.1 a",)}
BANDWIDTH = "internet_max_bandwidth_out"
OWN_EIP = "auto_create_eip"
TABLE = {
    "alicloud_ecs_launch_template": BANDWIDTH,
    "alicloud_ecs_instance_set": BANDWIDTH,
    "alicloud_launch_template": BANDWIDTH,
    "alicloud_cs_kubernetes_node_pool": BANDWIDTH,
    "alicloud_ess_scaling_configuration": BANDWIDTH,
    "alicloud_ess_eci_scaling_configuration": OWN_EIP,
}
"""Type -> the property that gives an address; left out, there is none."""


def findings(stack: Stack) -> Iterator[Finding]:
    for kind, prop in TABLE.items():
        for one in stack.resources.each(kind):
            if not one.is_read:
                yield from judged(one, prop)


def judged(one: Resource, prop: str) -> Iterator[Finding]:
    gives = flag(one, prop, False) if prop == OWN_EIP else number(one, prop, 0)
    said = f'every machine of {kinds.spoken(one.type)} "{one.name}" gets a public address'
    if isinstance(gives, Unknown):
        yield indeterminate(one, f"whether {said}", [gives.what])
    elif gives:
        yield violated(one, said, f"leave {prop} out; use a balancer and a NAT gateway")
