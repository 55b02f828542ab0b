"""Security groups by the textbook loop: priority by priority, drops before accepts, over all groups of an interface."""

from collections.abc import Iterator

from .cloud import Cloud, Resource, port_in, protocol_in, within
from .interfaces import groups_of, interfaces, private_addresses

INNER = "inner-access"


def admitted(cloud: Cloud, interface: Resource, source: str, protocol: str, port: int | None) -> str | None:
    """The rule that lets the packet in, or None; AuthorizeSecurityGroup: 1..100, smaller first, drop wins a tie."""
    if shares_open_group(cloud, interface, source):
        return INNER
    rule = first_match(cloud, groups_of(interface), source, protocol, port)
    return rule["address"] if rule and rule["values"].get("policy", "accept") == "accept" else None


def refused(cloud: Cloud, groups: list[str], source: str, protocol: str, port: int | None) -> bool:
    """Whether a rule drops the packet; ALB and NLB groups let everything else through."""
    rule = first_match(cloud, groups, source, protocol, port)
    return rule is not None and rule["values"].get("policy", "accept") == "drop"


def first_match(cloud: Cloud, groups: list[str], source: str, protocol: str, port: int | None) -> Resource | None:
    """The ingress rule that decides over the pooled groups."""
    pool = [r for r in ingress_rules(cloud, groups) if matches(cloud, r, source, protocol, port)]
    for priority in range(1, 101):
        for policy in ("drop", "accept"):
            for rule in pool:
                values = rule["values"]
                if values.get("priority", 1) == priority and values.get("policy", "accept") == policy:
                    return rule
    return None


def ingress_rules(cloud: Cloud, groups: list[str]) -> Iterator[Resource]:
    """Rules of these groups for traffic that arrives."""
    for rule in cloud.all("alicloud_security_group_rule"):
        if rule["values"]["security_group_id"] in groups and rule["values"]["type"] == "ingress":
            yield rule


def matches(cloud: Cloud, rule: Resource, source: str, protocol: str, port: int | None) -> bool:
    """Whether one rule speaks of this packet."""
    values = rule["values"]
    if not protocol_in(protocol, values["ip_protocol"]):
        return False
    if values["ip_protocol"] in ("tcp", "udp") and not port_in(port, values.get("port_range", "-1/-1")):
        return False
    return peer_matches(cloud, values, source)


def peer_matches(cloud: Cloud, values: Resource, source: str) -> bool:
    """Whether the source is in the rule's peer; a CIDR comes before a group, a group before a prefix list."""
    cidrs = [c for c in (values.get("cidr_ip"), values.get("ipv6_cidr_ip")) if c]
    if cidrs:
        return any(within(source, c) for c in cidrs)
    if group := values.get("source_security_group_id"):
        return source in member_addresses(cloud, group)
    return any(within(source, c) for c in prefix_list(cloud, values.get("prefix_list_id")))


def member_addresses(cloud: Cloud, group: str) -> list[str]:
    """Private addresses of everything that has joined the group."""
    return [a for i in interfaces(cloud) if group in groups_of(i) for a in private_addresses(i)]


def prefix_list(cloud: Cloud, wanted: str | None) -> list[str]:
    """The list's blocks."""
    found = cloud.by_id(wanted, "alicloud_ecs_prefix_list") if wanted else None
    return [e["cidr"] for e in found["values"]["entry"]] if found else []


def shares_open_group(cloud: Cloud, interface: Resource, source: str) -> bool:
    """Whether the sender is a fellow member of a basic group whose inner access is Accept: rules are not asked."""
    for group in groups_of(interface):
        found = cloud.by_id(group, "alicloud_security_group")
        if found and is_open_inside(found) and source in member_addresses(cloud, group):
            return True
    return False


def is_open_inside(group: Resource) -> bool:
    """Basic groups default to Accept, enterprise groups are always closed inside."""
    values = group["values"]
    basic = values.get("security_group_type", "normal") == "normal"
    return basic and bool(values.get("inner_access_policy", "Accept") == "Accept")
