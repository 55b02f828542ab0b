"""Security groups with their rules, defaults of provider and cloud written out."""

from dataclasses import replace
from operator import attrgetter

from yett_policies.network import (
    EVERYONE4,
    PROTOCOLS,
    Cidr,
    GroupPeer,
    Peer,
    PortRange,
    PrefixListPeer,
    Ref,
    Rule,
    SecurityGroup,
    Unknown,
    implicit_rules,
)
from yett_policies.resources import Resource, kinds
from yett_policies.resources.graph import OUTSIDE, Graph, unknown
from yett_policies.resources.values import cidr, flag, one_of, ports, whole, word

KINDS = {"normal": "basic", "basic": "basic", "enterprise": "enterprise", "advanced": "enterprise"}


def security_groups(graph: Graph) -> tuple[dict[str, SecurityGroup], tuple[Rule, ...]]:
    """The groups by URN, and the rules whose group cannot be told."""
    groups = {r.urn: _group(graph, r) for r in graph.each(*kinds.GROUP)}
    written: dict[str, list[Rule]] = {}
    strays = []
    # by name: a preview and a state have them in different orders, and of one priority no rule is before another
    for resource in sorted(graph.each("alicloud_security_group_rule"), key=attrgetter("urn")):
        owner = graph.ref(resource, "security_group_id", kinds.GROUP)
        if isinstance(owner, str):
            written.setdefault(owner, []).append(_rule(graph, resource))
        else:
            strays.append(_rule(graph, resource))
    for urn, rules in written.items():
        group = groups.get(urn) or outside(urn)
        groups[urn] = replace(group, rules=(*rules, *group.rules))
    return groups, tuple(strays)


def outside(urn: str) -> SecurityGroup:
    """A group that is only named: it has rules, and the snapshot does not hold them."""
    what = Unknown(f'the group "{urn.removeprefix(OUTSIDE)}", which this snapshot does not manage')
    return SecurityGroup(urn, urn.removeprefix(OUTSIDE), what, what, what, (), complete=False)


def _group(graph: Graph, resource: Resource) -> SecurityGroup:
    kind = word(resource, "security_group_type", "normal")
    named = kind if isinstance(kind, Unknown) else KINDS.get(kind, Unknown(f'the type of group "{resource.name}"'))
    inner = _inner_access(resource)
    vpc = graph.required(resource, "vpc_id", kinds.VPC)
    rules = implicit_rules(resource.urn, named, inner)
    return SecurityGroup(resource.urn, resource.name, vpc, named, inner, rules, complete=not resource.is_read)


def _inner_access(resource: Resource) -> bool | Unknown:
    policy = one_of(resource, "inner_access_policy", "", ("accept", "drop", ""))
    if isinstance(policy, Unknown):
        return policy
    # `inner_access` is the deprecated switch for the same thing
    return policy == "accept" if policy else flag(resource, "inner_access", True)


def _rule(graph: Graph, resource: Resource) -> Rule:
    priority = whole(resource, resource.props.get("priority"), "priority", 1)
    direction = resource.props.get("type")
    policy = one_of(resource, "policy", "accept", ("accept", "drop"))
    return Rule(
        resource.urn,
        "egress" if direction == "egress" else "ingress",
        # an ingress rule if it is one: as long as nobody knows, neither accept nor drop is certain
        policy if direction in ("ingress", "egress") else unknown(resource, "type"),
        1 if priority is None else priority,
        one_of(resource, "ip_protocol", "all", PROTOCOLS),
        _ports(resource),
        _peer(graph, resource),
    )


def _ports(resource: Resource) -> PortRange | Unknown:
    value = resource.props.get("port_range")
    return ports(resource, "-1/-1" if value in (None, "") else value, "port_range")


def _peer(graph: Graph, resource: Resource) -> Peer:
    """A CIDR goes before a group, a group before a prefix list; none at all is everybody in IPv4.

    Source: the provider's security_group_rule page (precedence, default 0.0.0.0/0).
    """
    for prop in ("cidr_ip", "ipv6_cidr_ip"):
        if (value := resource.props.get(prop)) not in (None, ""):
            block = cidr(resource, value, prop)
            return (block,) if isinstance(block, Cidr) else block
    if (group := graph.ref(resource, "source_security_group_id", kinds.GROUP)) is not None:
        return group if isinstance(group, Unknown) else GroupPeer(group)
    if (listed := graph.ref(resource, "prefix_list_id", kinds.PREFIX_LIST)) is not None:
        return listed if isinstance(listed, Unknown) else PrefixListPeer(listed)
    return (EVERYONE4,)


def group_refs(graph: Graph, resource: Resource, *props: str) -> tuple[Ref, ...] | Unknown:
    """The groups that a resource joins by any of these properties, each once."""
    found: dict[Ref, None] = {}
    for prop in props:
        if resource.props.get(prop) is None:
            continue
        asked = graph.single if prop == "security_group_id" else graph.refs
        groups = asked(resource, prop, kinds.GROUP)
        if isinstance(groups, Unknown):
            return groups
        found |= dict.fromkeys(groups)
    return tuple(found)
