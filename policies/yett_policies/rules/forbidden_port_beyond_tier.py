"""A forbidden port reached from outside its own tier.

What it does: reports a path by which any internet address, a named one included, reaches one of a list of ports, remaps
by forward entries and listeners followed; and a group that admits the port from private networks other than those its
members stand in. A peer that is named by its security group is a tier of its own choice; internet addresses in a group
without a path are `forbidden-port-open`.
Why it matters: the port is for those beside it; "10.0.0.0/8" is every team, every test machine and every VPN client.
Example: `port_range: 1521/1521, cidr_ip: 10.0.0.0/8`; a listener on 15210 with backend port 1521.
Instead: name the tier that uses it by its group.

    alicloud.ecs.SecurityGroupRule("oracle", type="ingress", ip_protocol="tcp", port_range="1521/1521", policy="accept",
        priority=1, nic_type="intranet", security_group_id=database.id, source_security_group_id=application.id)
References: Alibaba Cloud Config `sg-risky-ports-check` (configurable list).
"""

from collections.abc import Iterator
from dataclasses import replace

from yett.packets import INTERNET, AddressSet, TransportSet
from yett_policies.exposure.sets import addresses, reach
from yett_policies.frozen import frozen
from yett_policies.network import Interface, Network, Unknown
from yett_policies.rulebook import INDETERMINATE, Finding, GroupOpening, Stack, blamed, exposed, option, ports

SEVERITY = "high"
LEVEL = "advisory"
TITLE_ZH = "禁用端口可从所属层之外访问"
FIX_ZH = "用安全组写明使用它的那一层；去掉通往它的公网路径"
CLAUSES = {"mlps-level-3": ("8.1.2.1", "8.1.4.4 b")}
PRIVATE = AddressSet.everyone() - INTERNET


@frozen
class Options:
    ports: tuple[str, ...] = option(
        ("tcp/1521", "tcp/27017"), "Ports that only their own tier may reach.", check=lambda text: ports([text])
    )
    networks: tuple[str, ...] = option((), "Private networks that count as everybody's own tier.", check=AddressSet.of)


def findings(stack: Stack, options: Options) -> Iterator[Finding]:
    forbidden = ports(options.ports)
    for row in stack.reaching(forbidden):
        yield exposed(row, "take the public path to it away", "a port that only its own tier may reach")
    own = AddressSet.of(*options.networks)
    yield from blamed(
        beyond(stack, forbidden, own),
        "name the tier that uses it by its security group",
        "which is beyond the networks of its own tier",
    )


def beyond(stack: Stack, forbidden: TransportSet, own: AddressSet) -> Iterator[GroupOpening]:
    """What each group admits from private networks that none of its members stands in."""
    for admitted in (one for one in stack.admitted(forbidden, PRIVATE) if one.reach):
        tier, needs = networks_of(stack.network, admitted.group.urn)
        for opening in admitted.minus(reach(tier | own, TransportSet.all())).pieces():
            doubts = (*opening.needs, *needs)
            yield replace(opening, verdict=INDETERMINATE, needs=doubts) if needs else opening


def networks_of(network: Network, group: str) -> tuple[AddressSet, list[str]]:
    """The vswitches that a group's members stand in, and what is not known about that."""
    found, needs = AddressSet.empty(), list[str]()
    for host in network.interfaces.values():
        if isinstance(host.groups, Unknown):
            needs.append(host.groups.what)
        elif group in host.groups:
            stands, doubts = network_of(network, host)
            found, needs = found | stands, [*needs, *doubts]
    if not found and not needs:
        needs.append("where the members of the group stand, as none of them is in this stack")
    return found, list(dict.fromkeys(needs))


def network_of(network: Network, host: Interface) -> tuple[AddressSet, list[str]]:
    if isinstance(host.vswitch, Unknown):
        return AddressSet.empty(), [host.vswitch.what]
    vswitch = network.vswitches.get(host.vswitch or "")
    if vswitch is None:
        return AddressSet.empty(), [f'the network of "{host.name}", whose vswitch is not in this stack']
    if isinstance(vswitch.cidrs, Unknown):
        return AddressSet.empty(), [vswitch.cidrs.what]
    return addresses(vswitch.cidrs), []
