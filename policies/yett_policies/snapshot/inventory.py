"""What a live account holds for one stack, so that `inventory - state` is what was created and never recorded.

A resource belongs to a stack by its tags; by its name's prefix where a creation was cut off before its tags were
set; or by its parent, for what the cloud gives no tags.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from yett_policies.frozen import frozen

from .cloud_api import CloudApi, at

PROJECT_TAG, STACK_TAG = "yett:project", "yett:stack"


@dataclass(frozen=True, slots=True, order=True)
class Held:
    """One resource that the account holds; `id` is the state's id, `type` the Pulumi type token."""

    type: str
    id: str
    name: str
    why: str


@frozen
class Kind:
    """How one kind of tagged resource is listed."""

    type: str
    product: str
    action: str
    items: str
    id: str
    name: str
    is_paged: bool = True
    """False for an action that knows no pages and answers everything."""


KINDS = (
    Kind("alicloud:vpc/network:Network", "Vpc", "DescribeVpcs", "Vpcs.Vpc", "VpcId", "VpcName"),
    Kind("alicloud:vpc/switch:Switch", "Vpc", "DescribeVSwitches", "VSwitches.VSwitch", "VSwitchId", "VSwitchName"),
    Kind(
        "alicloud:vpc/natGateway:NatGateway",
        "Vpc",
        "DescribeNatGateways",
        "NatGateways.NatGateway",
        "NatGatewayId",
        "Name",
    ),
    Kind(
        "alicloud:ecs/eipAddress:EipAddress",
        "Vpc",
        "DescribeEipAddresses",
        "EipAddresses.EipAddress",
        "AllocationId",
        "Name",
    ),
    Kind(
        "alicloud:vpc/commonBandwithPackage:CommonBandwithPackage",
        "Vpc",
        "DescribeCommonBandwidthPackages",
        "CommonBandwidthPackages.CommonBandwidthPackage",
        "BandwidthPackageId",
        "Name",
    ),
    Kind(
        "alicloud:ecs/securityGroup:SecurityGroup",
        "Ecs",
        "DescribeSecurityGroups",
        "SecurityGroups.SecurityGroup",
        "SecurityGroupId",
        "SecurityGroupName",
    ),
    Kind(
        "alicloud:ecs/instance:Instance", "Ecs", "DescribeInstances", "Instances.Instance", "InstanceId", "InstanceName"
    ),
    Kind(
        "alicloud:slb/applicationLoadBalancer:ApplicationLoadBalancer",
        "Slb",
        "DescribeLoadBalancers",
        "LoadBalancers.LoadBalancer",
        "LoadBalancerId",
        "LoadBalancerName",
    ),
    Kind("alicloud:slb/acl:Acl", "Slb", "DescribeAccessControlLists", "Acls.Acl", "AclId", "AclName"),
    Kind(
        "alicloud:slb/serverCertificate:ServerCertificate",
        "Slb",
        "DescribeServerCertificates",
        "ServerCertificates.ServerCertificate",
        "ServerCertificateId",
        "ServerCertificateName",
        is_paged=False,
    ),
)


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
    if kind.is_paged:
        return api.listed(kind.product, kind.action, kind.items)
    return at(api.read(kind.product, kind.action), kind.items)


def belongs(item: dict[str, Any], kind: Kind, project: str, stack: str) -> str:
    """Why a resource is the stack's; empty when it is not."""
    tags = tags_of(item)
    if tags.get(PROJECT_TAG) == project and tags.get(STACK_TAG) == stack:
        return "tags"
    named = str(item.get(kind.name) or "").startswith(f"{project}-{stack}-")
    return "name" if named and PROJECT_TAG not in tags else ""


def tags_of(item: dict[str, Any]) -> dict[str, str]:
    """Tags in either spelling of the cloud."""
    rows = at(item, "Tags.Tag")
    return {str(row.get("Key", row.get("TagKey"))): str(row.get("Value", row.get("TagValue"))) for row in rows}


def children(api: CloudApi, kind: Kind, item: dict[str, Any]) -> Iterator[Held]:
    """What lives inside a resource and carries no tags of its own."""
    if kind.action == "DescribeNatGateways":
        yield from nat_entries(api, item)
    elif kind.action == "DescribeLoadBalancers":
        yield from balancer_parts(api, str(item["LoadBalancerId"]))


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
