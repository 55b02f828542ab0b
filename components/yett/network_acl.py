"""A network ACL with its rows and its vSwitches, as one resource: the provider's other ways of binding fight it."""

from typing import Optional

import pulumi

from yett.naming import display_name, tags
from yett.sdk import alicloud
from yett.specs.acl_plan import AclPlan
from yett.specs.network_acl import VPC_IPV6, AclEntry


def network_acl(
    name: str,
    plan: AclPlan,
    vpc_id: pulumi.Input[str],
    ipv6: pulumi.Output[Optional[str]],
    vswitches: list[pulumi.Output[str]],
    opts: pulumi.ResourceOptions,
) -> alicloud.vpc.NetworkAcl:
    """Stateless, so both directions have rows; what no row admits is dropped.

    `ipv6` is the IPv6 network of the VPC, for rows that name it.
    """
    return alicloud.vpc.NetworkAcl(
        name,
        network_acl_name=display_name(name),
        vpc_id=vpc_id,
        ingress_acl_entries=[
            alicloud.vpc.NetworkAclIngressAclEntryArgs(source_cidr_ip=_peer(row, ipv6), **_row(row))
            for row in plan.ingress
        ],
        egress_acl_entries=[
            alicloud.vpc.NetworkAclEgressAclEntryArgs(destination_cidr_ip=_peer(row, ipv6), **_row(row))
            for row in plan.egress
        ],
        resources=[
            alicloud.vpc.NetworkAclResourceArgs(resource_id=found, resource_type="VSwitch") for found in vswitches
        ],
        tags=tags(),
        opts=opts,
    )


def _peer(row: AclEntry, ipv6: pulumi.Output[Optional[str]]) -> pulumi.Input[str]:
    return ipv6.apply(str) if row.peer == VPC_IPV6 else row.peer


def _row(row: AclEntry) -> dict[str, str]:
    return {
        "network_acl_entry_name": row.name,
        "policy": row.policy,
        "protocol": row.protocol.value,
        "port": row.port,
        "entry_type": "custom",
        "ip_version": row.ip_version,
    }
