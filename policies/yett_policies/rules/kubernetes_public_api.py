"""A Kubernetes cluster whose API server has a public address.

What it does: reports a cluster whose API server is given a public balancer or EIP; the provider gives one unless it is
told not to, except to serverless clusters.
Why it matters: whoever holds one leaked kubeconfig, or the next flaw of the API server, has the whole cluster.
Example: an `alicloud_cs_managed_kubernetes` without `slb_internet_enabled`.
Instead: the private endpoint, over a bastion or a VPN.

    alicloud.cs.ManagedKubernetes("shop", ..., slb_internet_enabled=False)
References: the provider's pages of each type (`slb_internet_enabled`: default true); AWS EKS.1.
"""

from collections.abc import Iterator

from yett_policies.network import Unknown
from yett_policies.resources import kinds
from yett_policies.resources.values import flag
from yett_policies.rulebook import Finding, Stack, indeterminate, violated

SEVERITY = "high"
LEVEL = "advisory"
TITLE_ZH = "Kubernetes API Server 有公网地址"
FIX_ZH = "关闭 API Server 的公网访问，经堡垒机或 VPN 使用内网地址"
CLAUSES = {"mlps-level-3": ("8.1.4.4 c",)}
SWITCHES = {
    "alicloud_cs_managed_kubernetes": ("slb_internet_enabled", True),
    "alicloud_cs_kubernetes": ("slb_internet_enabled", True),
    "alicloud_cs_edge_kubernetes": ("slb_internet_enabled", True),
    "alicloud_cs_serverless_kubernetes": ("endpoint_public_access_enabled", False),
}
"""Type -> (its switch, what it is when left out)."""


def findings(stack: Stack) -> Iterator[Finding]:
    for kind, (switch, default) in SWITCHES.items():
        for one in stack.resources.each(kind):
            on = flag(one, switch, default)
            said = f'the API server of {kinds.spoken(kind)} "{one.name}" has a public address'
            if isinstance(on, Unknown):
                yield indeterminate(one, f"whether {said}", [on.what])
            elif on:
                yield violated(one, said, f"set {switch} to false and use the private endpoint")
