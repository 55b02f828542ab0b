"""A Cloud Firewall policy that lets everyone in on every port.

What it does: reports an access control policy for incoming traffic that accepts every port of tcp, udp or any protocol
from so many that nobody can know them, whatever it protects. Policies that are not released do not count.
Why it matters: the firewall is bought, named in the report, and lets everything through.
Example: `acl_action: accept, direction: in, source: 0.0.0.0/0, proto: ANY, dest_port: 0/0`.
Instead: the ports that are served, and a last policy that drops.

    alicloud.cloudfirewall.ControlPolicy("web", acl_action="accept", direction="in", proto="TCP",
        dest_port="443/443", ...)
References: the provider's page of the policy; GB/T 22239-2019 8.1.3.2 a (default deny).
"""

from collections.abc import Iterator

from yett_policies.exposure.sets import addresses
from yett_policies.network import Unknown
from yett_policies.resources import Resource, kinds
from yett_policies.resources.values import cidrs, ports, unknowns, word
from yett_policies.rulebook import Finding, Stack, indeterminate, is_crowd, violated

SEVERITY = "high"
TITLE_ZH = "云防火墙策略放行所有人访问所有端口"
FIX_ZH = "只放行对外服务的端口，末尾保留拒绝策略"
CLAUSES = {"mlps-level-3": ("8.1.3.2 a", "8.1.3.2 c")}
TYPES = ("alicloud_cloud_firewall_control_policy",)
DECIDING = ("acl_action", "direction", "proto", "release", "source", "source_type", "dest_port", "dest_port_type")
WHOLE = ("any", "tcp", "udp")
FIX = "accept the ports that are served and drop the rest"


def findings(stack: Stack) -> Iterator[Finding]:
    for one in stack.resources.each(*TYPES):
        if not may_be_open(one):
            continue
        said = f'{kinds.spoken(one.type)} "{one.name}" accepts every port from everyone'
        if doubts := [*unknowns(one, *DECIDING), *looked_up(one)]:
            yield indeterminate(one, f"whether {said}", doubts)
        else:
            yield violated(one, said, FIX)


def may_be_open(one: Resource) -> bool:
    """Whether no value that is known makes it harmless."""
    wanted = (("acl_action", ("accept",)), ("direction", ("in",)), ("release", ("true",)))
    defaults = {"release": "true"}
    plain = all(isinstance(found := word(one, prop, defaults.get(prop, "")), Unknown) or found in allowed
                for prop, allowed in wanted)  # fmt: skip
    proto = word(one, "proto", "any")
    named = isinstance(proto, Unknown) or proto.strip() in WHOLE
    return plain and named and may_be_everyone(one) and may_be_every_port(one)


def may_be_everyone(one: Resource) -> bool:
    if word(one, "source_type", "net") != "net":
        return True
    known, missing = cidrs(one, [one.props.get("source")], "source")
    return bool(missing) or is_crowd(addresses(known))


def may_be_every_port(one: Resource) -> bool:
    """A policy for any protocol names no port."""
    if word(one, "dest_port_type", "port") != "port":
        return True
    found = ports(one, one.props.get("dest_port"), "dest_port")
    return isinstance(found, Unknown) or (found.first <= 1 and found.last == 65535)


def looked_up(one: Resource) -> list[str]:
    """Address books: who and what is in them stands elsewhere."""
    found = []
    if word(one, "source_type", "net") in ("group", "location"):
        found.append(f'who is in the {one.props.get("source_type")} "{one.props.get("source")}"')
    if word(one, "dest_port_type", "port") == "group":
        found.append(f'which ports are in "{one.props.get("dest_port_group")}"')
    return found
