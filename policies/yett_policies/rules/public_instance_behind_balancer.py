"""A server behind a balancer with a public address of its own.

What it does: reports an instance that a balancer sends requests to and that has an EIP, internet bandwidth or public
IPv6 bandwidth as well, on whatever interface.
Why it matters: the way around the balancer has none of its lists, certificates and logs; whoever finds it comes in
there.
Example: an instance with `internet_max_bandwidth_out: 10` in a server group.
Instead: no public address; for updates, a NAT gateway.

    alicloud.ecs.Instance("web", ..., internet_max_bandwidth_out=0)
References: rule of our own; Alibaba Cloud Config `ecs-instance-no-public-ip` (any instance).
"""

from collections.abc import Iterator

from yett_policies.network import Interface, Member, Network, Unknown
from yett_policies.rulebook import Finding, Stack, indeterminate, violated
from yett_policies.rulebook.public_hosts import HOSTS, address_doubts, owner, public_owners

SEVERITY = "high"
TITLE_ZH = "负载均衡后的服务器另有公网地址"
FIX_ZH = "去掉服务器的公网地址，出网改走 NAT 网关"
CLAUSES = {"mlps-level-3": ("8.1.3.1 a",)}
FIX = "take its public address away; for what it fetches, use a NAT gateway"


def findings(stack: Stack) -> Iterator[Finding]:
    network = stack.network
    known = (one.target for one in members(network) if isinstance(one.target, str))
    behind = {owner(network.interfaces[urn]) for urn in known if urn in network.interfaces}
    public, doubts = public_owners(network), address_doubts(network)
    for host in network.interfaces.values():
        if host.urn in behind:
            yield from judged(host, public, doubts.get(host.urn, []))
    yield from lost_servers(network, public)
    yield from lost_addresses(network, behind - public)


def members(network: Network) -> Iterator[Member]:
    """Every server of every listener and server group, those that are not known too."""
    yield from (member for listener in network.listeners for member in listener.members)
    yield from (member for group in network.server_groups.values() for member in group.members)


def judged(host: Interface, public: set[str], doubts: list[str]) -> Iterator[Finding]:
    said = f'"{host.name}" is behind a balancer and has a public address of its own'
    if host.urn in public:
        yield violated(host, said, FIX)
    elif doubts:
        yield indeterminate(host, f"whether {said}", doubts)


def lost_servers(network: Network, public: set[str]) -> Iterator[Finding]:
    """A server that is not known may be one with a public address, where there is any."""
    for member in members(network) if public else ():
        if isinstance(member.target, Unknown) and member.urn:
            said = "whether a server behind a balancer has a public address of its own"
            yield indeterminate(member.urn, said, [member.target.what])


def lost_addresses(network: Network, private: set[str]) -> Iterator[Finding]:
    """An EIP that is bound to what is not known may be such a server's, where there is any."""
    for one in network.associations if private else ():
        if isinstance(one.target, Unknown) and one.target_type in HOSTS:
            said = "whether an EIP gives a server behind a balancer a public address of its own"
            yield indeterminate(one, said, [one.target.what])
