"""A machine with a public address of its own.

What it does: reports an instance, container group, scaling configuration or launch template whose machines have
internet bandwidth, an EIP or public IPv6 bandwidth, on whatever interface, whatever their groups admit.
Why it matters: every port that a group admits by mistake is open at once; a machine without an address has nothing
to open.
Example: an instance with `internet_max_bandwidth_out: 10`, or an `alicloud_eip_association` to it.
Instead: a balancer or a forward entry for what is served, a NAT gateway for what is fetched, a bastion for login.

    alicloud.ecs.Instance("web", ..., internet_max_bandwidth_out=0)
References: Alibaba Cloud Config and InfraGuard `ecs-instance-no-public-ip`; AWS EC2.9, EC2.25; cdk-nag
EC2InstanceNoPublicIp.
"""

from collections.abc import Iterator

from yett_policies.network import Network
from yett_policies.resources import OUTSIDE
from yett_policies.rulebook import Finding, Stack, indeterminate, violated
from yett_policies.rulebook.public_hosts import address_doubts, elsewhere, lost, public_owners

SEVERITY = "high"
LEVEL = "advisory"
TITLE_ZH = "主机有自己的公网地址"
FIX_ZH = "去掉公网地址：对外服务用负载均衡或端口转发，出网用 NAT 网关，登录用堡垒机"
CLAUSES = {"mlps-level-3": ("8.1.3.1 a",)}
FIX = "take the public address away; serve through a balancer, fetch through a NAT gateway, log in through a bastion"


def findings(stack: Stack) -> Iterator[Finding]:
    network = stack.network
    public, doubts = public_owners(network), address_doubts(network)
    for host in network.interfaces.values():
        said = f'{host.kind.replace("-", " ")} "{host.name}" has a public address of its own'
        if host.urn in public:
            yield violated(host, said, FIX)
        elif host.urn in doubts:
            yield indeterminate(host, f"whether {said}", doubts[host.urn])
    yield from beyond(network)


def beyond(network: Network) -> Iterator[Finding]:
    """Addresses of machines of other stacks, and of those that nobody knows."""
    for one in elsewhere(network):
        machine = str(one.target).removeprefix(OUTSIDE)
        yield violated(one, f'the EIP gives "{machine}", which is not in this stack, a public address of its own', FIX)
    for made, what in lost(network):
        yield indeterminate(made, "whether this gives a machine a public address of its own", [what])
