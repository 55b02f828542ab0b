"""What a live account holds for one stack, so that `inventory - state` is what was created and never recorded.

A resource belongs to a stack by its tags; by its name's prefix where a creation was cut off before its tags were
set; or by its parent, for what the cloud gives no tags.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .cloud_api import CloudApi, at
from .inventory_kinds import KINDS, Kind
from .live.ecs import group_rules

PROJECT_TAG, STACK_TAG = "yett:project", "yett:stack"
FLEET_TAG = "acs:autoscaling:scalingGroupId"
"""On a machine that a scaling group has started: the group is in the state, its machines never are."""


@dataclass(frozen=True, slots=True, order=True)
class Held:
    """One resource that the account holds; `id` is the state's id, `type` the Pulumi type token."""

    type: str
    id: str
    name: str
    why: str
    alias: str = ""
    """Another id by which a state may know it: the cloud's own, of a group rule."""


def held(api: CloudApi, project: str, stack: str, kinds: Iterable[Kind] = KINDS) -> list[Held]:
    """Everything the account holds for a stack, sorted."""
    found: list[Held] = []
    for kind in kinds:
        for item in items(api, kind):
            if why := belongs(item, kind, project, stack):
                found.append(Held(kind.type, str(item[kind.id]), str(item.get(kind.name) or ""), why))
                found.extend(children(api, kind, item))
    return sorted(found)


def items(api: CloudApi, kind: Kind) -> Iterable[dict[str, Any]]:
    if kind.paging == "none":
        return at(api.read(kind.product, kind.action), kind.items)
    return (api.tokened if kind.paging == "tokens" else api.listed)(kind.product, kind.action, kind.items)


def belongs(item: dict[str, Any], kind: Kind, project: str, stack: str) -> str:
    """Why a resource is the stack's; empty when it is not."""
    tags = tags_of(item)
    if FLEET_TAG in tags:
        return ""
    if tags.get(PROJECT_TAG) == project and tags.get(STACK_TAG) == stack:
        return "tags"
    named = str(item.get(kind.name) or "").startswith(f"{project}-{stack}-")
    return "name" if named and PROJECT_TAG not in tags else ""


def tags_of(item: dict[str, Any]) -> dict[str, str]:
    """Tags in any spelling of the cloud."""
    rows = item["Tags"] if isinstance(item.get("Tags"), list) else at(item, "Tags.Tag")
    return {str(row.get("Key", row.get("TagKey"))): str(row.get("Value", row.get("TagValue"))) for row in rows}


def children(api: CloudApi, kind: Kind, item: dict[str, Any]) -> Iterator[Held]:
    """What lives inside a resource and carries no tags of its own."""
    if kind.action == "DescribeNatGateways":
        yield from nat_entries(api, item)
    elif kind.action == "DescribeLoadBalancers":
        yield from balancer_parts(api, str(item["LoadBalancerId"]))
    elif kind.action == "DescribeSecurityGroups":
        yield from opened_by(api, str(item["SecurityGroupId"]))


def opened_by(api: CloudApi, group: str) -> Iterator[Held]:
    """The rules of a group, whoever wrote them: one that no state knows was opened by hand."""
    for row in group_rules(api, group):
        said, own = str(row.get("Description") or ""), str(row.get("SecurityGroupRuleId") or "")
        yield Held("alicloud:ecs/securityGroupRule:SecurityGroupRule", rule_id(group, row), said, "parent", own)


def rule_id(group: str, row: Mapping[str, Any]) -> str:
    """The provider's id of a rule, which `pulumi import` takes.

    Source: the import section of the provider's page of security_group_rule; colons of IPv6 are written as "_".
    """
    side = "Source" if row.get("Direction") == "ingress" else "Dest"
    peers = (f"{side}CidrIp", f"Ipv6{side}CidrIp", f"{side}GroupId", f"{side}PrefixListId")
    peer = next((str(row[key]) for key in peers if row.get(key)), "")
    words = [str(row.get(key) or "").lower() for key in ("Direction", "IpProtocol", "PortRange", "NicType")]
    tail = [peer.replace(":", "_"), str(row.get("Policy") or "").lower(), str(row.get("Priority") or 1)]
    return ":".join([group, *words, *tail])


def nat_entries(api: CloudApi, gateway: dict[str, Any]) -> Iterator[Held]:
    for table in at(gateway, "ForwardTableIds.ForwardTableId"):
        path = "ForwardTableEntries.ForwardTableEntry"
        for row in api.listed("Vpc", "DescribeForwardTableEntries", path, ForwardTableId=table):
            key = f"{table}:{row['ForwardEntryId']}"
            yield Held("alicloud:vpc/forwardEntry:ForwardEntry", key, str(row.get("ForwardEntryName") or ""), "parent")
    for table in at(gateway, "SnatTableIds.SnatTableId"):
        for row in api.listed("Vpc", "DescribeSnatTableEntries", "SnatTableEntries.SnatTableEntry", SnatTableId=table):
            key = f"{table}:{row['SnatEntryId']}"
            yield Held("alicloud:vpc/snatEntry:SnatEntry", key, str(row.get("SnatEntryName") or ""), "parent")


def balancer_parts(api: CloudApi, balancer: str) -> Iterator[Held]:
    body = api.read("Slb", "DescribeLoadBalancerAttribute", LoadBalancerId=balancer)
    for row in at(body, "ListenerPortsAndProtocol.ListenerPortAndProtocol"):
        key = f"{balancer}:{row['ListenerProtocol']}:{row['ListenerPort']}"
        yield Held("alicloud:slb/listener:Listener", key, str(row.get("Description") or ""), "parent")
        yield from listener_parts(api, balancer, row)
    groups = api.read("Slb", "DescribeVServerGroups", LoadBalancerId=balancer)
    for row in at(groups, "VServerGroups.VServerGroup"):
        yield Held(
            "alicloud:slb/serverGroup:ServerGroup", str(row["VServerGroupId"]), str(row["VServerGroupName"]), "parent"
        )


def listener_parts(api: CloudApi, balancer: str, listener: dict[str, Any]) -> Iterator[Held]:
    """Forwarding rules of http and https listeners, and the further domains of https ones."""
    protocol, port = listener["ListenerProtocol"], str(listener["ListenerPort"])
    if protocol in ("http", "https") and listener.get("ListenerForward") != "on":
        body = api.read("Slb", "DescribeRules", LoadBalancerId=balancer, ListenerPort=port, ListenerProtocol=protocol)
        for row in at(body, "Rules.Rule"):
            yield Held("alicloud:slb/rule:Rule", str(row["RuleId"]), str(row.get("RuleName") or ""), "parent")
    if protocol == "https":
        body = api.read("Slb", "DescribeDomainExtensions", LoadBalancerId=balancer, ListenerPort=port)
        for row in at(body, "DomainExtensions.DomainExtension"):
            key = str(row["DomainExtensionId"])
            yield Held("alicloud:slb/domainExtension:DomainExtension", key, str(row.get("Domain") or ""), "parent")
